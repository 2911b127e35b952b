"""The tables of the seized database: rows in the order of `shop.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources

from filature.data import load_yaml
from filature.demo.forms import coin_address, hex_text
from filature.demo.shop import ROLES, Order, accounts, goods, moment, orders
from filature.demo.words import key_block, sentences, stream, words
from filature.demo.world import World

Value = str | int | Decimal | datetime | None
Rows = Iterator[tuple[Value, ...]]
_PER_EURO = Decimal("0.00002500")
_AGENT = "Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Firefox/115.0"


@cache
def schema() -> dict[str, dict[str, str]]:
    """Tables of the database: columns with their SQL types."""
    loaded: dict[str, dict[str, str]] = load_yaml(
        resources.files(__package__).joinpath("shop.yaml").read_text("utf-8")
    )
    return loaded


def _roles(_: World) -> Rows:
    yield from ((number, name) for number, (name, _) in ROLES.items())


def _users(world: World) -> Rows:
    rng = stream(world.seed, "users")
    for a in accounts(world):
        mail = f"{a.handle}@example.invalid" if a.role == 4 and a.number % 3 else None
        key = key_block(a.key) if a.key else None
        joined, banned = moment(rng) - timedelta(days=rng.randrange(60, 500)), int(a.number % 11 == 0)
        yield a.number, a.handle, mail, hex_text(rng, 40), key, banned, joined, moment(rng)


def _user_roles(world: World) -> Rows:
    yield from ((a.number, a.role) for a in accounts(world))


def _products(world: World) -> Rows:
    vendors = {a.handle: a.number for a in accounts(world)}
    for o in goods(world):
        seller, top = vendors[o.seller.handle], o.category_path[0]
        yield (
            int(o.native_id),
            seller,
            o.title,
            o.description,
            top,
            o.prices[0],
            "EUR",
            o.stock[0],
            o.ships_from,
        )


def _orders(world: World) -> Rows:
    rng = stream(world.seed, "ship")
    for o in orders(world):
        country = rng.choice(words()["countries"])["fr"]
        sides = (int(o.offer.native_id), o.vendor.number, o.buyer.number)
        yield o.number, *sides, o.quantity, o.total, "EUR", o.state, country, o.placed


def _messages(world: World) -> Rows:
    rng = stream(world.seed, "messages")
    for number, o in enumerate(orders(world)[::2], 1):
        subject, asked = f"Commande {o.number}", o.placed + timedelta(hours=2)
        text = f'{sentences(rng, "fr", 2)}\nC\'est "urgent".'
        yield 2 * number - 1, o.buyer.number, o.vendor.number, subject, text, asked
        answer, answered = sentences(rng, "fr", 1), asked + timedelta(minutes=rng.randrange(9, 900))
        yield 2 * number, o.vendor.number, o.buyer.number, f"Re: {subject}", answer, answered


def _money(order: Order) -> Decimal:
    return (order.total * _PER_EURO).quantize(_PER_EURO)


def _wallet_events(world: World) -> Rows:
    rng = stream(world.seed, "wallet")
    for number, o in enumerate(orders(world), 1):
        amount, paid = _money(o), o.placed + timedelta(minutes=30)
        address, txid = coin_address(rng), hex_text(rng, 64)
        yield 2 * number - 1, o.buyer.number, o.number, "deposit", amount, "BTC", address, txid, paid
        kind, who = ("refund", o.buyer) if o.state == "annulée" else ("release", o.vendor)
        yield 2 * number, who.number, o.number, kind, amount, "BTC", None, None, paid + timedelta(days=4)


def _logins(world: World) -> Rows:
    rng = stream(world.seed, "logins")
    for number, a in enumerate(a for a in accounts(world) for _ in range(3)):
        # Addresses of RFC 5737, kept for documentation.
        address = f"{rng.choice(('192.0.2', '198.51.100', '203.0.113'))}.{rng.randrange(1, 255)}"
        yield number + 1, a.number, address, _AGENT, int(rng.random() < 0.9), moment(rng)


def _disputes(world: World) -> Rows:
    rng, judges = stream(world.seed, "disputes"), [a for a in accounts(world) if a.role == 2]
    disputed = [o for o in orders(world) if o.state == "litige"]
    for number, o in enumerate(disputed, 1):
        opened = o.placed + timedelta(days=rng.randrange(5, 15))
        judge, closed = rng.choice(judges).number, opened + timedelta(days=2)
        outcome = rng.choice(("remboursement", "paiement au vendeur"))
        yield number, o.number, o.buyer.number, judge, opened, closed, outcome, sentences(rng, "fr", 1)


def _settings(_: World) -> Rows:
    yield "nom", "L'Entrepôt (démonstration)"
    yield "devise", "EUR"


_MAKERS = {
    "roles": _roles,
    "users": _users,
    "user_roles": _user_roles,
    "products": _products,
    "orders": _orders,
    "messages": _messages,
    "wallet_events": _wallet_events,
    "logins": _logins,
    "disputes": _disputes,
    "settings": _settings,
}


def relations(world: World) -> dict[str, list[tuple[Value, ...]]]:
    """The rows of each table, in the order of its key."""
    return {name: list(_MAKERS[name](world)) for name in schema()}
