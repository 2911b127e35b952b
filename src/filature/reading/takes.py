"""Fields in a common form, compiled: each a function from an item to what the field gives.

Most of what the fields of a page say has been said before, so each keeps what came of the texts that it saw, unless
there was trouble with one, or it means something else on another page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from filature.reading.extract import Extractor
from filature.reading.finish import finisher, piece
from filature.reading.made import Made, made
from filature.reading.places import Item
from filature.reading.plan_places import Raw, shown_by, taken_by, turned_by
from filature.reading.sites.model import Field, Labels

Take = Callable[[Item, Extractor], Made | None]
# What these make may depend on the address of the page: only what a path from the root means is the same everywhere.
OF_THE_ADDRESS = frozenset(["path", "native_id"])
# And on when the page was captured, or says that it was.
OF_THE_TIME = frozenset(["date", "age"])
KEPT, LONGEST = 20_000, 200


def is_common(field: Field) -> bool:
    """Whether the field has one of the common forms: a constant, one place, all places of one selector."""
    rare = field.only_if or field.up or field.before or field.next or field.quotes or field.object
    listed = (field.all or field.count) and (field.labels or field.into or len(field.css) != 1)
    blind = field.into and field.match is None
    return not (rare or listed or blind or field.source or field.join is not None)


def fixed(table: str, field: Field, value: Any) -> Made | None:
    """What a value that stands in the site file gives."""
    return None if value is None else made(table, field.name, value, lambda *_: None)


def whether_it_stands(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """Whether the place is there, and its text fits the pattern."""
    shown, turned = shown_by(field, labels), turned_by(field)
    match = field.match.search if field.match is not None else None
    yes, no = fixed(table, field, True), fixed(table, field, False)

    def take(item: Item, _: Extractor) -> Made | None:
        raw = shown(item)
        return (
            yes if raw is not None and (match is None or match(text_of_raw(raw, turned)) is not None) else no
        )

    return take


def text_of_raw(raw: Raw, turned: Callable[[bytes], str]) -> str:
    """What a place gave, as text."""
    return raw if isinstance(raw, str) else turned(raw)


def _from_the_root(href: str) -> bool:
    return href.startswith("/") and not href.startswith("//")


def one_place(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """One place: its text, the pattern, the transform. What came of a text is kept, unless there was trouble with it."""
    shown, turned = shown_by(field, labels), turned_by(field)
    match = field.match.search if field.match is not None else None
    finish, default = finisher(field), fixed(table, field, field.default)
    const = fixed(table, field, field.const)
    typed = field.transform_name if field.map is None and const is None else ""
    timed, addressed = typed in OF_THE_TIME, typed in OF_THE_ADDRESS
    known: dict[Any, Made | None] = {}

    def work(raw: Raw, extractor: Extractor) -> Made | None:
        text = text_of_raw(raw, turned)
        if match is not None:
            found = match(text)
            if found is None:
                return default
            text = piece(found)
        if const is not None:
            return const
        value = finish(text, extractor) if text and not text.isspace() else None
        return default if value is None else made(table, field.name, value, extractor.remark)

    def take(item: Item, extractor: Extractor) -> Made | None:
        raw = shown(item)
        if raw is None:
            return default
        place: Any = (raw, extractor.setting.captured, extractor.setting.clock) if timed else raw
        if place in known:
            return known[place]
        noted = extractor.noted
        found = work(raw, extractor)
        if (
            len(raw) <= LONGEST
            and extractor.noted == noted
            and (not addressed or _from_the_root(text_of_raw(raw, turned)))
        ):
            if len(known) == KEPT:
                known.clear()
            known[place] = found
        return found

    return take


def every_place(table: str, field: Field) -> Take:
    """The values of all places that one selector finds, or how many there are."""
    selector, match, finish = field.css[0], field.match, finisher(field)
    taken, turned = taken_by(field), turned_by(field)

    def value(item: Item, extractor: Extractor) -> Any:
        nodes = item.node.css(selector) if item.node is not None else []
        texts = [turned(raw) for node in nodes if (raw := taken(node)) is not None]
        if match is not None:
            texts = [piece(found) for text in texts if (found := match.search(text))]
        if field.exists or field.count:
            return bool(texts) if field.exists else len(texts)
        if field.const is not None:
            return field.const if texts else field.default
        values = [finish(text, extractor) for text in texts if text and not text.isspace()]
        several = [v if isinstance(v, list) else [v] for v in values if v is not None]
        return [v for some in several for v in some] or field.default

    def take(item: Item, extractor: Extractor) -> Made | None:
        found = value(item, extractor)
        return None if found is None else made(table, field.name, found, extractor.remark)

    return take
