"""A case is a folder: made, opened, and its parts handed out."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import duckdb

from filature.engine import duck, views
from filature.errors import BadInput, Damaged, Misuse
from filature.evidence.disk import plain_disk_errors, remove_tree, sync_folder, write_whole
from filature.evidence.store import Store

SETTINGS = "case.toml"
FORMAT = 1
PARTS = ("tables", "inputs", "cache")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `case.toml` says. ``basis`` is the legal basis in the investigator's words."""

    name: str
    basis: str
    reference: str = ""
    languages: tuple[str, ...] = ("fr", "en")
    retention: str = ""
    format: int = FORMAT


_PLAIN = Settings("", "")


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
    if not all(map(_is_text, (settings.name, settings.basis, settings.reference, settings.retention))):
        raise Misuse(
            "The name or the basis is no UTF-8 text.", "Give it in a terminal whose encoding is UTF-8."
        )
    with plain_disk_errors("making the case"):
        place = folder.resolve()
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise Misuse(
                f"{folder} exists already and is not empty.", "Choose another folder for the new case."
            )
        beside = place.with_name(f".{place.name}.new")
        remove_tree(beside)
        for part in ("evidence", *PARTS):
            (beside / part).mkdir(parents=True)
        write_whole(beside / SETTINGS, _toml(settings))
        Store(beside / "evidence").journal.append("case", name=settings.name, basis=settings.basis)
        beside.rename(place)
        sync_folder(place.parent)
    return open_case(folder)


def open_case(folder: Path) -> Case:
    """The case at ``folder``, after finishing or rolling back what a kill left, unless a command is at work in it.

    `Misuse` when there is none, `BadInput` when its settings cannot be read, `Damaged` when its evidence is gone or
    its journal was altered.
    """
    with plain_disk_errors("opening the case"):
        if not (folder / SETTINGS).is_file():
            raise Misuse(f"{folder} is not a case: it has no {SETTINGS}.", "Make one with `filature new`.")
        settings = _settings(folder / SETTINGS)
        if not (folder / "evidence").is_dir():
            raise Damaged(
                f"{folder} has no folder evidence: it is not whole.", "Take it from a copy of the case."
            )
        store = Store(folder / "evidence")
        for part in PARTS:
            (folder / part).mkdir(exist_ok=True)
        store.recover_if_free()
    return Case(folder, settings, store)


def _settings(path: Path) -> Settings:
    try:
        given = tomllib.loads(path.read_text("utf-8"))
        if not isinstance(given.setdefault("languages", list(_PLAIN.languages)), list):
            raise TypeError("languages is no list")
        settings = Settings(**{**given, "languages": tuple(given["languages"])})
        for part in fields(Settings):
            value, default = getattr(settings, part.name), getattr(_PLAIN, part.name)
            if type(value) is not type(default):
                raise TypeError(f"{part.name} is {value!r}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise BadInput(
            f"{path} cannot be read: {error}.", "Correct the file, or take it from a copy of the case."
        ) from error
    if settings.format > FORMAT:
        raise BadInput(f"{path} is of a newer Filature (format {settings.format}).", "Install that version.")
    return settings


def _is_text(value: str) -> bool:
    """Whether ``value`` can be written: what a shell passes on may hold bytes that are no text."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _toml(settings: Settings) -> bytes:
    """`case.toml`; TOML's basic strings are written as JSON strings, which they contain."""
    text = {
        key: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        for key, value in asdict(settings).items()
    }
    lines = [
        "# The case. Edit with a text editor; the journal keeps what was true when.",
        *(
            f"{key} = {text[key]}"
            for key in ("format", "name", "basis", "reference", "languages", "retention")
        ),
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")
