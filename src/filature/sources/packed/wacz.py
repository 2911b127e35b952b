"""A WACZ package: a zip of WARC files with a list of its parts and their digests (WACZ 1.1.1, datapackage.json)."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, field
from typing import Any

from filature.sources.packed.member import BROKEN_ZIP

LIST = "datapackage.json"
SEAL = "datapackage-digest.json"
_LARGEST = 16 << 20


@dataclass(frozen=True, slots=True)
class Package:
    """What a zip says of its members when it is a WACZ package; ``digests`` maps names to ``algorithm:value``."""

    is_wacz: bool = False
    digests: dict[str, str] = field(default_factory=dict)

    def digest(self, name: str) -> str:
        """The digest that the package states of a member; empty when it states none."""
        return self.digests.get(name, "")

    def role(self, name: str) -> str:
        """``other`` for the package's own lists and indexes, which are no captured material; else empty."""
        return "other" if self.is_wacz and not name.startswith("archive/") else ""


def package(pack: zipfile.ZipFile) -> Package:
    """What ``pack`` says of its members; a plain zip, or one whose list cannot be read, says nothing."""
    listed = _json(pack, LIST)
    resources = listed.get("resources")
    if not isinstance(resources, list) or not any(n.startswith("archive/") for n in pack.namelist()):
        return Package()
    digests = {
        part["path"]: part["hash"]
        for part in [*resources, _json(pack, SEAL)]
        if isinstance(part, dict) and isinstance(part.get("path"), str) and isinstance(part.get("hash"), str)
    }
    return Package(True, digests)


def _json(pack: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        with pack.open(name) as source:
            found = json.loads(source.read(_LARGEST))
    except (KeyError, *BROKEN_ZIP):
        return {}
    return found if isinstance(found, dict) else {}
