"""Tables made once for the case from all intakes: account, offer, visit, coverage."""

from __future__ import annotations

from filature.tables.model import FLAG, INT, MOMENT, MONEY, TEXT, TEXTS, Column, Table

_SITE = Column("site", TEXT, "Id of the site.", required=True)
_FIRST = Column("first_seen", MOMENT, "First observation.")
_LAST = Column(
    "last_seen", MOMENT, "Last observation. Not being seen later is not being gone: see `coverage`."
)

ACCOUNT = Table(
    "account",
    "One row for each account: a handle on a site.",
    (
        Column("account_id", TEXT, "Id made from site and handle.", required=True),
        _SITE,
        Column("handle", TEXT, "Name as last shown.", required=True),
        Column("roles", TEXTS, "All roles seen."),
        Column("third_party", FLAG, "True when every source marks the account as a buyer or correspondent."),
        _FIRST,
        _LAST,
        Column("observations", INT, "Observations of the account itself."),
        Column("offers", INT, "Offers under this account."),
        Column("captures", INT, "Captures that show the account or its offers."),
    ),
    scope="case",
    order=("account_id",),
)

OFFER = Table(
    "offer",
    "One row for each offer.",
    (
        Column("offer_id", TEXT, "Id made from the site's own id, or from account and title.", required=True),
        _SITE,
        Column("account_id", TEXT, "Seller."),
        Column("title", TEXT, "Title as last shown."),
        Column("category", TEXTS, "Category as last shown."),
        _FIRST,
        _LAST,
        Column("observations", INT, "Observations."),
        Column("price_first", MONEY, "Price at first sight."),
        Column("price_last", MONEY, "Price at last sight."),
        Column("currency", TEXT, "Currency of the last price."),
    ),
    scope="case",
    order=("offer_id",),
)

VISIT = Table(
    "visit",
    "Runs of captures of one site without a gap of more than six hours, and what they missed.",
    (
        _SITE,
        Column("visit", INT, "Number of the visit, from 1.", required=True),
        Column("started_at", MOMENT, "First capture."),
        Column("ended_at", MOMENT, "Last capture."),
        Column("gap_seconds", INT, "Seconds since the visit before."),
        Column("pages", INT, "Pages captured."),
        Column("content_pages", INT, "Pages of a kind that carries content."),
        Column("login_lost", INT, "Login pages that came after a page with a session."),
        Column("linked", INT, "Distinct content pages that were linked to."),
        Column("linked_seen", INT, "Of these, captured in this visit."),
        Column("linked_not_seen", INT, "Of these, not captured: not seen is never absent."),
    ),
    scope="case",
    order=("site", "visit"),
)

COVERAGE = Table(
    "coverage",
    "Content pages linked to, by site and visit, and whether the visit saw them. Not seen is never absent.",
    (
        _SITE,
        Column("visit", INT, "Number of the visit.", required=True),
        Column("kind", TEXT, "Kind of page.", required=True),
        Column("target", TEXT, "Path on the site.", required=True),
        Column("seen", FLAG, "Captured in this visit.", required=True),
        Column("seen_ever", FLAG, "Captured in any visit.", required=True),
        Column("linked_from", INT, "Captures that link to it in this visit."),
        Column("first_capture_id", TEXT, "One capture that links to it."),
    ),
    scope="case",
    order=("site", "visit", "kind", "target"),
)

TABLES = (ACCOUNT, OFFER, VISIT, COVERAGE)
