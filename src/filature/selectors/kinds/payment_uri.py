"""Payment URIs: an address together with an amount, a label or a message."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from filature.selectors.finding import find
from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import bch, btc, dash, doge, eth, ltc, trx, xmr, zec

_COINS = {
    "bitcoin": btc,
    "bitcoincash": bch,
    "dash": dash,
    "dogecoin": doge,
    "ethereum": eth,
    "litecoin": ltc,
    "monero": xmr,
    "tron": trx,
    "zcash": zec,
}
_LONGEST = 2_000
_AMOUNTS = ("amount", "tx_amount", "value")
_MESSAGES = ("message", "tx_description", "memo")
_LABELS = ("label", "recipient_name")


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    raw = text[start : min(end, start + _LONGEST + 1)].rstrip(b".,;:!)]}")
    scheme = raw.partition(b":")[0]
    coin = scheme.decode().lower()
    (kind,) = _COINS[coin].KINDS
    hit = next(iter(find(kind, raw)), None)
    if len(raw) > _LONGEST or hit is None or hit.end > raw.index(b"?"):
        return
    address = hit.value.removeprefix("bitcoincash:")
    tail = raw[hit.end :].decode("utf-8", "replace")
    details = {"address": hit.value, **_asked(tail.partition("?")[2])}
    yield Hit(start, start + len(raw), f"{coin}:{address}{tail}", coin, hit.check, details)


def _asked(query: str) -> dict[str, object]:
    """The amount, label and message of a query, as written."""
    given = dict(parse_qsl(query))
    named = {"amount": _AMOUNTS, "label": _LABELS, "message": _MESSAGES}
    return {name: given[key] for name, keys in named.items() for key in keys if given.get(key)}


KINDS = (
    Kind(
        name="payment_uri",
        meaning="A payment URI: an address with an amount, a label or a message.",
        source="BIP 21; ERC-681; the URI schemes of Monero, Litecoin, Dogecoin, Dash, Zcash (ZIP 321), Bitcoin Cash",
        patterns=(rf"(?i)\b(?:{'|'.join(_COINS)}):[a-z0-9@/_-]{{14,}}\?[^\s\"'<>]+",),
        marks=("query",),
        read=_read,
        examples=(
            Example(
                "Bitcoin:1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH?amount=0.05&label=don.",
                "bitcoin:1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH?amount=0.05&label=don",
                "bitcoin",
            ),
            Example(
                "ethereum:pay-0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359@1?value=1e18",
                "ethereum:0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359@1?value=1e18",
                "ethereum",
            ),
            Example(
                "<bitcoincash:qp63uahgrxged4z5jswyt5dn5v3lzsem6cy4spdc2h?amount=2>",
                "bitcoincash:qp63uahgrxged4z5jswyt5dn5v3lzsem6cy4spdc2h?amount=2",
                "bitcoincash",
            ),
        ),
        refused=(
            "bitcoin:1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh?amount=0.05",
            "bitcoin:1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
            "bitcoin:?amount=1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH",
        ),
        subtypes=("bitcoin", "ethereum", "bitcoincash"),
    ),
)
