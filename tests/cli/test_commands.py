"""Each command: what it prints, in words and in JSON, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Filature


def test_new_makes_a_case_once(tmp_path: Path, filature: Filature) -> None:
    case = tmp_path / "case"
    made = filature("new", case, "--name", 'Affaire "A"', "--basis", "art. 67 bis-1", "--json")
    assert (made.code, made.document["name"]) == (0, 'Affaire "A"')
    again = filature("new", case, "--name", "B", "--basis", "x")
    assert again.code == 2
    assert "exists already" in again.err
    assert 'name = "Affaire \\"A\\""' in (case / "case.toml").read_text("utf-8")


def test_new_wants_a_name_and_a_basis(tmp_path: Path, filature: Filature) -> None:
    assert filature("new", tmp_path / "case").code == 2
    empty = filature("new", tmp_path / "case", "--name", " ", "--basis", "x")
    assert (empty.code, "needs a name" in empty.err) == (2, True)
    assert not (tmp_path / "case").exists()


def test_add_says_what_arrived_and_what_was_here(built: Path, filature: Filature) -> None:
    again = filature("add", built, built.parent / "2031-02-03", "--json")
    assert again.code == 0
    assert again.document == {
        "intake": None, "captures": 0, "already_here": 4, "refused": 0, "rejections": [], "mappings": [],
    }  # fmt: skip
    words = filature("add", built, built.parent / "2031-02-03")
    assert "Nothing new: the case holds all of it already (4 items" in words.out


def test_add_takes_standard_input(built: Path, filature: Filature) -> None:
    added = filature("add", built, "-", "--json", stdin=b"<html><title>piped</title><p>x</p></html>")
    assert (added.code, added.document["captures"]) == (0, 1)


def test_add_refuses_the_case_itself_and_what_is_not_there(built: Path, filature: Filature) -> None:
    inside = filature("add", built, built / "evidence")
    assert (inside.code, "lies inside the case" in inside.err) == (2, True)
    missing = filature("add", built, built.parent / "nowhere", "--json")
    assert (missing.code, "does not exist" in missing.document["error"]["what"]) == (1, True)


def test_a_folder_that_is_no_case(tmp_path: Path, filature: Filature) -> None:
    for command in (("status",), ("build",), ("query", "select 1"), ("show", "cap_a")):
        ran = filature(command[0], tmp_path, *command[1:])
        assert (ran.code, "is not a case" in ran.err) == (2, True)


def test_status_tells_intakes_kinds_and_what_is_stale(built: Path, filature: Filature) -> None:
    found = filature("status", built, "--json").document
    assert [(i["captures"], i["rows_in"], i["rows_out"], i["rejected"]) for i in found["intakes"]] == [
        (4, 5, 5, 0)
    ]
    assert found["page_kinds"] == [{"site": "(unrecognised)", "kind": "unrecognised", "pages": 3}]
    assert found["unrecognised"][0]["where"] == "exemple.onion"
    assert found["stale"] == []
    (built.parent / "more.html").write_text("<html><p>more</p></html>", "utf-8")
    filature("add", built, built.parent / "more.html")
    words = filature("status", built)
    assert "Stale: captures" in words.out


def test_query_in_each_format(built: Path, filature: Filature, tmp_path: Path) -> None:
    sql = "select handle, title, price, currency from offer_observation order by handle"
    rows = filature("query", built, sql, "--json").document
    assert rows[0] == {"handle": "alba", "title": "=1+1", "price": 12.5, "currency": "EUR"}
    table = filature("query", built, sql)
    assert "\u202e" not in table.out
    assert "\x1b" not in table.out
    assert "2 rows" in table.out
    csv = filature("query", built, sql, "--format", "csv").out
    assert csv.splitlines()[1] == "alba,'=1+1,12.5,EUR"
    target = tmp_path / "answer.parquet"
    assert filature("query", built, sql, "--format", "parquet", "-o", target).code == 0
    assert pq.read_table(target).column("handle").to_pylist() == ["alba", "bruno"]


@pytest.mark.parametrize(
    ("sql", "code", "words"),
    [
        ("select nothing from nowhere", 1, "cannot be run"),
        ("selec", 1, "cannot be run"),
        ("select 1; select 2", 2, "one SELECT"),
        ("drop view page", 2, "one SELECT"),
        ("copy page to 'out.csv'", 2, "one SELECT"),
        ("select * from read_csv('/etc/passwd')", 1, "cannot be run"),
        ("select 1/0 + 'x'::int", 1, "The query"),
    ],
)
def test_a_query_reads_the_tables_and_nothing_else(
    built: Path, filature: Filature, sql: str, code: int, words: str
) -> None:
    ran = filature("query", built, sql)
    assert (ran.code, words in ran.err) == (code, True), ran


def test_show_leads_from_each_kind_of_thing_to_its_evidence(built: Path, filature: Filature) -> None:
    page = filature(
        "query", built, "select min(capture_id) as c, min(text) as t from page", "--json"
    ).document[0]
    shown = filature("show", built, page["c"], "--json").document
    assert shown["kind"] == "capture"
    assert shown["evidence"][0]["capture"] == page["c"]
    assert shown["evidence"][0]["journal_line"] == 2
    offer = filature("query", built, "select offer_id, account_id from offer_observation", "--json").document[
        0
    ]
    for identity in offer.values():
        found = filature("show", built, identity, "--json").document
        assert found["rows"]["offer_observation"][0]["offer_id"] == offer["offer_id"]
        assert len(found["evidence"][0]["sha256"]) == 64
        assert filature("show", built, identity).code == 0


def test_show_says_what_an_id_is_and_what_is_not_here(built: Path, filature: Filature) -> None:
    assert filature("show", built, "alba").code == 2
    missing = filature("show", built, "off_aaaaaaaaaaaaaaaa")
    assert (missing.code, "holds no offer" in missing.err) == (1, True)


def test_tables_is_the_reference(filature: Filature) -> None:
    listed = {t["table"]: t for t in filature("tables", "--json").document}
    assert {"capture", "account_observation", "offer_observation", "feedback", "post", "order"} <= set(listed)
    assert all(c["meaning"] for t in listed.values() for c in t["columns"])
    assert filature("tables", "nope").code == 2
    assert "OpenPGP key block" in filature("tables", "account_observation").out


def test_a_broken_case_file_is_said_in_words(built: Path, filature: Filature) -> None:
    (built / "case.toml").write_text("name = ", "utf-8")
    ran = filature("status", built)
    assert (ran.code, "cannot be read" in ran.err) == (1, True)


def test_help_names_every_command(filature: Filature) -> None:
    words = filature("--help").out
    assert all(
        c in words for c in ("new", "add", "build", "status", "query", "show", "tables", "demo", "site")
    )
