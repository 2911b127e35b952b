"""cp1252 or Mac Roman, and what befell a text before: told by how plausible the text is that comes out."""

from __future__ import annotations

from collections import Counter

from filature.sources.tabular import decoders, mending
from filature.sources.tabular.mending import UTF8, Garbling, Mender
from filature.sources.tabular.plausible import plausibility

_LEVELS = 4
_PRIOR = 0.35
# What a context counts that lost something (it tells next to nothing), and from where on a garbling is undone.
_DAMAGED = 0.001
_SURE = 0.6
_WESTERN = ("cp1252", "mac_roman")
_OPENED_WRONGLY = tuple(Garbling(name, UTF8, 1) for name in _WESTERN)


def western(contexts: Counter[bytes], bare_returns: bool = False) -> tuple[str, Garbling | None]:
    """cp1252 or Mac Roman, by what comes out; lines that end as the Mac ended them speak for the latter.

    A table that was opened as the one and saved as the other, perhaps many times, is garbled in itself; which
    of the two it was saved in shows when the same mistakes are undone.
    """
    score, name, garbling = max(
        ((_score(contexts, name, garbling) + _PRIOR * (bare_returns and name == "mac_roman"), name, garbling)
         for name, other in (_WESTERN, _WESTERN[::-1]) for garbling in _garblings(name, other)),
        key=lambda found: (found[0], found[1]),
    )  # fmt: skip
    return name, garbling if score > _SURE else None


def garbled_utf8(contexts: Counter[bytes]) -> Garbling | None:
    """What befell a text in UTF-8 that was opened as something else and saved as UTF-8 again; None for a sound one."""
    found = [(_score(contexts, UTF8, garbling), garbling) for garbling in _OPENED_WRONGLY]
    score, garbling = max(found, key=lambda item: item[0])
    return garbling if score > _SURE else None


def _garblings(name: str, other: str) -> list[Garbling | None]:
    """What may have befallen a file in ``name``: nothing first, and the fewer mistakes the sooner."""
    levels = range(1, _LEVELS + 1)
    return [None, *(Garbling(other, name, times, meant) for times in levels for meant in (UTF8, name))]


def _score(contexts: Counter[bytes], name: str, garbling: Garbling | None) -> float:
    """How plausible the text is once ``garbling`` is undone, for all contexts; those that lost something count less."""
    total = count = 0.0
    for context, times in contexts.items():
        text = context.decode(name, decoders.errors_for(name))
        weight = times * (_DAMAGED if any(sign in text for sign in mending.LOST) else 1)
        total += weight * (_worth(text, garbling) if garbling else plausibility(text))
        count += weight
    return total / (count or 1) - 0.02 * (garbling.times if garbling else 0)


def _worth(text: str, garbling: Garbling) -> float:
    """Bytes that turn out to be UTF-8 are no accident: the surer, the more of them make one character."""
    mender = Mender(garbling)
    mended = mender.mend(text)
    if garbling.meant != UTF8:
        return plausibility(mended) if not mender.left else -0.5
    made = mender.mended + mender.left
    return (mender.mended - 0.5 * mender.left) / made if made else 0.0
