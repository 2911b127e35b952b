"""Find out in which encoding the text of a file is written, from all of its bytes, in bounded memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from filature.sources.tabular import decoders
from filature.sources.tabular.first_bytes import marked_encoding
from filature.sources.tabular.mending import Garbling
from filature.sources.tabular.survey import Survey
from filature.sources.tabular.western import garbled_utf8, western

PIECE = 1 << 20
# A text in another alphabet has most of its letters beyond ASCII; one in a European language has few there.
_OTHER_ALPHABET = 1.0


@dataclass(frozen=True, slots=True)
class Encoding:
    """``name`` for `bytes.decode`; ``strays`` bytes do not fit; ``garbled`` says what befell the text before."""

    name: str
    strays: int = 0
    garbled: Garbling | None = None

    @property
    def errors(self) -> str:
        """Error handler to decode with."""
        return decoders.errors_for(self.name)


def tell_encoding(path: Path) -> Encoding:
    """The encoding of the file at ``path``. Never fails: bytes that fit nowhere are counted as strays."""
    with path.open("rb") as source:
        marked = marked_encoding(source.read(4096))
        if marked:
            return Encoding(marked)
        source.seek(0)
        survey = Survey()
        survey.feed(iter(lambda: source.read(PIECE), b""))
    if survey.bad == 0 or survey.good > 10 * survey.bad:
        return Encoding("utf-8", survey.bad, garbled_utf8(survey.contexts))
    sample = b"\n".join(survey.contexts)
    letters = len(re.findall(rb"[A-Za-z]", survey.head)) + 1
    if len(re.findall(rb"[\x80-\xff]", survey.head)) > _OTHER_ALPHABET * letters:
        from charset_normalizer import from_bytes  # noqa: PLC0415 (few texts are in another alphabet)

        best = from_bytes(survey.head or sample).best()
        if best is not None and best.encoding not in ("utf_8", "ascii"):
            return Encoding(best.encoding)
    name, garbled = western(survey.contexts, survey.bare_returns)
    return Encoding(name, garbled=garbled)
