"""Tables of a seized server: user, role, order, message, wallet_event, login, dispute.

Buyers and correspondents are third parties and are marked as such from the start.
"""

from __future__ import annotations

from filature.tables.market import ACCOUNT, CURRENCY, DETAILS, SITE
from filature.tables.model import FLAG, INT, MOMENT, MONEY, TEXT, Column, Table, capture_column, place_column

_HEAD = (
    capture_column(),
    place_column(),
    Column("relation", TEXT, "Table of the database.", required=True),
    SITE,
)
THIRD_PARTY = Column("third_party", FLAG, "True for buyers and correspondents.", required=True)

USER = Table(
    "user",
    "Accounts as the seized database holds them.",
    (
        *_HEAD,
        Column("account_id", TEXT, "Account; made from site and handle.", required=True),
        Column("native_id", TEXT, "The database's own key."),
        Column("handle", TEXT, "User name.", required=True),
        Column("email", TEXT, "Mail address."),
        Column("registered_at", MOMENT, "Registration."),
        Column("last_login_at", MOMENT, "Last login."),
        Column("pgp_key", TEXT, "OpenPGP key block."),
        Column("banned", FLAG, "Whether the account is banned."),
        THIRD_PARTY,
        DETAILS,
    ),
)

ROLE = Table(
    "role",
    "Roles that the database gives to accounts; one row for each account and role.",
    (
        *_HEAD,
        Column("account_id", TEXT, "Account.", required=True),
        Column("native_user_id", TEXT, "The database's own key of the user."),
        Column(
            "role",
            TEXT,
            "`administrator`, `moderator`, `vendor` or `buyer`; else in the database's words.",
            required=True,
        ),
        Column("role_text", TEXT, "The role in the database's words."),
    ),
)

ORDER = Table(
    "order",
    "Orders of a seized shop or market.",
    (
        *_HEAD,
        Column("order_id", TEXT, "Order; made from site and the database's own key.", required=True),
        Column("native_id", TEXT, "The database's own key."),
        Column("offer_id", TEXT, "Offer."),
        Column("vendor_account_id", TEXT, "Seller."),
        Column("buyer_account_id", TEXT, "Buyer: a third party."),
        Column("ordered_at", MOMENT, "When it was placed."),
        Column("quantity", INT, "Units."),
        Column("amount", MONEY, "Total."),
        CURRENCY,
        Column("status", TEXT, "Status in the database's words."),
        Column("ship_to", TEXT, "Delivery address or country as held: a third party's."),
        DETAILS,
    ),
)

MESSAGE = Table(
    "message",
    "Private messages.",
    (
        *_HEAD,
        Column("native_id", TEXT, "The database's own key."),
        Column("sender_account_id", TEXT, "Sender."),
        Column("recipient_account_id", TEXT, "Recipient."),
        Column("sent_at", MOMENT, "When it was sent."),
        Column("subject", TEXT, "Subject."),
        Column("text", TEXT, "Text."),
        THIRD_PARTY,
        DETAILS,
    ),
)

WALLET_EVENT = Table(
    "wallet_event",
    "Deposits, withdrawals, escrow movements.",
    (
        *_HEAD,
        Column("native_id", TEXT, "The database's own key."),
        ACCOUNT,
        Column("order_id", TEXT, "Order that it belongs to."),
        Column("happened_at", MOMENT, "When."),
        Column(
            "kind", TEXT, "deposit, withdrawal, escrow, release, refund, fee; else in the database's words."
        ),
        Column("amount", MONEY, "Amount; negative when it leaves the account."),
        CURRENCY,
        Column("address", TEXT, "Coin address."),
        Column("txid", TEXT, "Transaction id."),
        DETAILS,
    ),
)

LOGIN = Table(
    "login",
    "Sessions and logins that the server logged.",
    (
        *_HEAD,
        ACCOUNT,
        Column("happened_at", MOMENT, "When."),
        Column("ip", TEXT, "Network address as logged."),
        Column("user_agent", TEXT, "Browser as logged."),
        Column("success", FLAG, "Whether the login succeeded."),
        THIRD_PARTY,
        DETAILS,
    ),
)

DISPUTE = Table(
    "dispute",
    "Disputes about orders.",
    (
        *_HEAD,
        Column("native_id", TEXT, "The database's own key."),
        Column("order_id", TEXT, "Order."),
        Column("opened_by_account_id", TEXT, "Who opened it."),
        Column("judged_by_account_id", TEXT, "Moderator or administrator who decided."),
        Column("opened_at", MOMENT, "When it was opened."),
        Column("closed_at", MOMENT, "When it was closed."),
        Column("outcome", TEXT, "Outcome in the database's words."),
        Column("text", TEXT, "Reason given."),
        DETAILS,
    ),
)

RAW_RELATION = Table(
    "raw_relation",
    "Index of the raw tables of seized databases: each is a table of its own, `raw_…`, all columns as text.",
    (
        capture_column(),
        Column("relation", TEXT, "Name in the database.", required=True),
        Column("raw_table", TEXT, "Name in the case.", required=True),
        Column("columns", INT, "Columns."),
        Column("rows", INT, "Rows."),
        Column("mapped_to", TEXT, "Filature's table that the mapping takes it to, or empty."),
    ),
)

TABLES = (USER, ROLE, ORDER, MESSAGE, WALLET_EVENT, LOGIN, DISPUTE, RAW_RELATION)
