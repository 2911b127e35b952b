"""A thread of the forum and its posts."""

from __future__ import annotations

from filature.demo.docks.frame import (
    anchor,
    board_link,
    clock,
    frame,
    member_anchor,
    member_link,
    thread_link,
)
from filature.demo.html import Child, Html, h, lines
from filature.demo.page import Page, Row, Visit
from filature.demo.talk import Post, Thread
from filature.demo.words import words

PER_PAGE = 10


def _post(host: str, thread: Thread, post: Post, place: int) -> Html:
    """One post as SMF 2.0 writes it; ``place`` counts from 0 within the thread."""
    address = f"/index.php?topic={thread.number}.msg{post.number}"
    subject = ("Re: " if place else "") + thread.title
    head = h("strong", f"Réponse #{place} le:" if place else "le:")
    poster = h(
        "div.poster",
        h("h4", member_anchor(host, post.author)),
        h(
            f"ul#msg_{post.number}_extra_info.reset.smalltext",
            h("li.membergroup", post.author.group),
            h("li.postcount", f"Messages: {7 + post.author.number}"),
        ),
    )
    key = h(
        "div.keyinfo",
        h("div.messageicon"),
        h(f"h5#subject_{post.number}", anchor(host, address, subject, rel="nofollow")),
        h("div.smalltext", "« ", head, f" {clock(post.moment)} »"),
        h(f"div#msg_{post.number}_quick_mod"),
    )
    area = h(
        "div.postarea",
        h("div.flow_hidden", key),
        h("div.post", h(f"div#msg_{post.number}.inner", lines(post.text))),
    )
    signature: Child = (
        h(f"div#msg_{post.number}_signature.signature", post.author.signature)
        if post.author.signature
        else ""
    )
    bar = h("div.moderatorbar", h(f"div#modified_{post.number}.smalltext.modified"), signature)
    return h(
        "div.windowbg" if place % 2 == 0 else "div.windowbg2",
        h("span.topslice", h("span")),
        h("div.post_wrapper", poster, area, bar),
        h("span.botslice", h("span")),
    )


def thread(visit: Visit, subject: Thread, start: int = 0) -> Page:
    """A page of a thread, from the post ``start`` on."""
    host, entry = (
        visit.world.hosts[visit.site],
        next(b for b in words()["boards"] if b["id"] == subject.board),
    )
    posts = subject.before(visit.moment)
    shown = posts[start : start + PER_PAGE]
    starts = range(0, len(posts), PER_PAGE)
    pages = h(
        "div.pagesection",
        h(
            "div.pagelinks.floatleft",
            "Pages: ",
            [
                h("strong", str(n))
                if first == start
                else anchor(host, thread_link(subject.number, first)[1], str(n), class_="navPages")
                for n, first in enumerate(starts, 1)
            ],
        ),
    )
    bar = h(
        "div.cat_bar",
        h("h3.catbg", h("span#author", "Auteur"), f" Sujet: {subject.title} (Lu {17 * len(posts)} fois)"),
    )
    main = [
        pages,
        h(
            "div#forumposts",
            bar,
            h(
                "form#quickModForm",
                [_post(host, subject, p, start + n) for n, p in enumerate(shown)],
                method="post",
            ),
        ),
    ]
    rows: dict[str, list[Row]] = {
        "post": [
            {
                "native_id": str(p.number),
                "handle": p.author.handle,
                "posted_at": p.moment,
                "board": entry["title"],
                "thread": subject.title,
                "thread_id": str(subject.number),
                "text": p.text,
            }
            for p in shown
        ]
    }
    links = [
        board_link(subject.board),
        *(member_link(p.author) for p in shown),
        *(thread_link(subject.number, first) for first in starts if first != start or not first),
    ]
    steps = [(entry["title"], board_link(subject.board)[1]), (subject.title, thread_link(subject.number)[1])]
    return frame(visit, thread_link(subject.number, start), steps, main, rows=rows, links=tuple(links))
