"""Find the rows of PostgreSQL's COPY text format in a block of bytes, by array operations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filature.sources.databases.tuples import Positions


@dataclass(frozen=True, slots=True)
class Lines:
    r"""Rows found: field ``c`` of row ``r`` is ``data[starts[r, c]:ends[r, c]]``.

    ``wrong`` are the places (start, end) of lines that have another number of fields; the scan came to ``stop``,
    behind the last whole line or behind the ``\.`` that ``ended`` the data.
    """

    starts: Positions
    ends: Positions
    wrong: list[tuple[int, int]]
    stop: int
    ended: bool


def scan_lines(data: bytes, start: int, limit: int, width: int) -> Lines:
    r"""The lines of ``data[start:limit]`` with ``width`` fields each, as far as ``\.``."""
    block = np.frombuffer(data, np.uint8, limit - start, start)
    begins, ends, over = _lines(block)
    ended = bool(len(over))
    stop = int(ends[over[0]]) + 1 if ended else (int(ends[-1]) + 1 if len(ends) else 0)
    if ended:
        begins, ends = begins[: over[0]], ends[: over[0]]
    returns = (ends > begins) & (block[np.maximum(ends - 1, 0)] == ord("\r"))
    ends = ends - returns  # a carriage return inside of a value is written \r, so this one ends the line
    tabs = np.flatnonzero(block == ord("\t"))
    low, high = np.searchsorted(tabs, begins), np.searchsorted(tabs, ends)
    good = high - low == width - 1
    wrong = [(start + int(b), start + int(e)) for b, e in zip(begins[~good], ends[~good], strict=True)]
    inner = tabs[low[good][:, None] + np.arange(width - 1)] + start
    starts = np.concatenate([begins[good][:, None] + start, inner + 1], axis=1)
    return Lines(
        starts, np.concatenate([inner, ends[good][:, None] + start], axis=1), wrong, start + stop, ended
    )


def _lines(block: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> tuple[Positions, Positions, Positions]:
    r"""Begin and end of each whole line, and which of them are ``\.``."""
    ends = np.flatnonzero(block == ord("\n"))
    begins = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
    short = np.flatnonzero((ends - begins >= 2) & (ends - begins <= 3))
    at = begins[short]
    dots = (block[at] == ord("\\")) & (block[at + 1] == ord("."))
    dots &= (ends[short] - at == 2) | (block[np.minimum(at + 2, len(block) - 1)] == ord("\r"))
    return begins, ends, short[dots]
