"""A thread of the forum and its posts."""

from __future__ import annotations

from datetime import datetime

from filature.demo.docks.frame import (
    anchor,
    board_link,
    clock,
    frame,
    member_anchor,
    member_link,
    thread_link,
)
from filature.demo.html import Html, h, lines, render
from filature.demo.page import Page, Row, Visit
from filature.demo.talk import Post, Thread
from filature.demo.words import words

PER_PAGE = 10


def _quote(host: str, thread: Thread, quoted: Post) -> Html:
    """A quotation of a post before."""
    said = f"Citation de: {quoted.author.handle} le {clock(quoted.moment)}"
    path = f"/index.php?topic={thread.number}.msg{quoted.number}"
    return render(
        h("div.quoteheader", h("div.topslice_quote", anchor(host, path, said))),
        h("blockquote.bbc_standard_quote", lines(quoted.text)),
        h("div.quotefooter", h("div.botslice_quote")),
    )


def _head(host: str, thread: Thread, post: Post, place: int, now: datetime) -> Html:
    """Subject and time of a post."""
    path = f"/index.php?topic={thread.number}.msg{post.number}"
    subject = ("Re: " if place else "") + thread.title
    reply = h("strong", f"Réponse #{place} le:" if place else "le:")
    key = h(
        "div.keyinfo",
        h("div.messageicon"),
        h(f"h5#subject_{post.number}", anchor(host, path, subject, rel="nofollow")),
        h("div.smalltext", "« ", reply, f" {clock(post.moment, now)} »"),
        h(f"div#msg_{post.number}_quick_mod"),
    )
    return h("div.flow_hidden", key)


def _poster(host: str, post: Post) -> Html:
    """The author of a post."""
    more = [h("li.membergroup", post.author.group), h("li.postcount", f"Messages: {7 + post.author.number}")]
    extra = h(f"ul#msg_{post.number}_extra_info.reset.smalltext", more)
    return h("div.poster", h("h4", member_anchor(host, post.author)), extra)


def _post(host: str, thread: Thread, post: Post, place: int, now: datetime) -> Html:
    """One post as SMF 2.0 writes it; ``place`` counts from 0 within the thread."""
    quote = _quote(host, thread, post.quoted) if post.quoted else ""
    inner = h(f"div#msg_{post.number}.inner", quote, lines(post.text))
    area = h("div.postarea", _head(host, thread, post, place, now), h("div.post", inner))
    signed = post.author.signature
    signature = h(f"div#msg_{post.number}_signature.signature", signed) if signed else ""
    bar = h("div.moderatorbar", h(f"div#modified_{post.number}.smalltext.modified"), signature)
    return h(
        "div.windowbg" if place % 2 == 0 else "div.windowbg2",
        h("span.topslice", h("span")),
        h("div.post_wrapper", _poster(host, post), area, bar),
        h("span.botslice", h("span")),
    )


def _row(thread: Thread, board: str, post: Post) -> Row:
    """What a page shows of a post; quoted lines begin with `> `."""
    text, quoted = post.text, post.quoted
    if quoted:
        cited = f"Citation de: {quoted.author.handle} le {clock(quoted.moment)}\n{quoted.text}"
        text = "\n".join([*(f"> {line}" for line in cited.split("\n")), text])
    return {
        "native_id": str(post.number),
        "handle": post.author.handle,
        "posted_at": post.moment,
        "board": board,
        "thread": thread.title,
        "thread_id": str(thread.number),
        "text": text,
        "reply_to": str(quoted.number) if quoted else None,
    }


def _pages(host: str, thread: Thread, starts: range, start: int) -> Html:
    """Links to the other pages of a thread."""
    steps = [
        h("strong", str(n))
        if first == start
        else anchor(host, thread_link(thread.number, first)[1], str(n), class_="navPages")
        for n, first in enumerate(starts, 1)
    ]
    return h("div.pagesection", h("div.pagelinks.floatleft", "Pages: ", steps))


def thread(visit: Visit, subject: Thread, start: int = 0) -> Page:
    """A page of a thread, from the post ``start`` on."""
    host = visit.world.hosts[visit.site]
    board = next(b["title"] for b in words()["boards"] if b["id"] == subject.board)
    posts = subject.before(visit.moment)
    shown, starts = posts[start : start + PER_PAGE], range(0, len(posts), PER_PAGE)
    title = f" Sujet: {subject.title} (Lu {17 * len(posts)} fois)"
    bar = h("div.cat_bar", h("h3.catbg", h("span#author", "Auteur"), title))
    body = [_post(host, subject, p, start + n, visit.moment) for n, p in enumerate(shown)]
    form = h(
        "form#quickModForm",
        body,
        method="post",
        action=f"/index.php?action=quickmod2;topic={subject.number}.{start}",
    )
    main = [_pages(host, subject, starts, start), h("div#forumposts", bar, form)]
    links = [
        board_link(subject.board),
        *(member_link(p.author) for p in shown),
        *(thread_link(subject.number, first) for first in starts),
    ]
    steps = [(board, board_link(subject.board)[1]), (subject.title, thread_link(subject.number)[1])]
    rows = {"post": [_row(subject, board, p) for p in shown]}
    return frame(visit, thread_link(subject.number, start), steps, main, rows=rows, links=tuple(links))
