"""Read a mapping file that a person may have changed; what is wrong in it is told with the place."""

from __future__ import annotations

import re
from typing import Any

import yaml

from filature.data import load_yaml
from filature.errors import Malformed
from filature.reading.seized.mapping import Mapping, RelationMap, Source, fields_of
from filature.reading.seized.shape import Shape
from filature.reading.seized.vocabulary import folded, targets

_LONGEST = 4 << 20
_KEYS = {"kind", "database", "shape", "site", "role_words", "kind_words", "tables"}
_RELATION_KEYS = {"relation", "to", "columns", "roles", "details", "outgoing"}
_SOURCE_KEYS = {"column", "value", "unit", "role", "is", "references", "then"}
_DEEPEST = 8


def read_mapping(text: bytes, name: str, shape: Shape) -> Mapping:
    """The mapping in ``text``. Raises Malformed (``mapping_unusable``) for what does not fit the database."""
    try:
        loaded = load_yaml(text) if len(text) <= _LONGEST else None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _unusable(name, f"it is not YAML: {str(error)[:300]}") from error
    return _Reader(name, shape).mapping(loaded)


def _unusable(name: str, what: str) -> Malformed:
    return Malformed(
        "mapping_unusable", f"{what}; correct it, or delete the file to have a new proposal", f"inputs/{name}"
    )


class _Reader:
    def __init__(self, name: str, shape: Shape) -> None:
        self._name, self._shape = name, shape

    def mapping(self, loaded: Any) -> Mapping:
        top = self._keys(loaded, _KEYS, "the file")
        site = self._text(top.get("site"), "site")
        made = Mapping(self._text(top.get("database"), "database"), self._shape.id, site)
        made.role_words = self._words(top.get("role_words"), "role_words")
        made.kind_words = self._words(top.get("kind_words"), "kind_words")
        made.relations = [self._relation(entry) for entry in self._list(top.get("tables"), "tables")]
        return made

    def _relation(self, entry: Any) -> RelationMap:
        keys = self._keys(entry, _RELATION_KEYS, "an entry of tables")
        relation, to = self._text(keys.get("relation"), "relation"), self._text(keys.get("to"), "to")
        if relation not in self._shape.tables:
            raise _unusable(self._name, f"the database has no table {relation!r}")
        if to not in targets():
            raise _unusable(self._name, f"{relation}: `to` must be one of {', '.join(targets())}, not {to!r}")
        made = RelationMap(relation, to)
        for field, value in self._keys(
            keys.get("columns") or {}, fields_of(to), f"columns of {relation}"
        ).items():
            made.columns[field] = self._source(value, relation, f"{relation}.{field}")
        missing = [" or ".join(n) for n in targets()[to].needs if not any(f in made.columns for f in n)]
        if missing:
            raise _unusable(self._name, f"{relation}: {to} needs {', '.join(missing)}")
        made.roles = [
            self._source(v, relation, f"roles of {relation}") for v in self._list(keys.get("roles"), "roles")
        ]
        made.details = [
            self._column(v, relation, "details") for v in self._list(keys.get("details"), "details")
        ]
        made.outgoing = [self._text(v, "outgoing") for v in self._list(keys.get("outgoing"), "outgoing")]
        return made

    def _source(self, value: Any, table: str, place: str, depth: int = 0) -> Source:
        if isinstance(value, str):
            return Source(self._column(value, table, place))
        keys = self._keys(value, _SOURCE_KEYS, place)
        if depth > _DEEPEST:
            raise _unusable(self._name, f"{place}: too many steps")
        if keys.get("is") not in (None, "handle"):
            raise _unusable(self._name, f"{place}: `is` can only be `handle`")
        column = self._column(keys["column"], table, place) if "column" in keys else ""
        references = self._reference(keys["references"], place) if "references" in keys else None
        if "then" in keys and not references:
            raise _unusable(self._name, f"{place}: `then` needs `references`")
        then = (
            self._source(keys["then"], references[0], place, depth + 1)
            if "then" in keys and references
            else None
        )
        if not (column or "value" in keys or "role" in keys):
            raise _unusable(self._name, f"{place}: it names neither a column nor a value")
        constant, unit, role = (str(keys.get(k) or "") for k in ("value", "unit", "role"))
        return Source(
            column, constant, references, then, self._unit(unit, place), keys.get("is") == "handle", role
        )

    def _reference(self, value: Any, place: str) -> tuple[str, str]:
        text = self._text(value, place)
        for position, sign in enumerate(text):
            table = self._shape.tables.get(text[:position]) if sign == "." else None
            if table is not None and text[position + 1 :] in table.names:
                return table.name, text[position + 1 :]
        raise _unusable(self._name, f"{place}: the database has no column {text!r}")

    def _column(self, value: Any, table: str, place: str) -> str:
        if not isinstance(value, str) or value not in self._shape.tables[table].names:
            raise _unusable(self._name, f"{place}: table {table} has no column {value!r}")
        return value

    def _unit(self, text: str, place: str) -> str:
        if text and not re.fullmatch(r"0\.0{0,17}1", text):
            raise _unusable(self._name, f"{place}: unit must be 0.1, 0.01 and so on, not {text!r}")
        return text

    def _words(self, value: Any, place: str) -> dict[str, str]:
        if not isinstance(value or {}, dict):
            raise _unusable(self._name, f"{place} must be pairs of words")
        return {folded(str(word)): str(meaning) for word, meaning in (value or {}).items()}

    def _keys(self, value: Any, allowed: set[str], place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _unusable(self._name, f"{place} must be pairs of name and value")
        unknown = sorted(str(k) for k in value if k not in allowed)
        if unknown:
            raise _unusable(self._name, f"{place}: unknown {', '.join(unknown)}")
        return value

    def _list(self, value: Any, place: str) -> list[Any]:
        if not isinstance(value or [], list):
            raise _unusable(self._name, f"{place} must be a list")
        return value or []

    def _text(self, value: Any, place: str) -> str:
        if not isinstance(value, str) or not value:
            raise _unusable(self._name, f"{place} must be a text")
        return value
