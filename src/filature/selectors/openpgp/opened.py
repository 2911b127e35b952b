"""Packets of signatures and user ids, opened by Sequoia's reader of packets (its reader of certificates refuses old keys)."""

from __future__ import annotations

from collections.abc import Sequence

from pysequoia.packet import Packet as Read
from pysequoia.packet import PacketPile

from filature.selectors.openpgp.packets import ONE_PASS, SIGNATURE, USER_ID, Packet

_OPENED = frozenset({SIGNATURE, USER_ID, ONE_PASS})


def opened(packets: Sequence[Packet]) -> list[Read | None]:
    """Each packet opened; None for one of another kind, cut, or that Sequoia does not read. As many as ``packets``."""
    wanted = [packet for packet in packets if packet.whole and packet.tag in _OPENED]
    read = iter(_pile(wanted))
    return [next(read) if packet.whole and packet.tag in _OPENED else None for packet in packets]


def _pile(wanted: list[Packet]) -> list[Read | None]:
    """All in one go; when one of them is broken, each on its own."""
    if not wanted:
        return []
    try:
        found = list(PacketPile.from_bytes(b"".join(packet.framed for packet in wanted)))
    except RuntimeError:
        found = []
    if len(found) == len(wanted):
        return found
    return [None] if len(wanted) == 1 else [one for packet in wanted for one in _pile([packet])]
