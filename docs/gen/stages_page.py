"""The reference of stages, made from `filature.pipeline.stages`."""

from __future__ import annotations

from filature.pipeline.stage import Stage
from filature.pipeline.stages import ALL_STAGES

HEAD = """# Stages

What `filature build` runs, in this order. A stage on *each intake* sees that intake alone; a stage of *the case* sees whole
tables. [How it is built](../rooms.md#a-stage) says when a stage runs.

| stage | version | on | what it makes | tables |
|---|---|---|---|---|
"""


def text() -> str:
    """The page in Markdown."""
    return HEAD + "".join(_row(stage) for stage in ALL_STAGES)


def _row(stage: Stage) -> str:
    on = "each intake" if stage.scope == "intake" else "the case"
    tables = ", ".join(f"[`{name}`](tables.md#{name})" for name in stage.writes)
    return f"| `{stage.name}` | {stage.version} | {on} | {stage.meaning} | {tables} |\n"
