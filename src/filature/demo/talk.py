"""What is said on the French forum: members, threads and posts, some of them about the market that closed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from filature.demo.cast import CLOSED_FROM, LARCH, LOOK_ALIKE, MOVERS, QUAI, START, WEEKS, Seller, week_day
from filature.demo.words import sentences, stream, words

_CLOSING, _MOVING, _LONG = 1, 2, 4
"""Threads, counted from 0: about the closing, about the sellers who moved, and one that fills two pages."""


@dataclass(frozen=True, slots=True)
class Member:
    """An account of the forum; ``group`` is what the forum calls its rank."""

    number: int
    handle: str
    group: str
    registered: datetime
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One post; ``number`` counts through the whole forum; ``quoted`` is a post before it that it quotes."""

    number: int
    author: Member
    moment: datetime
    text: str
    quoted: Post | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread with its posts, oldest first."""

    number: int
    board: int
    title: str
    posts: tuple[Post, ...]

    def before(self, moment: datetime) -> list[Post]:
        """The posts written before a moment."""
        return [p for p in self.posts if p.moment < moment]


def members(seed: int, sellers: tuple[Seller, ...]) -> tuple[Member, ...]:
    """The forum's staff, some sellers of the French market under their names there, and readers."""
    rng = stream(seed, "members")
    handles = {s.person.number: s.handle for s in sellers if s.site == QUAI}
    known = [handles[n] for n in (*MOVERS, LOOK_ALIKE[0])]
    named = [("capitainerie", "Administrateur"), ("vigie", "Modérateur global")]
    named += [(handle, "Vendeur") for handle in known]
    named += [(f"{rng.choice(('lecteur', 'passant', 'visiteur'))}{20 + 3 * n}", "Membre") for n in range(9)]
    opened = datetime.combine(START, time(), UTC)
    return tuple(
        Member(
            n,
            handle,
            group,
            opened - timedelta(minutes=rng.randrange(30_000, 900_000)),
            f"{handle}, aussi sur Le Quai" if handle in known else "",
        )
        for n, (handle, group) in enumerate(named, 1)
    )


def _moment(rng: random.Random, first_week: int) -> datetime:
    days = rng.randrange(7 * (WEEKS - first_week) + 5)
    clock = time(rng.randrange(24), rng.randrange(60), rng.randrange(60))
    return datetime.combine(week_day(first_week) + timedelta(days=days), clock, UTC)


def _said(thread: int, author: Member, sellers: tuple[Seller, ...]) -> str:
    """The planted sentence of an author in a thread, or nothing."""
    if thread == _CLOSING:
        return "Le Quai ne donne plus que des erreurs depuis lundi."
    moved = {s.handle: s.person.number for s in sellers if s.site == QUAI and s.person.number in MOVERS}
    if thread == _MOVING and author.handle in moved:
        there = next(s.handle for s in sellers if s.site == LARCH and s.person.number == moved[author.handle])
        return f"Je continue sur Larch Hollow sous le nom {there}."
    return ""


def threads(seed: int, sellers: tuple[Seller, ...]) -> tuple[Thread, ...]:
    """All threads; the numbers of posts follow time."""
    rng, people = stream(seed, "talk"), members(seed, sellers)
    drafts: list[tuple[int, datetime, Member, str]] = []
    for number in range(len(words()["threads"])):
        first = CLOSED_FROM + 1 if number in (_CLOSING, _MOVING) else 1
        authors = rng.sample(people, rng.randrange(3, 8)) if number != _LONG else rng.choices(people, k=14)
        authors += [m for m in people if number == _MOVING and m.group == "Vendeur" and m not in authors]
        for author in authors:
            text = sentences(rng, "fr", rng.randrange(1, 4))
            said = _said(number, author, sellers)
            drafts.append((number, _moment(rng, first), author, f"{said}\n{text}" if said else text))
    drafts.sort(key=lambda d: (d[1], d[0], d[2].number))
    posts: dict[int, list[Post]] = {number: [] for number in range(len(words()["threads"]))}
    for number, (thread, moment, author, text) in enumerate(drafts, 1):
        before = posts[thread][-1:] if number % 4 == 0 else []
        posts[thread].append(Post(number, author, moment, text, *before))
    return tuple(
        Thread(n + 1, entry["board"], entry["title"], tuple(posts[n]))
        for n, entry in enumerate(words()["threads"])
    )
