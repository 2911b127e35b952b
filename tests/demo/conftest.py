"""The demonstration, made once for all its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from filature.demo import Planted, make


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Planted]:
    """The folder of the demonstration and the truth planted in it."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, make(folder)
