"""A fictional shop, its orders planted from a seed: rows for three kinds of server, and what a reading must give.

Names are French and English on purpose, as in shops that people wrote for themselves. All values are made up.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

SITE = "quincaillerie"
START = datetime(2021, 3, 1, 8, 0, tzinfo=UTC)
Value = str | int | bool | bytes | Decimal | datetime | None
# Texts that are hard to quote; no NUL, which PostgreSQL's text cannot hold.
HARD = (
    "L'été : \"prix\" \\ 10 % _", "ligne 1\nligne 2\r\nligne 3", "\ttab\\n et \\\\", "'; DROP TABLE commandes; --",
    "😀 Ünï %s $1 `x`", "\\N", "\\.", "NULL", "", "/* note */ -- # rien", "$$ dollar $$", "a\x1az\x7f",
)  # fmt: skip


@dataclass
class Table:
    """A table: columns with a type of our own, the column and table of each reference, and its rows."""

    columns: dict[str, str]
    references: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[Value, ...]] = field(default_factory=list)


def tables(seed: int = 1) -> dict[str, Table]:
    """The shop's tables with their rows; a table comes after those that it refers to."""
    rng = random.Random(seed)
    made = {
        name: Table(dict(c.split() for c in columns.split(", ")), refers)
        for name, (columns, refers) in _SCHEMA.items()
    }
    made["groupes"].rows += [
        (1, "Administrateur"),
        (2, "Modérateur"),
        (3, "Vendeur"),
        (4, "Acheteur"),
        (5, "Observateur"),
    ]
    made["categories"].rows += [(1, "Clous & vis"), (2, "Outils")]
    made["reglages"].rows += [("devise", "EUR"), ("nom", HARD[0])]
    _people(made, rng)
    _goods(made, rng)
    _trade(made, rng)
    return made


_SCHEMA: dict[str, tuple[str, dict[str, str]]] = {
    "groupes": ("id key, nom text", {}),
    "categories": ("id key, nom text", {}),
    "reglages": ("cle text, valeur text", {}),
    "utilisateurs": (
        "id key, pseudo text, courriel text, mot_de_passe text, groupe_id int, inscrit_le moment, derniere_connexion int, "
        "cle_pgp text, banni flag, langue text", {"groupe_id": "groupes"}),
    "produits": (
        "id key, vendeur_id int, titre text, description text, prix_cents int, categorie_id int, stock int, expedie_de text, "
        "image bytes", {"vendeur_id": "utilisateurs", "categorie_id": "categories"}),
    "commandes": (
        "id key, id_acheteur int, produit_id int, quantite int, montant money, devise text, statut text, adresse_livraison text, "
        "passee_le moment", {"id_acheteur": "utilisateurs", "produit_id": "produits"}),
    "messages": ("id key, from_user int, to_user int, subject text, body text, sent_at int", {}),
    "wallet_transactions": (
        "id key, user_id int, order_id int, type text, amount_satoshi int, address text, tx_hash text, created_at moment",
        {"user_id": "utilisateurs", "order_id": "commandes"}),
    "connexions": ("id key, pseudo text, adresse_ip text, user_agent text, succes flag, date_connexion moment", {}),
    "litiges": (
        "id key, commande_id int, ouvert_par int, juge_par int, motif text, decision text, ouvert_le moment, ferme_le moment",
        {"commande_id": "commandes", "ouvert_par": "utilisateurs", "juge_par": "utilisateurs"}),
    "avis": ("id key, commande_id int, note int, commentaire text, date_avis moment", {"commande_id": "commandes"}),
}  # fmt: skip


def _people(made: dict[str, Table], rng: random.Random) -> None:
    handles = ["patron", "arbitre-1", "arbitre-2", "rabot", "Équerre & fils", "clou", "observateur"]
    groups = [1, 2, 2, 3, 3, 3, 5]
    handles += [f"client-{n:02d}" for n in range(1, 9)] + ["O'Vis \\ 8", "null"]
    groups += [4] * (len(handles) - len(groups))
    for number, (handle, group) in enumerate(zip(handles, groups, strict=True), 1):
        mail = f"{number}@example.invalid" if number % 2 else None
        key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n=x\n" if group == 3 else None
        seen = int((START + timedelta(days=number)).timestamp()) if number != 2 else 0
        joined = START - timedelta(days=100 + number)
        values = (
            number,
            handle,
            mail,
            f"{rng.getrandbits(160):040x}",
            group,
            joined,
            seen,
            key,
            number == 6,
            "fr",
        )
        made["utilisateurs"].rows.append(values)
        for _ in range(2):
            agent, when = rng.choice(HARD), START + timedelta(minutes=rng.randrange(50_000))
            login = (
                len(made["connexions"].rows) + 1,
                handle,
                f"192.0.2.{number}",
                agent,
                rng.random() < 0.7,
                when,
            )
            made["connexions"].rows.append(login)


def _goods(made: dict[str, Table], rng: random.Random) -> None:
    for number in range(1, 10):
        image = bytes(rng.randrange(256) for _ in range(12)) if number % 3 else None
        values = (
            number,
            rng.choice((4, 5)),
            f"Article {number} {rng.choice(HARD)}",
            rng.choice(HARD),
            rng.randrange(100, 90_000),
        )
        rest = (rng.choice((1, 2, None)), rng.randrange(50), rng.choice(("France", "Belgique", None)), image)
        made["produits"].rows.append((*values, *rest))


def _trade(made: dict[str, Table], rng: random.Random) -> None:
    for number in range(1, 31):
        buyer, item, count = rng.randrange(8, 18), rng.choice(made["produits"].rows), rng.randrange(1, 6)
        seller, placed = int(str(item[1])), START + timedelta(minutes=number * 611)
        total = (Decimal(int(str(item[4]))) * count / 100).quantize(Decimal("0.01"))
        state = rng.choice(("livrée", "expédiée", "litige", "annulée"))
        made["commandes"].rows.append(
            (number, buyer, item[0], count, total, "EUR", state, rng.choice(HARD), placed)
        )
        satoshi = int(total * 2500)
        for who, kind, amount in (
            (buyer, "escrow", satoshi),
            (seller, "libération", satoshi - 7),
            (None, "frais", 7),
        ):
            address = f"addr-{rng.getrandbits(60):x}" if kind == "escrow" else None
            tx = f"{rng.getrandbits(256):064x}" if kind == "libération" else None
            row = (
                len(made["wallet_transactions"].rows) + 1,
                who,
                number,
                kind,
                amount,
                address,
                tx,
                placed + timedelta(hours=1),
            )
            made["wallet_transactions"].rows.append(row)
        for sender, recipient in ((buyer, seller), (seller, buyer)):
            sent = int((placed + timedelta(minutes=7)).timestamp())
            text = f"Commande {number}: {rng.choice(HARD)}"
            made["messages"].rows.append(
                (len(made["messages"].rows) + 1, sender, recipient, rng.choice(HARD), text, sent)
            )
        if state == "litige":
            closed = placed + timedelta(days=9) if number % 2 else None
            judge, decision = (rng.choice((2, 3)), "remboursement") if closed else (None, None)
            dispute = (
                len(made["litiges"].rows) + 1,
                number,
                buyer,
                judge,
                rng.choice(HARD),
                decision,
                placed + timedelta(days=5),
                closed,
            )
            made["litiges"].rows.append(dispute)
        if state == "livrée":
            opinion = (
                len(made["avis"].rows) + 1,
                number,
                rng.randrange(1, 6),
                rng.choice(HARD),
                placed + timedelta(days=3),
            )
            made["avis"].rows.append(opinion)
    # A message between members of the staff, and one to an account that was removed.
    made["messages"].rows.append(
        (len(made["messages"].rows) + 1, 1, 2, "équipe", "à voir", int(START.timestamp()))
    )
    made["messages"].rows.append(
        (len(made["messages"].rows) + 1, 1, 99, "parti", "?", int(START.timestamp()))
    )
