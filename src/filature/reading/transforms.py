"""The typed transforms that a site file may name: text of a field to the value of a column."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from filature.reading.html_text import inline
from filature.reading.links import Urls
from filature.reading.mapping.values import words
from filature.reading.transforms_number import Parts, integer, interval, money, number, rating
from filature.reading.transforms_time import age, epoch, moment


@dataclass(frozen=True, slots=True)
class Setting:
    """What transforms may look at beside the text: time of the capture, and the site's zone, numbers, currency, addresses.

    ``clock`` is the time that the page itself shows: "today" is its day, which need not be the day of the capture.
    """

    captured: datetime | None
    zone: tzinfo
    decimal_comma: bool
    currency: str | None
    urls: Urls
    base: str
    clock: datetime | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What a field says beside the transform's name."""

    formats: tuple[str, ...] = ()
    split: re.Pattern[str] | None = None
    currency: str | None = None
    true: re.Pattern[str] | None = None
    false: re.Pattern[str] | None = None


Transform = Callable[[str, Setting, Options], Any]
_ARMOUR = re.compile(r"-----BEGIN PGP ([A-Z ]{1,40})-----(.*?)-----END PGP \1-----", re.S)
_ARMOUR_HEADER = re.compile(r"(?:Version|Comment|Charset|Hash|MessageID):[^\n]*")


def _flag(text: str, setting: Setting, options: Options) -> bool:
    if options.true is not None and options.true.search(text):
        return True
    if options.false is not None:
        if options.false.search(text):
            return False
        if options.true is None:
            return True
    elif options.true is not None:
        return False
    word = inline(text).lower()
    if word in words()["true_words"] or word in words()["false_words"]:
        return word in words()["true_words"]
    raise ValueError("neither yes nor no")


def _list(text: str, setting: Setting, options: Options) -> list[str]:
    parts = options.split.split(text) if options.split else re.split(r"[,;\n\t]", text)
    return [part for part in map(inline, parts) if part]


def _pgp(text: str, setting: Setting, options: Options) -> str:
    """An armoured block with its lines restored, as text: nothing is decoded here."""
    block = _ARMOUR.search(text)
    if block is None:
        raise ValueError("no complete PGP block")
    kind, body = block[1], block[2].strip()
    if body.count("\n") > 2:
        lines = [line.strip() for line in block[0].split("\n")]
        first = next(n for n, line in enumerate(lines[1:], 1) if not _ARMOUR_HEADER.fullmatch(line))
        return "\n".join([*lines[:first], *([""] if lines[first] else []), *lines[first:]])
    headers, rest = _headers(body)
    tokens = rest.split()
    lines = [t[i : i + 64] for t in tokens for i in range(0, len(t), 64)]
    if lines and (checksum := re.search(r"=[A-Za-z0-9+/]{4}$", lines[-1])) and len(lines[-1]) > 5:
        lines[-1:] = [lines[-1][: checksum.start()], checksum[0]]
    return "\n".join([f"-----BEGIN PGP {kind}-----", *headers, "", *lines, f"-----END PGP {kind}-----"])


def _headers(body: str) -> tuple[list[str], str]:
    """Armour headers of a block that lost its lines, and what follows: base64 begins at the first long word."""
    if not _ARMOUR_HEADER.match(body):
        return [], body
    start = re.search(r"(?<!\S)[A-Za-z0-9+/=]{40,}", body)
    if start is None:
        return [], body
    return [inline(body[: start.start()])], body[start.start() :]


TRANSFORMS: dict[str, Transform] = {
    "text": lambda text, setting, options: inline(text),
    "lines": lambda text, setting, options: text.strip(),
    "integer": lambda text, setting, options: integer(text, setting.decimal_comma),
    "decimal": lambda text, setting, options: number(text, setting.decimal_comma),
    "percent": lambda text, setting, options: number(text, setting.decimal_comma),
    "range": lambda text, setting, options: interval(text, setting.decimal_comma),
    "rating": lambda text, setting, options: rating(text, setting.decimal_comma),
    "money": lambda text, setting, options: money(
        text, setting.decimal_comma, options.currency or setting.currency
    ),
    "date": lambda text, setting, options: moment(
        text, options.formats, setting.zone, setting.clock or setting.captured
    ),
    "epoch": lambda text, setting, options: epoch(text),
    "age": lambda text, setting, options: age(text, setting.captured),
    "flag": _flag,
    "list": _list,
    "pgp": _pgp,
    "path": lambda text, setting, options: setting.urls.path(text, setting.base),
    "native_id": lambda text, setting, options: setting.urls.native_id(text, setting.base),
}
__all__ = ["TRANSFORMS", "Options", "Parts", "Setting", "Transform"]
