"""Every key of a mapping file stands in its documentation."""

from __future__ import annotations

import re

from filature.reading.seized import mapping_read
from tests.house.code import ROOT


def test_every_key_of_a_database_mapping_is_documented() -> None:
    page = (ROOT / "docs" / "mappings.md").read_text("utf-8").split("## Seized databases")[1]
    told = set(re.findall(r"`(\w+)`", "\n".join(line for line in page.splitlines() if line.startswith("|"))))
    keys = mapping_read._KEYS | mapping_read._RELATION_KEYS | mapping_read._SOURCE_KEYS
    assert keys - told == set()
