"""A disk of a few megabytes that can be filled: a tmpfs in a mount namespace of its own, which nobody else sees."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

# As root a mount namespace will do; any other user needs a user namespace, in which he is root, around it.
_WAYS = (
    (["unshare", "--mount"], ["nsenter", "--mount"]),
    (
        ["unshare", "--user", "--map-root-user", "--mount"],
        ["nsenter", "--user", "--mount", "--preserve-credentials"],
    ),
)
_BLOCK = 4096


class Disk:
    """``wrap`` goes before a command that is to see it; ``folder`` is where they see it."""

    def __init__(self, folder: Path, process: int, enter: list[str]) -> None:
        self.folder = folder
        self.wrap = [*enter, f"--wd={Path.cwd()}", "--target", str(process), "--"]
        self.seen = Path(f"/proc/{process}/root{folder}")

    def do(self, *command: object) -> None:
        """Run a command that sees it."""
        subprocess.run([*self.wrap, *map(str, command)], check=True, capture_output=True)

    def leave_free(self, size: int) -> None:
        """Make it so large that so many bytes are free."""
        now = os.statvfs(self.seen)
        used = (now.f_blocks - now.f_bfree) * now.f_frsize
        self.do("mount", "-o", f"remount,size={used + max(size, 0) // _BLOCK * _BLOCK}", self.folder)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk with room; the test is skipped where nothing can be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    for leave, enter in _WAYS:
        if not (shutil.which("unshare") and shutil.which("nsenter")):
            break
        script = f'mount -t tmpfs -o size=256m zoo "{folder}" && echo ready && exec sleep 600'
        with subprocess.Popen(
            [*leave, "sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as held:
            assert held.stdout
            try:
                if held.stdout.readline() == b"ready\n":
                    yield Disk(folder, held.pid, enter)
                    return
            finally:
                held.kill()
    pytest.skip("no small disk can be made here: it takes root, or user namespaces that a user may make")
