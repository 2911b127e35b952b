"""Mapping files for captured tables and databases: written where none is there, for a person to correct."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from filature.case import Case
from filature.errors import BadInput, Malformed
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from filature.reading.job import Job
from filature.sources.kind import MAPPED

_Propose = Callable[[Record, Path], Path | None]


class _Proposers:
    """What writes the mapping file of a capture, by its role; loaded for the first of its kind."""

    def __init__(self, job: Job, stack: ExitStack) -> None:
        self._job = job
        self._stack = stack
        self._known: dict[str, _Propose] = {}

    def of(self, role: str) -> _Propose:
        """That of ``role``, one of `MAPPED`."""
        if role not in self._known:
            self._known[role] = self._table() if role == "table" else self._database()
        return self._known[role]

    def _table(self) -> _Propose:
        from filature.reading.mapping.proposing import Proposer  # noqa: PLC0415 (a case without tables does without)

        return self._stack.enter_context(Proposer(self._job)).propose

    def _database(self) -> _Propose:
        from filature.reading.seized import propose_mapping  # noqa: PLC0415 (likewise)

        return partial(propose_mapping, job=self._job)


def write_missing(case: Case, intakes: Iterable[str], scratch: Path) -> list[Path]:
    """Write the mapping files that the tables and databases of ``intakes`` lack; returns the new ones.

    A capture that cannot be read is passed over here: `build` rejects it with its reason.
    """
    written = []
    vault = Vault(case.store.folder)
    job = Job(scratch, "proposal", scratch, case.inputs)
    with ExitStack() as stack:
        proposers = _Proposers(job, stack)
        for intake in intakes:
            for record in case.store.manifest(intake).records:
                if record.role in MAPPED:
                    written += _propose(vault, record, scratch / "captured", proposers.of(record.role))
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


def _propose(vault: Vault, record: Record, path: Path, propose: _Propose) -> list[Path]:
    try:
        vault.extract(record, path)
        proposed = propose(record, path)
    except Malformed:
        proposed = None
    finally:
        path.unlink(missing_ok=True)
    return [proposed] if proposed else []
