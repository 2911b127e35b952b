"""Site files: what is wrong in one is said with file and key; engines are inherited; the README knows every key."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from filature.errors import BadInput
from filature.reading import sites
from filature.reading.sites.model import NO_CONTENT, Condition, Each, Field, Kind, Labels, RowSpec, Site
from filature.reading.sites.parse import EXTRA, FAMILIES, KINDS, ROW_TABLES
from filature.reading.transforms import TRANSFORMS, Options
from filature.tables import ALL
from tests.reading.garden import GARDEN, content, load
from tests.reading.reads import read

README = (files("filature.reading.sites") / "README.md").read_text("utf-8")


def refusal(folder: Path, changes: dict[str, Any]) -> str:
    with pytest.raises(BadInput) as caught:
        load(folder, yaml.safe_dump(content(**changes)))
    return str(caught.value)


def kind(**changes: Any) -> dict[str, Any]:
    return {"kinds": [{"kind": "listing", **changes}]}


def row(fields: dict[str, Any], table: str = "offer_observation") -> dict[str, Any]:
    return kind(rows=[{"table": table, "fields": fields}])


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        ({"id": None}, "garden.yaml.id", "missing"),
        ({"family": "shop"}, "garden.yaml.family", "Use one of: market"),
        ({"colour": "red"}, "garden.yaml.colour", "not known here"),
        ({"timezone": "Mars/North"}, "garden.yaml.timezone", "not a time zone"),
        ({"recognise": {"title": "("}}, "garden.yaml.recognise.title", "not a regular expression"),
        ({"recognise": {"titel": "x"}}, "garden.yaml.recognise.titel", "Known keys: has, host_from"),
        ({"urls": [{"kind": "listing", "path": "^/a", "target": "/{id}"}]}, "garden.yaml.urls[1].target", "groups id"),
        (kind(root="a[["), "garden.yaml.kinds[1].root", "not a CSS selector"),
        (kind(when={"css": "a", "tile": "x"}), "garden.yaml.kinds[1].when[1].tile", "not known here"),
        (kind(kind="shop"), "garden.yaml.kinds[1].kind", "'shop' is not known"),
        (row({"prize": "b"}), "garden.yaml.kinds[1].rows[1].fields.prize", "Use details.prize"),
        (row({"offer_id": "b"}), "garden.yaml.kinds[1].rows[1].fields.offer_id", "no such column"),
        (row({"price": {"as": "gold"}}), "garden.yaml.kinds[1].rows[1].fields.price.as", "money"),
        (row({"price": []}), "garden.yaml.kinds[1].rows[1].fields.price", "an empty list"),
        (row({"title": {"map": ["a"]}}), "garden.yaml.kinds[1].rows[1].fields.title.map", "shown text: value"),
        (row({"title": {"format": "/x"}}), "garden.yaml.kinds[1].rows[1].fields.title.format", "{}"),
        (row({"_x": {"into": {"price": {}}}}), "garden.yaml.kinds[1].rows[1].fields._x.match", "missing"),
        (row({"_x": {"match": "(?P<a>.)", "into": {"prize": {"group": "a"}}}}), "fields._x.into.prize", "no such column"),
        (row({}, table="offer"), "garden.yaml.kinds[1].rows[1].table", "account_observation"),
        (row({"title": {"required": "yes"}}), "garden.yaml.kinds[1].rows[1].fields.title.required", "true or false"),
        ({"labels": [{"each": "p"}]}, "garden.yaml.labels[1].value", "missing"),
        ({"kinds": ["listing"]}, "garden.yaml.kinds[1]", "a mapping"),
        ({"engine": "steam"}, "garden.yaml.engine", "no site file with the id 'steam'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_and_key(
    tmp_path: Path, changes: dict[str, Any], where: str, what: str
) -> None:
    said = refusal(tmp_path, changes)
    assert where in said
    assert what in said


def test_what_is_no_yaml_is_said_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"inputs/sites/garden.yaml is not YAML \(line \d, column"):
        load(tmp_path, "id: garden\nname: [x\n")
    (tmp_path / "garden.yaml").write_bytes(b"id: \xff")
    with pytest.raises(BadInput, match="not UTF-8"):
        sites.load(tmp_path)
    with pytest.raises(BadInput, match="a mapping with id"):
        load(tmp_path, "- a\n")


def test_norway_is_no_flag_and_a_date_is_a_text(tmp_path: Path) -> None:
    text = GARDEN.replace("{pot: Potted, '*': true}", "{NO: Norway, on: On, 2020-01-01: Day, '*': true}")
    form = next(
        f
        for k in load(tmp_path, text).sites
        if k.id == "garden"
        for f in k.kinds[2].rows[1].fields
        if f.name == "listing_type"
    )
    assert form.map == {"no": "Norway", "on": "On", "2020-01-01": "Day", "*": True}


ENGINE = """
id: mill
name: A mill
family: engine
timezone: Europe/Paris
recognise: {has: ['<meta name="generator" content="mill">']}
urls: [{kind: thread, path: '^/t/(?P<id>\\d+)', target: '/t/{id}'}]
page: {logged_in: {css: a.out, exists: true}}
kinds:
  - {kind: thread, when: {css: 'div.post'}, rows: [{table: post, each: div.post, fields: {handle: b, text: p}}]}
  - {kind: login, when: {css: 'form.in'}}
"""
SITE = """
id: weir
name: The weir
family: forum
engine: mill
hosts: [weir.example]
urls: [{kind: info, path: '^/rules'}]
kinds:
  - {kind: thread, when: {css: 'div.post'}, rows: [{table: post, each: div.post, fields: {handle: i, text: p}}]}
  - {kind: front, when: {css: 'div.boards'}}
"""
POST = '<meta name="generator" content="mill"><div class=post><b>Ann</b><i>Anna</i><p>Hello</p></div><a href="/t/5">x</a><a href="/rules">y</a>'


def test_a_site_inherits_its_engine_and_its_own_kinds_win(tmp_path: Path) -> None:
    (tmp_path / "mill.yaml").write_text(ENGINE)
    known = load(tmp_path, SITE)
    found = read(POST, known, uri="http://weir.example/t/4?x=1")
    assert [(p["site"], p["handle"], p["text"]) for p in found.of("post")] == [("weir", "Anna", "Hello")]
    assert [(r["kind"], r["target"]) for r in found.of("link")] == [("thread", "/t/5"), ("info", "/rules")]
    assert found.page["logged_in"] is False
    assert read("<form class=in>", known, uri="http://weir.example/").page["kind"] == "login"
    weir = known.get("weir")
    assert weir is not None
    assert [k.name for k in weir.kinds] == ["thread", "front", "login"]
    assert str(weir.zone) == "Europe/Paris"


def test_an_engine_keeps_unknown_forums_apart_by_host(tmp_path: Path) -> None:
    (tmp_path / "mill.yaml").write_text(ENGINE)
    known = sites.load(tmp_path)
    found = [
        read(POST, known, uri=uri).first("post")
        for uri in ("http://A.example/t/1", "http://b.example/t/1", "file:x")
    ]
    assert [p["site"] for p in found] == ["a.example", "b.example", "mill"]
    assert len({p["account_id"] for p in found}) == 3


def test_a_file_of_the_case_replaces_a_packaged_one(tmp_path: Path) -> None:
    load(
        tmp_path,
        yaml.safe_dump({"id": "dream", "name": "Mine", "family": "market", "hosts": ["mine.example"]}),
    )
    dream = sites.load(tmp_path).get("dream")
    assert dream is not None
    assert (dream.name, dream.hosts) == ("Mine", ("mine.example",))


def test_the_fingerprint_changes_with_each_file(tmp_path: Path) -> None:
    alone = sites.fingerprint(tmp_path)
    assert alone == sites.fingerprint()
    load(tmp_path)
    assert sites.fingerprint(tmp_path) != alone


@pytest.mark.parametrize("site", sites.load().sites, ids=lambda s: s.id)
def test_each_packaged_site_is_whole(site: Site) -> None:
    assert site.place == f"{site.id}.yaml"
    assert site.name
    assert site.kinds
    assert site.hosts or site.titles or site.markers
    names = [k.name for k in site.kinds]
    assert len(names) == len(set(names)), "a later kind of the same name is never reached by an heir"


def slots(cls: type) -> set[str]:
    return set(cls.__slots__)  # type: ignore[attr-defined]


# Names in the code where they differ from the key in the file.
KEYS = {
    "only_if": "if", "labels": "label", "source": "from", "transform": "as", "transform_name": "as", "options": "formats",
    "titles": "recognise", "markers": "has", "zone": "timezone", "place": "file", "otherwise": "list", "only": "only",
}  # fmt: skip


@pytest.mark.parametrize(
    "cls", [Site, Kind, RowSpec, Each, Field, Labels, Condition, Options], ids=lambda c: c.__name__
)
def test_the_readme_documents_every_key(cls: type) -> None:
    missing = {
        key
        for name in slots(cls)
        if f"`{(key := KEYS.get(name, name))}" not in README and key not in ("file", "list", "content")
    }
    assert missing == set()


def test_the_readme_documents_every_transform_kind_family_and_table() -> None:
    named = set(re.findall(r"`([a-z_]+)`", README))
    assert set(TRANSFORMS) <= named
    assert set(KINDS) <= named
    assert set(FAMILIES) - {"generic"} <= named
    assert set(ROW_TABLES) <= named


def test_kinds_without_content_are_those_of_the_table() -> None:
    meaning = ALL["page"].column("content").meaning
    assert all(name in meaning for name in NO_CONTENT)
    assert set(EXTRA) <= set(ROW_TABLES)
