"""The proposed mapping, the file that a person corrects, and what comes of both."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from filature import ids
from filature.reading.seized import propose_mapping
from filature.reading.seized.mapping import fields_of
from filature.reading.seized.vocabulary import normal, targets
from filature.tables import ALL
from tests.databases.reads import Read, job, read, record
from tests.databases.shapes import FLAGS, FORUM, NO_USERS, PROFILES


def propose(text: str, folder: Path, name: str = "shop.sql") -> tuple[Path, dict[str, Any]]:
    """The mapping file that is written for a dump, and what it says of each table."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "captured"
    path.write_text(text)
    written = propose_mapping(record(name), path, job(folder))
    assert written is not None
    return written, {t["relation"]: t for t in yaml.safe_load(written.read_text())["tables"]}


def part(found: Read, table: str, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of a table."""
    return [tuple(row.get(name) for name in names) for row in found.rows(table)]


def acc(handle: str, site: str = "shop") -> str:
    """The id of an account of the shop."""
    return ids.account_id(site, handle)


def test_flags_handles_and_items(tmp_path: Path) -> None:
    """Roles by flags, references by handle, the product of an order over its items, currencies by a column's name."""
    _, tables = propose(FLAGS, tmp_path)
    assert {name: t["to"] for name, t in tables.items()} == {
        "users": "user", "items": "offer_observation", "orders": "order", "reviews": "feedback", "deposits": "wallet_event",
    }  # fmt: skip
    assert tables["users"]["roles"] == [
        {"column": "is_admin", "role": "administrator"},
        {"column": "is_vendor", "role": "vendor"},
    ]
    assert tables["items"]["columns"]["account_id"] == {"column": "seller", "references": "users.username"}
    by_items = {"column": "item_id", "references": "items.id"}
    assert tables["orders"]["columns"]["offer_id"] == {
        "column": "id",
        "references": "order_items.order_id",
        "then": by_items,
    }
    assert tables["deposits"]["columns"]["kind"] == {"value": "deposit"}
    found = read(FLAGS.encode(), tmp_path, "shop.sql")
    assert part(found, "role", "account_id", "role", "role_text", "relation", "place") == [
        (acc("root"), "administrator", "is_admin", "users", 1),
        (acc("shop"), "vendor", "is_vendor", "users", 2),
        (acc("ex"), "vendor", None, "items", 2),
    ]
    assert part(found, "user", "handle", "third_party", "details") == [
        ("root", False, None), ("shop", False, None), ("joe", True, None), ("ex", False, None),
    ]  # fmt: skip
    offer = ids.offer_id("shop", "1", None, None)
    assert part(
        found, "order", "native_id", "offer_id", "vendor_account_id", "buyer_account_id", "amount", "currency"
    ) == [
        ("10", offer, acc("shop"), acc("joe"), Decimal(19), "USD"),
        ("11", None, None, acc("joe"), Decimal(1), "USD"),
    ]
    assert part(found, "feedback", "account_id", "offer_id", "buyer", "rating", "rating_max") == [
        (acc("shop"), offer, "joe", 5.0, 5.0)
    ]
    assert part(found, "wallet_event", "kind", "amount", "currency", "account_id") == [
        ("deposit", Decimal("0.5"), "BTC", acc("joe"))
    ]
    assert [(r["reason"], r["place"], r["raw"]) for r in found.rows("rejection")] == [
        ("reference_unresolved", "orders -> order.offer_id", "11"),
        ("reference_unresolved", "orders -> order.vendor_account_id", "11"),
    ]


def test_a_forum(tmp_path: Path) -> None:
    """Prefixes before all names, roles over a table of groups, threads and boards by their names; 0 is nobody."""
    found = read(FORUM.encode(), tmp_path, "shop.sql")
    assert part(found, "role", "account_id", "native_user_id", "role", "role_text") == [
        (acc("Boss"), "2", "administrator", "ADMINISTRATORS"),
        (acc("Boss"), "2", "buyer", "REGISTERED"),
        (acc("Pete"), "3", "buyer", "REGISTERED"),
    ]
    assert part(found, "post", "handle", "account_id", "thread_id", "thread", "board", "text") == [
        ("Pete", acc("Pete"), "7", "Hello", "Main", "text of it"),
        (None, None, "7", "Hello", "Main", "by a guest"),
    ]
    assert part(found, "user", "handle", "third_party") == [("Boss", False), ("Pete", True)]
    assert part(found, "login", "account_id", "ip", "third_party") == [
        (acc("Pete"), "192.0.2.9", True),
        (None, "192.0.2.8", True),
    ]
    assert found.reasons() == []


def test_profiles_of_vendors_in_a_table_of_their_own(tmp_path: Path) -> None:
    """They describe accounts and are none; what they own is the account's. Unreadable values are counted."""
    found = read(PROFILES.encode(), tmp_path, "shop.sql")
    assert part(found, "account_observation", "handle", "role", "third_party", "description", "rating") == [
        ("sel", "vendor", False, None, None),
        ("sel", "vendor", False, "desc", 4.5),
    ]
    assert part(found, "offer_observation", "account_id", "handle", "title", "currency") == [
        (acc("sel"), "sel", "thing", "EUR")
    ]
    assert part(found, "order", "vendor_account_id", "buyer_account_id", "amount", "offer_id") == [
        (acc("sel"), acc("bob"), Decimal(3), ids.offer_id("shop", "5", None, None)),
        (acc("sel"), acc("bob"), None, ids.offer_id("shop", "5", None, None)),
    ]
    assert part(found, "role", "account_id", "role", "role_text") == [
        (acc("boss"), "administrator", "superadmin"),
        (acc("boss"), "moderator", "support"),
        (acc("sel"), "buyer", "member"),
        (acc("bob"), "buyer", "member"),
        (acc("sel"), "vendor", "vendors"),
    ]
    assert part(found, "user", "handle", "registered_at", "third_party")[2] == ("bob", None, True)
    assert sorted((r["reason"], r["raw"]) for r in found.rows("rejection") if "raw" in r) == [
        ("value_unreadable", "free"),
        ("value_unreadable", "soon"),
    ]
    assert ("no_handle", 0) in found.reasons()


def test_a_database_without_users(tmp_path: Path) -> None:
    """Names of accounts stand for themselves; what fits nothing is kept raw alone."""
    _, tables = propose(NO_USERS, tmp_path)
    assert list(tables) == ["commandes"]
    assert tables["commandes"]["columns"]["buyer_account_id"] == {"column": "client", "is": "handle"}
    found = read(NO_USERS.encode(), tmp_path, "shop.sql")
    assert part(found, "order", "native_id", "buyer_account_id", "vendor_account_id", "amount") == [
        ("1", acc("lui"), acc("elle"), Decimal("19.99"))
    ]
    assert part(found, "role", "account_id", "role", "role_text") == [(acc("elle"), "vendor", None)]
    assert found.rows("raw_shop_things") == [{"_row": 1, "a": "1", "b": "2"}]
    assert [
        (r["relation"], r["raw_table"], r["columns"], r["rows"], r.get("mapped_to"))
        for r in found.rows("raw_relation")
    ] == [
        ("commandes", "raw_shop_commandes", 5, 1, "order"),
        ("things", "raw_shop_things", 2, 1, None),
    ]


def test_a_person_corrects_the_file(tmp_path: Path) -> None:
    """What the person wrote is used, is told to be consulted, and is never written over."""
    path, _ = propose(FLAGS, tmp_path)
    text = (
        path.read_text()
        .replace("site: shop", "site: other-site")
        .replace("role: vendor}", "role: moderator}")
    )
    path.write_text(text)
    assert propose_mapping(record("shop.sql"), tmp_path / "captured", job(tmp_path)) is None
    assert path.read_text() == text
    found = read(FLAGS.encode(), tmp_path, "shop.sql")
    name = path.relative_to(tmp_path / "inputs").as_posix()
    assert found.tally.inputs == {name: hashlib.sha256(text.encode()).hexdigest()}
    assert part(found, "role", "account_id", "role")[1] == (acc("shop", "other-site"), "moderator")
    assert read(
        FLAGS.replace("'joe','x',0", "'joe','x',1").encode(), tmp_path / "later", "shop.sql"
    ).tally.inputs == {name: ""}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("relation: users", "relation: people", "the database has no table 'people'"),
        ("to: order", "to: orders", "`to` must be one of user, role"),
        ("handle: username", "handle: user_name", "users.handle: table users has no column 'user_name'"),
        ("references: users.username", "references: users.login", "the database has no column 'users.login'"),
        ("handle: username", "nickname: username", "columns of users: unknown nickname"),
        ("handle: username", "email: username", "users: user needs handle"),
        ("kind: seized_database", "kind: [", "it is not YAML"),
        ("- {column: is_admin, role", "- {column: is_admin, roll", "roles of users: unknown roll"),
        ("site: shop", "site: 5", "site must be a text"),
    ],
)
def test_a_file_that_does_not_fit(tmp_path: Path, old: str, new: str, said: str) -> None:
    """The raw tables are there all the same; the remark says what is wrong, in which file, and what to do."""
    path, _ = propose(FLAGS, tmp_path)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    found = read(FLAGS.encode(), tmp_path, "shop.sql")
    assert found.linked() == {}
    assert len(found.rows("raw_shop_users")) == 4
    (remark,) = found.rows("rejection")
    assert (remark["reason"], remark["rows"], remark["place"]) == (
        "mapping_unusable",
        0,
        f"inputs/mappings/{path.name}",
    )
    assert said in remark["detail"] and "correct it, or delete the file" in remark["detail"]


def test_the_file_says_the_same_as_the_proposal(tmp_path: Path) -> None:
    """Reading with the proposed file gives the rows that reading without any gives, also with names that need quotes."""
    hostile = (
        FLAGS.replace("users", '`it\'s: "users"`')
        .replace("username", "`user{, Name`")
        .replace("created int", "`# créé_le: 😀` int")
    )
    for name, text in (("plain", FLAGS), ("hostile", hostile), ("forum", FORUM), ("profiles", PROFILES)):
        without = read(text.encode(), tmp_path / name / "without", "shop.sql")
        _, tables = propose(text, tmp_path / name / "with")
        assert "handle" in next(t["columns"] for t in tables.values() if t["to"] == "user")
        with_file = read(text.encode(), tmp_path / name / "with", "shop.sql")
        assert with_file.linked() == without.linked() != {}
        assert set(with_file.tally.inputs.values()).isdisjoint(without.tally.inputs.values())


def test_the_vocabulary_names_columns_that_exist() -> None:
    """Each field of each target is a column of Filature, a field of a vendor's profile, or says that it is not."""
    for target, words in targets().items():
        helpers = {f for f, w in words.fields.items() if w.to == "nothing"} | (
            {"order_id"} if target == "feedback" else set()
        )
        known = {*ALL[target].names, *(ALL["account_observation"].names if target == "user" else ())}
        assert set(words.fields) - helpers <= known, target
        assert {f for need in words.needs for f in need} <= fields_of(target), target
        assert all(
            reference in words.fields for field in words.fields.values() for reference, _ in field.via
        ), target


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("idVendeurs", "vendeur_id"), ("fk_user", "user_id"), ("Order Items", "order_item"), ("UserID", "user_id"),
        ("crée_le", "cree_le"), ("id", "id"), ("entries", "entry"), ("address", "address"), ("", ""),
    ],
)  # fmt: skip
def test_names_are_compared_in_one_form(name: str, wanted: str) -> None:
    """Words in the singular, without accents, `id` at the end."""
    assert normal(name) == wanted
