"""The report on Agora's pages: what is missing is counted with its reason, and only as far as the page bears it out."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.agora_report import main

PAGE = """<html><head><title>Tea</title></head><body><div id="page-heading">Agora<span> Beta</span></div>
<div id="top-navigation"><div class="topnav-element"><a href="/cat/aaaaaaaaaa">Tea</a></div></div>
<div id="single-product"><h1>Tea</h1><div>0.1 BTC</div><div style="clear: both;"></div>Leaves<br/>
Brought to you by:<br/><a class="gen-user-link" href="/vendor/sage#"/>sage</a><span class="gen-user-ratings"> [0 deals]</span>
<div class="product-page-ships">{ships}</div><div class="product-page-price">0.1 BTC</div>
<div class="button-red"><a href="/p/AbCdEf1234/buy">&nbsp;Buy (3 left)...</a></div>
<div class="embedded-feedback-list"><table>{rows}</table></div></div></body></html>"""
ROW = """<tr><td><strong>5/5</strong></td><td>{}</td><td>3 days ago</td><td><span class="gen-user-link">anon</span></td></tr>"""


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, **values: str) -> int:
    """Exit code of the report on a folder with one listing."""
    (folder / "listings").mkdir(exist_ok=True)
    (folder / "listings" / "AbCdEf1234").write_text(PAGE.format(**values), "utf-8")
    monkeypatch.setattr("sys.argv", ["agora_report", str(folder)])
    return main()


def test_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, monkeypatch, ships="To: EU", rows=ROW.format("") + ROW.format("fine")) == 0
    shown = capsys.readouterr().out
    assert "listings    read as listing       1 pages" in shown
    assert "ships_from           0 given,     1 missing\n          1 the page states no origin" in shown
    assert "ships_to             1 given,     0 missing" in shown
    assert "rating               0 given,     1 missing\n          1 no deals yet, so no rating" in shown
    assert "text                 1 given,     1 missing\n          1 the buyer wrote nothing" in shown
    assert shown.endswith("0 values missing without a reason, 0 remarks\n")


def test_what_has_no_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An origin that stands on the page but was not read is not explained."""
    assert run(tmp_path, monkeypatch, ships="<i>From:</i>", rows=ROW.format("fine")) == 1
    shown = capsys.readouterr().out
    assert "ships_from           0 given,     1 missing\n          1 unexplained" in shown
    assert "1 values missing without a reason" in shown


def test_no_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["agora_report", str(tmp_path)])
    assert main() == 2
    assert "holds no pages of Agora" in capsys.readouterr().err
