"""phpBB forums on unknown hosts: threads, boards, index, profiles, and pages without content."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.reading.engines.made import HOST, made
from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import shown

CAPTURED = "2016-01-06T12:00:00Z"
IN = '<li class="rightside"><a href="./ucp.php?mode=logout&amp;sid=0a1b" title="Déconnexion">Déconnexion [ lecteur ]</a></li>'


def page33(section: str, body: str, canonical: str = "", session: str = IN) -> Read:
    """A page of phpBB 3.3 in French, read."""
    whole = made(
        "php33_page", title="Menthe - Forum", section=section, body=body, canonical=canonical, session=session
    )
    return read(whole, captured_at=CAPTURED)


def page30(section: str, body: str, uri: str = "file:x") -> Read:
    """A page of phpBB 3.0 in English, read."""
    return read(made("php30_page", title="Mint", section=section, body=body), captured_at=CAPTURED, uri=uri)


def member(number: int, name: str) -> str:
    return (
        f'<a href="./memberlist.php?mode=viewprofile&amp;u={number}&amp;sid=0a1b" class="username">{name}</a>'
    )


def post33(number: int, author: str, when: str, text: str, more: str = "") -> str:
    return made("php33_post", number=number, author=author, when=when, text=text, more=more)


def test_a_french_thread() -> None:
    """Times as an attribute, in French, relative; the quotation told apart and named; a guest; a signature."""
    attribute = '<time datetime="2016-01-05T15:04:00+00:00">mar. 5 janv. 2016 16:04</time>'
    signature = '<div class="notice">Modifié par sauge</div><div id="sig42" class="signature">clef sur<br>demande</div>'
    quote = made("php33_quote", text="Quelle<br>menthe&nbsp;?")
    posts = (
        post33(41, member(2, "sauge"), attribute, "Quelle<br>menthe&nbsp;?"),
        post33(42, member(3, "thym"), "dim. 9 août 2015 07:08", f"{quote}La verte", signature),
        post33(43, '<span class="username">passant</span>', "Hier, 15:04", "Rien"),
        post33(44, member(3, "thym"), "il y a 5 minutes", "Si"),
    )
    page = page33("viewtopic", made("php33_thread", posts="".join(posts)), "viewtopic.php?t=7")
    assert page.remarks == []
    assert (page.page["site"], page.page["kind"], page.page["path"]) == (
        HOST,
        "thread",
        "/forum/viewtopic.php?t=7",
    )
    assert page.page["logged_in"] is True
    assert details(page.page) == {"board": "Plantes", "thread": "Menthe", "thread_id": "7"}
    shared = {"board": "Plantes", "thread": "Menthe", "thread_id": "7"}
    about = {
        "author_joined": "2016-01-05T15:04:00Z", "author_posts": 1234, "author_rank": "Modérateur", "subject": "Re: Menthe",
    }  # fmt: skip
    assert [shown(row) for row in page.of("post")] == [
        shared | {"handle": "sauge", "native_id": "41", "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
                  "posted_text": "mar. 5 janv. 2016 16:04", "text": "Quelle\nmenthe ?", "details": about},
        shared | {"handle": "thym", "native_id": "42", "posted_at": datetime(2015, 8, 9, 7, 8, tzinfo=UTC),
                  "posted_text": "dim. 9 août 2015 07:08", "reply_to": "41",
                  "text": "> sauge a écrit : ↑\n> Quelle\n> menthe ?\nLa verte",
                  "details": about | {"edited": "Modifié par sauge", "signature": "clef sur\ndemande"}},
        shared | {"handle": "passant", "native_id": "43", "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
                  "posted_text": "Hier, 15:04", "text": "Rien", "details": about},
        shared | {"handle": "thym", "native_id": "44", "posted_at": datetime(2016, 1, 6, 11, 55, tzinfo=UTC),
                  "posted_text": "il y a 5 minutes", "text": "Si", "details": about},
    ]  # fmt: skip
    links = {(row["kind"], row["target"]) for row in page.of("link")}
    assert links == {
        ("forum", "/viewforum.php?f=1"), ("forum", "/viewforum.php?f=2"), ("thread", "/viewtopic.php?t=7"),
        ("thread", "/forum/viewtopic.php?t=7"), ("user", "/memberlist.php?mode=viewprofile&u=2"),
        ("user", "/memberlist.php?mode=viewprofile&u=3"),
    }  # fmt: skip


def test_an_english_thread_of_phpbb_3_0() -> None:
    quote = "<blockquote><div><cite>sage wrote:</cite>which one?</div></blockquote>"
    first = made(
        "php30_post", number=41, author=member(2, "sage"), when="Tue Jan 05, 2010 3:04 pm", text="which one?"
    )
    second = made(
        "php30_post", number=42, author=member(3, "thyme"), when="Today, 3:05 pm", text=f"{quote}green"
    )
    page = page30(
        "viewtopic",
        made("php30_thread", posts=first + second),
        f"http://{HOST}/viewtopic.php?f=2&t=7&start=20",
    )
    assert page.remarks == []
    assert (page.page["site"], page.page["path"]) == (HOST, "/viewtopic.php?t=7&start=20")
    shared = {"board": "Plants", "thread": "Mint", "thread_id": "7"}
    about = {"author_joined": "2010-01-05T15:04:00Z", "author_posts": 17, "subject": "Mint"}
    assert [shown(row) for row in page.of("post")] == [
        shared | {"handle": "sage", "native_id": "41", "posted_at": datetime(2010, 1, 5, 15, 4, tzinfo=UTC),
                  "posted_text": "Tue Jan 05, 2010 3:04 pm", "text": "which one?", "details": about},
        shared | {"handle": "thyme", "native_id": "42", "posted_at": datetime(2016, 1, 6, 15, 5, tzinfo=UTC),
                  "posted_text": "Today, 3:05 pm", "text": "> sage wrote:\n> which one?\ngreen", "details": about},
    ]  # fmt: skip


def test_a_board() -> None:
    rows = made("php33_row", css="sticky", icon="sticky_read_locked", topic=8, title="Règles", starter=member(1, "admin"),
                when='<time datetime="2014-01-26T01:02:03+00:00">dim. 26 janv. 2014 01:02</time>') + made(
        "php33_row", css="", icon="topic_read", topic=7, title="Menthe &amp; co", starter='<span class="username">passant</span>',
        when="mar. 5 janv. 2016 15:04")  # fmt: skip
    page = page33("viewforum", made("php33_board", rows=rows), "viewforum.php?f=2&amp;start=25")
    assert page.remarks == []
    assert (page.page["kind"], page.page["path"]) == ("forum", "/forum/viewforum.php?f=2&start=25")
    assert details(page.page) == {
        "board": "Plantes",
        "page": 2,
        "hidden_text": details(page.page)["hidden_text"],
    }
    shared = {
        "last_post_at": "2020-01-02T03:04:05Z",
        "last_post_by": "thym",
        "listed": True,
        "replies": 12,
        "views": 3456,
    }
    assert [shown(row) for row in page.of("post")] == [
        {"board": "Plantes", "handle": "admin", "posted_at": datetime(2014, 1, 26, 1, 2, 3, tzinfo=UTC),
         "posted_text": "dim. 26 janv. 2014 01:02", "thread": "Règles", "thread_id": "8",
         "details": shared | {"locked": True, "sticky": True}},
        {"board": "Plantes", "handle": "passant", "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
         "posted_text": "mar. 5 janv. 2016 15:04", "thread": "Menthe & co", "thread_id": "7", "details": shared},
    ]  # fmt: skip


def test_a_board_of_phpbb_3_0() -> None:
    rows = made("php30_row", css="", topic=7, title="Mint", when="Tue Jan 05, 2010 3:04 pm")
    body = f'<h2><a href="./viewforum.php?f=2">Plants</a></h2><ul class="topiclist topics">{rows}</ul>'
    page = page30("viewforum", body)
    assert (page.page["site"], page.page["kind"], page.page["path"]) == (
        "phpbb",
        "forum",
        "/viewforum.php?f=2",
    )
    assert [shown(row) for row in page.of("post")] == [
        {"board": "Plants", "handle": "sage", "posted_at": datetime(2010, 1, 5, 15, 4, tzinfo=UTC),
         "posted_text": "Tue Jan 05, 2010 3:04 pm", "thread": "Mint", "thread_id": "7",
         "details": {"last_post_at": "2010-02-04T23:12:00Z", "last_post_by": "thyme", "listed": True, "replies": 3, "views": 12}},
    ]  # fmt: skip


def test_a_profile() -> None:
    page = page33("memberlist", made("php33_profile"), "memberlist.php?mode=viewprofile&amp;u=2")
    assert page.remarks == []
    assert (page.page["kind"], page.page["path"]) == ("user", "/forum/memberlist.php?mode=viewprofile&u=2")
    assert [shown(row) for row in page.of("account_observation")] == [{
        "handle": "sauge", "role": "administrator", "level": "Administrateur",
        "member_since": datetime(2014, 2, 1, 1, 2, tzinfo=UTC), "last_seen": datetime(2016, 1, 5, 19, tzinfo=UTC),
        "last_seen_text": "Hier, 19:00", "url": "/forum/memberlist.php?mode=viewprofile&u=2",
        "details": {"location": "Jardin", "posts": 1234, "signature": "clef sur demande"},
    }]  # fmt: skip


def test_kinds() -> None:
    """The quick login below the index does not make it a login; a message is an error wherever it stands."""
    index = page33("index", made("php33_index"), "index.php", session="")
    assert (index.page["kind"], index.page["content"], index.page["logged_in"]) == ("front", True, False)
    assert details(index.page) == {"boards": ["Plantes"]}
    login = page33("ucp", made("php33_login"), session="")
    assert (login.page["kind"], login.page["content"]) == ("login", False)
    for section in ("viewtopic", "viewforum", "memberlist", "index"):
        message = page33(section, made("php33_message"))
        assert (message.page["kind"], message.page["content"]) == ("error", False)
        assert details(message.page) == {"error": "Le sujet demandé n’existe pas."}
