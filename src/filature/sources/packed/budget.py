"""How much may come out of an archive: enough for any real one, too little for a bomb to do harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filature.errors import Malformed

MAX_RATIO = 250
FREE_BYTES = 256 << 20
MAX_MEMBERS = 5_000_000
BOMB = "archive_bomb"


@dataclass(slots=True)
class Budget:
    """What has come out of an archive of ``packed`` bytes and of all archives inside it: at most ``MAX_RATIO``
    times its size, and never less than ``FREE_BYTES``."""

    packed: int
    spent: int = 0
    members: int = 0

    def metered(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """``pieces``, taken note of; `Malformed` (`BOMB`) when they are too many."""
        for piece in pieces:
            self.spent += len(piece)
            if self.spent > max(FREE_BYTES, self.packed * MAX_RATIO):
                raise Malformed(
                    BOMB, f"unpacks to more than {MAX_RATIO} times its size: the rest was not unpacked"
                )
            yield piece

    def member(self) -> None:
        """Take note of one member; `Malformed` (`BOMB`) when they are too many."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise Malformed(BOMB, f"has more than {MAX_MEMBERS:,} members: the rest was not unpacked")
