"""Threema ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._handles import Context, handles
from filature.selectors.kinds._links import path_of
from filature.selectors.kinds._shapes import Shape

_SHAPE = Shape(
    re.compile(rb"[A-Za-z0-9*][A-Za-z0-9]{0,40}"),
    re.compile(r"[A-Z0-9*][A-Z0-9]{7}|[a-z0-9*][a-z0-9]{7}"),
    prose=False,
)
_CONTEXT = Context(_SHAPE)
_PATH = re.compile(rb"(?i)(?:/|compose\?id=|add\?id=)(?P<id>[A-Z0-9*][A-Z0-9]{7})(?![A-Za-z0-9_-])")


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[start:end].lower() != b"threema":
        link = path_of(_PATH, text, start, end)
        places = [link[1:]] if link else []
    else:
        places = [(found.start, found.end) for found in handles(_CONTEXT, text, start, end)]
    for first, last in places:
        value = text[first:last].decode()
        if not value.isalpha() or value.isupper():
            yield Hit(first, last, value.upper(), check=FORM_ONLY)


KINDS = (
    Kind(
        name="threema",
        meaning="A Threema id: eight letters and digits in capitals; * in front marks a gateway.",
        source="Threema cryptography whitepaper, section Threema ID",
        patterns=(r"(?i)threema\b", r"(?i)\bthreema\.id\b", r"(?i)\bthreema://"),
        marks=("~eema", "~a.id", "~eema"),
        read=_read,
        examples=(
            Example("wickr: quay77 / threema: ABCD1234", "ABCD1234"),
            Example("Threema ID ab12cd34", "AB12CD34"),
            Example("https://threema.id/ABCDEFG2", "ABCDEFG2"),
            Example("QUAYSID7 (threema)", "QUAYSID7"),
        ),
        refused=(
            "threema: download",
            "threema: ABCD12345",
            "threema is good, ABCD1234",
            "Threema: please wait",
            "threema@example.org",
            "threema.id/download",
            "threema: ABCD1234@example.org",
        ),
    ),
)
