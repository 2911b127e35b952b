"""One SQL literal, in any of the forms that the dialects write, as bytes: the exact and slow way."""

from __future__ import annotations

import re

from filature.sources.databases.charset import codec_of, to_text

_MYSQL_ESCAPES = {
    b"0": b"\x00",
    b"b": b"\b",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"Z": b"\x1a",
    b"%": b"\\%",
    b"_": b"\\_",
}
_C_ESCAPES = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}
_MYSQL_ESCAPE = re.compile(rb"\\(.)|''", re.DOTALL)
_C_ESCAPE = re.compile(
    rb"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|''", re.DOTALL
)
_COPY_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|()()(.))", re.DOTALL)

_STANDARD = re.compile(rb"'((?:[^']++|'')*+)'")
_ESCAPED = re.compile(rb"'((?:[^'\\]++|\\.|'')*+)'", re.DOTALL)
_HEX = re.compile(rb"(?:0[xX]((?:[0-9A-Fa-f]{2})+)|[xX]'((?:[0-9A-Fa-f]{2})*)')")
_BITS = re.compile(rb"(?:[bB]'([01]*)'|0b([01]+))")
_DOLLARED = re.compile(rb"\$(\w*)\$(.*)\$\1\$", re.DOTALL)
_DOUBLE = re.compile(rb'"((?:[^"\\]++|\\.|"")*+)"', re.DOTALL)
_BEFORE = re.compile(rb"(?:_(\w+)|([nN])|([eE]))\s*(?=')")
_AFTER = re.compile(rb"\s*+(?:::\s*+[\w\s\".\[\](),]++|COLLATE\s++[\w\".]++)*+\Z", re.IGNORECASE)


def unescape_mysql(body: bytes) -> bytes:
    r"""The inside of MySQL's '…': ``\n``, ``\'``, ``''`` and so on are what they stand for; ``\%`` stays."""
    return _MYSQL_ESCAPE.sub(lambda m: _MYSQL_ESCAPES.get(m[1], m[1]) if m[1] else b"'", body)


def unescape_c(body: bytes) -> bytes:
    r"""The inside of PostgreSQL's E'…': ``\n``, ``\x41``, ``\101``, ``\u00e9``, ``''``."""
    return _C_ESCAPE.sub(_c_escape, body)


def unescape_copy(body: bytes) -> bytes:
    r"""A value of COPY's text format that is not ``\N``."""
    return _COPY_ESCAPE.sub(_c_escape, body)


def _c_escape(found: re.Match[bytes]) -> bytes:
    hexed, octal, short, long, other = found.groups()
    if hexed:
        return bytes([int(hexed, 16)])
    if octal:
        return bytes([int(octal, 8) & 0xFF])
    if short or long:
        code = int(short or long, 16)
        return chr(code).encode("utf-8", "replace") if code <= 0x10FFFF else found[0]
    return _C_ESCAPES.get(other, other) if other else b"'"


def literal(value: bytes, kind: str, backslash: bool, codec: str) -> tuple[bytes | None, bool]:
    """The bytes that a literal stands for, None for NULL; and whether it was understood.

    What is no literal (an expression, a function) is given as it stands. Text with a character set of its own
    (``_latin1'…'``) is given in ``codec``; MySQL's bits are given as bytes, PostgreSQL's as digits.
    """
    value = value.strip()
    if value[:4].upper() == b"NULL" and _AFTER.match(value, 4):
        return None, True
    if hexed := _HEX.fullmatch(value):
        return bytes.fromhex((hexed[1] or hexed[2] or b"").decode("ascii")), True
    if bits := _BITS.fullmatch(value):
        digits = bits[1] or bits[2] or b""
        return (digits if kind == "postgres" else _bit_bytes(digits)), True
    if dollared := _DOLLARED.fullmatch(value) if kind == "postgres" else None:
        return dollared[2], True
    if double := _DOUBLE.fullmatch(value) if kind == "mysql" else None:
        return unescape_mysql(double[1].replace(b'""', b'"')), True
    return _strings(value, kind, backslash, codec)


def _bit_bytes(digits: bytes) -> bytes:
    return int(digits or b"0", 2).to_bytes((len(digits) + 7) // 8, "big")


def _strings(value: bytes, kind: str, backslash: bool, codec: str) -> tuple[bytes | None, bool]:
    """One or more '…' beside each other, with what may stand before and behind them."""
    before = _BEFORE.match(value)
    escaped = backslash or bool(before and before[3])
    position, parts = before.end() if before else 0, []
    while part := (_ESCAPED if escaped else _STANDARD).match(value, position):
        parts.append(_unescape(part[1], kind, escaped))
        position = re.compile(rb"\s*").match(value, part.end()).end()  # type: ignore[union-attr]
    if not parts or not _AFTER.match(value, position):
        return value, value.isascii() and re.fullmatch(rb"[\w.+-]*", value) is not None
    joined = b"".join(parts)
    own = (
        codec_of(before[1].decode("ascii", "replace"))
        if before and before[1] and before[1] != b"binary"
        else None
    )
    if own and own != codec:
        text = to_text(joined, own)
        return (joined if text is None else text.encode(codec, "replace")), True
    return joined, True


def _unescape(body: bytes, kind: str, escaped: bool) -> bytes:
    if not escaped:
        return body.replace(b"''", b"'")
    return unescape_c(body) if kind == "postgres" else unescape_mysql(body)
