"""An open case: its folder, its settings, its evidence; and the way into its tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from filature.case import settings as settings_file
from filature.case.settings import NAME, Settings
from filature.errors import Damaged, Misuse
from filature.evidence.disk import plain_disk_errors, remove_tree
from filature.evidence.store import Store
from filature.i18n import Message

if TYPE_CHECKING:
    import duckdb

UNFINISHED = ".unfinished"
PARTS = ("tables", "inputs", "cache")


@dataclass(frozen=True, slots=True)
class Case:
    """An open case."""

    folder: Path
    settings: Settings
    store: Store = field(repr=False)

    @property
    def tables(self) -> Path:
        """Folder of all that was derived."""
        return self.folder / "tables"

    @property
    def inputs(self) -> Path:
        """Folder of what a person supplied beside evidence."""
        return self.folder / "inputs"

    @property
    def cache(self) -> Path:
        """Folder of what can be thrown away."""
        return self.folder / "cache"

    def connect(self, threads: int = 2, memory: str = "1GB") -> duckdb.DuckDBPyConnection:
        """A DuckDB connection in which each table of the case is a view; it can read nothing else."""
        from filature.case import connecting  # noqa: PLC0415 (DuckDB, which making a case and adding to it do without)

        return connecting.connect(self.tables, self.cache, threads, memory)


def open_case(folder: Path) -> Case:
    """The case at ``folder``, after finishing or rolling back what a kill left, unless a command is at work in it.

    `Misuse` when there is none, `BadInput` when its settings cannot be read, `Damaged` when its evidence is gone or
    its journal was altered.
    """
    with plain_disk_errors(Message("opening the case")):
        if not (folder / NAME).is_file():
            raise Misuse(
                "{folder} is not a case: it has no {file}.",
                "Make one with `filature new`.",
                folder=folder,
                file=NAME,
            )
        settings = settings_file.read(folder / NAME)
        if not (folder / "evidence").is_dir():
            raise Damaged(
                "{folder} has no folder evidence: it is not whole.",
                "Take it from a copy of the case.",
                folder=folder,
            )
        store = Store(folder / "evidence")
        remove_tree(folder / UNFINISHED)
        for part in PARTS:
            (folder / part).mkdir(exist_ok=True)
        store.recover_if_free()
    return Case(folder, settings, store)
