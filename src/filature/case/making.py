"""Making a new case folder: whole, or not there."""

from __future__ import annotations

import hashlib
from pathlib import Path

from filature.case import settings as settings_file
from filature.case.opening import PARTS, UNFINISHED, Case, open_case
from filature.case.secret import draw
from filature.case.settings import NAME, Settings
from filature.errors import Misuse
from filature.evidence.disk import plain_disk_errors, remove_tree, sync_folder, write_whole
from filature.evidence.store import Store
from filature.i18n import Message


def create(folder: Path, settings: Settings) -> Case:
    """Make a new case at ``folder``. `Misuse` when something is there already, or when name or basis is empty."""
    if not settings.name.strip() or not settings.basis.strip():
        raise Misuse("A case needs a name and a legal basis.", 'Give both: --name "..." --basis "...".')
    if not all(
        map(settings_file.is_text, (settings.name, settings.basis, settings.reference, settings.retention))
    ):
        raise Misuse(
            "The name or the basis is no UTF-8 text.", "Give it in a terminal whose encoding is UTF-8."
        )
    with plain_disk_errors(Message("making the case")):
        new = not folder.exists()
        if not new and (not folder.is_dir() or not _is_free(folder)):
            raise Misuse(
                "{folder} exists already and is not empty.",
                "Choose another folder for the new case.",
                folder=folder,
            )
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _make(folder, settings)
        except OSError:
            _clear(folder)
            if new:
                folder.rmdir()
            raise
    return open_case(folder)


def _make(folder: Path, settings: Settings) -> None:
    """Make the parts in a folder inside, then move them up, the settings last: only with them is it a case.

    The folder itself is not replaced, since a shell may stand in it.
    """
    _clear(folder)
    parts = folder / UNFINISHED
    for part in ("evidence", *PARTS):
        (parts / part).mkdir(parents=True)
    write_whole(parts / NAME, settings_file.written(settings))
    key = hashlib.sha256(draw(parts / "inputs")).hexdigest()
    Store(parts / "evidence").journal.append("case", name=settings.name, basis=settings.basis, key_sha256=key)
    for part in ("evidence", *PARTS, NAME):
        (parts / part).rename(folder / part)
    parts.rmdir()
    sync_folder(folder)
    sync_folder(folder.resolve().parent)


def _is_free(folder: Path) -> bool:
    """Whether the folder is empty, or holds a case that was never finished."""
    names = {p.name for p in folder.iterdir()}
    return not names or (UNFINISHED in names and NAME not in names)


def _clear(folder: Path) -> None:
    """Remove a case that was never finished."""
    for part in ("evidence", *PARTS, UNFINISHED):
        remove_tree(folder / part)
