"""Undo what befell a text before it was captured: opened in one encoding, saved in another, perhaps many times."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from filature.sources.relation import Reject
from filature.sources.tabular import decoders

UTF8 = "utf-8"
_RUN = re.compile(r"[^\x00-\x7f]+")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# What the programs that garble put where a character has no place in the encoding they save in.
LOST = ("_", "?")
_NEVER = frozenset(["Cc", "Cn", "Co", "Cs"])


@dataclass(frozen=True, slots=True)
class Garbling:
    """A text in the encoding ``meant`` was opened as ``opened`` and saved as ``saved``, ``times`` times over."""

    opened: str
    saved: str
    times: int
    meant: str = UTF8

    def __str__(self) -> str:
        """In words."""
        times = "once" if self.times == 1 else f"{self.times} times"
        return f"{self.meant} that was opened as {self.opened} and saved as {self.saved}, {times}"

    def undone(self, run: str) -> bytes:
        """The bytes that stood there, one for each character of ``run``; 0 for one that this cannot have made."""
        made_from = _made_from(self.opened, self.saved, self.times)
        return bytes(made_from.get(char, 0) for char in run)


@cache
def _made_from(opened: str, saved: str, times: int) -> dict[str, int]:
    """Character of the garbled text -> the byte that it was."""
    given = [(byte, _char(byte, opened)) for byte in range(0x80, 0x100)]
    for _ in range(times - 1):
        given = [(byte, _char(encoded[0], opened)) for byte, char in given if (encoded := _byte(char, saved))]
    return {char: byte for byte, char in given if saved == UTF8 or _byte(char, saved)}


def _char(byte: int, encoding: str) -> str:
    return bytes([byte]).decode(encoding, decoders.errors_for(encoding))


def _byte(char: str, encoding: str) -> bytes:
    """A control character that only Windows reads in cp1252 is saved under its own number."""
    try:
        return bytes([ord(char)]) if "\x7f" < char < "\xa0" else char.encode(encoding)
    except UnicodeEncodeError:
        return b""


class Mender:
    """Mends text piece by piece; ``mended`` and ``left`` count the places that were and that could not be."""

    def __init__(self, garbling: Garbling) -> None:
        self.garbling = garbling
        self.mended = self.left = 0

    def mend(self, text: str) -> str:
        """``text`` as it was meant, as far as nothing of it was lost; the rest of it as it is."""
        return text if text.isascii() else _RUN.sub(self._run, text)

    def remarks(self) -> list[Reject]:
        """What to say of the text as a whole: nothing when there was nothing to mend."""
        if not self.mended + self.left:
            return []
        detail = (
            f"the text was garbled before it was captured: {self.garbling}; mended in {self.mended} places"
        )
        lost = f", {self.left} have lost something and stand as they came" if self.left else ""
        return [Reject("", "garbled_text", detail + lost)]

    def _run(self, found: re.Match[str]) -> str:
        run, data = found[0], self.garbling.undone(found[0])
        if self.garbling.meant != UTF8:
            return self._single(run, data)
        whole = (
            _SEQUENCE.sub(b"", data) == b""
            and found.string[max(0, found.start() - 1) : found.start()] not in LOST
        )
        made, at = [], 0
        for sequence in _SEQUENCE.finditer(data):
            text = _decoded(sequence[0])
            if text and (whole or len(sequence[0]) > 2):
                made += [self._left(run[at : sequence.start()]), text]
                at = sequence.end()
                self.mended += 1
        return "".join([*made, self._left(run[at:])])

    def _single(self, run: str, data: bytes) -> str:
        made = [_char(byte, self.garbling.meant) if byte else "" for byte in data]
        self.mended += sum(map(bool, made))
        return "".join(new or self._left(old) for new, old in zip(made, run, strict=True))

    def _left(self, part: str) -> str:
        self.left += bool(part)
        return part


def _decoded(sequence: bytes) -> str:
    """The character of a UTF-8 sequence; empty when it is none that anybody writes."""
    try:
        char = sequence.decode(UTF8)
    except UnicodeDecodeError:
        return ""
    return "" if unicodedata.category(char) in _NEVER else char
