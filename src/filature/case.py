"""A case is a folder: made, opened, and its parts handed out."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from filature.engine import duck, views
from filature.errors import BadInput, Misuse
from filature.evidence.disk import plain_disk_errors, remove_tree, sync_folder, write_whole
from filature.evidence.store import Store

SETTINGS = "case.toml"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What `case.toml` says. ``basis`` is the legal basis in the investigator's words."""

    name: str
    basis: str
    reference: str = ""
    languages: tuple[str, ...] = ("fr", "en")
    retention: str = ""
    format: int = FORMAT


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
        connection = duck.connect(threads, memory, spill=self.cache)
        views.create(connection, self.tables)
        views.confine(connection, [self.tables, self.cache])
        return connection


def create(folder: Path, settings: Settings) -> Case:
    """Make a new case at ``folder``. `Misuse` when something is there already, or when name or basis is empty."""
    if not settings.name.strip() or not settings.basis.strip():
        raise Misuse("A case needs a name and a legal basis.", 'Give both: --name "..." --basis "...".')
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Misuse(f"{folder} exists already and is not empty.", "Choose another folder for the new case.")
    beside = folder.with_name(f".{folder.name}.new")
    with plain_disk_errors("making the case"):
        remove_tree(beside)
        (beside / "evidence").mkdir(parents=True)
        for part in ("tables", "inputs", "cache"):
            (beside / part).mkdir()
        write_whole(beside / SETTINGS, _toml(settings))
        Store(beside / "evidence").journal.append("case", name=settings.name, basis=settings.basis)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
        sync_folder(folder.parent)
    return open_case(folder)


def open_case(folder: Path) -> Case:
    """The case at ``folder``, after finishing or rolling back what a kill left. `Misuse` when there is none."""
    path = folder / SETTINGS
    if not path.is_file():
        raise Misuse(f"{folder} is not a case: it has no {SETTINGS}.", "Make one with `filature new`.")
    try:
        fields = tomllib.loads(path.read_text("utf-8"))
        settings = Settings(**{**fields, "languages": tuple(fields.get("languages", ("fr", "en")))})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise BadInput(
            f"{path} cannot be read: {error}.", "Correct the file, or take it from a copy of the case."
        ) from error
    if settings.format > FORMAT:
        raise BadInput(
            f"{folder} was made by a newer Filature (format {settings.format}).", "Install that version."
        )
    store = Store(folder / "evidence")
    with plain_disk_errors("opening the case"):
        for part in ("tables", "inputs", "cache"):
            (folder / part).mkdir(exist_ok=True)
        with store.exclusively():
            pass
    return Case(folder, settings, store)


def _toml(settings: Settings) -> bytes:
    """`case.toml`; TOML's basic strings are written as JSON strings, which they contain."""
    lines = [
        "# The case. Edit with a text editor; the journal keeps what was true when.",
        f"format = {settings.format}",
        *(
            f"{key} = {json.dumps(getattr(settings, key), ensure_ascii=False)}"
            for key in ("name", "basis", "reference")
        ),
        f"languages = {json.dumps(list(settings.languages))}",
        f"retention = {json.dumps(settings.retention, ensure_ascii=False)}",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")
