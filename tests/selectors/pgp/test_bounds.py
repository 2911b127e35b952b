"""Bounds: nothing that stands on a page raises, or takes longer than its length allows."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.selectors.finding import find
from filature.selectors.kinds import all_kinds
from filature.selectors.openpgp.crc import crc24
from tests.selectors.pgp.made import BEGIN, END, armoured

BLOCK = next(kind for kind in all_kinds() if kind.name == "pgp_block")


@settings(deadline=None)
@given(st.text(max_size=300), st.text("mxlQINBFV+/=A-> \n&#;<", max_size=300), st.booleans())
def test_nothing_raises(before: str, inside: str, closed: bool) -> None:
    text = f"{before}{BEGIN}{inside}{END if closed else ''}"
    for kind in all_kinds():
        list(find(kind, text.encode("utf-8", "replace")))


@given(
    st.binary(max_size=600),
    st.sampled_from(["PUBLIC KEY BLOCK", "MESSAGE", "SIGNATURE", "PRIVATE KEY BLOCK"]),
)
def test_no_packets_raise(data: bytes, label: str) -> None:
    head = {"MESSAGE": b"\x84\x5e\3", "SIGNATURE": b"\x89\1\x1c\4\0\1\2"}.get(
        label, b"\x99\1\x0d\4\x50\0\0\0\1\x08\0"
    )
    text = armoured(head + data).replace("PUBLIC KEY BLOCK", label)
    for kind in all_kinds():
        list(find(kind, text.encode()))


@given(st.binary(max_size=9_000))
def test_the_checksum_is_the_one_of_the_standard(data: bytes) -> None:
    crc = 0xB704CE
    for byte in data:  # RFC 9580, 6.1.1, as it stands there
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    assert crc24(data) == crc & 0xFFFFFF


@pytest.mark.parametrize(
    "text",
    [
        BEGIN * 60_000,
        BEGIN + "mQENBF" * 400_000,
        BEGIN + "m" * 2_000_000 + END,
        (BEGIN + "\nmDME" + "A" * 40) * 25_000,
        BEGIN + "&#43;" * 400_000,
        BEGIN + "<a" * 800_000,
        BEGIN + "[a=" * 600_000,
        BEGIN + "=" * 2_000_000,
        "AB> " * 400_000 + BEGIN + "\n AB" * 300_000,
        "0F12 " * 400_000,
        "0F:" * 600_000,
    ],
    ids=lambda text: text[-12:],
)
def test_hostile_text_takes_a_time_in_step_with_its_length(text: str) -> None:
    data = text.encode()
    for kind in all_kinds():
        if kind.name.startswith("pgp"):
            started = process_time()
            assert list(find(kind, data)) == [] or kind is BLOCK
            assert process_time() - started < 12
