"""The list of boards of the forum, a board, and a profile."""

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
from filature.demo.html import Html, h
from filature.demo.page import Page, Row, Visit
from filature.demo.talk import Member, Post, Thread
from filature.demo.words import words

ROLES = {"Administrateur": "administrator", "Modérateur global": "moderator"}
"""What the forum calls its staff, and Filature's names for it."""


def front(visit: Visit, threads: list[Thread]) -> Page:
    """The list of boards."""
    host = visit.world.hosts[visit.site]
    body = []
    for board in words()["boards"]:
        mine = [t for t in threads if t.board == board["id"]]
        count = sum(len(t.before(visit.moment)) for t in mine)
        body.append(
            h(
                f"tr#board_{board['id']}.windowbg2",
                h("td.icon.windowbg"),
                h(
                    "td.info",
                    anchor(host, board_link(board["id"])[1], board["title"], class_="subject"),
                    h("p", board["about"]),
                ),
                h(
                    "td.stats.windowbg",
                    h("p", f"{count} Messages", h("br"), f"{len(mine)} Fils de discussion"),
                ),
            )
        )
    main = h(
        "div#boardindex_table",
        h(
            "table.table_list",
            h("tbody#category_1.header", h("tr", h("td.catbg", "Démonstration"))),
            h("tbody#category_1_boards.content", body),
        ),
    )
    links = tuple(board_link(b["id"]) for b in words()["boards"])
    return frame(visit, ("front", "/index.php"), [], main, rows={}, links=links)


def _topic(host: str, thread: Thread, posts: list[Post]) -> Html:
    """A row of the list of threads."""
    first, last = posts[0], posts[-1]
    subject = h(f"span#msg_{first.number}", anchor(host, thread_link(thread.number)[1], thread.title))
    started = h("p", "Démarré par ", member_anchor(host, first.author))
    latest = [clock(last.moment), h("br"), "par ", member_anchor(host, last.author)]
    return h(
        "tr",
        h("td.icon1.windowbg"),
        h("td.icon2.windowbg"),
        h("td.subject.windowbg2", h("div", subject, started)),
        h("td.stats.windowbg", f"{len(posts) - 1} Réponses", h("br"), f"{17 * len(posts)} Vues"),
        h("td.lastpost.windowbg2", latest),
    )


def _topic_row(thread: Thread, board: str, first: Post) -> Row:
    """What a list of threads shows of a thread: its first post, without the text."""
    return {
        "native_id": str(first.number),
        "handle": first.author.handle,
        "board": board,
        "thread": thread.title,
        "thread_id": str(thread.number),
    }


def board(visit: Visit, number: int, threads: list[Thread]) -> Page:
    """The threads of a board that have begun, the newest first."""
    host, entry = visit.world.hosts[visit.site], next(b for b in words()["boards"] if b["id"] == number)
    shown = [t for t in threads if t.board == number and t.before(visit.moment)]
    shown.sort(key=lambda t: t.before(visit.moment)[-1].moment, reverse=True)
    body, links, rows = [], [], []
    for thread in shown:
        posts = thread.before(visit.moment)
        links += [thread_link(thread.number), member_link(posts[0].author), member_link(posts[-1].author)]
        body.append(_topic(host, thread, posts))
        rows.append(_topic_row(thread, entry["title"], posts[0]))
    main = h("div#messageindex.tborder.topic_table", h("table.table_grid", h("tbody", body), cellspacing="0"))
    path = board_link(number)[1]
    return frame(
        visit, board_link(number), [(entry["title"], path)], main, rows={"post": rows}, links=tuple(links)
    )


def profile(visit: Visit, member: Member) -> Page:
    """A member's profile."""
    path = member_link(member)[1]
    info = h(
        "div#basicinfo",
        h(
            "div.content.flow_auto",
            h("div.username", h("h4", member.handle, " ", h("span.position", member.group))),
        ),
    )
    detail = h(
        "div#detailedinfo",
        h(
            "div.content",
            h("dl", h("dt", "Inscrit le: "), h("dd", clock(member.registered))),
            h("div.signature", h("h5", "Signature:"), member.signature) if member.signature else "",
        ),
    )
    shown = f"/index.php?action=profile;area=showposts;u={member.number}"
    more = h("p#infolinks", anchor(visit.world.hosts[visit.site], shown, "Voir les messages"))
    row: Row = {
        "handle": member.handle,
        "level": member.group,
        "role": ROLES.get(member.group),
        "member_since": member.registered,
        "url": path,
    }
    steps = [(f"Profil de {member.handle}", path)]
    return frame(
        visit,
        member_link(member),
        steps,
        h("div#profileview.flow_auto", info, more, detail),
        rows={"account_observation": [row]},
        links=(),
    )
