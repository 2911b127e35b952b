"""What a reader of one table or database is given, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """Where a reader writes: ``out/<table>/<name>.parquet``, scratch files below ``scratch``.

    ``inputs`` is the folder of what a person supplied (``inputs/mappings/*.yaml``); it may be missing.
    ``threads`` bounds DuckDB's threads; the bytes written do not depend on it.
    """

    out: Path
    name: str
    scratch: Path
    inputs: Path
    threads: int = 1
    memory: str = "768MB"


@dataclass(slots=True)
class Tally:
    """Rows found, arrived and rejected; ``rows_in == rows_out + rejected`` for every reader.

    ``inputs`` names the files below ``Job.inputs`` that were consulted (relative path, `/` between parts) with
    the SHA-256 of their content (empty: there was none), so that a change of one makes just its readers stale.
    """

    rows_in: int = 0
    rows_out: int = 0
    rejected: int = 0
    inputs: dict[str, str] = field(default_factory=dict)
