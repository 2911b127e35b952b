"""MyBB forums on unknown hosts: threads, boards, index, profiles, and pages without content."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.reading.engines.made import BASES, HOST, made
from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import shown

BASE = BASES["myb"]
PLANTS = '<a href="forumdisplay.php?fid=2&amp;page=1">Plantes</a>'
IN = (
    f'<span class="welcome">Bonjour, <a href="{BASE}/member.php?action=profile&amp;uid=9">lecteur</a></span>'
    f'<a href="{BASE}/member.php?action=logout&amp;logoutkey=ab">Sortir</a>'
)


def page(
    active: str,
    body: str,
    uri: str = "file:x",
    trail: str = PLANTS,
    session: str = IN,
    clock: str = "06-01-2016, 12:00",
) -> Read:
    """A page of MyBB 1.8, read."""
    whole = made(
        "myb18_page", title=active, active=active, trail=trail, session=session, clock=clock, body=body
    )
    return read(whole, captured_at="2016-01-07T01:00:00Z", uri=uri)


def member(number: int, name: str) -> str:
    return f'<a href="{BASE}/member.php?action=profile&amp;uid={number}">{name}</a>'


def post(number: int, author: str, when: str, text: str, more: str = "", edited: str = "") -> str:
    return made("myb18_post", number=number, author=author, when=when, text=text, more=more, edited=edited)


def test_a_french_thread() -> None:
    """Day before month, words counted from the page's clock, the exact time behind "ago", quotation, guest, signature."""
    quote = made("myb18_quote", text="Quelle<br />menthe&nbsp;?")
    signature = '<div class="signature scaleimages">clef sur<br />demande</div>'
    edited = '<span class="edited_post">(Modification du message : 09-08-2014, 10:00 par thym.)</span>'
    posts = (
        post(41, member(2, "sauge"), "08-08-2014, 18:32", "Quelle<br />menthe&nbsp;?"),
        post(
            42,
            member(3, "thym"),
            '<span title="05-01-2016">Hier</span>, 07:08',
            f"{quote}La verte",
            signature,
            edited,
        ),
        post(43, "passant", '<span title="06-01-2016, 11:55">Il y a 5 minutes</span>', "Rien"),
    )
    read_page = page("Menthe", made("myb18_thread", posts="".join(posts)))
    assert read_page.remarks == []
    found = read_page.page
    assert (found["site"], found["kind"], found["path"], found["logged_in"]) == (
        HOST,
        "thread",
        "/showthread.php?tid=7",
        True,
    )
    assert details(found) == {"board": "Plantes", "session": "lecteur", "thread": "Menthe", "thread_id": "7"}
    shared = {"board": "Plantes", "thread": "Menthe", "thread_id": "7"}
    about = {
        "author_group": "Habitué",
        "author_joined": "Jan 2015",
        "author_posts": 1234,
        "author_reputation": 7,
    }
    assert [shown(row) for row in read_page.of("post")] == [
        shared | {"handle": "sauge", "native_id": "41", "posted_at": datetime(2014, 8, 8, 18, 32, tzinfo=UTC),
                  "posted_text": "08-08-2014, 18:32", "text": "Quelle\nmenthe ?", "details": about},
        shared | {"handle": "thym", "native_id": "42", "posted_at": datetime(2016, 1, 5, 7, 8, tzinfo=UTC),
                  "posted_text": "Hier, 07:08", "reply_to": "41",
                  "text": "> (08-08-2014, 18:32)sauge a écrit :\n> Quelle\n> menthe ?\nLa verte",
                  "details": about | {"edited": "(Modification du message : 09-08-2014, 10:00 par thym.)",
                                      "signature": "clef sur\ndemande"}},
        shared | {"handle": "passant", "native_id": "43", "posted_at": datetime(2016, 1, 6, 11, 55, tzinfo=UTC),
                  "posted_text": "Il y a 5 minutes", "text": "Rien", "details": about},
    ]  # fmt: skip
    links = {(row["kind"], row["target"]) for row in read_page.of("link")}
    assert links == {
        ("forum", "/forumdisplay.php?fid=1"), ("forum", "/forumdisplay.php?fid=2"), ("thread", "/showthread.php?tid=7"),
        ("user", "/member.php?action=profile&uid=2"), ("user", "/member.php?action=profile&uid=3"),
        ("user", "/member.php?action=profile&uid=9"),
    }  # fmt: skip


def test_an_english_thread_of_mybb_1_6() -> None:
    """Month before day where hours have a.m. and p.m.; the table layout of old."""
    posts = made(
        "myb16_post", number=41, author=member(2, "sage"), when="02-03-2010, 03:04 PM", text="which one?"
    ) + made("myb16_post", number=42, author=member(3, "thyme"), when="Today, 11:05 AM", text="green")
    found = page(
        "Mint",
        f'<div id="posts">{posts}</div>',
        f"http://{HOST}/showthread.php?tid=7&page=2",
        clock="01-06-2016, 12:00 PM",
    )
    assert found.remarks == []
    assert found.page["path"] == "/showthread.php?tid=7&page=2"
    shared = {"board": "Plantes", "thread": "Mint", "thread_id": "7"}
    about = {"author_group": "Junior Member", "author_joined": "Jan 2010", "author_posts": 17}
    assert [shown(row) for row in found.of("post")] == [
        shared | {"handle": "sage", "native_id": "41", "posted_at": datetime(2010, 2, 3, 15, 4, tzinfo=UTC),
                  "posted_text": "02-03-2010, 03:04 PM", "text": "which one?", "details": about},
        shared | {"handle": "thyme", "native_id": "42", "posted_at": datetime(2016, 1, 6, 11, 5, tzinfo=UTC),
                  "posted_text": "Today, 11:05 AM", "text": "green", "details": about},
    ]  # fmt: skip


def test_a_board() -> None:
    rows = made("myb18_row", css="forumdisplay_sticky", icon="closefolder", topic=8, title="Règles", starter=member(1, "admin"),
                last="26-01-2014, 01:02") + made(
        "myb18_row", css="forumdisplay_regular", icon="newfolder", topic=7, title="Menthe &amp; co", starter="passant",
        last='<span title="06-01-2016, 11:55">Il y a 5 minutes</span>')  # fmt: skip
    found = page("Plantes", made("myb18_board", rows=rows), f"http://{HOST}/forum-2-page-2.html", trail="")
    assert found.remarks == []
    assert (found.page["kind"], found.page["path"]) == ("forum", "/forumdisplay.php?fid=2&page=2")
    assert details(found.page) == {"board": "Plantes", "page": 2, "session": "lecteur"}
    shared = {"last_post_by": "thym", "listed": True, "replies": 12, "views": 3456}
    assert [shown(row) for row in found.of("post")] == [
        {"board": "Plantes", "handle": "admin", "thread": "Règles", "thread_id": "8",
         "details": shared | {"last_post_at": "2014-01-26T01:02:00Z", "locked": True, "sticky": True}},
        {"board": "Plantes", "handle": "passant", "thread": "Menthe & co", "thread_id": "7",
         "details": shared | {"last_post_at": "2016-01-06T11:55:00Z"}},
    ]  # fmt: skip


def test_a_profile() -> None:
    found = page("Profil de sauge", made("myb18_profile"), trail="")
    assert found.remarks == []
    assert (found.page["kind"], found.page["path"]) == ("user", "/member.php?action=profile&uid=2")
    assert [shown(row) for row in found.of("account_observation")] == [{
        "handle": "sauge", "role": "administrator", "level": "Administrateur",
        "member_since": datetime(2014, 1, 26, tzinfo=UTC), "last_seen": datetime(2016, 1, 5, 19, tzinfo=UTC),
        "last_seen_text": "Hier, 19:00", "url": "/member.php?action=profile&uid=2",
        "details": {"posts": 1234, "reputation": 7, "signature": "clef sur\ndemande"},
    }]  # fmt: skip


def test_kinds() -> None:
    """The login form that every page hides for guests makes none of them a login."""
    guest = made("myb18_guest")
    index = page("Forum", made("myb18_index"), trail="", session=guest)
    assert (index.page["kind"], index.page["content"], index.page["logged_in"]) == ("front", True, False)
    assert details(index.page)["boards"] == ["Plantes"]
    login = page("Connexion", made("myb18_login"), trail="", session=guest)
    assert (login.page["kind"], login.page["content"]) == ("login", False)
    error = page("Forum", made("myb18_error"), trail="", session=guest)
    assert (error.page["kind"], error.page["content"]) == ("error", False)
    assert details(error.page)["error"] == "Le sujet demandé n'existe pas."
