"""Captured tables to rows: what arrives, under which names, and what is rejected."""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from filature import ids
from filature.errors import Malformed
from filature.reading.mapping.proposing import propose_mapping
from tests.tabular.making import Read

OFFERS = "vendor,price,category,name\nanna,USD 3.99,Books,First thing\nbert,12 EUR,Garden,Second thing\n"
TWO = [("anna", "First thing", Decimal("3.99"), "USD"), ("bert", "Second thing", Decimal(12), "EUR")]
FIELDS = ("handle", "title", "price", "currency")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("agora/2020-01-02.csv", OFFERS.encode()),
        ("agora/2020-01-02.csv", OFFERS.encode("utf-16")),
        ("agora/2020-01-02.csv", OFFERS.replace("\n", "\r").encode()),
        ("agora/2020-01-02.csv", OFFERS.replace("\n", "\r\n").encode()),
        ("agora/2020-01-02.tsv", OFFERS.replace(",", "\t").encode()),
        ("agora/2020-01-02.csv", OFFERS.replace(",", ";").encode()),
        ("agora/2020-01-02.csv.gz", gzip.compress(OFFERS.encode())),
        ("agora/2020-01-02.csv", ("\n\n" + OFFERS.replace("\nanna", "\n\n\nanna")).encode()),
        ("agora/2020-01-02.csv", OFFERS.replace("name\nanna", "nameanna").encode()),
        ("agora/2020-01-02.csv", OFFERS.split("\n", 1)[1].encode() * 1),
    ],
)  # fmt: skip
def test_two_offers_arrive_however_they_are_written(tmp_path: Path, name: str, data: bytes) -> None:
    read = Read(tmp_path, name, data)
    assert read.values("offer_observation", *FIELDS) == TWO
    assert (read.tally.rows_in, read.tally.rejected) == (2, 0)


def test_ids_site_and_time_of_an_offer(tmp_path: Path) -> None:
    first = Read(tmp_path, "agora/2020-01-02.csv", OFFERS.encode()).rows("offer_observation")[0]
    assert first["site"] == "agora"
    assert first["account_id"] == ids.account_id("agora", "anna")
    assert first["offer_id"] == ids.offer_id("agora", None, "anna", "First thing")
    assert (first["place"], first["price_text"], first["listed"]) == (1, "USD 3.99", True)
    assert first["observed_at"].isoformat() == "2020-01-02T00:00:00+00:00"


def test_what_is_not_mapped_or_not_read_stays_in_details(tmp_path: Path) -> None:
    data = "vendor,name,price,stock,colour\nanna,First,5,many,red\nbert,Second,soon,3,\n"
    read = Read(tmp_path, "x/t.csv", data.encode())
    assert read.values("offer_observation", "price", "price_text", "stock", "details") == [
        (Decimal(5), "5", None, '{"colour":"red","stock":"many"}'),
        (None, "soon", 3, None),
    ]
    remarks = [(r["reason"], r["rows"], r["place"], r["raw"]) for r in read.rows("rejection")]
    assert remarks == [("unread_value", 0, "row 2", "soon"), ("unread_value", 0, "row 1", "many")]


def test_rows_of_another_width_are_read_or_rejected_with_their_line(tmp_path: Path) -> None:
    full = "".join(f"v{i},Title {i},{i},red\n" for i in range(1, 41))
    data = "vendor,name,price,colour\n" + full + "short,Lacks one,7\n" * 12 + "a,b\n"
    read = Read(tmp_path, "x/t.csv", data.encode())
    assert (read.tally.rows_in, read.tally.rows_out, read.tally.rejected) == (53, 52, 1)
    assert read.values("offer_observation", "place", "title", "price")[40:42] == [
        (41, "Lacks one", Decimal(7)), (42, "Lacks one", Decimal(7)),
    ]  # fmt: skip
    rejected = read.values("rejection", "reason", "place", "raw")
    assert rejected == [("too_few_cells", "line 54", "a,b")]


def test_a_quotation_mark_out_of_place_loses_no_row(tmp_path: Path) -> None:
    data = 'vendor,name,price\nanna,"First,5\nbert,Second,6\ncarl,"Two\nlines",7\ndora,5" pipe,8\n'
    read = Read(tmp_path, "x/t.csv", data.encode())
    assert read.values("offer_observation", "handle", "title") == [
        ("anna", '"First'), ("bert", "Second"), ("carl", "Two\nlines"), ("dora", '5" pipe'),
    ]  # fmt: skip


def test_a_line_without_end_is_rejected_and_the_rest_goes_on(tmp_path: Path) -> None:
    data = OFFERS.encode() + b"x" * (9 << 20) + b"\ncarl,5 USD,Books,Third\n"
    read = Read(tmp_path, "x/t.csv", data)
    assert [r[0] for r in read.values("offer_observation", "handle")] == ["anna", "bert", "carl"]
    assert read.values("rejection", "reason", "place", "rows") == [("line_too_long", "line 4", 1)]


def test_a_repeated_header_is_no_offer(tmp_path: Path) -> None:
    read = Read(tmp_path, "x/t.csv", (OFFERS + OFFERS).encode())
    assert (read.tally.rows_out, read.tally.rejected) == (4, 1)
    assert read.values("rejection", "place", "raw") == [("row 3", "vendor | price | category | name")]


def test_names_alone_are_accounts(tmp_path: Path) -> None:
    read = Read(tmp_path, "cloud-nine.txt", b'vendor\n"anna"\nbert\n""\n')
    assert read.values("account_observation", "site", "handle") == [
        ("cloud_nine", "anna"),
        ("cloud_nine", "bert"),
    ]
    assert read.values("rejection", "reason", "rows") == [("nothing_named", 1)]


def test_a_table_of_nothing_known_is_kept_as_it_came(tmp_path: Path) -> None:
    read = Read(tmp_path, "x/t.csv", b"colour,size\nred,5\nblue,\n")
    assert read.values("table_row", "place", "cells") == [
        (1, '{"colour":"red","size":"5"}'),
        (2, '{"colour":"blue"}'),
    ]


def test_json_keyed_by_id_with_feedback(tmp_path: Path) -> None:
    item = {
        "web_page": {"market": "agartha", "date": 1585605600.0},
        "page_data": {
            "name": "First", "vendor": "anna", "price": "$190", "ships_to": ["France", "Suisse"],
            "feedback": [{"score": [4, 5], "message": "good", "date": 1582326000.0, "user": None}],
        },
    }  # fmt: skip
    read = Read(tmp_path, "t.txt", json.dumps({"p1": item}).encode())
    assert read.values("offer_observation", "site", *FIELDS, "ships_to") == [
        ("agartha", "anna", "First", Decimal(190), "USD", ["France", "Suisse"])
    ]
    assert read.values("feedback", "rating", "rating_max", "text") == [(4.0, 5.0, "good")]
    offer, said = read.rows("offer_observation")[0], read.rows("feedback")[0]
    assert (said["account_id"], said["offer_id"]) == (offer["account_id"], offer["offer_id"])


def test_json_lines_and_parquet(tmp_path: Path) -> None:
    rows = [
        {"vendor": "anna", "name": "First", "price": "5 USD"},
        {"vendor": "bert", "name": "Second", "price": None},
    ]
    lines = Read(tmp_path / "a", "x/t.jsonl", "".join(json.dumps(r) + "\n" for r in rows).encode())
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "t.parquet")
    columnar = Read(tmp_path / "b", "x/t.parquet", (tmp_path / "t.parquet").read_bytes())
    expected = [("anna", "First", Decimal(5)), ("bert", "Second", None)]
    assert lines.values("offer_observation", "handle", "title", "price") == expected
    assert columnar.values("offer_observation", "handle", "title", "price") == expected


@pytest.mark.parametrize("threads", [2, 4])
def test_the_same_bytes_at_any_number_of_threads(tmp_path: Path, threads: int) -> None:
    rows = "".join(f"v{i % 97},USD {i}.5,Books,Title {i} {'x' * (i % 50)}\n" for i in range(250_000))
    data = ("vendor,price,category,name\n" + rows).encode()
    one, more = Read(tmp_path / "one", "x/t.csv", data), Read(tmp_path / "more", "x/t.csv", data, threads)
    place = "out/offer_observation/t.parquet"
    assert (one.folder / place).read_bytes() == (more.folder / place).read_bytes()
    assert one.tally.rows_out == 250_000


def test_a_persons_mapping_is_followed_and_a_proposal_is_not_an_edit(tmp_path: Path) -> None:
    first = Read(tmp_path / "a", "x/t.csv", OFFERS.encode())
    written = propose_mapping(first.record, first.folder / "captured", first.job)
    assert written is not None
    assert propose_mapping(first.record, first.folder / "captured", first.job) is None
    again = Read(tmp_path / "a", "agora/t.csv", OFFERS.encode())
    assert again.values("offer_observation", "site") == [("agora",), ("agora",)]
    written.write_text(written.read_text("utf-8").replace("columns:", "site: elsewhere\ncolumns:"), "utf-8")
    edited = Read(tmp_path / "a", "agora/t.csv", OFFERS.encode())
    assert edited.values("offer_observation", "site") == [("elsewhere",), ("elsewhere",)]
    assert list(edited.tally.inputs) == [f"mappings/{written.name}"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"PAR1 broken", b"[" * 100_000, b'{"a": '])
def test_what_is_broken_says_so(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Malformed):
        Read(tmp_path, "x/t.json", data)


def test_an_empty_file_has_no_row(tmp_path: Path) -> None:
    read = Read(tmp_path, "x/t.csv", b"")
    assert (read.tally.rows_in, read.values("rejection", "reason", "rows")) == (0, [("empty_table", 0)])


def test_a_quotation_mark_that_nobody_closed_on_the_last_line_loses_no_row(tmp_path: Path) -> None:
    data = 'vendor,name,price\nanna,First,5\nbert,"Second,6\n'
    read = Read(tmp_path, "x/t.csv", data.encode())
    assert read.values("offer_observation", "handle", "title") == [("anna", "First"), ("bert", '"Second')]


def test_what_was_garbled_is_mended_and_said(tmp_path: Path) -> None:
    data = "vendor,name,price\nanna,★ Été ★,5 €\nbert,naïve – “ça”,6 £\n"
    read = Read(tmp_path, "x/t.csv", data.encode().decode("cp1252", "filature-cp1252").encode())
    assert read.values("offer_observation", "title", "price_text") == [
        ("★ Été ★", "5 €"), ("naïve – “ça”", "6 £"),
    ]  # fmt: skip
    why = "the text was garbled before it was captured: utf-8 that was opened as cp1252 and saved as utf-8, once; "
    assert read.values("rejection", "reason", "rows", "detail") == [
        ("garbled_text", 0, f"{why}mended in 11 places")
    ]


@pytest.mark.parametrize("data", [b"vendor,name,price\n", b"[]", b"{}"])
def test_a_table_without_a_row_says_so(tmp_path: Path, data: bytes) -> None:
    read = Read(tmp_path, "x/t.csv", data)
    assert read.values("rejection", "reason", "rows", "detail") == [
        ("empty_table", 0, "the table holds no row")
    ]


def test_why_a_row_names_nothing(tmp_path: Path) -> None:
    read = Read(tmp_path, "x/t.csv", b'vendor,name,price\nanna,First,5\nvendor,name,price\n"",,\nbert,,6\n')
    assert read.values("rejection", "place", "reason", "detail") == [
        ("row 2", "header_inside", "names the columns once more"),
        ("row 3", "nothing_named", "names no offer: the row is empty"),
        ("row 4", "nothing_named", "names no offer"),
    ]


def test_an_index_of_labels_names_no_account(tmp_path: Path) -> None:
    index = {"made by": {f"anna_Article {n}": f"agora_product_{n}" for n in range(1, 9)}, "n": 8}
    read = Read(tmp_path, "agora/index.json", json.dumps(index).encode())
    assert (read.rows("account_observation"), len(read.rows("table_row"))) == ([], 9)
