"""Addresses: one spelling for each page, nothing that leaves the site."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filature.engine.rows import Rows
from filature.reading import links
from filature.reading.dom.tree import Tree
from filature.reading.links import add_links
from filature.reading.url_rule import UrlRule
from filature.reading.urls import Urls, host_of, path_of

SHOP = Urls(
    frozenset({"shop.example"}),
    (
        UrlRule("listing", re.compile(r"^/item/(?P<id>[^/?]+)"), "/item/{id}"),
        UrlRule("search", re.compile(r"^/list\?.*?page=(?P<page>\d+)"), "/list?page={page}"),
        UrlRule("search", re.compile(r"^/list")),
    ),
    frozenset({"sid"}),
)


@pytest.mark.parametrize(
    ("href", "base", "normal"),
    [
        ("/item/5", "", "/item/5"),
        ("/item/5#reviews", "", "/item/5"),
        ("//shop.example/item/5", "", "/item/5"),
        ("http://SHOP.example:8080/item/5?a=1", "", "/item/5?a=1"),
        ("https://user@shop.example", "", "/"),
        ("http://shop.example?x=1", "", "/?x=1"),
        ("item/5", "/a/b", "/a/item/5"),
        ("./?category=3", "/x/y?z", "/x/?category=3"),
        ("?page=2", "/list?page=1", "/list?page=2"),
        ("../up", "/a/b/c", "/a/up"),
        ("/list?sid=3&page=2", "", "/list?page=2"),
        ("/list?sid=3", "", "/list"),
        (" /item/5 ", "", "/item/5"),
        ("http://other.example/item/5", "", None),
        ("mailto:a@b", "", None),
        ("javascript:void(0)", "", None),
        ("#top", "", None),
        ("", "", None),
        ("ftp://shop.example/x", "", None),
        ("http://[broken/x", "", None),
    ],
)
def test_normal(href: str, base: str, normal: str | None) -> None:
    assert SHOP.normal(href, base) == normal
    assert SHOP.path(href, base) == SHOP.path(href, base) == normal


def test_what_an_address_leads_to() -> None:
    assert SHOP.leads_to("/item/a%20b?x") == ("listing", "/item/a%20b", "a b")
    assert SHOP.leads_to("/list?sid=1&page=3&q=x") == ("search", "/list?page=3", None)
    assert SHOP.leads_to("/list?q=x") == ("search", "/list?q=x", None)
    assert SHOP.leads_to("/about") is None
    assert SHOP.native_id("/item/7") == "7"


def test_a_relative_address_is_kept_apart_by_its_base() -> None:
    assert SHOP.leads_to("5", "/item/4") == ("listing", "/item/5", "5")
    assert SHOP.leads_to("5", "/about/4") is None


def test_a_mirror_is_a_host_of_its_own_copy_only() -> None:
    mirror = SHOP.also_at("mirror.example")
    assert mirror.normal("http://mirror.example/item/5") == "/item/5"
    assert SHOP.normal("http://mirror.example/item/5") is None
    assert SHOP.also_at("mirror.example") is mirror
    assert SHOP.also_at("") is SHOP.also_at("shop.example") is SHOP


def found(source: bytes) -> list[tuple[str, str, str | None]]:
    rows = Rows()
    assert add_links(Tree(source), SHOP, "", "cap", "shop", rows)
    return [(r["kind"], r["target"], r["native_id"]) for r in rows.of("link")]


def test_links_in_any_spelling_of_the_attribute() -> None:
    source = b"""<a href="/item/1">x</a><a HREF=/item/2 class=y><a href='/item/3'><a href = "/item/4">
        <a href="/item/1#again"><a href="/list?page=2&amp;sid=9"><link href=/style.css><a href="/item/a b">"""
    assert found(source) == [
        ("listing", "/item/1", "1"), ("listing", "/item/2", "2"), ("listing", "/item/3", "3"), ("listing", "/item/4", "4"),
        ("search", "/list?page=2", None), ("listing", "/item/a b", "a b"),
    ]  # fmt: skip


def test_too_many_links_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_LINKS", 3)
    rows = Rows()
    assert not add_links(
        Tree(b"".join(b"<a href=/item/%d>" % n for n in range(9))), SHOP, "", "cap", "shop", rows
    )
    assert rows.count("link") == 3


@pytest.mark.parametrize(
    ("url", "path", "host"),
    [
        ("http://a.example/x?y#z", "/x?y", "a.example"),
        ("https://A.example:81", "/", "a.example"),
        ("file:///tmp/x.html", "", ""),
        ("http://[x/", "", ""),
        ("", "", ""),
    ],
)
def test_parts_of_an_address(url: str, path: str, host: str) -> None:
    assert (path_of(url), host_of(url)) == (path, host)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "/a/b", "/?x=1"]))
def test_no_address_fails(href: str, base: str) -> None:
    path = SHOP.normal(href, base)
    assert path is None or path.startswith("/")
    SHOP.leads_to(href, base)
    path_of(href)
    host_of(href)
