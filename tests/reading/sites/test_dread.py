"""Dread: threads with nested comments, boards, users, and the queue in front of the site."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.reading.reads import details, read
from tests.reading.sites.pages import shown

ONION = "http://dreadytofatroptsdj6io7l3xptbet6onoyno2yv7jicoxknyazubrad.onion"
HEAD = """<html><head><title>{title}</title></head><body><div class="container"><header><a class="dreadLogo"
href="{onion}/">dread</a>
<div class="no_auth"><form action="/auth/login/noload"><input type="password" name="password"></form></div></header>"""
SIDE = """<div class="dreadSidebar"><a class="subname" href="{onion}/d/herbs">/d/herbs</a>
<div class="subscribers">1,468 subscribers</div><div class="sub-description">Herbs<br>and teas</div>
<div class="mod-list"><div class="item"><a class="username" href="{onion}/u/sage">/u/sage</a>
<span class="flair">Gardener</span></div>
<div class="item"><a class="username" href="{onion}/u/thyme">/u/thyme</a></div></div>
<div class="created">Created by <a href="{onion}/u/rosemary">/u/rosemary</a></div></div></div></body></html>"""
POST = """<div class="item"><form class="voting">
<input type="hidden" name="post_key" value="{key}"><div class="voteCount">5</div></form>
<div class="postTop"><a class="title" href="{onion}/post/{key}">{title} <span class="flair sticky" title="Sticky"></span></a>
<div class="author">by <a href="{onion}/u/sage">/u/sage</a> • <span title="24th November, 2021 16:00">1 month ago</span>
in <a href="{onion}/d/herbs">/d/herbs</a></div></div>{body}<form class="actions"><a href="#">1,232 comments</a></form></div>"""
COMMENT = """<div class="comment" id="c-{id}"><form class="voting"><input name="comment_key" value="{id}"></form>
<div class="commentContent"><div class="top"><a class="username" href="{onion}/u/{by}">/u/{by}</a>
<div class="votes">{score} points</div>
<div class="timestamp"><span title="1st December, 2021 - 18:41">3 weeks ago</span></div></div>
<div class="commentBody">{text}</div></div>{replies}</div>"""
PAGES = """<div class="pagination"><a class="prev">Prev</a><a href="{onion}/post/ab12?p=2&amp;sort=new" class="active">2</a>
<a href="{onion}/post/ab12?p=3&amp;sort=new">3</a><a class="next">Next</a></div>"""


def comment(number: int, by: str, text: str, replies: str = "", score: int = 1) -> str:
    """One comment with its replies inside, as the forum nests them."""
    return COMMENT.format(id=f"{number:018x}", by=by, text=text, replies=replies, score=score, onion=ONION)


def page(title: str, body: str) -> str:
    """A page of the forum around ``body``."""
    return (
        HEAD.format(title=title, onion=ONION)
        + f'<div class="content">{body}</div>'
        + SIDE.format(onion=ONION)
    )


def test_a_thread() -> None:
    """Opening post and comments, each with author, both times, score, text; replies name what they answer."""
    post = POST.format(
        key="ab12",
        title="Which mint?",
        body='<div class="postContent">Which one<br>is best?</div>',
        onion=ONION,
    )
    deepest = comment(3, "anise", "Agreed", score=0)
    comments = comment(
        1, "basil", "Spearmint", comment(2, "dill", "No,<br>peppermint", deepest, 12)
    ) + comment(4, "basil", "[removed]")
    body = f'<div class="postBoard viewPost">{post}</div><div class="postComments">{comments}</div>'
    thread = read(page("Which mint? : /d/herbs - Dread", body + PAGES.format(onion=ONION)))
    assert (thread.page["site"], thread.page["kind"], thread.page["content"]) == ("dread", "thread", True)
    assert (thread.page["path"], thread.page["logged_in"]) == ("/post/ab12?p=2&sort=new", False)
    assert details(thread.page) == {
        "board": "/d/herbs", "board_about": "Herbs\nand teas", "board_created_by": "rosemary", "comments": 1232,
        "page": 2, "pages": 3, "subscribers": 1468, "thread": "Which mint?", "thread_board": "/d/herbs", "thread_id": "ab12",
    }  # fmt: skip
    opening, *answers = [shown(row) for row in thread.of("post")]
    shared = {"board": "/d/herbs", "thread": "Which mint?", "thread_id": "ab12"}
    assert opening == shared | {
        "handle": "sage", "native_id": "ab12", "posted_at": datetime(2021, 11, 24, 16, tzinfo=UTC), "posted_text": "1 month ago",
        "text": "Which one\nis best?",
        "details": {"comments": 1232, "flairs": ["Sticky"], "score": 5, "url": f"{ONION}/post/ab12"},
    }  # fmt: skip
    time = {"posted_at": datetime(2021, 12, 1, 18, 41, tzinfo=UTC), "posted_text": "3 weeks ago"}
    first, second, third, fourth = (f"{number:018x}" for number in (1, 2, 3, 4))
    assert answers == [
        shared | time | {"handle": "basil", "native_id": first, "text": "Spearmint", "details": {"score": 1}},
        shared
        | time
        | {
            "handle": "dill",
            "native_id": second,
            "reply_to": first,
            "text": "No,\npeppermint",
            "details": {"score": 12},
        },
        shared
        | time
        | {
            "handle": "anise",
            "native_id": third,
            "reply_to": second,
            "text": "Agreed",
            "details": {"score": 0},
        },
        shared
        | time
        | {"handle": "basil", "native_id": fourth, "text": "[removed]", "details": {"score": 1}},
    ]
    assert [shown(row) for row in thread.of("account_observation")] == [
        {
            "handle": "sage",
            "role": "moderator",
            "url": f"{ONION}/u/sage",
            "details": {"board": "/d/herbs", "flair": "Gardener"},
        },
        {"handle": "thyme", "role": "moderator", "url": f"{ONION}/u/thyme", "details": {"board": "/d/herbs"}},
    ]
    assert thread.of("post")[1]["account_id"] == thread.of("post")[4]["account_id"]
    assert thread.remarks == []


def test_a_board_and_a_user() -> None:
    """A board lists the openings of threads; a user's page names the user."""
    posts = POST.format(key="ab12", title="Which mint?", body="", onion=ONION) + POST.format(
        key="cd34", title='<span class="title-text">Which tea?</span>', body="", onion=ONION
    )
    board = read(
        page("/d/herbs - Dread", f'<div class="postBoard">{posts}</div>'), uri=f"{ONION}/d/herbs?p=1"
    )
    assert (board.page["kind"], board.page["path"]) == ("forum", "/d/herbs")
    assert [(row["native_id"], row["thread"], row["board"], details(row)["listed"]) for row in board.of("post")] == [
        ("ab12", "Which mint?", "/d/herbs", True), ("cd34", "Which tea?", "/d/herbs", True),
    ]  # fmt: skip
    assert [(r["kind"], r["target"]) for r in board.of("link")] == [
        ("thread", "/post/ab12"), ("user", "/u/sage"), ("forum", "/d/herbs"), ("thread", "/post/cd34"), ("user", "/u/thyme"),
        ("user", "/u/rosemary"),
    ]  # fmt: skip
    user = read(page("/u/basil - Dread", ""))
    assert (user.page["kind"], user.of("account_observation")[0]["handle"]) == ("user", "basil")


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        (
            "Dread Access Queue",
            "<p>You have been placed in a queue, awaiting forwarding to the platform.</p>",
            "challenge",
        ),
        (
            "Dread",
            "<p>Select each text box and enter the letter you see within the circle below.</p>",
            "captcha",
        ),
        ("Login - Dread", '<form><input name="username"><input type="password"></form>', "login"),
    ],
)
def test_pages_without_content(title: str, body: str, kind: str) -> None:
    """The queue, the captcha behind it, and the login form are no content."""
    front = read(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    assert (front.page["site"], front.page["kind"], front.page["content"]) == ("dread", kind, False)


@pytest.mark.parametrize(
    ("name", "comments", "nested", "score", "pages", "opening"),
    [
        ("helsinki_page_81", 70, 40, 10, 101, "2021-11-24T15:54"),
        ("helsinki_page_87", 34, 4, 10, 101, "2021-11-24T15:54"),
        ("tampere_page_24", 33, 3, 11, 32, "2021-11-24T15:56"),
        ("tampere_page_26", 35, 5, 11, 32, "2021-11-24T15:56"),
        ("tampere_page_27", 32, 2, 11, 32, "2021-11-24T15:56"),
        ("vantaa_page_23", 31, 1, 5, 37, "2021-11-24T16:00"),
    ],
)
def test_saved_pages(
    shared_data: Path, name: str, comments: int, nested: int, score: int, pages: int, opening: str
) -> None:
    """Number of posts and replies, scores, times; every comment has an author, a time, an id of its own."""
    thread = read((shared_data / "pages" / "dread" / f"{name}.html").read_bytes())
    first, *rest = thread.of("post")
    assert (thread.page["kind"], thread.remarks, len(rest)) == ("thread", [], comments)
    assert sum("reply_to" in row for row in rest) == nested
    assert {row.get("reply_to") for row in rest} - {None} <= {row["native_id"] for row in rest}
    assert len({row["native_id"] for row in rest}) == comments
    assert all(
        row["handle"] and row["posted_at"] and row["posted_text"] and "score" in details(row) for row in rest
    )
    assert {row["thread_id"] for row in rest} == {first["native_id"]}
    assert details(first)["score"] == score
    assert (details(thread.page)["page"], details(thread.page)["pages"]) == (int(name[-2:]), pages)
    assert f"{first['posted_at']:%Y-%m-%dT%H:%M}" == opening
