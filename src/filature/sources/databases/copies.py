r"""Read the rows of a COPY … FROM stdin from a window, up to the line ``\.``."""

from __future__ import annotations

from collections.abc import Callable

from filature.sources.databases.batches import Batches, Target
from filature.sources.databases.copying import scan_lines
from filature.sources.databases.inserts import ROW_LIMIT
from filature.sources.databases.window import Window
from filature.sources.relation import Reject

_BLOCK = 1 << 20


def read_copy(window: Window, target: Target, batches: Batches, reject: Callable[[Reject], None]) -> bool:
    r"""Read the lines from the window's position on; False when the dump ends before ``\.``.

    Lines with a wrong number of fields, and one that the end of the dump cuts, are rejected.
    """
    block = _BLOCK
    while True:
        limit = min(window.pos + block, len(window.data))
        found = scan_lines(window.data, window.pos, limit, len(target.columns))
        batches.copied(target, window.data, found.starts, found.ends)
        for start, end in found.wrong:
            reject(_wrong(window, target, start, end))
        moved, window.pos = found.stop > window.pos, found.stop
        if found.ended:
            return True
        if moved:
            block = _BLOCK
        elif limit < len(window.data):
            block *= 2
        elif window.ended:
            return _last_line(window, target, reject)
        elif window.ahead > ROW_LIMIT:
            _skip_line(window, target, reject)
        else:
            window.grow()


def _wrong(window: Window, target: Target, start: int, end: int) -> Reject:
    fields = window.data.count(b"\t", start, end) + 1
    line = window.data[start : min(end, start + 800)].decode("utf-8", "replace")
    detail = f"{fields} fields for {len(target.columns)} columns of {target.table.name}"
    return Reject(f"byte {window.base + start}", "column_count", detail, line)


def _last_line(window: Window, target: Target, reject: Callable[[Reject], None]) -> bool:
    line = window.data[window.pos :]
    if line.rstrip(b"\r") == b"\\.":
        window.pos = len(window.data)
        return True
    if line:
        detail = f"the dump ends inside of a row of {target.table.name}"
        reject(Reject(f"byte {window.place}", "truncated", detail, line[:800].decode("utf-8", "replace")))
    window.pos = len(window.data)
    return False


def _skip_line(window: Window, target: Target, reject: Callable[[Reject], None]) -> None:
    detail = f"a row of {target.table.name} is longer than {ROW_LIMIT} bytes"
    reject(
        Reject(f"byte {window.place}", "row_too_long", detail, window.look(800).decode("utf-8", "replace"))
    )
    while (end := window.data.find(b"\n", window.pos)) < 0:
        window.pos = len(window.data)
        if not window.grow():
            return
    window.pos = end + 1
