"""Fields in a common form, compiled: each a function from items of one page to what the field gives for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from filature.reading.extract import Extractor
from filature.reading.finish import finisher, piece
from filature.reading.kept import Bounds, Hangs, Take, kept
from filature.reading.made import Made, Maker, maker
from filature.reading.plan_places import Raw, all_shown_by, shown_by, turned_by
from filature.reading.sites.model import Field, Labels
from filature.reading.transforms import Parts

Turned = Callable[[bytes], str]
TEXTS, LISTS = Bounds(), Bounds(most=64, longest=20_000)
# What these make may depend on the address of the page: only what a path from the root means is the same everywhere.
OF_THE_ADDRESS = frozenset(["path", "native_id"])
# And on when the page was captured, or says that it was.
OF_THE_TIME = frozenset(["date", "age"])


def is_common(field: Field) -> bool:
    """Whether the field has one of the common forms: a constant, a fact of the page, one place, all places of a kind."""
    rare = field.only_if or field.before or field.next or field.quotes or field.object
    of_the_row = field.source and not field.source.startswith("page.")
    listed = (field.all or field.count) and (field.into or field.source)
    blind = field.into and (field.match is None or field.source)
    return not (rare or listed or blind or of_the_row or field.join is not None)


def fixed(table: str, field: Field, value: Any) -> Made | None:
    """What a value that stands in the site file gives."""
    return None if value is None else maker(table, field.name)(value, lambda *_: None)


def text_of_raw(raw: Raw, turned: Turned) -> str:
    """What a place gave, as text."""
    return raw if isinstance(raw, str) else turned(raw)


def whether_it_stands(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """Whether the place is there, and its text fits the pattern."""
    shown, turned = shown_by(field, labels), turned_by(field)
    match = field.match.search if field.match is not None else None
    yes, no = fixed(table, field, True), fixed(table, field, False)

    def stands(raw: Raw | None) -> bool:
        return raw is not None and (match is None or match(text_of_raw(raw, turned)) is not None)

    return lambda items, _: [yes if stands(raw) else no for raw in shown(items)]


def one_place(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """One place: its text, the pattern, the transform."""
    turned = turned_by(field)
    steady = _from_the_root(turned) if _typed(field) in OF_THE_ADDRESS else None
    hangs = Hangs(_typed(field) in OF_THE_TIME, steady)
    default = fixed(table, field, field.default)
    return kept(shown_by(field, labels), _of_text(table, field, turned), default, hangs, TEXTS)


def fact_of_page(table: str, field: Field) -> Take:
    """A fact of the page, which is the same for all its rows; a text goes through the pattern and the transform."""
    name, work = field.source.removeprefix("page."), _of_text(table, field, bytes.decode)
    default, match, make = fixed(table, field, field.default), field.match, maker(table, field.name)

    def value(extractor: Extractor) -> Made | None:
        given = extractor.facts.get(name)
        given = given.value if isinstance(given, Parts) else given
        if given is None:
            return default
        if not isinstance(given, str):
            return make(given, extractor.remark)
        if field.exists:
            return fixed(table, field, match is None or match.search(given) is not None)
        return work(given, extractor)

    return lambda items, extractor: [value(extractor)] * len(items)


def every_place(table: str, field: Field, labels: tuple[Labels, ...]) -> Take:
    """The values of all places that a selector finds, or how many there are. Menus repeat: whole lists are kept."""
    turned, match, finish = turned_by(field), field.match, finisher(field)
    make = maker(table, field.name)

    def value(raws: Sequence[Raw], extractor: Extractor) -> Any:
        texts = [text_of_raw(raw, turned) for raw in raws]
        if match is not None:
            texts = [piece(found) for text in texts if (found := match.search(text))]
        if field.exists or field.count:
            return bool(texts) if field.exists else len(texts)
        if field.const is not None:
            return field.const if texts else field.default
        values = [finish(text, extractor) for text in texts if text and not text.isspace()]
        several = [v if isinstance(v, list) else [v] for v in values if v is not None]
        return [v for some in several for v in some] or field.default

    def work(raws: Sequence[Raw], extractor: Extractor) -> Made | None:
        found = value(raws, extractor)
        return None if found is None else make(found, extractor.remark)

    rooted = _from_the_root(turned)
    steady = (lambda raws: all(map(rooted, raws))) if _typed(field) in OF_THE_ADDRESS else None
    hangs = Hangs(_typed(field) in OF_THE_TIME, steady)
    return kept(all_shown_by(field, labels), work, None, hangs, LISTS)


def _typed(field: Field) -> str:
    return field.transform_name if field.map is None and field.const is None else ""


def _from_the_root(turned: Turned) -> Callable[[Raw], bool]:
    def from_the_root(raw: Raw) -> bool:
        href = text_of_raw(raw, turned)
        return href.startswith("/") and not href.startswith("//")

    return from_the_root


def _of_text(table: str, field: Field, turned: Turned) -> Callable[[Raw, Extractor], Made | None]:
    """What one text gives: the pattern, the transform, the mapping, the default."""
    match = field.match.search if field.match is not None else None
    finish, default = _finished(table, field), fixed(table, field, field.default)
    const = fixed(table, field, field.const)

    def work(raw: Raw, extractor: Extractor) -> Made | None:
        text = raw if raw.__class__ is str else turned(raw)  # type: ignore[arg-type]
        if match is not None:
            found = match(text)
            if found is None:
                return default
            text = piece(found)
        return const or finish(text, extractor) or default

    return work


def _finished(table: str, field: Field) -> Callable[[str, Extractor], Made | None]:
    """What one text gives after the pattern; None for blanks."""
    make, finish = maker(table, field.name), finisher(field)
    if field.map is None and not field.format and field.transform_name == "text":
        return _line_of(make)

    def finished(text: str, extractor: Extractor) -> Made | None:
        value = finish(text, extractor) if text and not text.isspace() else None
        return None if value is None else make(value, extractor.remark)

    return finished


def _line_of(make: Maker) -> Callable[[str, Extractor], Made | None]:
    """Text on one line as it is: most fields are nothing else."""

    def finished(text: str, extractor: Extractor) -> Made | None:
        line = " ".join(text.split())
        return make(line, extractor.remark) if line else None

    return finished
