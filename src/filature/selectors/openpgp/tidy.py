"""Undo what pages, mails and scripts do to a block of text: entities, tags, escapes, quoting. Base64 letters are kept."""

from __future__ import annotations

import quopri
import re
from html import unescape
from urllib.parse import unquote_to_bytes

_ENTITY = re.compile(rb"&(?:#x?[0-9A-Fa-f]{1,6}|[a-z]{2,6});?")
_TAG = re.compile(rb"<[A-Za-z/!][^<>]{0,300}>|\[/?[A-Za-z]{1,10}(?:=[^\[\]]{0,200})?\]")
_CODE = re.compile(rb"\\u00(2[bBfF]|3[dD])")
_ESCAPE = re.compile(rb"\\(?:u00[0-9a-fA-F]{2}|x[0-9a-fA-F]{2}|[nrtbf])")
_PERCENT = re.compile(rb"%(?:2[bBfF]|3[dD]|0[aAdD])")
_PRINTABLE = re.compile(rb"=3D(?:=3D|[A-Za-z0-9+/]{4}\b)")
_QUOTED = re.compile(rb"(?m)^[ \t]{0,8}[A-Za-z]{1,4}>")
_NOISE = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))


def base64_of(raw: bytes) -> bytes:
    """All letters of base64 and `=` in ``raw``, in their order, once entities, tags, escapes and quoting are undone."""
    for _ in range(2):  # entities escaped once more are common where a page shows what a form was given
        if b"&" in raw and _ENTITY.search(raw):
            raw = unescape(raw.decode("utf-8", "replace")).encode()
    if b"\\" in raw:
        raw = raw.replace(b"\\/", b"/")
        raw = _ESCAPE.sub(b"\n", _CODE.sub(lambda code: bytes.fromhex(code[1].decode()), raw))
    if b"%" in raw and _PERCENT.search(raw):
        raw = unquote_to_bytes(raw)
    if b"=3D" in raw and _PRINTABLE.search(raw):
        raw = quopri.decodestring(raw)
    if b"<" in raw or b"[" in raw:
        raw = _TAG.sub(b"\n", raw)
    if b">" in raw:
        raw = _QUOTED.sub(b"", raw)
    return raw.translate(None, _NOISE)
