"""Mapping files for captured tables and databases: written where none is there, for a person to correct."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from filature.case import Case
from filature.errors import BadInput, Malformed
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from filature.reading.job import Job

_Proposer = Callable[[Record, Path, Job], Path | None]


def _proposer(role: str) -> _Proposer | None:
    """What writes the mapping file of a capture of this role, loaded for the first of its kind; None: it has none."""
    if role == "table":
        from filature.reading.mapping import proposing  # noqa: PLC0415 (a case without tables does without)

        return proposing.propose_mapping
    if role == "database":
        from filature.reading import seized  # noqa: PLC0415 (likewise)

        return seized.propose_mapping
    return None


def write_missing(case: Case, intakes: Iterable[str], scratch: Path) -> list[Path]:
    """Write the mapping files that the tables and databases of ``intakes`` lack; returns the new ones.

    A capture that cannot be read is passed over here: `build` rejects it with its reason.
    """
    written = []
    vault = Vault(case.store.folder)
    for intake in intakes:
        for record in case.store.manifest(intake).records:
            propose = _proposer(record.role)
            if propose:
                written += _propose(case, vault, record, scratch, propose)
    return written


def write_for_new(case: Case, intake: str) -> list[Path]:
    """The same for an intake that was just acknowledged; `BadInput` when they cannot be written, and it stands."""
    try:
        with tempfile.TemporaryDirectory(dir=case.cache) as scratch:
            return write_missing(case, [intake], Path(scratch))
    except OSError as error:
        raise BadInput(
            "Intake {intake} is sealed and journaled, but its mapping files could not be written: {error}.",
            "Nothing is lost: `filature build` writes them once there is room.",
            intake=intake,
            error=error.strerror,
        ) from error


def _propose(case: Case, vault: Vault, record: Record, scratch: Path, propose: _Proposer) -> list[Path]:
    path = scratch / "captured"
    job = Job(scratch, "proposal", scratch, case.inputs)
    try:
        vault.extract(record, path)
        proposed = propose(record, path, job)
    except Malformed:
        proposed = None
    finally:
        path.unlink(missing_ok=True)
    return [proposed] if proposed else []
