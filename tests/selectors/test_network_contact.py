"""The network and contact kinds over lines of our own: all that is in a line, and nothing else."""

from __future__ import annotations

import base64
import hashlib
import time
from pathlib import Path

import pytest
import yaml
from base58 import b58encode
from hypothesis import given
from hypothesis import strategies as st

from filature.selectors.finding import find
from filature.selectors.kind import Hit, Kind
from filature.selectors.kinds import all_kinds
from filature.selectors.kinds.bitmessage import is_bitmessage
from filature.selectors.kinds.i2p import is_destination
from filature.selectors.kinds.onion import is_onion_v3
from filature.selectors.kinds.tox import is_tox_id

NAMES = frozenset(
    {"onion", "i2p", "url", "domain", "ipv4", "ipv6", "email", "jabber", "telegram", "session", "tox", "threema",
     "wickr", "signal", "whatsapp", "snapchat", "instagram", "discord", "icq", "bitmessage", "matrix", "briar"}
)  # fmt: skip
KINDS = {kind.name: kind for kind in all_kinds() if kind.name in NAMES}
LINES = yaml.safe_load(Path(__file__).with_name("network_contact.yaml").read_text("utf-8"))
MEGABYTE = 1_000_000


def _hits(text: str) -> list[tuple[Kind, Hit]]:
    return [(kind, hit) for kind in KINDS.values() for hit in find(kind, text.encode("utf-8", "replace"))]


def _outside(hits: list[tuple[Kind, Hit]]) -> set[str]:
    """What is left when the hits that others cover are taken away."""
    return {
        f"{kind.name} {hit.value}"
        for kind, hit in hits
        if not any(
            kind.name in other.covers and around.start <= hit.start and hit.end <= around.end
            for other, around in hits
        )
    }


def test_all_kinds_are_there() -> None:
    assert set(KINDS) == NAMES


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0][:40])
def test_all_of_a_line_is_found_and_nothing_else(line: list[str]) -> None:
    text, *expected = line
    assert _outside(_hits(text)) == set(expected)


@given(st.text(alphabet="aZ9@:./_-+#[] \n=éа中…\u00a0🙂", max_size=60), st.sampled_from(sorted(NAMES)))
def test_any_text_is_read_without_an_error(noise: str, name: str) -> None:
    """Each example among noise: spans lie in the text and what they give has no space at its ends."""
    for example in KINDS[name].examples:
        data = f"{noise} {example.text}{noise}".encode()
        for hit in find(KINDS[name], data):
            assert 0 <= hit.start < hit.end <= len(data)
            assert hit.value == hit.value.strip()
            data[hit.start : hit.end].decode()


@given(st.binary(min_size=35, max_size=35))
def test_a_key_with_a_wrong_checksum_is_no_onion(raw: bytes) -> None:
    key = raw[:32]
    right = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    assert is_onion_v3(base64.b32encode(key + right + b"\x03").decode())
    assert is_onion_v3(base64.b32encode(raw).decode().lower()) == (raw[32:] == right + b"\x03")


@given(st.binary(min_size=36, max_size=36), st.integers(0, 37), st.integers(1, 255))
def test_a_changed_byte_is_no_tox_id(key: bytes, place: int, change: int) -> None:
    folded = bytearray(2)
    for index, byte in enumerate(key):
        folded[index % 2] ^= byte
    whole = bytearray(key + folded)
    assert is_tox_id(bytes(whole))
    whole[place] ^= change
    assert not is_tox_id(bytes(whole))


@pytest.mark.parametrize(("version", "known"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_bitmessage_address_has_a_known_version(version: int, known: bool) -> None:
    body = bytes([version, 1]) + bytes(range(20))
    checksum = hashlib.sha512(hashlib.sha512(body).digest()).digest()[:4]
    assert is_bitmessage(b58encode(body + checksum).decode()) == known


@given(st.text(alphabet="123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", max_size=40))
def test_text_by_chance_is_no_bitmessage_address(encoded: str) -> None:
    assert not is_bitmessage(encoded)


@given(st.text(alphabet="ABCDabcd0123-~", min_size=500, max_size=540))
def test_text_by_chance_is_no_destination(letters: str) -> None:
    assert not is_destination(letters + "BBBB")


@pytest.mark.parametrize(
    "piece",
    ["a@a@a@", "x@a.com ", "a.com.", "1.2.3.4.", "a:", "::", "http://", "http://a.com/((", "wickr ", "wickr" + "." * 110,
     "telegram or ", "tg @", "AAAA ", "BM-" + "1" * 34 + " ", "05" + "0" * 64 + " ", "t.me/", "@a:b.com ", "é", "…"],
)  # fmt: skip
def test_dense_text_takes_no_longer_than_its_length_says(piece: str) -> None:
    """A quarter and a whole megabyte of it: the longer takes about four times as long, never sixteen times."""
    data = piece.encode() * (MEGABYTE // 4 // len(piece.encode()))
    for kind in KINDS.values():
        short, long = _seconds(kind, data[: MEGABYTE // 16]), _seconds(kind, data)
        assert long < max(10 * short, 0.3), (kind.name, short, long)


def _seconds(kind: Kind, data: bytes) -> float:
    begin = time.process_time()
    for _ in find(kind, data):
        pass
    return time.process_time() - begin
