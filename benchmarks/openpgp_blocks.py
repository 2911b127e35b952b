"""The OpenPGP blocks of a folder of test data, each distinct one once, with where it came from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from filature.errors import Malformed
from filature.reading.html import Document
from filature.reading.html_decode import decode
from filature.selectors.openpgp.armour import KEY_LABELS, span

_KEY = re.compile(rf"(?i)BEGIN\s{{1,4}}PGP\s{{1,4}}{KEY_LABELS}".encode())
STRIPPED, TABLES, PAGES = "tables, line breaks lost", "other tables", "pages as text"


@dataclass(frozen=True, slots=True)
class Block:
    """One distinct block of a key: which of the three groups it is of, the first file it is in, and its bytes."""

    group: str
    path: str
    whole: bytes
    inside: bytes


def blocks(data: Path, *folders: str) -> Iterator[Block]:
    """Each distinct block in ``folders`` of ``data`` (pages, then tables), in the order of the paths."""
    seen: set[bytes] = set()
    csv.field_size_limit(1 << 27)
    for path in (p for folder in folders or ("pages", "tables") for p in sorted((data / folder).rglob("*"))):
        if path.is_file() and "truth" not in path.parts:
            group = PAGES if "pages" in path.parts else STRIPPED if "agora-vendors" in path.parts else TABLES
            for text in _texts(path):
                for block in _in(text.encode("utf-8", "replace"), group, str(path.relative_to(data))):
                    if block.inside.strip() not in seen:
                        seen.add(block.inside.strip())
                        yield block


def _in(text: bytes, group: str, path: str) -> Iterator[Block]:
    for match in _KEY.finditer(text):
        block = span(text, *match.span())
        inside = text[block.line : block.stop]
        if inside.strip():
            yield Block(group, path, text[block.start : block.end], inside)


def _texts(path: Path) -> Iterator[str]:
    body = path.read_bytes()
    if path.suffix == ".parquet":
        for column in pq.read_table(path).columns:
            if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                yield from (value for value in column.to_pylist() if value and "PGP" in value)
    elif b"PGP" not in body.upper():
        return
    elif path.suffix == ".csv":
        rows = csv.reader(body.decode("utf-8", "replace").replace("\0", "").splitlines(keepends=True))
        yield from dict.fromkeys(cell for row in rows for cell in row if "PGP" in cell.upper())
    elif "pages" in path.parts:
        try:
            yield page_text(path)
        except Malformed as why:
            print(f"not read: {path.name}: {why}")
    else:
        yield body.decode("utf-8", "replace")


def page_text(path: Path) -> str:
    """The visible text of a saved page."""
    return Document(decode(path.read_bytes())).text
