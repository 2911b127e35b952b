"""Files, folders and standard input to things found, in an order that does not depend on the disk."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filature.errors import BadInput
from filature.evidence.disk import CHUNK
from filature.evidence.manifest import Refusal
from filature.sources.found import Found, clean_label

STDIN = "-"


def walk(paths: list[str], scratch: Path) -> Iterator[Found | Refusal]:
    """Each file below ``paths``, sorted; what cannot be taken comes as a `Refusal`.

    Links that lead out of the given folder are refused, those inside are remarked on (their target comes by
    itself). `BadInput` when a path does not exist at all.
    """
    for given in paths:
        if given == STDIN:
            yield _standard_input(scratch)
            continue
        path = Path(given)
        if not path.exists() and not path.is_symlink():
            raise BadInput(f"{given} does not exist.", "Check the path; use - for standard input.")
        root = path.resolve()
        yield from _below(root, root, root.parent)


def count(paths: list[str]) -> int:
    """How many files lie below ``paths``, for a progress bar; archives count as one."""
    total = 0
    for given in paths:
        path = Path(given)
        total += sum(len(files) for _, _, files in os.walk(path)) if path.is_dir() else 1
    return total


def _below(path: Path, root: Path, base: Path) -> Iterator[Found | Refusal]:
    label = clean_label(str(path.relative_to(base)))
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            yield _link(path, root, label)
        elif stat.S_ISDIR(mode):
            for child in sorted(path.iterdir(), key=lambda p: os.fsencode(p.name)):
                yield from _below(child, root, base)
        elif stat.S_ISREG(mode):
            os.close(os.open(path, os.O_RDONLY))
            yield Found(label, path=path, modified=path.lstat().st_mtime)
        else:
            yield Refusal(
                label, "not_a_file", "a device, pipe or socket: only files and folders can be taken in"
            )
    except OSError as error:
        yield Refusal(label, "unreadable", error.strerror or str(error))


def _link(path: Path, root: Path, label: str) -> Refusal:
    target = path.resolve()
    if target == root or root in target.parents:
        return Refusal(label, "link_inside", "a link to something else in the same folder", rows=0)
    return Refusal(
        label, "link_outside", f"a link that leaves the folder, to {clean_label(str(target))}: not followed"
    )


def _standard_input(scratch: Path) -> Found:
    """Standard input, put into a scratch file first since its length must be known."""
    handle, name = tempfile.mkstemp(dir=scratch, prefix="stdin-")
    with os.fdopen(handle, "wb") as sink:
        while block := sys.stdin.buffer.read(CHUNK):
            sink.write(block)
    return Found("stdin", path=Path(name))
