"""What every test may ask for: the shared test data, which the repository never holds."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real test data: $FILATURE_DATA, else ../shared/data beside the checkout.

    The data may not be redistributed, so a test that asks for it skips where it is absent.
    """
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("FILATURE_DATA", beside))
    if not folder.is_dir():
        pytest.skip("shared test data not found")
    return folder
