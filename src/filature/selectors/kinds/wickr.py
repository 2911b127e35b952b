"""Wickr user names."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._handles import Context, handles
from filature.selectors.kinds._shapes import shape

_CONTEXT = Context(shape("A-Za-z0-9_-", "A-Za-z0-9", 4, 30))


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    for found in handles(_CONTEXT, text, start, end):
        yield Hit(found.start, found.end, found.value.lower(), check=FORM_ONLY)


KINDS = (
    Kind(
        name="wickr",
        meaning="A user name of Wickr, in small letters, told by the messenger's name beside it.",
        source="Wickr user names: letters and digits, case ignored; words/messengers.yaml",
        patterns=(r"(?i)wickr(?:[ -]?me|id)?\b", r"(?i)\bwicker(?: me)?\s?[:=]"),
        marks=("~wick", "~wick"),
        read=_read,
        examples=(
            Example("wickr: quayside77 / threema: ABCD1234", "quayside77"),
            Example("Wickr Me - QuaySide7", "quayside7"),
            Example("mon wickr c'est lequai", "lequai"),
            Example("contact me on wickr quayside", "quayside"),
            Example("quay_side sur wickr", "quay_side"),
            Example("quayside77@wickr", "quayside77"),
            Example("WICKR.......quaysideEmail : x@example.org", "quayside"),
            Example("WICKR NAME/ID...... quayside77Thanks", "quayside77"),
            Example("wickr\u2026Quay710\n", "quay710"),
            Example("Wickr\u00e2\u00a6quay710", "quay710"),
            Example("wickr //quaylord", "quaylord"),
            Example("telegram/wickr : quayside", "quayside"),
        ),
        refused=(
            "wickr: quay07website",
            "wickr: quaysidé and wickr: lequai77é",
            "wickr.....QuaysideCURRENCIES available",
            "wickr only please",
            "wickr: quayside is where we sell",
            "Wickr......quayside High quality",
            "Wickr: please write there first",
            "we are on Wickr. Quay77 is closed",
            "contact us on wickr for bulk",
            "wickr@example.org",
            "wickr: quay@example.org",
            "wickr.exe and wickr: setup.exe",
            "download wickr 6.10 or wickr v5",
            "wickr: telegram: quayside77",
            "wickr, 24/7",
            "10g on wickr",
            "WICKR77",
            "my wickr is down.",
            "wickr: quays ...",
        ),
    ),
)
