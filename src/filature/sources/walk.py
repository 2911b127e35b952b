"""Files, folders and standard input to things found, in an order that does not depend on the disk."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from filature.errors import BadInput, Misuse
from filature.evidence.disk import CHUNK
from filature.evidence.manifest import Refusal
from filature.sources.found import Found, spool
from filature.sources.labels import clean_label

STDIN = "-"


def walk(paths: Sequence[str], scratch: Path, case: Path) -> Iterator[Found | Refusal]:
    """Each file below ``paths``, sorted; what cannot be taken comes as a `Refusal`.

    Links that lead out of the given folder are refused, those inside are remarked on (their target comes by
    itself). The folder ``case`` is never walked. `BadInput` when a path does not exist or all of them hold no
    file; `Misuse` when one lies inside the case.
    """
    found = 0
    for given in paths:
        if given == STDIN:
            found += 1
            yield _standard_input(scratch)
            continue
        here = 0
        for item in _given(given, case):
            here += 1
            yield item
        if not here:
            yield Refusal(clean_label(given), "empty_folder", "the folder holds no file", rows=0)
        found += here
    if not found:
        raise BadInput("There is nothing to take in: {paths} holds no file.", "Check the path.",
                       paths=", ".join(map(clean_label, paths)))  # fmt: skip


def count(paths: Sequence[str]) -> int:
    """How many files lie below ``paths``, for a progress bar; archives count as one."""
    total = 0
    for given in paths:
        path = Path(given)
        total += sum(len(files) for _, _, files in os.walk(path)) if path.is_dir() else 1
    return total


def _given(given: str, case: Path) -> Iterator[Found | Refusal]:
    if not os.path.lexists(given):
        raise BadInput(
            "{path} does not exist.", "Check the path; use - for standard input.", path=clean_label(given)
        )
    root, inside = os.path.realpath(given), os.path.realpath(case)
    if root == inside or root.startswith(inside + os.sep):
        raise Misuse(
            "{path} lies inside the case itself.",
            "Give the material as it lay before.",
            path=clean_label(given),
        )
    if not os.path.lexists(root):
        yield Refusal(clean_label(given), "link_broken", f"a link to {clean_label(root)}, which is not there")
        return
    above = len(str(Path(root).parent).rstrip(os.sep)) + 1
    pending = [root]
    while pending:
        path = pending.pop()
        label = clean_label(path[above:] or os.sep)
        if path == inside:
            yield Refusal(label, "the_case_itself", "the folder of this case: not taken in", rows=0)
            continue
        try:
            state = os.lstat(path)
            if stat.S_ISDIR(state.st_mode):
                with os.scandir(path) as entries:
                    pending += sorted((entry.path for entry in entries), key=os.fsencode, reverse=True)
            else:
                yield _file(path, label, state, root)
        except FileNotFoundError:
            yield Refusal(label, "vanished", "it was there a moment ago and is gone")
        except OSError as error:
            yield Refusal(label, "unreadable", error.strerror or str(error))


def _file(path: str, label: str, state: os.stat_result, root: str) -> Found | Refusal:
    if stat.S_ISLNK(state.st_mode):
        return _link(path, root, label)
    if stat.S_ISREG(state.st_mode):
        return Found(label, path=path, modified=state.st_mtime)
    return Refusal(label, "not_a_file", "a device, pipe or socket: only files and folders can be taken in")


def _link(path: str, root: str, label: str) -> Refusal:
    target = os.path.realpath(path)
    if target != root and not target.startswith(root.rstrip(os.sep) + os.sep):
        outside = f"a link that leaves the folder, to {clean_label(target)}: not followed"
        return Refusal(label, "link_outside", outside)
    if not Path(target).exists():
        return Refusal(label, "link_broken", f"a link to {clean_label(target)}, which cannot be reached")
    return Refusal(label, "link_inside", "a link to something else in the same folder", rows=0)


def _standard_input(scratch: Path) -> Found:
    """Standard input, put into a scratch file first since its length must be known."""
    return Found("stdin", path=spool(iter(lambda: sys.stdin.buffer.read(CHUNK), b""), scratch))
