"""XenForo forums on unknown hosts, both generations: threads, boards, index, profiles, and pages without content."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.reading.engines.made import HOST, made
from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import shown

SAGE = '<a href="/members/sauge.2/" class="username " dir="auto" data-user-id="2">sauge</a>'


def page2(
    template: str,
    body: str,
    canonical: str = "threads/menthe.7/",
    heading: str = "Menthe",
    logged: str = "true",
) -> Read:
    """A page of XenForo 2, read."""
    return read(
        made("xf2_page", template=template, body=body, canonical=canonical, heading=heading, logged=logged)
    )


def page1(title: str, body: str, canonical: str = "threads/mint.7/", logged: str = "LoggedIn") -> Read:
    """A page of XenForo 1, read; its relative links are to be taken from its base."""
    return read(made("xf1_page", title=title, heading=title, body=body, canonical=canonical, logged=logged))


def test_a_thread() -> None:
    """Times from the attribute whatever the words; quotation told apart and named; a guest has no link."""
    quote = made("xf2_quote", text="Quelle<br />menthe&nbsp;?")
    more = '<div class="message-lastEdit">Dernière édition: hier</div><aside class="message-signature"><div class="bbWrapper">clef</div></aside>'
    posts = made("xf2_post", number=41, author="sauge", name=SAGE, when="2016-01-05T16:04:00+0100", shown="5 Janvier 2016",
                 text="Quelle<br />menthe&nbsp;?", more="") + made(
        "xf2_post", number=42, author="passant", name='<span class="username " dir="auto">passant</span>',
        when="2016-01-06T07:08:09+0000", shown="Hier à 08:08", text=f"{quote}La verte", more=more)  # fmt: skip
    page = page2("thread_view", posts, "threads/menthe.7/page-3")
    assert page.remarks == []
    found = page.page
    assert (found["site"], found["kind"], found["path"], found["logged_in"]) == (
        HOST,
        "thread",
        "/threads/7/page-3",
        True,
    )
    assert details(found) == {"board": "Plantes", "session": "lecteur", "thread": "Menthe", "thread_id": "7"}
    shared = {"board": "Plantes", "thread": "Menthe", "thread_id": "7"}
    assert [shown(row) for row in page.of("post")] == [
        shared | {"handle": "sauge", "native_id": "41", "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
                  "posted_text": "5 Janvier 2016", "text": "Quelle\nmenthe ?", "details": {"author_title": "Habitué"}},
        shared | {"handle": "passant", "native_id": "42", "posted_at": datetime(2016, 1, 6, 7, 8, 9, tzinfo=UTC),
                  "posted_text": "Hier à 08:08", "reply_to": "41", "text": "> sauge a dit:\n> Quelle\n> menthe ?\nLa verte",
                  "details": {"author_title": "Habitué", "edited": "Dernière édition: hier", "signature": "clef"}},
    ]  # fmt: skip
    links = {(row["kind"], row["target"], row["native_id"]) for row in page.of("link")}
    assert links == {
        ("thread", "/threads/7/page-3", "7"), ("thread", "/threads/7/", "7"), ("forum", "/forums/2/", "2"), ("user", "/members/2/", "2"),
    }  # fmt: skip


def test_a_board() -> None:
    status = '<ul class="structItem-statuses"><li><i class="structItem-status structItem-status--locked"></i></li><li><i class="structItem-status structItem-status--sticky"></i></li></ul>'
    rows = made("xf2_row", topic=8, title="Règles", author="admin", status=status) + made(
        "xf2_row", topic=7, title="Menthe &amp; co", author="sauge", status="")  # fmt: skip
    page = page2(
        "forum_view", f'<div class="structItemContainer">{rows}</div>', "forums/plantes.2/", "Plantes"
    )
    assert page.remarks == []
    assert (page.page["kind"], page.page["path"]) == ("forum", "/forums/2/")
    time = {
        "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
        "posted_text": "5 Janvier 2016",
        "board": "Plantes",
    }
    shared = {
        "last_post_at": "2016-01-06T07:08:09Z",
        "last_post_by": "thym",
        "listed": True,
        "replies": 12,
        "views": 3000,
    }
    assert [shown(row) for row in page.of("post")] == [
        time | {"handle": "admin", "thread": "Règles", "thread_id": "8", "details": shared | {"locked": True, "sticky": True}},
        time | {"handle": "sauge", "thread": "Menthe & co", "thread_id": "7", "details": shared},
    ]  # fmt: skip


def test_a_profile() -> None:
    page = page2("member_view", made("xf2_profile"), "members/sauge.2/", "sauge")
    assert page.remarks == []
    assert (page.page["kind"], page.page["path"]) == ("user", "/members/2/")
    assert [shown(row) for row in page.of("account_observation")] == [{
        "handle": "sauge", "role": "moderator", "level": "Habitué", "member_since": datetime(2014, 1, 26, 1, 2, 3, tzinfo=UTC),
        "last_seen": datetime(2016, 1, 5, 19, tzinfo=UTC), "last_seen_text": "Hier à 19:00", "url": "/members/sauge.2/",
        "details": {"posts": 1234},
    }]  # fmt: skip


def test_a_thread_of_xenforo_1() -> None:
    """Both ways of giving a time; relative links follow the base of the page."""
    recent = '<abbr class="DateTime" data-time="1452006240" data-diff="5" title="">A moment ago</abbr>'
    older = '<span class="DateTime" title="5 Janvier 2016 à 15:04">5 Janvier 2016</span>'
    quote = made("xf1_quote", text="which<br />one?")
    signature = '<div class="baseHtml signature messageText ugc"><aside>key on request</aside></div>'
    posts = made("xf1_post", number=41, author="sage", when=older, text="which<br />one?", more="")
    posts += made("xf1_post", number=42, author="thyme", when=recent, text=f"{quote}green", more=signature)
    page = page1("Mint", f'<ol class="messageList" id="messageList">{posts}</ol>')
    assert page.remarks == []
    assert (page.page["site"], page.page["kind"], page.page["path"]) == (HOST, "thread", "/bbs/threads/7/")
    shared = {"board": "Plants", "thread": "Mint", "thread_id": "7"}
    assert [shown(row) for row in page.of("post")] == [
        shared | {"handle": "sage", "native_id": "41", "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
                  "posted_text": "5 Janvier 2016", "text": "which\none?", "details": {"author_title": "Regular"}},
        shared | {"handle": "thyme", "native_id": "42", "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
                  "posted_text": "A moment ago", "reply_to": "41", "text": "> sage said: ↑\n> which\n> one?\ngreen",
                  "details": {"author_title": "Regular", "signature": "key on request"}},
    ]  # fmt: skip
    links = {(row["kind"], row["target"]) for row in page.of("link")}
    assert links == {("thread", "/bbs/threads/7/"), ("forum", "/bbs/forums/2/"), ("user", "/bbs/members/2/")}


def test_a_board_of_xenforo_1() -> None:
    rows = made("xf1_row", topic=8, title="Rules", css="sticky locked") + made(
        "xf1_row", topic=7, title="Mint", css=""
    )
    page = page1(
        "Plants",
        f'<div class="discussionList section sectionMain"><ol class="discussionListItems">{rows}</ol></div>',
        "forums/plants.2/",
    )
    time = {
        "posted_at": datetime(2016, 1, 5, 15, 4, tzinfo=UTC),
        "posted_text": "Jan 5, 2016",
        "board": "Plants",
        "handle": "sage",
    }
    shared = {
        "last_post_at": "2016-01-05T15:04:00Z",
        "last_post_by": "thyme",
        "listed": True,
        "replies": 1012,
        "views": 34567,
    }
    assert (page.page["kind"], page.page["path"], page.remarks) == ("forum", "/bbs/forums/2/", [])
    assert [shown(row) for row in page.of("post")] == [
        time | {"thread": "Rules", "thread_id": "8", "details": shared | {"locked": True, "sticky": True}},
        time | {"thread": "Mint", "thread_id": "7", "details": shared},
    ]  # fmt: skip


def test_a_profile_of_xenforo_1() -> None:
    page = page1("sage", made("xf1_profile"), "members/sage.2/")
    assert (page.page["kind"], page.remarks) == ("user", [])
    assert [shown(row) for row in page.of("account_observation")] == [{
        "handle": "sage", "level": "Regular", "member_since": datetime(2014, 1, 26, tzinfo=UTC),
        "last_seen": datetime(2016, 1, 5, 15, 4, tzinfo=UTC), "last_seen_text": "Jan 5, 2016", "url": "/bbs/members/sage.2/",
        "details": {"posts": 1234},
    }]  # fmt: skip


def test_kinds() -> None:
    form = '<form action="/login/login" method="post" class="block"><input name="login"><input type="password" name="password"></form>'
    login = page2("login", form, "login/", "Connexion", "false")
    assert (login.page["kind"], login.page["content"], login.page["logged_in"]) == ("login", False, False)
    error = page2("error", '<div class="blockMessage">Le sujet est introuvable.</div>', "threads/9/", "Oups")
    assert (error.page["kind"], error.page["content"], details(error.page)["error"]) == (
        "error",
        False,
        "Le sujet est introuvable.",
    )
    node = '<div class="node node--forum"><h3 class="node-title"><a href="/forums/plantes.2/">Plantes</a></h3></div>'
    index = page2("forum_list", node, "", "Forum")
    assert (index.page["kind"], details(index.page)["boards"]) == ("front", ["Plantes"])
    old = page1(
        "Forum",
        f'<ol class="nodeList sectionMain" id="forums"><li class="node"><h3 class="nodeTitle"><a href="forums/plants.2/">Plants</a></h3></li></ol>{form}',
    )
    assert (old.page["kind"], details(old.page)["boards"]) == ("front", ["Plants"])
    lost = page1(
        "Log in",
        '<form action="login/login" method="post" class="xenForm formOverlay" id="pageLogin"><input type="password" name="password"></form>',
    )
    assert (lost.page["kind"], lost.page["content"]) == ("login", False)
    gone = page1(
        "Error", '<label for="ctrl_0" class="OverlayCloser">The requested thread could not be found.</label>'
    )
    assert (gone.page["kind"], details(gone.page)["error"]) == (
        "error",
        "The requested thread could not be found.",
    )
