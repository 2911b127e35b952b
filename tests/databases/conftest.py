"""The servers, started once for all tests of databases; a test that needs one skips where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases.servers import MariaDB, Missing, PostgreSQL, mariadb, postgresql


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[MariaDB]:
    """A running MariaDB."""
    try:
        with mariadb() as server:
            yield server
    except Missing as missing:
        pytest.skip(f"{missing}: MariaDB's packages are needed")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """A running PostgreSQL."""
    try:
        with postgresql() as server:
            yield server
    except Missing as missing:
        pytest.skip(f"{missing}: PostgreSQL's packages are needed")
