"""The people and the orders of a fictional shop whose database was seized."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from filature.demo.cast import ENTREPOT, START
from filature.demo.goods import CENT, Offer
from filature.demo.words import stream
from filature.demo.world import World

BUYERS, ORDERS, DAYS = 24, 60, 60
ROLES = {
    1: ("Administrateur", "administrator"),
    2: ("Modérateur", "moderator"),
    3: ("Vendeur", "vendor"),
    4: ("Acheteur", "buyer"),
}
"""Number of a role in the database: its name there, and Filature's."""
_STATES = ("livrée", "livrée", "livrée", "expédiée", "annulée", "litige")


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the shop: number there, name, number of the role, key (0: none)."""

    number: int
    handle: str
    role: int
    key: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the shop."""

    number: int
    offer: Offer
    buyer: Account
    vendor: Account
    placed: datetime
    quantity: int
    state: str

    @property
    def total(self) -> Decimal:
        """Price of all units."""
        return (self.offer.prices[0] * self.quantity).quantize(CENT)


def moment(rng: random.Random) -> datetime:
    """A moment in the first days of the story, in UTC."""
    return datetime.combine(START, time(), UTC) + timedelta(seconds=rng.randrange(86_400 * DAYS))


def goods(world: World) -> list[Offer]:
    """What the shop sold."""
    return [o for o in world.offers if o.site == ENTREPOT]


def accounts(world: World) -> tuple[Account, ...]:
    """Staff, sellers and buyers, numbered from 1."""
    drafts = [("magasinier", 1, 0), ("contremaitre", 2, 0), ("veilleur", 2, 0)]
    drafts += [(s.handle, 3, s.person.key) for s in world.sellers if s.site == ENTREPOT]
    drafts += [(f"client-{100 + 7 * n}", 4, 0) for n in range(BUYERS)]
    return tuple(Account(n, handle, role, key) for n, (handle, role, key) in enumerate(drafts, 1))


def orders(world: World) -> tuple[Order, ...]:
    """All orders, oldest first."""
    rng, people, offers = stream(world.seed, "orders"), accounts(world), goods(world)
    buyers, vendors = [a for a in people if a.role == 4], {a.handle: a for a in people if a.role == 3}
    made = []
    for number, placed in enumerate(sorted(moment(rng) for _ in range(ORDERS)), 5001):
        offer, buyer = rng.choice(offers), rng.choice(buyers)
        vendor = vendors[offer.seller.handle]
        made.append(Order(number, offer, buyer, vendor, placed, rng.randrange(1, 5), rng.choice(_STATES)))
    return tuple(made)
