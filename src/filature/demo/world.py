"""The whole fictional world of one seed, and what is true in it at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from filature.demo.cast import ENTREPOT, FORUM, LARCH, PONTON, QUAI, Seller, cast, on
from filature.demo.forms import onion_host
from filature.demo.goods import CENT, Offer, Review, offers, reviews
from filature.demo.words import stream

_LABELS = {QUAI: "lequaidemofictif", LARCH: "larchdemofictional", FORUM: "docksdemofictif"}
NAMES = {
    QUAI: "Le Quai (démonstration)",
    LARCH: "Larch Hollow (demonstration)",
    FORUM: "Les Docks (démonstration)",
    PONTON: "Ponton (démonstration)",
    ENTREPOT: "L'Entrepôt (démonstration)",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a market shows of a seller: ``rating`` out of 5 and ``positive`` in percent, None without any."""

    sales: int
    level: int
    rating: Decimal | None
    positive: Decimal | None


@dataclass(frozen=True, slots=True)
class World:
    """Sellers, offers and reviews of all sites, and the hosts of those that have one."""

    seed: int
    sellers: tuple[Seller, ...]
    offers: tuple[Offer, ...]
    reviews: tuple[Review, ...]
    hosts: dict[str, str]

    def sellers_on(self, site: str, week: int) -> list[Seller]:
        """The sellers of a site who are there in a week."""
        return on(self.sellers, site, week)

    def offers_on(self, site: str, week: int) -> list[Offer]:
        """The offers of a site in a week."""
        return [o for o in self.offers if o.site == site and o.seller.first <= week <= o.seller.last]

    def offers_of(self, seller: Seller) -> list[Offer]:
        """All offers of an account."""
        return [o for o in self.offers if o.seller == seller]

    def reviews_of(self, item: Offer | Seller, before: datetime) -> list[Review]:
        """Reviews of an offer or a seller given before a moment, newest first."""
        owner = [r for r in self.reviews if item in (r.offer, r.offer.seller) and r.given_at < before]
        return owner[::-1]

    def standing(self, seller: Seller, week: int, moment: datetime) -> Standing:
        """Sales, level, rating and positive share of a seller in a week."""
        sales = sum(o.sold[week - 1] for o in self.offers_of(seller))
        ratings = [r.rating for r in self.reviews_of(seller, moment)]
        if not ratings:
            return Standing(sales, 1 + sales // 40, None, None)
        mean = (Decimal(sum(ratings)) / len(ratings)).quantize(CENT)
        good = (100 * Decimal(sum(r > 3 for r in ratings)) / len(ratings)).quantize(Decimal("0.1"))
        return Standing(sales, 1 + sales // 40, mean, good)

    def bitcoin(self, site: str, week: int) -> Decimal:
        """Price of one bitcoin in the site's currency, as it prints it in a week."""
        rng = stream(self.seed, f"rate {site} {week}")
        return Decimal(rng.randrange(3_800_000, 4_300_000)) / 100


def make_world(seed: int) -> World:
    """The world of a seed; always the same for the same seed."""
    sellers = cast(seed)
    goods = offers(seed, sellers)
    rng = stream(0, "hosts")  # the same for each seed: the site files name them
    hosts = {site: onion_host(label, rng) for site, label in _LABELS.items()}
    return World(seed, sellers, goods, reviews(seed, goods), hosts)
