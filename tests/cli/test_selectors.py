"""`filature scan` and `filature mentions`: documents, tables, marked text, and what is refused."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Filature

TEXT = "exploit cvе-2021-44228 \x1b[31m\u202e and CVE-2017-0144\n"
FOUND = {
    "kind": "cve", "subtype": "", "value": "CVE-2021-44228", "raw": "cvе-2021-44228", "start": 8, "end": 22,
    "check": "form_only", "defanged": True, "details": {},
}  # fmt: skip


def test_scan_prints_one_document(tmp_path: Path, filature: Filature) -> None:
    ran = filature("scan", "-", "--json", stdin=TEXT.encode())
    assert (ran.code, ran.document["mentions"][0]) == (0, FOUND)
    (tmp_path / "text").write_text(TEXT, "utf-8")
    assert filature("scan", tmp_path / "text", "--json").document == ran.document
    assert filature("scan", "-", "--json", stdin=b"").document == {"mentions": []}


def test_scan_prints_a_table_or_the_text_and_obeys_neither(filature: Filature) -> None:
    table = filature("scan", "-", stdin=TEXT.encode())
    assert "CVE-2017-0144" in table.out
    assert "2 identifiers" in table.out
    marked = filature("scan", "-", "--highlight", stdin=TEXT.encode())
    assert "cvе-2021-44228[cve]" in marked.out
    assert not {"\x1b", "\u202e"} & {*table.out, *marked.out}
    assert "No identifier" in filature("scan", "-", stdin=b"nothing").out


def test_scan_reads_what_is_no_utf8_and_refuses_what_is_not_there(tmp_path: Path, filature: Filature) -> None:
    ran = filature("scan", "-", "--json", stdin=b"\xe9t\xe9 CVE-2017-0144")
    assert [(m["start"], m["value"]) for m in ran.document["mentions"]] == [(4, "CVE-2017-0144")]
    missing = filature("scan", tmp_path / "nowhere")
    assert (missing.code, "There is no file" in missing.err) == (2, True)


def test_mentions_of_a_case(tmp_path: Path, filature: Filature) -> None:
    material, case = tmp_path / "2031-02-03", tmp_path / "case"
    material.mkdir()
    (material / "a.html").write_text(
        "<html><title>A</title><body><h1>Article</h1><p>CVE-2017-0144 et CVE-2021-44228</p></body></html>",
        "utf-8",
    )
    for command in (("new", case, "--name", "Essai", "--basis", "aucune"), ("add", case, material)):
        assert filature(*command).code == 0
    assert "no such identifier" in filature("mentions", case).out
    assert filature("build", case).code == 0
    both = filature("mentions", case, "--json").document["mentions"]
    assert [m["value"] for m in both] == ["CVE-2017-0144", "CVE-2021-44228"]
    one = filature("mentions", case, "--kind", "cve", "--value", "CVE-2017-0144", "--json").document[
        "mentions"
    ]
    assert one == both[:1]
    assert filature("mentions", case, "--kind", "btc", "--json").document == {"mentions": []}
    assert "2 mentions" in filature("mentions", case).out
