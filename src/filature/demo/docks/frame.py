"""The frame of a forum page, element for element as the software SMF 2.0 writes it in French."""

from __future__ import annotations

from datetime import datetime

from filature.demo.html import Child, Html, document, h, render
from filature.demo.page import Page, Row, Visit, address
from filature.demo.talk import Member
from filature.demo.world import NAMES

Links = tuple[tuple[str, str], ...]


_MONTHS = (
    "Janvier",
    "Février",
    "Mars",
    "Avril",
    "Mai",
    "Juin",
    "Juillet",
    "Août",
    "Septembre",
    "Octobre",
    "Novembre",
    "Décembre",
)


def board_link(board: int) -> tuple[str, str]:
    """Kind and path of a board."""
    return "forum", f"/index.php?board={board}.0"


def thread_link(thread: int, start: int = 0) -> tuple[str, str]:
    """Kind and path of a page of a thread, named by the first post on it."""
    return "thread", f"/index.php?topic={thread}.{start}"


def member_link(member: Member) -> tuple[str, str]:
    """Kind and path of a member's profile."""
    return "user", f"/index.php?action=profile;u={member.number}"


def clock(moment: datetime, now: datetime | None = None) -> str:
    """`08 Janvier 2024 à 18:32:10`, or `Aujourd'hui à 18:32:10` on the day of ``now``; in UTC."""
    same_day = now is not None and now.date() == moment.date()
    day = "Aujourd'hui" if same_day else f"{moment.day:02d} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} à {moment:%H:%M:%S}"


def anchor(host: str, path: str, *children: Child, **attributes: str) -> Html:
    """A link as SMF writes it: with the whole address."""
    return h("a", *children, href=f"http://{host}{address(path)}", **attributes)


def member_anchor(host: str, member: Member) -> Html:
    """A member's name with a link to the profile."""
    return anchor(host, member_link(member)[1], member.handle, title=f"Voir le profil de {member.handle}")


def _top(host: str, name: str, now: datetime) -> Html:
    user = h(
        "div.user",
        h(
            "ul.reset",
            h("li.greeting", "Bonjour ", h("span", "observateur")),
            h("li", anchor(host, "/index.php?action=unread", "Afficher les messages non lus")),
            h("li", clock(now)),
        ),
    )
    header = h(
        "div#header",
        h(
            "div.frame",
            h("div#top_section", h("h1.forumtitle", anchor(host, "/index.php", name))),
            h("div#upper_section.middletext", user),
        ),
    )
    menu = h(
        "div#main_menu",
        h(
            "ul#menu_nav.dropmenu",
            [
                h(
                    f"li#button_{key}",
                    anchor(host, f"/index.php?action={key}", h("span.firstlevel", text), class_="firstlevel"),
                )
                for key, text in (
                    ("home", "Accueil"),
                    ("search", "Rechercher"),
                    ("profile", "Profil"),
                    ("logout", "Déconnexion"),
                )
            ],
        ),
    )
    return render(header, h("br.clear"), menu, h("br.clear"))


def _trail(host: str, steps: list[tuple[str, str]]) -> Html:
    shown = [
        h(
            "li.last" if n == len(steps) - 1 else "li",
            anchor(host, path, h("span", text)),
            " »" if n < len(steps) - 1 else "",
        )
        for n, (text, path) in enumerate(steps)
    ]
    return h("div.navigate_section", h("ul", shown))


def frame(
    visit: Visit,
    link: tuple[str, str],
    steps: list[tuple[str, str]],
    main: Child,
    *,
    rows: dict[str, list[Row]],
    links: Links,
) -> Page:
    """A page with head, menu, the trail of ``steps`` (text and path), and foot."""
    host, name = visit.world.hosts[visit.site], NAMES[visit.site]
    theme = f"http://{host}/Themes/default"
    head = [
        h("link", rel="stylesheet", type="text/css", href=f"{theme}/css/index.css?fin20"),
        h("script", type="text/javascript", src=f"{theme}/scripts/script.js?fin20"),
        h("meta", http_equiv="Content-Type", content="text/html; charset=UTF-8"),
        h("title", steps[-1][0] if steps else name),
        h("link", rel="canonical", href=f"http://{host}{address(link[1])}"),
        h("link", rel="index", href=f"http://{host}/index.php"),
    ]
    content = h(
        "div#content_section",
        h("div.frame", h("div#main_content_section", _trail(host, [(name, "/index.php"), *steps]), main)),
    )
    foot = h(
        "div#footer_section",
        h(
            "div.frame",
            h("ul.reset", h("li.copyright", "SMF 2.0 | page engendrée pour la démonstration de Filature")),
        ),
    )
    own = (link,) if link[0] != "front" else ()
    body = h("div#wrapper", _top(host, name, visit.moment), content, foot, style="width: 90%")
    return Page(
        visit.site, *link, document("fr", head, body), rows, tuple(dict.fromkeys((*links, *own))), True
    )
