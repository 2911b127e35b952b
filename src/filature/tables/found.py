"""Tables of identifiers: where each was found in what was read, and each one over the whole case."""

from __future__ import annotations

from filature.tables.market import DETAILS
from filature.tables.model import FLAG, INT, MOMENT, TEXT, TEXTS, Column, Table, capture_column, place_column

_KIND = Column("kind", TEXT, "Kind of identifier, as `btc`, `email`, `telegram`.", required=True)
_SUBTYPE = Column("subtype", TEXT, "Subtype, as `p2pkh`; empty where the kind has none.", required=True)
_VALUE = Column(
    "value",
    TEXT,
    "Canonical form. Of a payment card the first six and last four digits.",
    required=True,
)
_HASH = Column(
    "value_hash",
    TEXT,
    "HMAC-SHA-256 (hex) of the whole value under the case's own key, where `value` is a part of it: equal for equal values.",
)

MENTION = Table(
    "mention",
    "One row for each identifier in a text: a page, a cell of a table, a post, a message.",
    (
        capture_column(),
        Column("source", TEXT, "Table that holds the text: `page`, `post`, `account_observation` …", required=True),
        place_column(),
        Column("field", TEXT, "Column of that table; of `table_row` the name of the cell.", required=True),
        Column("start", INT, "Where it begins in that text, in code points from 0.", required=True),
        Column("end", INT, "Where it ends, exclusive.", required=True),
        _KIND,
        _SUBTYPE,
        _VALUE,
        _HASH,
        Column("raw", TEXT, "As it stands there; of a payment card as `value` shows it.", required=True),
        Column("check", TEXT, "`passed`: a checksum or a list confirms it; `form_only`: its form and the words around it.",
               required=True),
        Column("defanged", FLAG, "Whether a disguise such as `[at]` or a look-alike letter was undone in it.", required=True),
        Column("context", TEXT, "The words around it, with it."),
        Column("site", TEXT, "Id of the site, where known."),
        Column("seen_at", MOMENT, "When the text was seen: of a page its capture, of a row what that states."),
        Column("account_id", TEXT, "Account whose page, row or post it stands on, where that is one account."),
        Column("offer_id", TEXT, "Offer whose page or row it stands on, where that is one offer."),
        DETAILS,
    ),
)  # fmt: skip

SELECTOR = Table(
    "selector",
    "One row for each identifier of the case.",
    (
        _KIND,
        _SUBTYPE,
        _VALUE,
        _HASH,
        Column(
            "check",
            TEXT,
            "`passed` when a checksum or a list confirmed it anywhere, else `form_only`.",
            required=True,
        ),
        Column("first_seen", MOMENT, "First text that holds it."),
        Column("last_seen", MOMENT, "Last text that holds it."),
        Column("mentions", INT, "Rows of `mention`.", required=True),
        Column("captures", INT, "Captures that hold it.", required=True),
        Column("accounts", INT, "Accounts on whose pages, rows or posts it stands.", required=True),
        Column("offers", INT, "Offers on whose pages or rows it stands.", required=True),
        Column("sites", TEXTS, "Sites on which it stands.", required=True),
        Column("defanged", INT, "Mentions in which a disguise was undone.", required=True),
    ),
    scope="case",
    order=("kind", "value", "subtype", "value_hash"),
)

TABLES = (MENTION, SELECTOR)
