"""What a reading of the fictional shop must give, worked out from the planted rows and from nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from filature import ids
from tests.databases.shop import SITE, Table, Value

CAPTURE = "cap_aaaaaaaaaaaaaaaa"
CAPTURED = datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC)
Row = dict[str, Any]
_ROLES = {
    1: ("administrator", "Administrateur"),
    2: ("moderator", "Modérateur"),
    3: ("vendor", "Vendeur"),
    4: ("buyer", "Acheteur"),
    5: ("observateur", "Observateur"),
}
_KINDS = {"escrow": "escrow", "libération": "release", "frais": "fee"}


class Expected:
    """The rows of each of Filature's tables, without `capture_id` and `site`, which all share."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._rows = {
            n: [dict(zip(t.columns, row, strict=True)) for row in t.rows] for n, t in tables.items()
        }
        self._users = {u["id"]: u for u in self._rows["utilisateurs"]}
        self._goods = {p["id"]: p for p in self._rows["produits"]}
        self._orders = {o["id"]: o for o in self._rows["commandes"]}
        self._handles = {u["pseudo"]: u for u in self._rows["utilisateurs"]}

    def tables(self) -> dict[str, list[Row]]:
        """Table to rows."""
        return {
            "user": [self._user(u) for u in self._rows["utilisateurs"]],
            "role": [self._role(u) for u in self._rows["utilisateurs"]],
            "account_observation": [
                self._vendor(u) for u in self._rows["utilisateurs"] if u["groupe_id"] == 3
            ],
            "offer_observation": [self._offer(p) for p in self._rows["produits"]],
            "order": [self._order(o) for o in self._rows["commandes"]],
            "message": [self._message(m) for m in self._rows["messages"]],
            "wallet_event": [self._event(w) for w in self._rows["wallet_transactions"]],
            "login": [self._login(c) for c in self._rows["connexions"]],
            "dispute": [self._dispute(d) for d in self._rows["litiges"]],
            "feedback": [self._feedback(a) for a in self._rows["avis"]],
        }

    def _account(self, number: Value) -> str | None:
        return ids.account_id(SITE, str(self._users[number]["pseudo"])) if number in self._users else None

    def _stranger(self, number: Value) -> bool:
        return number not in self._users or self._users[number]["groupe_id"] in (4, 5)

    def _user(self, u: Row) -> Row:
        seen = datetime.fromtimestamp(u["derniere_connexion"], UTC) if u["derniere_connexion"] else None
        return {
            "place": u["id"],
            "relation": "utilisateurs",
            "account_id": self._account(u["id"]),
            "native_id": str(u["id"]),
            "handle": u["pseudo"],
            "email": u["courriel"],
            "registered_at": u["inscrit_le"],
            "last_login_at": seen,
            "pgp_key": u["cle_pgp"],
            "banned": u["banni"],
            "third_party": self._stranger(u["id"]),
            "details": json.dumps({"langue": u["langue"]}, separators=(",", ":")),
        }

    def _role(self, u: Row) -> Row:
        role, word = _ROLES[u["groupe_id"]]
        return {
            "place": u["id"],
            "relation": "utilisateurs",
            "account_id": self._account(u["id"]),
            "native_user_id": str(u["id"]),
            "role": role,
            "role_text": word,
        }

    def _vendor(self, u: Row) -> Row:
        user = self._user(u)
        same = {k: user[k] for k in ("place", "account_id", "handle", "pgp_key", "third_party", "details")}
        return {
            **same,
            "observed_at": CAPTURED,
            "role": "vendor",
            "member_since": user["registered_at"],
            "last_seen": user["last_login_at"],
        }

    def _offer(self, p: Row) -> Row:
        categories = {c["id"]: c["nom"] for c in self._rows["categories"]}
        image = {"image": _binary(p["image"])} if p["image"] is not None else {}
        return {
            "place": p["id"],
            "offer_id": ids.offer_id(SITE, str(p["id"]), None, None),
            "account_id": self._account(p["vendeur_id"]),
            "observed_at": CAPTURED,
            "native_id": str(p["id"]),
            "handle": self._users[p["vendeur_id"]]["pseudo"],
            "title": p["titre"],
            "price": Decimal(p["prix_cents"]) / 100,
            "price_text": str(p["prix_cents"]),
            "stock": p["stock"],
            "ships_from": p["expedie_de"],
            "category": [categories[p["categorie_id"]]] if p["categorie_id"] else None,
            "description": p["description"] or None,
            "details": json.dumps(image, separators=(",", ":"), ensure_ascii=False) if image else None,
        }

    def _order(self, o: Row) -> Row:
        item = self._goods[o["produit_id"]]
        return {
            "place": o["id"],
            "relation": "commandes",
            "order_id": self._order_id(o["id"]),
            "native_id": str(o["id"]),
            "offer_id": ids.offer_id(SITE, str(item["id"]), None, None),
            "vendor_account_id": self._account(item["vendeur_id"]),
            "buyer_account_id": self._account(o["id_acheteur"]),
            "ordered_at": o["passee_le"],
            "quantity": o["quantite"],
            "amount": o["montant"],
            "currency": "EUR",
            "status": o["statut"],
            "ship_to": o["adresse_livraison"] or None,
        }

    def _order_id(self, number: int) -> str:
        return ids.short_id("ord", SITE, str(number))

    def _message(self, m: Row) -> Row:
        return {
            "place": m["id"],
            "relation": "messages",
            "native_id": str(m["id"]),
            "sender_account_id": self._account(m["from_user"]),
            "recipient_account_id": self._account(m["to_user"]),
            "sent_at": datetime.fromtimestamp(m["sent_at"], UTC),
            "subject": m["subject"] or None,
            "text": m["body"],
            "third_party": self._stranger(m["from_user"]) or self._stranger(m["to_user"]),
        }

    def _event(self, w: Row) -> Row:
        kind, amount = _KINDS[w["type"]], Decimal(w["amount_satoshi"]).scaleb(-8)
        return {
            "place": w["id"],
            "relation": "wallet_transactions",
            "native_id": str(w["id"]),
            "account_id": self._account(w["user_id"]),
            "order_id": self._order_id(w["order_id"]),
            "happened_at": w["created_at"],
            "kind": kind,
            "amount": amount if kind == "release" else -amount,
            "currency": "BTC",
            "address": w["address"],
            "txid": w["tx_hash"],
        }

    def _login(self, c: Row) -> Row:
        number = self._handles[c["pseudo"]]["id"]
        return {
            "place": c["id"],
            "relation": "connexions",
            "account_id": self._account(number),
            "happened_at": c["date_connexion"],
            "ip": c["adresse_ip"],
            "user_agent": c["user_agent"] or None,
            "success": c["succes"],
            "third_party": self._stranger(number),
            "details": json.dumps({"id": str(c["id"])}, separators=(",", ":")),
        }

    def _dispute(self, d: Row) -> Row:
        return {
            "place": d["id"],
            "relation": "litiges",
            "native_id": str(d["id"]),
            "order_id": self._order_id(d["commande_id"]),
            "opened_by_account_id": self._account(d["ouvert_par"]),
            "judged_by_account_id": self._account(d["juge_par"]),
            "opened_at": d["ouvert_le"],
            "closed_at": d["ferme_le"],
            "outcome": d["decision"],
            "text": d["motif"] or None,
        }

    def _feedback(self, a: Row) -> Row:
        order = self._orders[a["commande_id"]]
        item = self._goods[order["produit_id"]]
        return {
            "place": a["id"],
            "account_id": self._account(item["vendeur_id"]),
            "offer_id": ids.offer_id(SITE, str(item["id"]), None, None),
            "observed_at": CAPTURED,
            "given_at": a["date_avis"],
            "rating": float(a["note"]),
            "rating_max": 5.0,
            "text": a["commentaire"] or None,
            "buyer": self._users[order["id_acheteur"]]["pseudo"],
            "details": json.dumps({"id": str(a["id"])}, separators=(",", ":")),
        }


def _binary(value: bytes) -> str:
    """The rule for bytes: text when it is UTF-8 without control characters, else hexadecimal digits."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return "0x" + value.hex()
    return (
        "0x" + value.hex()
        if any((ord(c) < 32 and c not in "\t\n\r") or ord(c) == 127 for c in text)
        else text
    )
