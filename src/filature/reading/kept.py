"""What came of texts that a field saw before: most of what pages say has been said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from filature.reading.extract import Extractor
from filature.reading.made import Made
from filature.reading.places import Item

Take = Callable[[Sequence[Item], Extractor], Sequence[Made | None]]
_UNSEEN: Final = object()


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many are kept, and of what length (in bytes or letters): few and short, so that what never comes again does
    not fill the memory of a long run."""

    most: int = 2_000
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Hangs:
    """On what the meaning of a text hangs: the time of the page; its address, but for those that are ``steady``."""

    on_time: bool = False
    steady: Callable[[Any], bool] | None = None


def kept(
    shown: Callable[[Sequence[Item]], Sequence[Any]],
    work: Callable[[Any, Extractor], Made | None],
    default: Made | None,
    hangs: Hangs,
    bounds: Bounds,
) -> Take:
    """The take that does ``work`` on what ``shown`` gives for each item, once for equal ones; ``default`` for None.

    What gave trouble is not kept, since the trouble is to be told each time.
    """
    known: dict[Any, Made | None] = {}
    moment: Any = None

    def first_time(raw: Any, extractor: Extractor) -> Made | None:
        noted = extractor.noted
        found = work(raw, extractor)
        length = sum(map(len, raw)) if raw.__class__ is tuple else len(raw)
        if extractor.noted == noted and length <= bounds.longest and (not hangs.steady or hangs.steady(raw)):
            if len(known) == bounds.most:
                known.clear()
            known[raw] = found
        return found

    def take(items: Sequence[Item], extractor: Extractor) -> Sequence[Made | None]:
        nonlocal moment
        if hangs.on_time and moment != (now := (extractor.setting.captured, extractor.setting.clock)):
            known.clear()
            moment = now
        several, get = [], known.get
        for raw in shown(items):
            found: Any = default if raw is None else get(raw, _UNSEEN)
            several.append(first_time(raw, extractor) if found is _UNSEEN else found)
        return several

    return take
