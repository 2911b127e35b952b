"""`add` against `sha256sum` and `gzip -1` of the same bytes: at most 1.5 times.

python -m benchmarks.add FOLDER [--rounds 3]
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import tempfile
from pathlib import Path

from benchmarks.measure import Ratio, compare, module, shell

LIMIT = 1.5


def ratio(folder: Path, rounds: int) -> Ratio:
    """Cost of making a case and adding ``folder``, over hashing and packing the same files with the system's tools."""
    scratch = Path(tempfile.mkdtemp(prefix="filature-bench-"))
    case = scratch / "case"
    ours = [
        shell(f"rm -rf {shlex.quote(str(case))}"),
        module("filature", "new", case, "--name", "benchmark", "--basis", "none"),
        module("filature", "add", case, folder),
    ]
    files = f"find {shlex.quote(str(folder))} -type f -print0 | xargs -0 "
    peer = [
        shell(f"{files} sha256sum > /dev/null"),
        shell(f"{files} cat | gzip -1 > {shlex.quote(str(scratch / 'peer.gz'))}"),
    ]
    try:
        return compare(f"add, {folder.name}", ours, peer, LIMIT, rounds)
    finally:
        shutil.rmtree(scratch)


def main() -> int:
    """Print the ratio; exit code 1 when it is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found = ratio(options.folder, options.rounds)
    print(found.line())
    return 0 if found.kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
