"""Bitcoin Cash addresses: CashAddr, and the older form where the words before it say that it is not Bitcoin's."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import _base58, _cashaddr
from filature.selectors.kinds._said import last_said

_PREFIX = "bitcoincash"
_SUBTYPES = ("cashaddr", "legacy")
_LEGACY = {b"\x00": 0, b"\x05": 1}


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    raw = text[start:end].decode()
    if end - start > 40:
        data = raw.lower().rpartition(":")[2]
        if raw in (raw.lower(), raw.upper()) and _cashaddr.decode(_PREFIX, data):
            yield Hit(start, end, f"{_PREFIX}:{data}", "cashaddr")
        return
    if last_said(("bitcoin", "bitcoin_cash"), text, start, 40) != "bitcoin_cash":
        return
    held = _base58.decoded(text[start:end])
    if held is not None and len(held) == 21 and held[:1] in _LEGACY:
        same = _cashaddr.encode(_PREFIX, _LEGACY[held[:1]], held[1:])
        yield Hit(start, end, raw, "legacy", details={"cashaddr": same})


KINDS = (
    Kind(
        name="bch",
        meaning="A Bitcoin Cash address, in CashAddr or in the older form that Bitcoin has too.",
        source="Bitcoin Cash CashAddr specification; the older form by the words before it",
        patterns=(
            r"(?i)\b(?:bitcoincash:)?[qpzr][02-9ac-hj-np-z]{41}\b",
            rf"\b[13]{_base58.LETTER}{{25,34}}\b",
        ),
        marks=("42", "26-35"),
        read=_read,
        examples=(
            Example(
                "BCH qp63uahgrxged4z5jswyt5dn5v3lzsem6cy4spdc2h",
                "bitcoincash:qp63uahgrxged4z5jswyt5dn5v3lzsem6cy4spdc2h",
                "cashaddr",
            ),
            Example(
                "BITCOINCASH:PP63UAHGRXGED4Z5JSWYT5DN5V3LZSEM6CNSDW2M32",
                "bitcoincash:pp63uahgrxged4z5jswyt5dn5v3lzsem6cnsdw2m32",
                "cashaddr",
            ),
            Example(
                "Bitcoin Cash : 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
                "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
                "legacy",
            ),
        ),
        refused=(
            "qp63uahgrxged4z5jswyt5dn5v3lzsem6cy4spdc2q",
            "bitcoincash:qP63uahgrxged4z5jswyt5dn5v3lzsem6cy4spdc2h",
            "bitcoin 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
            "BCH or BTC: 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
            "BCH 1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh",
        ),
        subtypes=_SUBTYPES,
        covers=frozenset({"btc"}),
    ),
)
