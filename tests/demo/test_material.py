"""The material lies where the truth says, the same each time, in forms that independent readers accept."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from filature.demo import MATERIAL, TRUTH, Planted, make
from filature.demo.places import DUMP, TABLE, WARC

Made = tuple[Path, Planted]


def _listing(folder: Path) -> dict[str, tuple[str, float]]:
    return {
        str(p.relative_to(folder)): (hashlib.sha256(p.read_bytes()).hexdigest(), p.stat().st_mtime)
        for p in sorted((folder / MATERIAL).rglob("*"))
        if p.is_file()
    }


def test_a_seed_gives_the_same_bytes_and_times(made: Made, tmp_path: Path) -> None:
    """Twice the same seed: equal files, names, time stamps and truth; another seed: another world."""
    again = make(tmp_path / "again")
    assert _listing(tmp_path / "again") == _listing(made[0])
    assert (tmp_path / "again" / TRUTH).read_bytes() == (made[0] / TRUTH).read_bytes()
    assert again == made[1]
    assert make(tmp_path / "other", seed=8).same_seller != made[1].same_seller


def test_each_page_lies_where_the_truth_says(made: Made) -> None:
    """Loose files, members of the zip and records of the WARC together are the pages, byte for byte."""
    folder, truth = made[0] / MATERIAL, made[1]
    zipped = {p.file: p for p in truth.pages if "!" in p.file}
    loose = {p.file: p for p in truth.pages if p.file != WARC and "!" not in p.file}
    for file, page in loose.items():
        assert (folder / file).read_bytes() == page.payload
        if page.time_source == "file":
            assert (folder / file).stat().st_mtime == page.captured_at.timestamp()
    (archive,) = {file.partition("!")[0] for file in zipped}
    with zipfile.ZipFile(folder / archive) as opened:
        assert {f"{archive}!{n}": opened.read(n) for n in opened.namelist()} == {
            file: page.payload for file, page in zipped.items()
        }
    everything = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert everything == {*loose, archive, WARC, TABLE, DUMP}


def test_the_warc_holds_the_forum_in_order(made: Made) -> None:
    """Read by an independent reader: addresses, times, status and payloads, each digest right."""
    forum = [p for p in made[1].pages if p.file == WARC]
    found = []
    stored = io.BytesIO((made[0] / MATERIAL / WARC).read_bytes())
    for record in ArchiveIterator(stored, WarcRecordType.response):
        assert record.verify_payload_digest(consume=False)
        headers = record.headers
        body = record.reader.read()
        found.append(
            (headers["WARC-Target-URI"], headers["WARC-Date"], record.http_headers.status_code, body)
        )
    assert found == [(p.url, f"{p.captured_at:%Y-%m-%dT%H:%M:%SZ}", p.status, p.payload) for p in forum]


def test_the_table_is_windows_text(made: Made) -> None:
    """Semicolons, cp1252, CR LF, one row for each observation."""
    raw = (made[0] / MATERIAL / TABLE).read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == made[1].table_rows + 1
    with pytest.raises(UnicodeDecodeError):
        raw.decode()
    rows = list(csv.reader(io.StringIO(raw.decode("cp1252")), delimiter=";"))
    assert {len(r) for r in rows} == {7}
    assert {r[1] for r in rows[1:]} == set(made[1].accounts["demo_ponton"])


def test_the_truth_is_written_beside_the_material(made: Made) -> None:
    """`planted.json` holds the same as the dataclass, without the pages, and lies outside the material."""
    stored = json.loads((made[0] / TRUTH).read_text("utf-8"))
    assert stored["same_seller"] == made[1].same_seller
    assert stored["price_series"][0]["prices"] == {
        day: str(price) for day, price in made[1].price_series[0].prices.items()
    }
    assert "pages" not in stored


def test_the_dump_reads_as_mariadb_writes(made: Made) -> None:
    """Each table has its definition and as many rows as the truth says."""
    text = gzip.decompress((made[0] / MATERIAL / DUMP).read_bytes()).decode()
    for table, rows in made[1].seized.rows.items():
        body = text.split(f"INSERT INTO `{table}` VALUES\n", 1)[1].split("UNLOCK TABLES", 1)[0]
        assert f"CREATE TABLE `{table}` (" in text
        assert sum(line.startswith("(") for line in body.splitlines()) == rows
