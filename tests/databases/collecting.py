"""A sink that keeps what a reader gives in memory, for tests of the readers alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from filature.sources.databases.dump import read_dump
from filature.sources.databases.schema import Database, TableInfo
from filature.sources.relation import Reject

Rows = list[tuple[str | None, ...]]


class Collect:
    """Rows by table with the columns that they fill, rejects and remarks in order."""

    def __init__(self) -> None:
        self.tables: dict[str, Rows] = {}
        self.columns: dict[str, tuple[str, ...]] = {}
        self.rejects: list[Reject] = []
        self.remarks: list[tuple[str, str, str]] = []
        self.database = Database()

    def wants(self, table: TableInfo) -> bool:
        """All rows of each table."""
        return bool(table.name)

    def rows(self, table: TableInfo, columns: Sequence[str], values: Sequence[pa.Array]) -> None:
        """Keep them."""
        self.columns[table.name] = tuple(columns)
        self.tables.setdefault(table.name, []).extend(zip(*(v.to_pylist() for v in values), strict=True))

    def reject(self, reject: Reject) -> None:
        """Keep it."""
        self.rejects.append(reject)

    def remark(self, reason: str, detail: str, place: str = "") -> None:
        """Keep it."""
        self.remarks.append((reason, detail, place))


def collect(data: bytes, kind: str = "mysql", piece: int = 1 << 20) -> Collect:
    """Read a dump that comes in pieces of this size."""
    sink = Collect()
    sink.database = read_dump(_pieces(data, piece), kind, sink)
    return sink


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[start : start + size] for start in range(0, len(data), size))
