"""Who sells on which fictional site under which name: the planted identities, and others around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from filature.demo.words import stream, words

QUAI, LARCH, FORUM = "demo_quai", "demo_larch", "demo_docks"
PONTON, ENTREPOT = "demo_ponton", "demo_entrepot"
LANGUAGE = {QUAI: "fr", LARCH: "en", FORUM: "fr", PONTON: "fr", ENTREPOT: "fr"}

START = date(2024, 1, 8)
WEEKS = 10
CLOSED_FROM = 7
"""First week in which the French market answers with an error only."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist: an animal and a colour in two languages, and a key (0: none)."""

    number: int
    animal: dict[str, str]
    colour: dict[str, str]
    key: int = 0


@dataclass(frozen=True, slots=True)
class Seller:
    """A person's account on one site, there from week ``first`` to week ``last`` (both from 1)."""

    person: Person
    site: str
    handle: str
    first: int
    last: int
    member_since: date


def week_day(week: int) -> date:
    """The Monday of a week, counted from 1."""
    return START + timedelta(weeks=week - 1)


def french(person: Person) -> str:
    """`MarmotteBleue`."""
    return person.animal["fr"] + person.colour["fr"]


def english(person: Person) -> str:
    """`BlueMarmot`."""
    return person.colour["en"] + person.animal["en"]


def short(person: Person) -> str:
    """`marmotte-b`."""
    return f"{person.animal['fr']}-{person.colour['fr'][0]}".lower()


def spaced(person: Person) -> str:
    """`Marmotte bleue`: a name with a space and letters beyond ASCII."""
    return f"{person.animal['fr']} {person.colour['fr'].lower()}"


# Rows: person, site, how the name is made, first and last week. Person 0 is the seller under three names;
# 1 to 3 move from the French market when it closes; 13 carries the name of 4 with another key.
_LAST_OPEN = CLOSED_FROM - 1
_ROLES: tuple[tuple[int, str, Callable[[Person], str], int, int], ...] = (
    (0, QUAI, french, 1, _LAST_OPEN),
    (0, LARCH, english, 1, WEEKS),
    (0, ENTREPOT, short, 1, WEEKS),
    (1, QUAI, french, 1, _LAST_OPEN),
    (1, LARCH, english, CLOSED_FROM, WEEKS),
    (2, QUAI, french, 1, _LAST_OPEN),
    (2, LARCH, french, CLOSED_FROM + 1, WEEKS),
    (3, QUAI, french, 2, _LAST_OPEN),
    (3, LARCH, french, CLOSED_FROM + 1, WEEKS),
    (4, QUAI, french, 1, _LAST_OPEN),
    (5, QUAI, french, 1, _LAST_OPEN),
    (6, QUAI, french, 1, 4),
    *((n, LARCH, english, 1, WEEKS) for n in range(7, 12)),
    (12, LARCH, english, 3, WEEKS),
    (13, LARCH, french, 3, WEEKS),
    *((n, PONTON, spaced, 1, WEEKS) for n in (7, 8, *range(14, 18))),
    *((n, ENTREPOT, short, 1, WEEKS) for n in (18, 19)),
)
_KEYS = {0: 1, 1: 2, 2: 3, 4: 4, 7: 5, 13: 6}
SAME_SELLER, MOVERS, LOOK_ALIKE = 0, (1, 2, 3), (4, 13)


def cast(seed: int) -> tuple[Seller, ...]:
    """All sellers of all sites, in the order of the story."""
    rng = stream(seed, "cast")
    animals = rng.sample(words()["animals"], 20)
    people = [Person(n, animals[n], rng.choice(words()["colours"]), _KEYS.get(n, 0)) for n in range(20)]
    model, double = LOOK_ALIKE
    people[double] = Person(double, people[model].animal, people[model].colour, _KEYS[double])
    return tuple(
        Seller(people[n], site, name(people[n]), first, last, START - timedelta(days=rng.randrange(30, 700)))
        for n, site, name, first, last in _ROLES
    )


def on(sellers: tuple[Seller, ...], site: str, week: int) -> list[Seller]:
    """The sellers of a site who are there in a week."""
    return [s for s in sellers if s.site == site and s.first <= week <= s.last]
