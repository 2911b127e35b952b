"""Discourse forums on unknown hosts: what they show without scripts, and a page saved with them."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.reading.engines.made import BASES, HOST, made
from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import shown

QUESTION = "<p>Quelle<br>menthe ?</p>"
SHARED = {"board": "Jardin / Plantes", "thread": "Menthe", "thread_id": "7"}


def page(title: str, body: str, canonical: str, uri: str = "file:x") -> Read:
    """A page as crawlers are given it, read."""
    return read(made("dis_page", title=title, body=body, canonical=canonical), uri=uri)


def posts() -> str:
    """Two posts, the second quoting the first."""
    answer = made("dis_quote", text=QUESTION) + "<p>La verte</p><p>Merci</p>"
    first = made(
        "dis_post",
        number=1,
        author="sauge",
        name="(Madame Sauge)",
        when="2016-01-05T15:04:00Z",
        shown="5 Janvier 2016, 15h04",
        text=QUESTION,
    )
    return first + made(
        "dis_post",
        number=2,
        author="thym",
        name="",
        when="2016-01-06T07:08:09Z",
        shown="6 Janvier",
        text=answer,
    )


def test_a_thread() -> None:
    found = page("Menthe", made("dis_thread", posts=posts()), "/t/menthe/7?page=2")
    assert found.remarks == []
    assert (found.page["site"], found.page["kind"], found.page["path"]) == (HOST, "thread", "/t/7?page=2")
    assert details(found.page) == {
        "board": "Jardin / Plantes",
        "tags": ["menthe"],
        "thread": "Menthe",
        "thread_id": "7",
    }
    assert [shown(row) for row in found.of("post")] == EXPECTED
    links = {(row["kind"], row["target"], row["native_id"]) for row in found.of("link")}
    assert links == {
        ("thread", "/t/7?page=2", "7"), ("thread", "/t/7", "7"), ("forum", "/c/5", "5"), ("forum", "/c/6", "6"),
        ("user", "/u/sauge", "sauge"), ("user", "/u/thym", "thym"),
    }  # fmt: skip


EXPECTED = [
    SHARED | {"handle": "sauge", "native_id": "1", "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
              "posted_text": "5 Janvier 2016, 15h04", "text": "Quelle\nmenthe ?", "details": {"name": "Madame Sauge"}},
    SHARED | {"handle": "thym", "native_id": "2", "posted_at": datetime(2016, 1, 6, 7, 8, 9, tzinfo=UTC), "posted_text": "6 Janvier",
              "reply_to": "1", "text": "> sauge:\n> Quelle\n> menthe ?\nLa verte\nMerci"},
]  # fmt: skip


def test_a_thread_inside_noscript() -> None:
    """What a page with scripts holds for readers without them is read like the page for crawlers."""
    found = read(made("dis_live", body=made("dis_thread", posts=posts())))
    assert (found.page["site"], found.page["kind"], found.page["path"]) == (HOST, "thread", "/t/7")
    assert [shown(row) for row in found.of("post")] == EXPECTED


def test_a_thread_saved_with_scripts() -> None:
    article = made("dis_article", text=made("dis_quote", text=QUESTION) + "<p>La verte</p>")
    title = '<div id="topic-title"><h1><a href="/t/menthe/7" class="fancy-title">Menthe</a></h1></div>'
    found = read(made("dis_live", body=title + article))
    assert [shown(row) for row in found.of("post")] == [{
        "handle": "thym", "native_id": "2", "posted_at": datetime(2016, 1, 6, 7, 8, 9, tzinfo=UTC), "posted_text": "5 janv.",
        "reply_to": "1", "text": "> sauge:\n> Quelle\n> menthe ?\nLa verte", "thread": "Menthe", "thread_id": "7",
        "details": {"author_title": "Habitué", "post_id": "99"},
    }]  # fmt: skip


def test_a_board() -> None:
    rows = made("dis_row", topic=8, title="Règles", when="26 Janvier 2014") + made(
        "dis_row", topic=7, title="Menthe &amp; co", when="January 5, 2016"
    )
    head = '<h1><a href="/c/plantes/6" itemprop="item"><span itemprop="name">Plantes</span></a></h1>'
    found = page(
        "Plantes",
        f'{head}<table class="topic-list"><tbody class="topic-list-body">{rows}</tbody></table>',
        "/c/jardin/plantes/6",
    )
    assert found.remarks == []
    assert (found.page["kind"], found.page["path"]) == ("forum", "/c/6")
    shared = {"listed": True, "replies": 12, "views": 3456}
    assert [shown(row) for row in found.of("post")] == [
        {"board": "Plantes", "handle": "sauge", "thread": "Règles", "thread_id": "8",
         "details": shared | {"last_post_at": "2014-01-26T00:00:00Z"}},
        {"board": "Plantes", "handle": "sauge", "thread": "Menthe & co", "thread_id": "7",
         "details": shared | {"last_post_at": "2016-01-05T00:00:00Z"}},
    ]  # fmt: skip


def test_a_profile_and_other_kinds() -> None:
    user = page(
        "Profil - sauge",
        '<div class="user-crawler"><img><h2>sauge</h2></div><p>Herbes<br>fraîches</p>',
        "/u/sauge",
    )
    assert (user.page["kind"], user.page["path"]) == ("user", "/u/sauge")
    assert [shown(row) for row in user.of("account_observation")] == [
        {"handle": "sauge", "description": "Herbes\nfraîches", "url": "/u/sauge"}
    ]
    body = '<table class="category-list"><tr><td class="category"><div itemprop="itemListElement"><h3><a href="/c/plantes/6"><span itemprop="name">Plantes</span></a></h3></div></td></tr></table>'
    front = page("Catégories", body, "/categories")
    assert (front.page["kind"], details(front.page)) == ("front", {"boards": ["Plantes"]})
    gone = page(
        "Introuvable",
        '<div class="page-not-found"><h1 class="title">Cette page est privée.</h1></div>',
        "/t/9",
    )
    assert (gone.page["kind"], gone.page["content"], details(gone.page)) == (
        "error",
        False,
        {"error": "Cette page est privée."},
    )
    login = page("Connexion", "<p>…</p>", "/login", f"{BASES['dis']}/login")
    assert (login.page["kind"], login.page["content"]) == ("login", False)
