"""Whom a page is about: the one account of a profile, the one offer of a listing; nobody where there are several."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PROFILES = ("vendor", "pgp", "feedback")
Subject = tuple[str | None, str | None]
_NOBODY: Subject = (None, None)


class Subjects:
    """The account and the offer of each page in one file of `page`."""

    def __init__(self, tables: Path, name: str) -> None:
        self._accounts = _single(tables / "account_observation" / name, ["account_id"], "third_party")
        self._offers = _single(tables / "offer_observation" / name, ["account_id", "offer_id"], "listed")

    def of(self, capture: str, kind: str) -> Subject:
        """Account and offer of a page of this kind."""
        if kind == "listing":
            offers = self._offers.get(capture, set())
            return next(iter(offers)) if len(offers) == 1 else _NOBODY
        accounts = self._accounts.get(capture, set()) if kind in PROFILES else set()
        return next(iter(accounts)) if len(accounts) == 1 else _NOBODY


def _single(path: Path, columns: list[str], unless: str) -> dict[str, set[Subject]]:
    """What the rows of each capture name, but those in which the flag ``unless`` is set."""
    found: dict[str, set[Subject]] = {}
    if path.is_file():
        table = pq.read_table(path, columns=["capture_id", *columns, unless], partitioning=None)
        kept = table.filter(pc.invert(pc.fill_null(table[unless], False)))
        for capture, *named in zip(*_lists(kept, ["capture_id", *columns]), strict=True):
            found.setdefault(capture, set()).add((named[0], named[1] if len(named) > 1 else None))
    return found


def _lists(table: pa.Table, columns: list[str]) -> list[list[Any]]:
    return [table[name].to_pylist() for name in columns]
