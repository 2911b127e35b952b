"""What `filature build` does: finds what is stale, runs it on all cores, and leaves whole files or none."""

from __future__ import annotations

from filature.case import Case
from filature.evidence.disk import locked, plain_disk_errors
from filature.i18n import Message
from filature.pipeline import proposals, stages
from filature.pipeline.listener import Listener, Step
from filature.pipeline.runner import Runner
from filature.pipeline.scratch import scratch_folder
from filature.pipeline.stage import digest_of, stamp_path


def build(case: Case, threads: int, listener: Listener) -> list[Step]:
    """Bring all tables up to date; what is fresh is left alone. Returns each step with whether it ran.

    The bytes of the tables depend on evidence, inputs and version alone, not on ``threads``.
    """
    lock = locked(case.folder / ".build.lock")
    with plain_disk_errors(Message("building")), lock, scratch_folder(case.tables) as scratch:
        runner = Runner(case, threads, listener, scratch)
        intakes = case.store.intake_ids()
        unread = [
            i for i in intakes if not all(runner.freshness.is_fresh(s, i) for s in stages.WITH_MAPPINGS)
        ]
        proposals.write_missing(case, unread, scratch)
        steps = [runner.run(stage, intake) for intake in intakes for stage in stages.PER_INTAKE]
        runner.drop_unknown()
        steps += [runner.run(stage, "") for stage in stages.PER_CASE]
        _journal(case)
        return steps


def _journal(case: Case) -> None:
    """One line with the digest of each stamp and input, when they differ from the last such line."""
    stamps = {p.stem: digest_of(p) for p in sorted(stamp_path(case.tables, "").parent.glob("*.json"))}
    inputs = {
        str(p.relative_to(case.inputs)): digest_of(p) for p in sorted(case.inputs.rglob("*")) if p.is_file()
    }
    last = case.store.journal.last("build")
    if last is None or last["stamps"] != stamps or last["inputs"] != inputs:
        case.store.journal.append("build", stamps=stamps, inputs=inputs)
