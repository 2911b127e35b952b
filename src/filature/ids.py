"""Ids made from content: short, typed, the same in each rebuild.

An id is a prefix and 16 letters: base32 (lower case, RFC 4648) of the first 80 bits of SHA-256 over the
parts, each followed by the unit separator U+001F. `SQL` defines the same function for DuckDB.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata

SEPARATOR = "\x1f"
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def short_id(prefix: str, *parts: str) -> str:
    """``prefix_`` and 16 base32 letters of SHA-256 over ``parts``; equal parts give an equal id."""
    digest = hashlib.sha256("".join(p + SEPARATOR for p in parts).encode("utf-8", "surrogatepass")).digest()
    return f"{prefix}_{base64.b32encode(digest[:10]).decode('ascii').lower()}"


def capture_id(uri: str, captured_at: str, sha256: str) -> str:
    """Id of one capture: what was asked for, when (ISO 8601, UTC), and the digest of what came back."""
    return short_id("cap", uri, captured_at, sha256)


def handle_key(handle: str) -> str:
    """The form under which a handle is compared: NFC, outer and repeated white space gone, case kept."""
    return " ".join(unicodedata.normalize("NFC", handle).split())


def account_id(site: str, handle: str) -> str:
    """Id of an account: a handle on a site."""
    return short_id("acc", site, handle_key(handle))


def offer_id(site: str, native_id: str | None, handle: str | None, title: str | None) -> str:
    """Id of an offer: the site's own id of it where there is one, else who offers it under which title."""
    if native_id:
        return short_id("off", site, "id", native_id)
    return short_id("off", site, "title", handle_key(handle or ""), handle_key(title or ""))


def _sql_group(start: int) -> str:
    """Four base32 letters from five hex digits of ``h`` that begin at ``start`` (counted from 1)."""
    number = f"('0x' || substr(h, {start}, 5))::UINTEGER"
    return " || ".join(
        f"substr('{ALPHABET}', (({number} >> {shift}) & 31)::INT + 1, 1)" for shift in (15, 10, 5, 0)
    )


SQL = f"""
create or replace macro b32_of_hex(h) as {" || ".join(_sql_group(1 + 5 * i) for i in range(4))};
create or replace macro handle_key(t) as trim(regexp_replace(nfc_normalize(t), '\\s+', ' ', 'g'));
create or replace macro short_id(prefix, joined) as prefix || '_' || b32_of_hex(sha256(joined));
create or replace macro account_id(site, handle) as
    short_id('acc', site || chr(31) || handle_key(handle) || chr(31));
create or replace macro offer_id(site, native_id, handle, title) as
    case when coalesce(native_id, '') <> '' then short_id('off', site || chr(31) || 'id' || chr(31) || native_id || chr(31))
    else short_id('off', site || chr(31) || 'title' || chr(31) || handle_key(coalesce(handle, '')) || chr(31)
                  || handle_key(coalesce(title, '')) || chr(31)) end;
"""
