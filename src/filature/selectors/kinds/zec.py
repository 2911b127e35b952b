"""Zcash addresses: transparent, Sprout, Sapling, unified, and those for exchanges."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import _base58, _bech32, _f4jumble

_TRANSPARENT = {b"\x1c\xb8": ("p2pkh", "main"), b"\x1c\xbd": ("p2sh", "main")}
_SPROUT = {b"\x16\x9a": ("sprout", "main")}
_BECH32 = {"zs": ("sapling", _bech32.BECH32, 43), "tex": ("tex", _bech32.BECH32M, 20)}
_LONGEST = 1_000
_PADDING = b"u" + bytes(15)
_transparent, _sprout = _base58.reader(_TRANSPARENT), _base58.reader(_SPROUT, size=64)


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if text[start : start + 2] in (b"t1", b"t3"):
        yield from _transparent(text, start, end)
    elif text[start : start + 2] == b"zc":
        yield from _sprout(text, start, end)
    elif end - start <= _LONGEST:
        raw = text[start:end].decode()
        if subtype := _shielded(raw):
            yield Hit(start, end, raw.lower(), subtype)


def _shielded(raw: str) -> str:
    if (found := _bech32.decode(raw, _LONGEST)) is None or (data := _bech32.octets(found.values)) is None:
        return ""
    if found.prefix == "u":
        mixed = _f4jumble.unjumbled(data) if found.constant == _bech32.BECH32M else None
        return "unified" if mixed is not None and mixed.endswith(_PADDING) else ""
    subtype, constant, size = _BECH32[found.prefix]
    return subtype if (found.constant, len(data)) == (constant, size) else ""


KINDS = (
    Kind(
        name="zec",
        meaning="A Zcash address: transparent, of the shielded pools, unified, or for exchanges.",
        source="Zcash protocol specification 5.6 (address encodings); ZIP 316 (unified), ZIP 320 (tex)",
        patterns=(
            rf"\bt[13]{_base58.LETTER}{{33}}\b",
            rf"\bzc{_base58.LETTER}{{93}}\b",
            r"(?i)\b(?:zs1[02-9ac-hj-np-z]{75}|tex1[02-9ac-hj-np-z]{38})\b",
            r"(?i)\bu1[02-9ac-hj-np-z]{80}[02-9ac-hj-np-z]*\b",
        ),
        marks=("35", "95", "42|78", "82-"),
        read=_read,
        examples=(
            Example("t1UYsZVJkLPeMjxEtACvSxfWuNmddpWfxzs", "t1UYsZVJkLPeMjxEtACvSxfWuNmddpWfxzs", "p2pkh"),
            Example("t3VEtV2oBtHxjq7wKHJb3PHsqXHvMRgUmVw", "t3VEtV2oBtHxjq7wKHJb3PHsqXHvMRgUmVw", "p2sh"),
            Example(
                "ZEC zcPYnaAvEpiEFs5y1Xe8GheTRHcGZMXJPsfj8QqAVQBnaVr88aGTqhcsgtwK81gPeyGNN9gecCwmvWVexyHtjgPKsFxi8Hu",
                "zcPYnaAvEpiEFs5y1Xe8GheTRHcGZMXJPsfj8QqAVQBnaVr88aGTqhcsgtwK81gPeyGNN9gecCwmvWVexyHtjgPKsFxi8Hu",
                "sprout",
            ),
            Example(
                "zs1w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw508v50cqcq",
                "zs1w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw508v50cqcq",
                "sapling",
            ),
            Example(
                "zcash:u1tjps5vl453e5dmj94sdtmkkpmdcc2y4n4ps68ydyne9m8ruz6ff2gft367eue5q2csckfqaldz5wrmzspytzv3hlry"
                "dwsekn98arkrd6q32u857t9pt97wsuhm9dy3tjtcpzqrnec47",
                "u1tjps5vl453e5dmj94sdtmkkpmdcc2y4n4ps68ydyne9m8ruz6ff2gft367eue5q2csckfqaldz5wrmzspytzv3hlrydwsek"
                "n98arkrd6q32u857t9pt97wsuhm9dy3tjtcpzqrnec47",
                "unified",
            ),
            Example(
                "tex1w508d6qejxtdg4y5r3zarvary0c5xw7kccm6wm",
                "tex1w508d6qejxtdg4y5r3zarvary0c5xw7kccm6wm",
                "tex",
            ),
        ),
        refused=(
            "t1UYsZVJkLPeMjxEtACvSxfWuNmddpWfxzt",
            "zs1w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw508v50cqcp",
            "tex1w508d6qejxtdg4y5r3zarvary0c5xw7kccm6wq",
            "u1tjps5vl453e5dmj94sdtmkkpmdcc2y4n4ps68ydyne9m8ruz6ff2gft367eue5q2csckfqaldz5wrmzspytzv3hlrydwsek"
            "n98arkrd6q32u857t9pt97wsuhm9dy3tjtcpzqrnec4q",
            "u1j3unf7q7acnaplr8vn25gh0a3hemw4wu9l23d4xaamqxyvtvc3yfwfd9dd7mcu8au98n6qqvw8mgdjnvk55wtqmggfwz6c2"
            "hcphc0rjvmpd0uccvrhvwn776rd9ps4u9fpstq3ugdzu",
        ),
        subtypes=("p2pkh", "p2sh", "sprout", "sapling", "unified", "tex"),
    ),
)
