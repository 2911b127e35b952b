"""dark.fail: which addresses belong to which site, whether they answer, and which of them are decoys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.reading.reads import details, read

HEAD = """<html><head><title>{title}</title><link rel="canonical" href="https://dark.fail{path}">
<style>.fud{{display: none;}}</style></head><body><div class="content">"""
FRONT = """<h3>dark.fail: Is a darknet site online? <span>Updated Mon, 04 Nov 2019 19:43:30 UTC<br></span></h3>
<h4><a href="/larch">Larch Forum</a></h4><div class="online"><ul><li class="online status2"><code>http://larchlarchlarch2.onion</code></li>
</ul><div class="more"></div></div><h4><a href="/quai">Quai Market</a></h4>
<div class="fud"><div class="online"><ul><li class="online status1"><code>http://decoydecoydecoy2.onion</code></li></ul></div></div>
<div class="online"><ul><li class="online status1"><code>http://quaiquaiquaiquai.onion</code></li></ul></div>
<div class="offline"><h5>Offline</h5><ul><li class="status0"><code>http://quaiquaiquaiqua3.onion</code></li></ul></div>"""
ENTRY = """<h3>Is Quai Market online on the darknet?</h3><div class="site_online">Maybe.</div><div class="urls"><table>
<tr class="fud"><td class="url status"><code>http://decoydecoydecoy2.onion</code></td></tr>
<tr><td class="url status2"><code>http://quaiquaiquaiquai.onion</code>
<span class="last_online">- Last Online: Mon Nov 4 20:18:30 2019 UTC</span></td><td></td></tr></table></div>
<pre>-----BEGIN PGP PUBLIC KEY BLOCK----- mQIN =abcd -----END PGP PUBLIC KEY BLOCK-----</pre>"""


def links(page: dict[str, Any]) -> list[dict[str, Any]]:
    """The addresses that a page lists."""
    found: list[dict[str, Any]] = details(page)["links"]
    return found


def test_the_list_of_sites() -> None:
    """Each address has the heading before it; what the style sheet hides is marked."""
    page = read(HEAD.format(title="Dark.fail: PGP verified", path="") + FRONT)
    assert (page.page["site"], page.page["kind"], page.page["path"]) == ("darkfail", "front", "/")
    assert details(page.page)["entries"] == ["Larch Forum", "Quai Market"]
    assert details(page.page)["updated"] == "2019-11-04T19:43:30Z"
    larch, quai = {"entry": "Larch Forum", "entry_id": "larch"}, {"entry": "Quai Market", "entry_id": "quai"}
    assert links(page.page) == [
        {"address": "http://larchlarchlarch2.onion", "status": "maybe", **larch},
        {"address": "http://decoydecoydecoy2.onion", "status": "online", "decoy": True, **quai},
        {"address": "http://quaiquaiquaiquai.onion", "status": "online", **quai},
        {"address": "http://quaiquaiquaiqua3.onion", "status": "offline", **quai},
    ]
    assert [(row["kind"], row["target"]) for row in page.of("link")] == [
        ("front", "/"),
        ("info", "/larch"),
        ("info", "/quai"),
    ]
    assert page.remarks == []


def test_the_page_of_a_site() -> None:
    """Addresses with the time when they answered last, and the key."""
    page = read(HEAD.format(title="Is Quai Market online on the darknet?", path="/quai") + ENTRY)
    assert (page.page["kind"], page.page["path"], page.page["content"]) == ("info", "/quai", True)
    assert details(page.page) == {
        "entry": "Quai Market", "status": "Maybe",
        "pgp_key": "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQIN\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----",
        "links": [
            {"address": "http://decoydecoydecoy2.onion", "decoy": True},
            {"address": "http://quaiquaiquaiquai.onion", "status": "maybe", "last_online": "2019-11-04T20:18:30Z"},
        ],
    }  # fmt: skip
    assert page.remarks == []


def test_a_captcha() -> None:
    """It is no content; which entry it stands before is kept."""
    form = '<form method="post" action="/captcha/quai"><img class="captcha" src="data:,"><input name="peace"></form>'
    page = read(
        HEAD.format(title="Prove you are a not a robot.", path="") + "<p>Incorrect CAPTCHA.</p>" + form
    )
    assert (page.page["kind"], page.page["content"], details(page.page)) == (
        "captcha", False, {"entry_id": "quai", "refused": True},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "listed", "decoys", "online"),
    [
        ("main_page", "front", 102, 2, 49),
        ("sub_page", "info", 3, 2, 0),
        ("final_page", "info", 1947, 0, 4),
        ("final_page_1", "info", 35, 0, 0),
    ],
)
def test_saved_pages(shared_data: Path, name: str, kind: str, listed: int, decoys: int, online: int) -> None:
    """How many addresses, decoys and answering addresses the real pages list; each has its entry."""
    page = read((shared_data / "pages" / "darkfail" / f"{name}.html").read_bytes())
    found = links(page.page)
    assert (page.page["site"], page.page["kind"], page.remarks) == ("darkfail", kind, [])
    assert (len(found), sum(link.get("decoy", False) for link in found)) == (listed, decoys)
    assert sum(link.get("status") == "online" for link in found) == online
    assert all("address" in link for link in found)
    assert all("entry" in link for link in found) == (kind == "front")


@pytest.mark.parametrize("number", range(5))
def test_saved_captchas(shared_data: Path, number: int) -> None:
    """All five forms of the captcha."""
    page = read((shared_data / "pages" / "darkfail" / f"captcha_page_{number}.html").read_bytes())
    assert (page.page["kind"], page.page["content"]) == ("captcha", False)
