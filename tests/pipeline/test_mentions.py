"""Stages `mentions` and `selectors`: rows with their places, whose they are, and the same bytes each time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from filature import case as cases
from filature.case.secret import secret_key
from filature.engine.rows import Rows
from filature.pipeline import mentions
from filature.pipeline.freshness import Freshness
from filature.pipeline.subjects import Subjects
from filature.pipeline.texts import BY_TABLE
from filature.selectors.kind import Example, Hit, Kind
from filature.selectors.kinds import all_kinds
from filature.selectors.scan import Scanner
from filature.tables import ALL
from tests.pipeline.test_build import digests, new_case, run, take

PAGE = "<html><title>P</title><body><h1>Article {n}</h1><p>{text}</p></body></html>"


@pytest.fixture
def case(tmp_path: Path) -> cases.Case:
    """A case with two pages and a table that hold identifiers, built."""
    folder = tmp_path / "2031-02-03"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE.format(n=1, text="é cvе-2021-44228 puis CVE-2017-0144"), "utf-8")
    (folder / "b.html").write_text(PAGE.format(n=2, text="CVE-2017-0144"), "utf-8")
    (folder / "t.csv").write_text("vendor,title,price\nalba,exploit CVE-2017-0144,7 USD\n", "utf-8")
    made = new_case(tmp_path / "case")
    take(made, folder)
    run(made)
    return made


def rows(case: cases.Case, query: str) -> list[tuple[Any, ...]]:
    return case.connect().execute(query).fetchall()


def test_each_mention_leads_back_to_its_text(case: cases.Case) -> None:
    found = rows(
        case,
        """select m.value, m.raw, substr(p.text, m.start + 1, m."end" - m.start), m.defanged, m."check", m.field
           from mention m join page p using (capture_id) where m.source = 'page' order by p.title, p.text, m.start""",
    )
    assert [row[0] for row in found] == ["CVE-2021-44228", "CVE-2017-0144", "CVE-2017-0144"]
    assert all(row[1] == row[2] for row in found)
    assert [row[3] for row in found] == [True, False, False]
    assert {row[4:] for row in found} == {("form_only", "text")}


def test_a_row_of_a_table_says_whose_it_is(case: cases.Case) -> None:
    found = rows(
        case,
        """select m.source, m.field, m.context, m.account_id = o.account_id, m.offer_id = o.offer_id, m.seen_at = o.observed_at
           from mention m join offer_observation o using (capture_id) where m.source = 'offer_observation'""",
    )
    assert found == [("offer_observation", "title", "exploit CVE-2017-0144", True, True, True)]


def test_a_selector_counts_over_the_case(case: cases.Case) -> None:
    found = rows(
        case,
        'select value, mentions, captures, accounts, offers, defanged, "check" from selector order by value',
    )
    assert found == [
        ("CVE-2017-0144", 3, 3, 1, 1, 0, "form_only"),
        ("CVE-2021-44228", 1, 1, 0, 0, 1, "form_only"),
    ]


@pytest.mark.parametrize("threads", [1, 3])
def test_the_same_bytes_at_any_number_of_processes(case: cases.Case, threads: int) -> None:
    before = digests(case)
    assert any(name.startswith("mention/") for name in before)
    assert any(name.startswith("selector/") for name in before)
    shutil.rmtree(case.tables)
    run(cases.open_case(case.folder), threads)
    assert digests(case) == before
    assert Freshness(case).stale() == []


def test_a_new_key_makes_mentions_stale(case: cases.Case) -> None:
    key = secret_key(case.inputs)
    assert secret_key(case.inputs) == key
    (case.inputs / "keys" / "selectors.key").write_text("0" * 64, "utf-8")
    assert {stage.name for stage, intake in Freshness(case).stale() if intake} == {"mentions"}


def test_a_secret_value_is_nowhere_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(text: bytes, start: int, end: int) -> Iterator[Hit]:
        yield Hit(start, end, text[start:end].decode().replace(" ", ""))

    card = Kind(
        "number", "A number.", "test", (r"\b4[0-9 ]{14,18}",), read, (Example("a", "a"),), ("b",), secret=True
    )
    word = replace(card, name="word", patterns=("mot",), secret=False)
    monkeypatch.setattr(mentions, "scanner", lambda: Scanner([card, word]))
    monkeypatch.setattr(mentions, "_secret", lambda: frozenset({"number"}))
    found = Rows()
    source = BY_TABLE["table_row"]
    cells = {"note": "mot 4111 1111 1111 1111 fin", "n": 5, "empty": ""}
    (text,) = source.texts({"cells": json.dumps(cells)})
    assert mentions._scan(text, {"capture_id": "cap_a", "source": "table_row"}, b"k", found)
    number, other = sorted(found.of("mention"), key=lambda r: str(r["kind"]))
    assert (number["value"], number["raw"]) == ("411111******1111", "4111 11** **** 1111")
    assert (number["start"], number["end"], len(number["value_hash"])) == (4, 23, 64)
    assert (other["value"], other["value_hash"]) == ("mot", None)
    assert not any("4111 1111 1111" in str(value) for row in found.of("mention") for value in row.values())


def test_the_name_of_a_cell_is_context_and_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    (text,) = BY_TABLE["table_row"].texts({"cells": json.dumps({"CVE-2017-0144": "x CVE-2021-44228"})})
    found = Rows()
    mentions._scan(text, {"capture_id": "cap_a"}, b"k", found)
    assert [(r["value"], r["start"], r["context"]) for r in found.of("mention")] == [
        ("CVE-2021-44228", 2, "x CVE-2021-44228")
    ]


def test_raw_tables_that_nothing_takes_up_are_scanned(tmp_path: Path) -> None:
    """A table of a seized database that is mapped to one that is scanned has its texts there."""
    folder = tmp_path / "dump"
    folder.mkdir()
    (folder / "shop.sql").write_text(
        "CREATE TABLE things (a int, jabber text, b text);\n"
        "INSERT INTO things VALUES (1, 'quay99@riseup.net', 'exploit CVE-2017-0144'), (2, NULL, 'none');\n",
        "utf-8",
    )
    made = new_case(tmp_path / "case")
    take(made, folder)
    run(made)
    assert rows(made, "select raw_table, mapped_to from raw_relation") == [("raw_shop_things", None)]
    assert rows(
        made, "select source, place, field, kind, value, raw, start from mention order by field desc"
    ) == [
        ("raw_shop_things", 1, "jabber", "jabber", "quay99@riseup.net", "quay99@riseup.net", 0),
        ("raw_shop_things", 1, "b", "cve", "CVE-2017-0144", "CVE-2017-0144", 8),
    ]


def test_a_key_says_what_its_signatures_confirm(tmp_path: Path) -> None:
    (example, *_) = next(kind for kind in all_kinds() if kind.name == "pgp_key").examples
    folder = tmp_path / "2031-02-03"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE.format(n=1, text=f"<pre>{example.text}</pre>"), "utf-8")
    made = new_case(tmp_path / "case")
    take(made, folder)
    run(made)
    ((details,),) = rows(made, "select details from mention where kind = 'pgp_key'")
    told = json.loads(details)
    assert (told["fingerprint"], told["self_signature"]) == (example.value, "verified")
    assert [user["self_signature"] for user in told["user_ids"]] == ["verified"]


def test_what_is_too_much_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mentions, "MOST", 2)
    (text,) = BY_TABLE["table_row"].texts({"cells": json.dumps({"a": "CVE-2017-0144 " * 3})})
    found = Rows()
    assert not mentions._scan(text, {"capture_id": "cap_a"}, b"k", found)
    assert found.count("mention") == 2


def test_whom_a_page_is_about(tmp_path: Path) -> None:
    seen = Rows()
    for capture, account, third in (
        ("one", "acc_a", False),
        ("one", "acc_b", True),
        ("two", "acc_a", False),
        ("two", "acc_b", False),
    ):
        seen.add(
            "account_observation",
            capture_id=capture,
            account_id=account,
            site="s",
            handle="h",
            third_party=third,
        )
    for capture, offer, listed in (
        ("one", "off_a", False),
        ("one", "off_b", True),
        ("two", "off_a", None),
        ("two", "off_b", None),
    ):
        seen.add(
            "offer_observation",
            capture_id=capture,
            offer_id=offer,
            account_id="acc_a",
            site="s",
            listed=listed,
        )
    seen.write(tmp_path, "x")
    of = Subjects(tmp_path, "x.parquet").of
    assert (of("one", "vendor"), of("one", "listing")) == (("acc_a", None), ("acc_a", "off_a"))
    assert (of("two", "vendor"), of("two", "listing"), of("one", "search")) == ((None, None),) * 3
    assert Subjects(tmp_path, "none.parquet").of("one", "vendor") == (None, None)


def test_every_source_names_columns_that_are_there() -> None:
    for source in BY_TABLE.values():
        named = {*source.fields, *source.objects, source.seen, source.account, source.offer} - {""}
        assert named <= set(ALL[source.table].names), source.table
