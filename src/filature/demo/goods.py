"""What the fictional sellers offer: offers with a price for each week, and what buyers wrote of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from filature.demo.cast import ENTREPOT, LANGUAGE, LARCH, PONTON, QUAI, WEEKS, Seller, week_day
from filature.demo.words import sentences, stream, words

CURRENCY = {QUAI: "EUR", LARCH: "USD", PONTON: "EUR", ENTREPOT: "EUR"}
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Shipping:
    """One way of sending: name, days, price in the site's currency."""

    name: str
    days: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer. ``prices``, ``stock``, ``sold`` and ``views`` have one value for each week, from week 1."""

    site: str
    native_id: str
    seller: Seller
    title: str
    category: int
    below: int
    prices: tuple[Decimal, ...]
    stock: tuple[int, ...]
    sold: tuple[int, ...]
    views: tuple[int, ...]
    ships_from: str
    ships_to: tuple[str, ...]
    shipping: tuple[Shipping, ...]
    description: str

    @property
    def category_path(self) -> tuple[str, str]:
        """The two levels of its category, in the site's language."""
        top, language = words()["categories"][self.category], LANGUAGE[self.site]
        return top[language], top["below"][self.below][language]


@dataclass(frozen=True, slots=True)
class Review:
    """What an invented buyer wrote of an offer; ``rating`` from 1 to 5."""

    offer: Offer
    given_at: datetime
    rating: int
    text: str
    buyer: str


def _walk(rng: random.Random, first: Decimal) -> tuple[Decimal, ...]:
    """A price for each week: some weeks it stays, some weeks it moves by up to 6 %."""
    prices = [first]
    while len(prices) < WEEKS:
        step = Decimal(rng.choice((0, 0, -6, -3, 2, 4, 6))) / 100
        prices.append((prices[-1] * (1 + step)).quantize(CENT))
    return tuple(prices)


def _counts(rng: random.Random, first: int, step: int) -> tuple[int, ...]:
    """A count for each week that only grows."""
    counts = [rng.randrange(first)]
    while len(counts) < WEEKS:
        counts.append(counts[-1] + rng.randrange(step))
    return tuple(counts)


def _native_id(rng: random.Random, site: str, number: int) -> str:
    if site != QUAI:
        return str(1040 + 7 * number)
    return "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", k=10))


def _offer(rng: random.Random, seller: Seller, number: int) -> Offer:
    language, vocabulary = LANGUAGE[seller.site], words()
    first = (Decimal(rng.randrange(800, 30_000)) / 100).quantize(CENT)
    if seller.site == QUAI and number == 4:
        first += 1_200  # one price with a thousands separator
    return Offer(
        seller.site,
        _native_id(rng, seller.site, number),
        seller,
        f"{rng.choice(vocabulary['goods'])[language].capitalize()} n° {number + 11}",
        rng.randrange(len(vocabulary["categories"])),
        rng.randrange(2),
        _walk(rng, first),
        tuple(rng.randrange(40) for _ in range(WEEKS)),
        _counts(rng, 30, 6),
        _counts(rng, 900, 90),
        rng.choice(vocabulary["countries"])[language],
        tuple(r[language] for r in rng.sample(vocabulary["regions"], rng.randrange(1, 3))),
        tuple(
            Shipping(way[language], rng.randrange(2, 15), Decimal(rng.randrange(0, 40)) / 2)
            for way in rng.sample(vocabulary["shipping"], rng.randrange(1, 4))
        ),
        "\n".join(sentences(rng, language, rng.randrange(1, 5)) for _ in range(rng.randrange(1, 4))),
    )


def offers(seed: int, sellers: tuple[Seller, ...]) -> tuple[Offer, ...]:
    """Two to four offers for each seller; the native ids and the titles of a site are all different."""
    rng, made, numbers = stream(seed, "offers"), [], dict.fromkeys(CURRENCY, 0)
    for seller in sellers:
        for _ in range(rng.randrange(2, 5)):
            made.append(_offer(rng, seller, numbers[seller.site]))
            numbers[seller.site] += 1
    return tuple(made)


def reviews(seed: int, goods: tuple[Offer, ...]) -> tuple[Review, ...]:
    """Reviews of the offers of the two markets, oldest first; none is older than its seller's first week."""
    rng, made = stream(seed, "reviews"), []
    for offer in goods:
        days = 7 * (offer.seller.last - offer.seller.first + 1)
        for _ in range(rng.randrange(2, 9) if offer.site in (QUAI, LARCH) else 0):
            day = week_day(offer.seller.first) + timedelta(days=rng.randrange(days) - 3)
            moment = datetime.combine(day, time(rng.randrange(24), rng.randrange(60)), UTC)
            rating, text = rng.choice(words()["reviews"][LANGUAGE[offer.site]])
            buyer = f"{rng.choice('abcdefghijklmnop')}***{rng.choice('0123456789')}"
            made.append(Review(offer, moment, rating, text, buyer))
    return tuple(sorted(made, key=lambda r: (r.given_at, r.offer.native_id, r.buyer)))
