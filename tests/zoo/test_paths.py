"""Members of archives named to be written elsewhere: taken under a tame name, remarked on, nothing outside touched."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.sources.made import page, tarred, zipped
from tests.zoo.keeper import Keeper, Ran

LONG = "x" * 5_000
# Names are kept to 2,000 characters, the path of the archive counted, and end with a digest of the whole.
LONG_LABEL = "x" * 30
# Name in the archive: what the capture is called, and the name as it is said, empty where it is harmless.
NAMES = {
    "../../../../up.html": ("up.html", "../../../../up.html"),
    "a/../../in.html": ("a/in.html", "a/../../in.html"),
    "/tmp/zoo-absolute.html": ("tmp/zoo-absolute.html", "/tmp/zoo-absolute.html"),
    "..\\..\\back.html": ("back.html", "..\\..\\back.html"),
    "C:\\drive.html": ("C:/drive.html", "C:\\drive.html"),
    "C:/slash.html": ("C:/slash.html", "C:/slash.html"),
    "\\\\host\\share\\unc.html": ("host/share/unc.html", "\\\\host\\share\\unc.html"),
    "line\nend.html": ("line\\nend.html", ""),
    "\x1b[2J.html": ("\\x1b[2J.html", ""),
    "a\u202elmth.exe": ("a\\u202elmth.exe", ""),
    "CON": ("CON", ""),
    "-rf": ("-rf", ""),
    f"{LONG}.html": (LONG_LABEL, ""),
}
FORMS: dict[str, Callable[[dict[str, bytes]], bytes]] = {"names.zip": zipped, "names.tar": tarred}


@pytest.fixture(scope="module")
def added(house: Keeper) -> Ran:
    """Both archives in one intake; a folder beside the case would show what was written outside."""
    house.put({form: make({n: page(i) for i, n in enumerate(NAMES)}) for form, make in FORMS.items()})
    before = _outside(house)
    ran = house.add()
    assert _outside(house) == before
    return ran


def _outside(house: Keeper) -> list[Path]:
    return sorted(p for p in house.folder.rglob("*") if house.case not in p.parents and p.name != "peak")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_out(name: str, form: str, house: Keeper, added: Ran) -> None:
    label, said = NAMES[name]
    path = f"{form}!/{label}"
    found = [c for c in house.captures() if c.startswith(f"given/{path}")]
    assert found if name.startswith(LONG) else found == [f"given/{path}"]
    remark = ("unsafe_name", f"the member is named {said}: taken without the path")
    assert added.told(path) == ([remark] if said else [])


def test_each_arrived_whole_and_nothing_was_lost(house: Keeper, added: Ran) -> None:
    assert (added.code, added.document["refused"]) == (0, 0)
    captures = house.captures()
    for form in FORMS:
        arrived = [c["sha256"] for path, c in captures.items() if path.startswith(f"given/{form}!/")]
        assert arrived == [sha256(page(n)).hexdigest() for n in range(len(NAMES))]
        assert max(map(len, captures)) <= 2_000
    house.is_well()


def test_what_a_name_hides_behind_a_nul_is_shown(keeper: Keeper) -> None:
    hiding = zipped({"page.html#exe": page(1)}).replace(b"page.html#exe", b"page.html\x00exe")
    keeper.put({"nul.zip": hiding})
    assert keeper.add().code == 0
    assert "given/nul.zip!/page.html\\x00exe" in keeper.captures()
    keeper.is_well()
