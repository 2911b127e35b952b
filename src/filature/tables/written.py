"""Tables of what people wrote: feedback of buyers, posts of forums, boards and chats."""

from __future__ import annotations

from filature.tables.market import CURRENCY, DETAILS, SEEN, SITE
from filature.tables.model import INT, MOMENT, MONEY, REAL, TEXT, Column, Table, capture_column, place_column

FEEDBACK = Table(
    "feedback",
    "One row for each piece of feedback on a captured page or in a table.",
    (
        capture_column(),
        place_column(),
        SITE,
        Column("account_id", TEXT, "Account that the feedback is about."),
        Column("offer_id", TEXT, "Offer that it is about, when shown."),
        SEEN,
        Column(
            "given_at", MOMENT, "When it was given: a date shown, or the capture's time less the age shown."
        ),
        Column("age_seconds", INT, "Age at capture, as shown."),
        Column("rating", REAL, "Rating as shown."),
        Column("rating_max", REAL, "Top of the scale."),
        Column("verdict", TEXT, "`positive`, `neutral` or `negative`, where the site says so in a word."),
        Column("text", TEXT, "Words of the buyer."),
        Column("buyer", TEXT, "Buyer as shown, mostly masked by the site."),
        Column("offer_title", TEXT, "Offer in the site's words."),
        Column("price", MONEY, "Price shown with it."),
        CURRENCY,
        DETAILS,
    ),
)

POST = Table(
    "post",
    "One row for each post or comment of a forum, board or chat.",
    (
        capture_column(),
        place_column(),
        SITE,
        Column("account_id", TEXT, "Author."),
        Column("handle", TEXT, "Author as shown."),
        SEEN,
        Column("posted_at", MOMENT, "When it was posted, where shown or computable."),
        Column("posted_text", TEXT, "Time in the site's words."),
        Column("board", TEXT, "Board, subforum or channel."),
        Column("thread", TEXT, "Title of the thread."),
        Column("thread_id", TEXT, "The site's own id of the thread."),
        Column("native_id", TEXT, "The site's own id of the post."),
        Column("reply_to", TEXT, "The site's own id of the post that it answers."),
        Column("text", TEXT, "Text of the post."),
        DETAILS,
    ),
)

TABLES = (FEEDBACK, POST)
