"""Bytes of a page to text: which character encoding is used, and why it cannot fail."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import map_encoding_to_html5

HEAD = 4096
# What WHATWG means by these names is more than Python's codec of the same name reads.
_WIDER = {"shift_jis": "cp932", "gbk": "gb18030", "euc_kr": "cp949", "big5": "big5hkscs"}
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without lone surrogates; the encoding used; how many bytes were not valid in it (U+FFFD stands there)."""

    text: str
    encoding: str
    replaced: int = 0


def decode(body: bytes, media_type: str = "") -> Decoded:
    """``body`` as text: by BOM, HTTP header, `<meta>`, else UTF-8 when valid, else cp1252.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever a page declares: saved pages keep the label of
    the server (Dream: ISO-8859-1) while the browser wrote UTF-8, and such bytes are not valid by accident.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _replacing(body[len(bom) :], name)
    if guess := _utf16_guess(body):
        return _replacing(body, guess)
    try:
        return Decoded(
            body.decode("utf-8"), "utf-8" if not body.isascii() else _declared(body, media_type) or "utf-8"
        )
    except UnicodeDecodeError:
        return _replacing(body, _declared(body, media_type) or "cp1252")


def _declared(body: bytes, media_type: str) -> str:
    """Python's name of the declared encoding, or empty; labels mean what WHATWG says (latin1 is cp1252)."""
    header = _HEADER.search(media_type)
    head = body[:HEAD]
    found = header.group(1).encode() if header else None
    for pattern in (_META, _XML):
        if found is None and (match := pattern.search(head)):
            found = match.group(1)
    mapped = map_encoding_to_html5(found.decode("ascii"), False) if found else None
    if not mapped or mapped.lower() in {"replacement", "x-user-defined"}:
        return ""
    try:
        name = codecs.lookup(mapped).name
    except LookupError:
        return ""
    # A page whose `<meta>` could be read as ASCII is not UTF-16, whatever it says (WHATWG, prescan).
    return "utf-8" if name.startswith("utf-16") else _WIDER.get(name, name)


def _utf16_guess(body: bytes) -> str:
    """UTF-16 without a BOM: nearly every second byte of the beginning is NUL."""
    head = body[:512]
    if len(head) < 8 or head.count(0) < len(head) // 3:
        return ""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 10 * even and odd > len(head) // 3:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd and even > len(head) // 3 else ""


def _replacing(body: bytes, name: str) -> Decoded:
    """Decode with U+FFFD for what is not valid, and count it."""
    text = body.decode(name, "replace")
    replaced = text.count("\ufffd") - body.count("\ufffd".encode(name, "ignore") or b"\xef\xbf\xbd")
    return Decoded(text, name, max(replaced, 0))
