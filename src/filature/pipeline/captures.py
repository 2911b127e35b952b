"""Stage `captures`: the manifest of an intake as rows of `capture` and `rejection`."""

from __future__ import annotations

from filature.engine.rows import Rows
from filature.evidence.manifest import Manifest
from filature.evidence.record import Record
from filature.tables import ALL

_COLUMNS = tuple(c for c in ALL["capture"].names if c in Record.__dataclass_fields__ and c != "captured_at")


def rows(manifest: Manifest) -> Rows:
    """One row for each capture and each rejection, in the order of the manifest."""
    found = Rows()
    for record in manifest.records:
        values = {name: getattr(record, name) for name in _COLUMNS}
        kept = {k: v for k, v in values.items() if v != "" or k in ("capture_id", "intake_id")}
        found.add("capture", captured_at=record.moment, **kept)
    for refusal in manifest.refusals:
        found.reject(
            manifest.intake_id, "add", refusal.reason, refusal.detail, rows=refusal.rows,
            capture_id=refusal.capture_id or None, source_path=refusal.source_path, place=refusal.place or None, raw=refusal.raw,
        )  # fmt: skip
    return found


def summary(manifest: Manifest) -> dict[str, int]:
    """Counts for a row of `intake`: captures, bytes, what was here already, what was refused."""
    return {
        "captures": len(manifest.records),
        "already_here": manifest.already_here,
        "refused": sum(r.rows for r in manifest.refusals),
        "bytes": sum(r.size for r in manifest.records),
    }
