"""Real servers for tests: MariaDB and PostgreSQL from the system's packages, in a folder of their own, as nobody."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

USER = "nobody"
START_SECONDS = 60.0
# The time zone and the locale of the machine must not show in a dump.
_ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PGTZ": "UTC"}


class Missing(Exception):
    """A program that is needed is not installed."""


def program(*names: str) -> str:
    """The path of the first of ``names`` that is installed; Missing when none is."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([_ENVIRONMENT["PATH"], "/usr/sbin", *map(str, folders)])
    for name in names:
        found = shutil.which(name, path=path)
        if found:
            return found
    raise Missing(f"{names[0]} is not installed")


def as_nobody(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a program as an unprivileged user when this is root: neither server runs as root."""
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        who = {"user": USER, "group": pwd.getpwnam(USER).pw_gid, "extra_groups": []}
    return subprocess.Popen(list(command), env=_ENVIRONMENT, cwd="/", **who, **options)


def run(command: Sequence[str], text: bytes = b"") -> bytes:
    """Run a program to its end as nobody, with ``text`` as its input; its output. RuntimeError when it fails."""
    process = as_nobody(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, error = process.communicate(text)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed: {error.decode('utf-8', 'replace')[-2000:]}")
    return out


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that nobody may write to; its path is short, for a socket lies in it."""
    folder = Path(tempfile.mkdtemp(prefix="filature-", dir="/tmp"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _serving(command: Sequence[str], log: Path, probe: Sequence[str]) -> Iterator[None]:
    """A server while it answers; it is stopped by its process, no other is touched."""
    with log.open("wb") as sink:
        server = as_nobody(command, stdout=sink, stderr=sink, stdin=subprocess.DEVNULL)
    try:
        _wait(server, probe, log)
        yield
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], probe: Sequence[str], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            run(probe)
        except RuntimeError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"the server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


class MariaDB:
    """A running MariaDB: ``sql`` runs statements, ``dump`` gives what mariadb-dump writes."""

    def __init__(self, socket: Path) -> None:
        self.at = ["--no-defaults", "--default-character-set=utf8mb4", "-u", "root", "-S", str(socket)]

    def sql(self, text: str, database: str = "") -> bytes:
        """Run statements."""
        return run(
            [program("mariadb"), *self.at, "--binary-mode", *([database] if database else [])], text.encode()
        )

    def dump(self, database: str, *options: str) -> bytes:
        """The dump of a database."""
        return run([program("mariadb-dump"), *self.at, *options, database])


class PostgreSQL:
    """A running PostgreSQL, likewise."""

    def __init__(self, folder: Path) -> None:
        self.at = ["-h", str(folder), "-U", "tester"]

    def sql(self, text: str, database: str = "postgres") -> bytes:
        """Run statements."""
        command = [program("psql"), *self.at, "-q", "-v", "ON_ERROR_STOP=1", "-X", "-d", database]
        return run(command, text.encode())

    def dump(self, database: str, *options: str) -> bytes:
        """The dump of a database."""
        return run([program("pg_dump"), *self.at, *options, database])


@contextmanager
def mariadb() -> Iterator[MariaDB]:
    """A MariaDB of its own; Missing when the packages are not there."""
    server, install, *_ = (program(n) for n in ("mariadbd", "mariadb-install-db", "mariadb", "mariadb-dump"))
    with _folder() as folder:
        data, socket = folder / "data", folder / "s"
        run(
            [
                install,
                "--no-defaults",
                f"--datadir={data}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ]
        )
        command = [server, "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking",
                   f"--pid-file={folder / 'pid'}", "--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=64M"]  # fmt: skip
        client = MariaDB(socket)
        probe = [program("mariadb"), *client.at, "-e", "select 1"]
        with _serving(command, folder / "log", probe):
            yield client


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL of its own; Missing when the packages are not there."""
    server, initdb, *_ = (program(n) for n in ("postgres", "initdb", "psql", "pg_dump"))
    with _folder() as folder:
        data = folder / "data"
        run(
            [
                initdb,
                "-D",
                str(data),
                "-A",
                "trust",
                "-U",
                "tester",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ]
        )
        command = [server, "-D", str(data), "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
        client = PostgreSQL(folder)
        probe = [program("psql"), *client.at, "-d", "postgres", "-c", "select 1"]
        with _serving(command, folder / "log", probe):
            yield client
