"""Signal user names and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._handles import Context, handles
from filature.selectors.kinds._links import path_of
from filature.selectors.kinds._shapes import Shape

_SHAPE = Shape(
    re.compile(rb"[A-Za-z_][A-Za-z0-9_]{0,40}\.[0-9]{1,12}"),
    re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,31}\.[0-9]{2,9}"),
    prose=False,
)
_CONTEXT = Context(_SHAPE)
_PATH = re.compile(
    rb"/?#(?:eu/(?P<link>[A-Za-z0-9_-]{60,70})|p/(?P<phone>\+[0-9]{7,15}))(?![A-Za-z0-9_-])"
    rb"|/?#(?P<group>[A-Za-z0-9_-]{40,200})(?![A-Za-z0-9_-])"
)


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[start:end].lower() != b"signal":
        if link := path_of(_PATH, text, start, end):
            yield Hit(link[1], link[2], text[link[1] : link[2]].decode(), link[0], FORM_ONLY)
        return
    for found in handles(_CONTEXT, text, start, end):
        yield Hit(found.start, found.end, found.value.lower(), "name", FORM_ONLY)


_CODE = "pL3kCq8VnZ2mXw7RtY5bHs9DfGjK4aEu" * 2

KINDS = (
    Kind(
        name="signal",
        meaning="A Signal user name (small letters, a dot and two digits or more), or the code or number of a link.",
        source="Signal: user names (name.nn), links signal.me/#eu/, signal.me/#p/ and signal.group/#",
        patterns=(r"(?i)signal\b", r"(?i)\bsignal\.(?:me|group)\b", r"(?i)\bsgnl://signal\.(?:me|group)\b"),
        marks=("~gnal", "~al.m|~al.g", "~sgnl"),
        read=_read,
        subtypes=("name", "link", "phone", "group"),
        examples=(
            Example("signal: QuaySide.42", "quayside.42", "name"),
            Example("quayside.42 sur signal", "quayside.42", "name"),
            Example(f"https://signal.me/#eu/{_CODE}", _CODE, "link"),
            Example("https://signal.me/#p/+33612345678", "+33612345678", "phone"),
            Example(f"https://signal.group/#{_CODE}", _CODE, "group"),
        ),
        refused=(
            "signal only please",
            "the signal: strong.",
            "signal: quayside",
            "signal 6.42",
            "signal.quay.42",
            "signal.me/#eu/short",
            "Signal: picture.42.jpg",
        ),
    ),
)
