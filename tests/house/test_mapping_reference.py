"""Every key of a mapping file stands in its documentation."""

from __future__ import annotations

import re

from filature.reading.mapping import mapping
from filature.reading.seized import mapping_read
from tests.house.code import ROOT


def _told(chapter: str) -> set[str]:
    page = (ROOT / "docs" / "mappings.md").read_text("utf-8").split(f"\n## {chapter}\n")[1].split("\n## ")[0]
    rows = "\n".join(line for line in page.splitlines() if line.startswith("|"))
    return set(re.findall(r"`(\w+)`", rows))


def test_every_key_of_a_table_mapping_is_documented() -> None:
    assert (mapping._KEYS | set(mapping.TARGETS) | set(mapping.MANY) | {"proposed"}) - _told(
        "Tables"
    ) == set()


def test_every_key_of_a_database_mapping_is_documented() -> None:
    keys = mapping_read._KEYS | mapping_read._RELATION_KEYS | mapping_read._SOURCE_KEYS
    assert keys - _told("Seized databases") == set()
