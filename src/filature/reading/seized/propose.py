"""Propose how a seized database becomes Filature's tables, from its names, its keys and its first rows."""

from __future__ import annotations

from filature.reading.seized.choose import Choice, choose_targets
from filature.reading.seized.mapping import Mapping, RelationMap, Source
from filature.reading.seized.naming import slug
from filature.reading.seized.references import References
from filature.reading.seized.roles import find_roles, words_of
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import (
    FieldWords,
    folded,
    normal,
    targets,
    vocabulary,
    word_map,
    word_set,
)
from filature.tables import ALL

MONEY_FIELDS = ("amount", "price")


def propose(shape: Shape, database: str) -> Mapping:
    """A mapping for the database; the same for each copy of it with the same first rows."""
    return _Proposer(shape, database).mapping()


class _Proposer:
    def __init__(self, shape: Shape, database: str) -> None:
        self._shape, self._database = shape, database
        self._choices = choose_targets(shape)
        self._references = References(shape, self._choices)
        self._made: dict[str, dict[str, Source]] = {}

    def mapping(self) -> Mapping:
        relations = [self._relation(name, choice) for name, choice in self._choices.items()]
        made = Mapping(self._database, self._shape.id, slug(self._database), relations=relations)
        made.role_words = self._words(
            "role_words", [(r.relation, s) for r in relations for s in _role_sources(r)]
        )
        kinds = [(r.relation, r.columns["kind"]) for r in made.of("wallet_event") if "kind" in r.columns]
        made.kind_words = self._words("kind_words", kinds)
        return made

    def _words(self, name: str, sources: list[tuple[str, Source]]) -> dict[str, str]:
        """The words seen in the first rows, each with what it means; the word itself where nobody knows."""
        seen = {folded(w) for table, source in sources for w in words_of(self._shape, table, source)}
        return {word: word_map(name).get(word, word) for word in sorted(seen)}

    def _relation(self, name: str, choice: Choice) -> RelationMap:
        columns = self._columns(name)
        table = self._shape.tables[name]
        made = RelationMap(name, choice.target, columns)
        if choice.target in ("user", "account_observation"):
            made.roles = find_roles(self._shape, table, self._references)
        if choice.target == "wallet_event":
            made.outgoing = self._outgoing(name, columns["amount"])
        used = {s.column for s in columns.values()} | {s.column for s in made.roles}
        made.details = [c for c in table.names if c not in used and not is_withheld(c)]
        return made

    def _columns(self, name: str) -> dict[str, Source]:
        """Sources for the fields of a table; made once, because others may lead through them."""
        if name not in self._made:
            self._made[name] = {}  # a ring of references ends here
            self._made[name] = self._find(name, self._choices[name])
        return self._made[name]

    def _find(self, name: str, choice: Choice) -> dict[str, Source]:
        sources: dict[str, Source] = {}
        for field, words in targets()[choice.target].fields.items():
            source = self._source(name, field, choice, words) or self._via(words, sources)
            if source is None and (choice.target, field) == ("order", "offer_id") and "native_id" in sources:
                source = self._references.items(name, sources["native_id"].column)
            if source is not None:
                sources[field] = source
        sources |= self._constants(name, choice, sources)
        known = {
            *ALL[choice.target].names,
            *(ALL["account_observation"].names if choice.target == "user" else ()),
        }
        return {field: source for field, source in sources.items() if field in known}

    def _source(self, name: str, field: str, choice: Choice, words: FieldWords) -> Source | None:
        column = choice.fields.get(field)
        if column is None or words.to == "nothing":
            return None
        if words.to == "lookup":
            return self._references.lookup(name, column)
        if words.to:
            return self._references.way(name, column, words.to)
        return Source(column, unit=_unit(column)[0]) if field in MONEY_FIELDS else Source(column)

    def _via(self, words: FieldWords, sources: dict[str, Source]) -> Source | None:
        """The way over another table: from a reference that was found, on by what that table was found to hold."""
        for reference, field in words.via:
            end = sources[reference].end if reference in sources else None
            onward = self._columns(end[0]).get(field) if end and end[0] in self._choices else None
            if onward is not None:
                return sources[reference].followed_by(onward)
        return None

    def _constants(self, name: str, choice: Choice, sources: dict[str, Source]) -> dict[str, Source]:
        """What no column says: a currency that a column's name states, a kind of event that the table's name is."""
        made = {}
        money = next((sources[f] for f in MONEY_FIELDS if f in sources), None)
        if (
            "currency" in ALL[choice.target].names
            and "currency" not in sources
            and money
            and _unit(money.column)[1]
        ):
            made["currency"] = Source(value=_unit(money.column)[1])
        kind = word_map("kind_words").get(normal(name.rpartition(".")[2]).split("_")[-1])
        if choice.target == "wallet_event" and "kind" not in sources and kind:
            made["kind"] = Source(value=kind)
        if choice.target == "feedback" and "rating" in sources:
            top = max(
                (v for v in self._shape.sample(name, sources["rating"].column) if v.isdigit()),
                key=int,
                default="",
            )
            made |= {"rating_max": Source(value=top)} if top in ("5", "10", "100") else {}
        return made

    def _outgoing(self, name: str, amount: Source) -> list[str]:
        """Kinds whose amounts leave the account, where the database stores all amounts without a sign."""
        signed = any(v.startswith("-") for v in self._shape.sample(name, amount.column))
        return [] if signed else list(vocabulary()["outgoing"])


def is_withheld(column: str) -> bool:
    """Whether a column's name says that it holds a secret of the account: it stays in the raw table."""
    parts = normal(column).split("_")
    names = {"_".join(parts[i:j]) for i in range(len(parts)) for j in range(i + 1, len(parts) + 1)}
    return not names.isdisjoint(word_set("withheld"))


def _unit(column: str) -> tuple[str, str]:
    """Factor (empty for 1) and currency that the end of an amount's column states."""
    units = {normal(unit): meaning for unit, meaning in vocabulary()["units"].items()}
    factor, currency = units.get(normal(column).rpartition("_")[2], ("", ""))
    return ("" if factor == "1" else factor), currency


def _role_sources(relation: RelationMap) -> list[Source]:
    return [s for s in relation.roles if not s.role] + [
        relation.columns[f] for f in ("role_text",) if relation.to == "role" and f in relation.columns
    ]
