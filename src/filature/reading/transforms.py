"""The typed transforms that a site file may name: text of a field to the value of a column."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from filature.reading.html_text import inline
from filature.reading.mapping.values import words
from filature.reading.transforms_money import money
from filature.reading.transforms_number import Parts, integer, interval, number, rating
from filature.reading.transforms_time import age, epoch, moment
from filature.reading.urls import Urls


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


def _flag(text: str, _setting: Setting, options: Options) -> bool:
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


def _list(text: str, _setting: Setting, options: Options) -> list[str]:
    parts = options.split.split(text) if options.split else re.split(r"[,;\n\t]", text)
    return [part for part in map(inline, parts) if part]


def _pgp(text: str) -> str:
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


def _of_text(function: Callable[[str], Any]) -> Transform:
    return lambda text, *_: function(text)


def _with_comma(function: Callable[[str, bool], Any]) -> Transform:
    return lambda text, setting, *_: function(text, setting.decimal_comma)


def _money(text: str, setting: Setting, options: Options) -> Parts:
    found: Parts = money(text, setting.decimal_comma, options.currency or setting.currency)
    return found


def _date(text: str, setting: Setting, options: Options) -> datetime:
    return moment(text, options.formats, setting.zone, setting.clock or setting.captured)


TRANSFORMS: dict[str, Transform] = {
    "text": _of_text(inline),
    "lines": _of_text(str.strip),
    "integer": _with_comma(integer),
    "decimal": _with_comma(number),
    "percent": _with_comma(number),
    "range": _with_comma(interval),
    "rating": _with_comma(rating),
    "money": _money,
    "date": _date,
    "epoch": _of_text(epoch),
    "age": lambda text, setting, *_: age(text, setting.captured),
    "flag": _flag,
    "list": _list,
    "pgp": _of_text(_pgp),
    "path": lambda text, setting, *_: setting.urls.path(text, setting.base),
    "native_id": lambda text, setting, *_: setting.urls.native_id(text, setting.base),
}
__all__ = ["TRANSFORMS", "Options", "Parts", "Setting", "Transform"]
