"""The text of a field to its value: format, mapping, transform; trouble becomes a remark and the text is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from filature.reading.html_text import inline
from filature.reading.sites.model import Field
from filature.reading.sites.parse_fields import label_key
from filature.reading.transforms import Parts

if TYPE_CHECKING:
    from filature.reading.extract import Extractor

Finish = Callable[[str, "Extractor"], Any]


def piece(found: re.Match[str]) -> str:
    """What a pattern stands for: its first group that matched, or the whole match of a pattern without groups."""
    if found.lastindex is None:
        return found[0]
    return next((group for group in found.groups() if group is not None), found[0])


def finisher(field: Field) -> Finish:
    """The function that makes the value of ``field`` from a text that is not blank; it gives None for no value."""
    finish = _mapped(field) if field.map is not None else _transformed(field)
    if not field.format:
        return finish
    return lambda text, extractor: finish(field.format.replace("{}", inline(text)), extractor)


def _mapped(field: Field) -> Finish:
    known = field.map or {}
    other = known.get("*")

    def finish(text: str, extractor: Extractor) -> Any:
        key = label_key(text)
        if key in known:
            return known[key]
        if "*" not in known:
            extractor.remark(field.name, "unknown_value", text)
            return None
        return inline(text) if other is True else other

    return finish


def _transformed(field: Field) -> Finish:
    transform, options = field.transform, field.options
    if transform is None:
        return lambda *_: None
    if field.transform_name == "text":
        return lambda text, _: inline(text)

    def finish(text: str, extractor: Extractor) -> Any:
        try:
            return transform(text, extractor.setting, options)
        except (ValueError, ArithmeticError) as error:
            extractor.remark(field.name, f"unreadable_{field.transform_name}", f"{error}: {text}")
            return Parts(None, others={"text": inline(text)})

    return finish
