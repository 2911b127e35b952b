"""Runs the command line and leaves its peak memory (KiB) in a file: `python -m tests.zoo.measured FILE ARGUMENT...`."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from filature.cli import main


def peak() -> int:
    """Peak of the resident set since this program began, of it or of the largest of its workers.

    Its own `ru_maxrss` would count that of the process from which it was made as well.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    own = int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


if __name__ == "__main__":
    target = Path(sys.argv.pop(1))
    sys.argv[0] = "filature"
    try:
        main()
    finally:
        target.write_text(str(peak()))
