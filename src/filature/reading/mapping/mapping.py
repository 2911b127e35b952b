"""A mapping: which columns of a captured table hold what, as a file that a person can correct."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from filature.data import load_yaml
from filature.errors import BadInput
from filature.sources.relation import Relation
from filature.tables import ALL

TARGETS = ("offer_observation", "account_observation", "post", "table_row")
MANY = ("category", "ships_to")
_KEYS = {"table", "columns", "site", "currency", "day_order", "observed_at"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns`` maps a column of the target to one or more columns of the relation.

    ``site``, ``currency`` and ``observed_at`` hold where no column states them; ``day_order`` is `dmy`, `mdy`,
    or empty where nobody knows which number of a date is the day.
    """

    table: str
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    site: str = ""
    currency: str = ""
    observed_at: str = ""
    day_order: str = ""


def shape(relation: Relation) -> str:
    """Name of the mapping file of all relations with this header: readable, and told apart by a digest."""
    key = "\x1f".join((relation.name, *relation.columns, str(relation.has_header)))
    words = "-".join("".join(c for c in name.lower() if c.isalnum()) for name in relation.columns[:4])
    return f"{words[:40].strip('-') or 'table'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


def digest_of_file(path: Path) -> str:
    """SHA-256 of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _mark(body: dict[str, Any]) -> str:
    """What tells a file that nobody edited: a digest of what it says, comments and layout aside."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()[:16]


def load(path: Path, relation: Relation) -> Mapping | None:
    """The mapping that a person made of the file; None when it stands as it was proposed, because a proposal is
    made anew for each table. `BadInput` says what is wrong in it.
    """
    try:
        raw = load_yaml(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(
            "{path} is not YAML: {reason}",
            "Correct it, or remove it to have it proposed again.",
            path=path,
            reason=error,
        ) from error
    if not isinstance(raw, dict):
        raise BadInput("{path} holds no mapping.", "Remove it to have it proposed again.", path=path)
    if raw.pop("proposed", None) == _mark(raw):
        return None
    unknown = set(raw) - _KEYS
    if unknown:
        raise BadInput(
            "{path} has unknown keys: {unknown}.",
            "Known: {known}.",
            path=path,
            unknown=", ".join(map(str, sorted(unknown, key=str))),
            known=", ".join(sorted(_KEYS)),
        )
    return _checked(path, raw, relation)


def _checked(path: Path, raw: dict[str, Any], relation: Relation) -> Mapping:
    table = raw.get("table")
    if table not in TARGETS:
        raise BadInput(
            "{path}: table is {table}.",
            "It must be one of {known}.",
            path=path,
            table=table,
            known=", ".join(TARGETS),
        )
    columns = {
        str(k): tuple(map(str, v if isinstance(v, list) else [v]))
        for k, v in (raw.get("columns") or {}).items()
    }
    wanted = set(columns) - set(ALL[table].names) - {"feedback"}
    if wanted:
        raise BadInput(
            "{path}: {table} has no column {columns}.",
            "See `filature tables {table}`.",
            path=path,
            table=table,
            columns=", ".join(sorted(wanted)),
        )
    missing = {c for given in columns.values() for c in given} - set(relation.columns)
    if missing:
        raise BadInput(
            "{path}: the table has no column {columns}.",
            "It has {known}.",
            path=path,
            columns=", ".join(sorted(missing)),
            known=", ".join(relation.columns),
        )
    texts = {k: str(raw.get(k) or "") for k in ("site", "currency", "observed_at", "day_order")}
    return Mapping(table, columns, **texts)


def dump(mapping: Mapping, relation: Relation, source_path: str) -> str:
    """The text of a mapping file, with what a person needs to correct it."""
    taken = {c for given in mapping.columns.values() for c in given}
    left = [c for c in relation.columns if c not in taken]
    body = {
        "table": mapping.table,
        "columns": {k: list(v) if k in MANY else v[0] for k, v in mapping.columns.items()},
        **{k: v for k in ("site", "currency", "observed_at", "day_order") if (v := getattr(mapping, k))},
    }
    head = [
        "How the columns of a captured table become Filature's. Correct it, then run `filature build`.",
        f"First seen in: {source_path}",
        f"`table` is one of {', '.join(TARGETS)}; `columns` maps its columns (see `filature tables`) to those of the file.",
        "`site`, `currency`, `observed_at` (a date) may be given where no column states them; left out, they are found",
        "in file and folder names. `day_order` is dmy or mdy for dates such as 03/04/2014.",
        f"Not mapped, kept in `details`: {', '.join(left) or 'nothing'}",
    ]
    comment = "".join(f"# {' '.join(line.split())}\n" for line in head)
    mark = f"# As long as this line fits what stands above, a proposal is made for each table anew.\nproposed: {_mark(body)}\n"
    return comment + yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=110) + mark
