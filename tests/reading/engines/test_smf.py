"""SMF forums on unknown hosts: threads, boards, index, profiles, and pages without content."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.reading.engines.made import BASES, HOST, made
from tests.reading.reads import Read, details, read
from tests.reading.sites.pages import shown

BASE = BASES["smf"]
CLOCK = "10 mai 2015 à 20:43:56"
CAPTURED = "2015-05-12T01:00:00Z"
IN = '<li id="button_logout"><a href="?action=logout;ab12=cd34"><span>Quitter</span></a></li>'
GUEST = '<form id="guest_form" action="?action=login2"><input name="user"><input type="password" name="passwrd"></form>'
FR = {"on": "le", "posts": "Messages"}
EN = {"on": "on", "posts": "Posts"}


def page20(
    title: str, body: str, canonical: str = "", clock: str = "", guest: bool = False, uri: str = "file:x"
) -> Read:
    """A page of SMF 2.0, read; as a guest sees it with the small login form in its head."""
    user = f'<ul class="reset"><li class="greeting">Bonjour <span>lecteur</span></li><li>{clock}</li></ul>'
    link = f'<link rel="canonical" href="{BASE}{canonical}" />' if canonical else ""
    whole = made(
        "smf20_page",
        title=title,
        body=body,
        canonical=link,
        user=GUEST if guest else user,
        logout="" if guest else IN,
    )
    return read(whole, captured_at=CAPTURED, uri=uri)


def page21(title: str, body: str, canonical: str) -> Read:
    """A page of SMF 2.1, read."""
    whole = made("smf21_page", title=title, body=body, canonical=canonical, clock="2020-05-10T20:43:56Z")
    return read(whole, captured_at="2020-05-11T00:00:00Z")


def member(number: int, name: str) -> str:
    """A link to a member's profile, as everywhere on SMF."""
    return f'<a href="{BASE}?action=profile;u={number}" title="Profil de {name}">{name}</a>'


def thread20(*posts: str) -> str:
    return made("smf20_thread", posts="".join(posts))


def post20(number: int, author: str, when: str, text: str, words: dict[str, str], more: str = "") -> str:
    """One post; the opening post alone has no number of its answer."""
    reply = "Réponse #1 " if number > 41 else ""
    return made(
        "smf20_post", number=number, author=author, when=when, text=text, reply=reply, more=more, **words
    )


def row20(number: int, topic: int, title: str, starter: str, last: str, css: str = "windowbg") -> str:
    words = {"start": "Démarré par", "replies": "Réponses", "views": "Vues"}
    return made(
        "smf20_row", number=number, topic=topic, title=title, starter=starter, last=last, css=css, **words
    )


def test_a_french_thread() -> None:
    """Author, time in French words or counted from the page's clock, answer, text with its quotations told apart."""
    nested = made(
        "smf20_quote",
        number=40,
        head="Citation de: thym le 01 Février 2015 à 03:04:05",
        text="vieux<br />mot",
    )
    quote = made("smf20_quote", number=41, head="Citation de: sauge", text=f"Quelle menthe&nbsp;?{nested}")
    signature = '<div class="signature" id="msg_42_signature">thym (at) example<br />clef sur demande</div>'
    posts = (
        post20(
            41, member(2, "sauge"), "08 Août 2014 à 18:32:10", "Quelle menthe&nbsp;?<br /><br />Merci", FR
        ),
        post20(42, member(3, "thym"), "<strong>Hier</strong> à 07:08:09", f"{quote}La verte", FR, signature),
        post20(43, "passant", "<strong>Aujourd'hui</strong> à 00:00:01", "Rien", FR),
    )
    page = page20("Menthe", thread20(*posts), "?topic=7.0", CLOCK)
    assert page.remarks == []
    assert (page.page["site"], page.page["kind"], page.page["path"]) == (
        HOST,
        "thread",
        "/index.php?topic=7.0",
    )
    assert page.page["logged_in"] is True
    assert details(page.page) == {
        "board": "Plantes", "session": "lecteur", "thread": "Menthe", "thread_id": "7", "views": 1234,
    }  # fmt: skip
    shared = {"board": "Plantes", "thread": "Menthe", "thread_id": "7"}
    about = {"author_group": "Vendeur", "author_posts": 1234, "subject": "Re: Menthe"}
    assert [shown(row) for row in page.of("post")] == [
        shared | {
            "handle": "sauge", "native_id": "41", "posted_at": datetime(2014, 8, 8, 18, 32, 10, tzinfo=UTC),
            "posted_text": "08 Août 2014 à 18:32:10", "text": "Quelle menthe ?\n\nMerci", "details": about,
        },
        shared | {
            "handle": "thym", "native_id": "42", "posted_at": datetime(2015, 5, 9, 7, 8, 9, tzinfo=UTC),
            "posted_text": "Hier à 07:08:09", "reply_to": "41",
            "text": "> Citation de: sauge\n> Quelle menthe ?\n> > Citation de: thym le 01 Février 2015 à 03:04:05\n"
                    "> > vieux\n> > mot\nLa verte",
            "details": about | {"signature": "thym (at) example\nclef sur demande"},
        },
        shared | {
            "handle": "passant", "native_id": "43", "posted_at": datetime(2015, 5, 10, 0, 0, 1, tzinfo=UTC),
            "posted_text": "Aujourd'hui à 00:00:01", "text": "Rien", "details": about,
        },
    ]  # fmt: skip
    assert {row["site"] for row in page.of("post")} == {HOST}
    links = {(row["kind"], row["target"], row["native_id"]) for row in page.of("link")}
    assert links == {
        ("forum", "/index.php?board=3.0", "3"), ("thread", "/index.php?topic=7.0", "7"),
        ("user", "/index.php?action=profile;u=2", "2"), ("user", "/index.php?action=profile;u=3", "3"),
    }  # fmt: skip


def test_english_times() -> None:
    """Both English ways of writing a time; "Today" without a clock on the page is the day of the capture."""
    first = post20(41, member(2, "sage"), "February 16, 2015, 12:59:19 AM", "one", EN)
    second = post20(42, member(2, "sage"), "<strong>Today</strong> at 01:02:03 PM", "two", EN)
    page = page20("Mint", thread20(first, second), "?topic=7.50")
    assert [row["posted_at"] for row in page.of("post")] == [
        datetime(2015, 2, 16, 0, 59, 19, tzinfo=UTC), datetime(2015, 5, 12, 13, 2, 3, tzinfo=UTC),
    ]  # fmt: skip
    assert (page.page["path"], page.remarks) == ("/index.php?topic=7.50", [])


def test_a_time_that_cannot_be_read_is_kept_and_told() -> None:
    page = page20("Mint", thread20(post20(41, member(2, "sage"), "the day after", "x", EN)))
    row = page.first("post")
    assert (row.get("posted_at"), row["posted_text"], row["text"]) == (None, "the day after", "x")
    assert page.remarks == [("post.posted_at", "unreadable_date")]


def test_a_board() -> None:
    """Threads of a board as listed: who began them, answers, views, last word, pinned, closed."""
    rows = (
        row20(41, 7, "Menthe &amp; co", member(2, "sauge"), f"10 Mai 2015 à 01:02:03<br />par {member(3, 'thym')}"),
        row20(50, 8, "Règles", member(1, "admin"), f"<strong>Aujourd'hui</strong> à 04:05:06<br />par {member(1, 'admin')}",
              "locked_sticky"),
        row20(60, 9, "Question", "passant", "01 Décembre 2014 à 23:59:59<br />par passant", "lockedbg"),
    )  # fmt: skip
    page = page20(
        "Plantes", made("smf20_board", rows="".join(rows)), "?board=3.20", CLOCK, uri=f"{BASE}?board=3.20"
    )
    assert page.remarks == []
    assert (page.page["site"], page.page["kind"], page.page["path"]) == (
        HOST,
        "forum",
        "/index.php?board=3.20",
    )
    assert details(page.page) == {
        "about": "Toutes les plantes", "board": "Plantes", "category": "Général", "page": 2, "session": "lecteur",
    }  # fmt: skip
    counts = {"listed": True, "replies": 12, "views": 3456}
    assert [shown(row) for row in page.of("post")] == [
        {"board": "Plantes", "handle": "sauge", "native_id": "41", "thread": "Menthe & co", "thread_id": "7",
         "details": counts | {"last_post_at": "2015-05-10T01:02:03Z", "last_post_by": "thym"}},
        {"board": "Plantes", "handle": "admin", "native_id": "50", "thread": "Règles", "thread_id": "8",
         "details": counts | {"last_post_at": "2015-05-10T04:05:06Z", "last_post_by": "admin", "locked": True, "sticky": True}},
        {"board": "Plantes", "handle": "passant", "native_id": "60", "thread": "Question", "thread_id": "9",
         "details": counts | {"last_post_at": "2014-12-01T23:59:59Z", "locked": True}},
    ]  # fmt: skip


def test_a_thread_of_smf_2_1() -> None:
    first = made(
        "smf21_post",
        number=41,
        author=member(2, "sage"),
        when="March 01, 2020, 10:00:00 AM",
        text="which<br>one",
    )
    answer = made("smf21_quote", text="which<br>one") + "green"
    second = made(
        "smf21_post", number=42, author=member(3, "thyme"), when="Today at 08:00:00 PM", text=answer
    )
    page = page21("Mint", made("smf21_thread", posts=first + second), "?topic=7.0")
    assert page.remarks == []
    shared = {"board": "Plants", "thread": "Mint", "thread_id": "7"}
    about = {"author_group": "Moderator", "author_posts": 17, "subject": "Re: Mint"}
    assert [shown(row) for row in page.of("post")] == [
        shared | {"handle": "sage", "native_id": "41", "posted_at": datetime(2020, 3, 1, 10, tzinfo=UTC),
                  "posted_text": "March 01, 2020, 10:00:00 AM", "text": "which\none", "details": about},
        shared | {"handle": "thyme", "native_id": "42", "posted_at": datetime(2020, 5, 10, 20, tzinfo=UTC),
                  "posted_text": "Today at 08:00:00 PM", "reply_to": "41", "text": "> Quote from: sage\n> which\n> one\ngreen",
                  "details": about},
    ]  # fmt: skip


def test_a_board_of_smf_2_1() -> None:
    last = member(2, "sage")
    rows = made("smf21_row", number=41, topic=7, title="Mint", starter=last, css="windowbg", last=last)
    rows += made(
        "smf21_row",
        number=50,
        topic=8,
        title="Rules",
        starter="admin",
        css="windowbg sticky locked",
        last=last,
    )
    page = page21("Plants", made("smf21_board", rows=rows), "?board=3.0")
    shared = {
        "last_post_at": "2020-05-10T20:01:00Z",
        "last_post_by": "sage",
        "listed": True,
        "replies": 3,
        "views": 1012,
    }
    assert page.page["kind"] == "forum"
    assert [shown(row) for row in page.of("post")] == [
        {"board": "Plants", "handle": "sage", "native_id": "41", "thread": "Mint", "thread_id": "7", "details": shared},
        {"board": "Plants", "handle": "admin", "native_id": "50", "thread": "Rules", "thread_id": "8",
         "details": shared | {"locked": True, "sticky": True}},
    ]  # fmt: skip


def test_a_profile() -> None:
    page = page20("Profil de sauge", made("smf20_profile"), clock=CLOCK)
    assert page.remarks == []
    assert (page.page["kind"], page.page["path"]) == ("user", "/index.php?action=profile;u=2")
    assert [shown(row) for row in page.of("account_observation")] == [{
        "handle": "sauge", "role": "moderator", "level": "Modérateur", "description": "Herbes fraîches",
        "member_since": datetime(2014, 1, 26, 1, 2, 3, tzinfo=UTC), "last_seen": datetime(2015, 5, 10, 19, tzinfo=UTC),
        "last_seen_text": "Aujourd'hui à 19:00:00", "url": "/index.php?action=profile;u=2",
        "details": {"posts": 1234, "signature": "Signature:\njabber: sauge@example.invalid"},
    }]  # fmt: skip


def test_kinds() -> None:
    """A page is a login or an error only if it is nothing else: the small login form of guests does not make it one."""
    guest = page20("Forum", made("smf20_index"), guest=True)
    assert (guest.page["kind"], guest.page["content"], guest.page["logged_in"]) == ("front", True, False)
    assert details(guest.page) == {"boards": ["Plantes"]}
    lost = page20("Identification", made("smf20_login"), guest=True)
    assert (lost.page["kind"], lost.page["content"]) == ("login", False)
    failed = page20("Erreur", made("smf20_error"))
    assert (failed.page["kind"], failed.page["content"]) == ("error", False)
    assert details(failed.page)["error"] == "Le sujet a disparu."


def test_addresses() -> None:
    """`/index.php/topic,7.50.html` and `?PHPSESSID=x&topic=7.50` are one page; a sorted list is the list."""
    queries = (
        "/topic,7.50.html", "?PHPSESSID=abc&amp;topic=7.50", "/board,3.0/sort,subject.html", "?topic=7.msg99#new",
        "?action=profile;u=4;area=showposts", "?action=printpage;topic=7.0",
    )  # fmt: skip
    page = page20("x", "".join(f'<a href="http://{HOST}/bbs/index.php{query}">x</a>' for query in queries))
    assert [(row["kind"], row["target"]) for row in page.of("link")] == [
        ("thread", "/bbs/index.php?topic=7.50"), ("forum", "/bbs/index.php?board=3.0"), ("thread", "/bbs/index.php?topic=7.0"),
    ]  # fmt: skip
