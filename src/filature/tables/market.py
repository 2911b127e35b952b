"""Tables of what markets and forums show: accounts, offers and what hangs on them."""

from __future__ import annotations

from filature.tables.model import (
    FLAG,
    INT,
    MOMENT,
    MONEY,
    REAL,
    TEXT,
    TEXTS,
    Column,
    Table,
    capture_column,
    place_column,
)

SITE = Column("site", TEXT, "Id of the site.", required=True)
SEEN = Column(
    "observed_at",
    MOMENT,
    "When it was seen: the time of the capture, or the date that the row itself states.",
)
DETAILS = Column(
    "details", TEXT, "JSON object: everything else that the page or row states, under its own names."
)
ACCOUNT = Column("account_id", TEXT, "Account; made from site and handle.")
CURRENCY = Column("currency", TEXT, "ISO 4217 code, or BTC, XMR, LTC and so on.")

ACCOUNT_OBSERVATION = Table(
    "account_observation",
    "An account as one capture shows it. Three days give three rows.",
    (
        capture_column(),
        place_column(),
        Column("account_id", TEXT, "Account; made from site and handle.", required=True),
        SITE,
        Column("handle", TEXT, "Name as the site shows it.", required=True),
        SEEN,
        Column(
            "role", TEXT, "`vendor`, `administrator`, `moderator`, `member`, `buyer`; empty where not stated."
        ),
        Column("third_party", FLAG, "True for buyers and correspondents: people the case is not about."),
        Column("rating", REAL, "Rating as shown, on the site's own scale."),
        Column("rating_max", REAL, "Top of that scale."),
        Column("positive_percent", REAL, "Share of positive feedback, 0 to 100."),
        Column("sales", INT, "Deals or sales as shown; the lower end of a range."),
        Column("sales_max", INT, "Upper end of a range."),
        Column("level", TEXT, "Vendor level or rank as shown."),
        Column("member_since", MOMENT, "Registration as shown."),
        Column("last_seen", MOMENT, "Last activity, where a date is shown or can be computed from an age."),
        Column("last_seen_text", TEXT, "Last activity in the site's words."),
        Column("ships_from", TEXT, "Origin as shown."),
        Column("ships_to", TEXTS, "Destinations as shown."),
        Column("description", TEXT, "Profile text."),
        Column("terms", TEXT, "Terms and conditions."),
        Column("pgp_key", TEXT, "OpenPGP key block as shown."),
        Column("url", TEXT, "Address of the profile as linked."),
        DETAILS,
    ),
)

OFFER_OBSERVATION = Table(
    "offer_observation",
    "An offer as one capture shows it.",
    (
        capture_column(),
        place_column(),
        Column(
            "offer_id",
            TEXT,
            "Offer; made from the site's own id, else from account and title.",
            required=True,
        ),
        ACCOUNT,
        SITE,
        SEEN,
        Column("native_id", TEXT, "The site's own id of the offer."),
        Column("handle", TEXT, "Seller as shown."),
        Column("title", TEXT, "Title as shown."),
        Column("price", MONEY, "Price as shown; the lower end of a range."),
        Column("price_max", MONEY, "Upper end of a range."),
        CURRENCY,
        Column("price_text", TEXT, "Price in the site's words."),
        Column("unit", TEXT, "What the price is for, as shown (piece, 112g, gram …)."),
        Column("stock", INT, "Units left, as shown."),
        Column("minimum_order", INT, "Smallest order, in units."),
        Column("sold", INT, "Units or deals sold, as shown."),
        Column("views", INT, "Views, as shown."),
        Column("ships_from", TEXT, "Origin as shown."),
        Column("ships_to", TEXTS, "Destinations as shown."),
        Column("category", TEXTS, "Category path on the site, widest first."),
        Column("listing_type", TEXT, "Physical, digital … as shown."),
        Column("payment", TEXT, "Escrow, finalize early … as shown."),
        Column("escrow", FLAG, "Whether escrow is offered."),
        Column("accepts", TEXTS, "Coins accepted."),
        Column("rating", REAL, "Rating of the offer as shown."),
        Column("description", TEXT, "Description."),
        Column("url", TEXT, "Address of the offer as linked."),
        Column(
            "listed",
            FLAG,
            "True when seen on a list (search, category, a vendor's page), false on its own page.",
        ),
        DETAILS,
    ),
)

PRICE_OPTION = Table(
    "price_option",
    "Further prices of an offer: shipping methods and bulk prices.",
    (
        capture_column(),
        place_column(),
        Column("offer_id", TEXT, "Offer.", required=True),
        Column("kind", TEXT, "`shipping` or `bulk`.", required=True),
        Column("name", TEXT, "Name as shown."),
        Column("days", REAL, "Days of delivery; some sites show fractions."),
        Column("price", MONEY, "Price."),
        CURRENCY,
        Column("unit", TEXT, "Unit of the price."),
        Column("per_unit", FLAG, "Whether the price is for each unit."),
        Column("min_quantity", INT, "From this quantity."),
        Column("max_quantity", INT, "To this quantity."),
        DETAILS,
    ),
)

EXTERNAL_RATING = Table(
    "external_rating",
    "What an account's page says of the account's record on other markets.",
    (
        capture_column(),
        place_column(),
        Column("account_id", TEXT, "Account.", required=True),
        Column("market", TEXT, "Other market, as an id where it is known.", required=True),
        Column("sales", INT, "Deals stated."),
        Column("rating", REAL, "Rating stated."),
        Column("rating_max", REAL, "Top of the scale."),
        Column("good", INT, "Positive feedback."),
        Column("neutral", INT, "Neutral feedback."),
        Column("bad", INT, "Negative feedback."),
        Column("text", TEXT, "The statement in the site's words."),
    ),
)

RATE = Table(
    "rate",
    "Exchange rates printed on a page.",
    (
        capture_column(),
        Column("base", TEXT, "Currency of which one unit is priced.", required=True),
        Column("quote", TEXT, "Currency of the price.", required=True),
        Column("rate", MONEY, "Units of `quote` for one `base`.", required=True),
    ),
)

TABLES = (ACCOUNT_OBSERVATION, OFFER_OBSERVATION, PRICE_OPTION, EXTERNAL_RATING, RATE)
