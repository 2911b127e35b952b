"""Ids made from content: short, typed, the same in each rebuild.

An id is a prefix and 16 letters: base32 (lower case, RFC 4648) of the first 80 bits of SHA-256 over the
parts, each followed by the unit separator U+001F. `SQL` defines the same functions for DuckDB: NULL gives
NULL, so that none need stand inside a CASE, where DuckDB works each repeated part out anew (20 times slower).
Its text must hold no NUL, at which DuckDB's `nfc_normalize` stops.
"""

from __future__ import annotations

import hashlib
import unicodedata

SEPARATOR = "\x1f"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]  # ten bits at a time
_SHIFTS = tuple(range(70, -1, -10))


def short_id(prefix: str, *parts: str) -> str:
    """``prefix_`` and 16 base32 letters of SHA-256 over ``parts``; equal parts give an equal id."""
    digest = hashlib.sha256("".join(p + SEPARATOR for p in parts).encode("utf-8", "surrogatepass")).digest()
    number = int.from_bytes(digest[:10], "big")
    return f"{prefix}_" + "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


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


# Each letter of base32 is five bits. DuckDB has no base32, and sixteen look-ups for each id cost more than
# reading the row; so eight letters are made at once inside one 64-bit number, a byte for each.
_SPREAD = ((0xFFFFF00000, 12, 0xFFFFF), (0x000FFC00000FFC00, 6, 0x000003FF000003FF),
           (0x03E003E003E003E0, 3, 0x001F001F001F001F))  # fmt: skip
_BYTES = 0x0101010101010101
# White space as str.split() has it; RE2's \s is ASCII only.
_BLANK = r"[\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"


def _spread_macros() -> str:
    """Macros that move 40 bits apart: 2 x 20 bits in 32-bit lanes, 4 x 10 in 16, 8 x 5 in 8."""
    return "\n".join(
        f"create or replace macro b32_spread{i}(n) as ((n & {high}) << {shift}) | (n & {low});"
        for i, (high, shift, low) in enumerate(_SPREAD)
    )


SQL = f"""
{_spread_macros()}
create or replace macro b32_letters(n) as
    n + ({_BYTES * ord("a")} - {ord("a") + 26 - ord("2")} * (((n + {_BYTES * 6}) >> 5) & {_BYTES}));
create or replace macro b32_word(h, start) as b32_letters(b32_spread2(b32_spread1(b32_spread0(
    ('0x' || substr(h, start, 10))::bigint))));
create or replace macro b32_of_hex(h) as decode(unhex(to_hex(b32_word(h, 1)) || to_hex(b32_word(h, 11))));
create or replace macro handle_key(t) as case
    when regexp_full_match(t, '[!-~]+( [!-~]+)*') then t
    else trim(regexp_replace(nfc_normalize(t), '{_BLANK}+', ' ', 'g')) end;
create or replace macro short_id(prefix, joined) as prefix || '_' || b32_of_hex(sha256(joined));
create or replace macro account_key(site, handle) as site || chr(31) || handle_key(handle) || chr(31);
create or replace macro account_id(site, handle) as short_id('acc', account_key(site, handle));
create or replace macro offer_key(site, native_id, handle, title) as site || chr(31) ||
    case when coalesce(native_id, '') <> '' then 'id' || chr(31) || native_id || chr(31)
    else 'title' || chr(31) || handle_key(coalesce(handle, '')) || chr(31)
         || handle_key(coalesce(title, '')) || chr(31) end;
create or replace macro offer_id(site, native_id, handle, title) as
    short_id('off', offer_key(site, native_id, handle, title));
"""
