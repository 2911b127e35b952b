"""The planted story is in the material, found there by plain search; and nothing in it is real."""

from __future__ import annotations

import gzip
import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import unquote

from filature.demo import MATERIAL, Planted
from filature.demo.places import DUMP, TABLE
from filature.demo.plan import never_captured
from filature.demo.words import key_block
from filature.demo.world import make_world

Made = tuple[Path, Planted]
MARKETS = ("demo_quai", "demo_larch")


def _sources(made: Made) -> dict[str, str]:
    """Text of each page, of the table and of the dump."""
    folder = made[0] / MATERIAL
    texts = {f"{n} {p.file} {p.url}": p.payload.decode("cp1252" if p.site == "demo_quai" else "utf-8")
             for n, p in enumerate(made[1].pages)}  # fmt: skip
    texts[TABLE] = (folder / TABLE).read_bytes().decode("cp1252")
    texts[DUMP] = gzip.decompress((folder / DUMP).read_bytes()).decode()
    return texts


def test_one_seller_has_three_names_and_one_key(made: Made) -> None:
    """The key of the planted seller stands on the pages of two names, and in the dump beside the third."""
    truth, block = made[1], key_block(1)
    assert dict(truth.keys["key1"]) == truth.same_seller
    assert len(set(truth.same_seller.values())) == 3
    showing = {(p.site, h["handle"]) for p in truth.pages if block.encode() in p.payload
               for h in p.rows["account_observation"]}  # fmt: skip
    assert showing == {(site, truth.same_seller[site]) for site in MARKETS}
    dump = _sources(made)[DUMP]
    user = next(line for line in dump.splitlines() if block.splitlines()[3] in line)
    assert truth.same_seller["demo_entrepot"] in user


def test_the_french_market_closes_and_three_sellers_move(made: Made) -> None:
    """Errors only from the closing day on; nobody who moves was on the other market before."""
    truth = made[1]
    late = [
        p
        for p in truth.pages
        if p.site == "demo_quai" and f"{p.captured_at:%Y-%m-%d}" >= truth.closed["demo_quai"]
    ]
    assert [p.kind for p in late] == ["error", "error"]
    before = {r["handle"] for p in truth.pages if p.site == "demo_larch" and p.captured_at < late[0].captured_at
              for r in p.rows.get("offer_observation", [])}  # fmt: skip
    assert len(truth.moved) == 3
    for move in truth.moved:
        assert move.before in truth.accounts["demo_quai"]
        assert move.after in truth.accounts["demo_larch"]
        assert move.after not in before
    assert [m.before == m.after for m in truth.moved] == [False, True, True]


def test_two_accounts_of_one_name_show_two_keys(made: Made) -> None:
    """The look-alike: equal handles on both markets, each with a key of its own."""
    (one, two), keys = made[1].look_alike, made[1].keys
    assert (one[0], two[0], one[1]) == ("demo_quai", "demo_larch", two[1])
    assert [name for name, accounts in keys.items() if one in accounts] == ["key4"]
    assert [name for name, accounts in keys.items() if two in accounts] == ["key6"]


def test_logins_are_lost_where_planted(made: Made) -> None:
    """Once on the fourth visit of the English market, once on the third of the forum."""
    lost = {(v.site, v.number): v.login_lost for v in made[1].visits if v.login_lost}
    assert lost == {("demo_larch", 4): 1, ("demo_docks", 3): 1}


def test_unseen_pages_are_linked_and_never_captured(made: Made) -> None:
    """Each unseen address stands in a link of a page of that visit, and none was captured on it."""
    truth = made[1]
    for visit in truth.visits:
        pages = [p for p in truth.pages if p.site == visit.site]
        days = sorted({p.captured_at.date() for p in pages})
        seen = [p for p in pages if p.captured_at.date() == days[visit.number - 1]]
        sources = " ".join(p.payload.decode("latin-1") for p in seen)
        for kind, path in visit.unseen:
            assert f'{path}"' in sources.replace("&amp;", "&")
            assert (kind, path) not in {(p.kind, p.path) for p in seen}
    captured = {p.path for p in truth.pages if p.kind == "listing"}
    for site in MARKETS:
        never = never_captured(make_world(7), site)
        assert len(never) == 4
        assert not {path.strip("/").rpartition("/")[2] for path in captured} & never


def test_the_price_series_stands_on_the_pages(made: Made) -> None:
    """Each price of the series is printed on the listing captured that day."""
    for series in made[1].price_series:
        pages = {f"{p.captured_at:%Y-%m-%d}": p for p in made[1].pages
                 if p.kind == "listing" and p.site == series.site and series.native_id in p.path}  # fmt: skip
        assert list(pages) == list(series.prices)
        for day, price in series.prices.items():
            printed = f"{price}" if series.currency == "USD" else f"{price}".replace(".", ",")
            assert printed in pages[day].payload.decode("cp1252")


def test_nothing_in_the_material_is_real(made: Made) -> None:
    """Only the three invented hosts, mail at example.invalid, addresses kept for documentation, test coins."""
    text = "\n".join([*_sources(made).values(), *(unquote(p.url) for p in made[1].pages)])
    hosts = set(re.findall(r"[a-z2-7]{16,56}\.onion", text))
    assert hosts == set(make_world(7).hosts.values())
    assert {m.split("@")[1] for m in re.findall(r"[\w.-]+@[\w.-]+\w", text)} == {"example.invalid"}
    kept = [ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")]
    addresses = set(re.findall(r"'(\d+\.\d+\.\d+\.\d+)'", text))
    assert addresses
    assert all(any(ip_address(a) in network for network in kept) for a in addresses)
    assert not re.search(
        r"\b(?:bc1|[13])[a-km-zA-HJ-NP-Z1-9]{25,60}\b", re.sub(r"'[0-9a-f]{40,64}'", "", text)
    )
