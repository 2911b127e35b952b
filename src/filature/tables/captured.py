"""Tables of what arrived and what each capture is: intake, capture, rejection, page, link, table_row."""

from __future__ import annotations

from filature.tables.model import FLAG, INT, MOMENT, TEXT, Column, Table, capture_column, place_column

INTAKE = Table(
    "intake",
    "One row for each `add`: what arrived and how many rows came of it. When and by whom stands in the journal.",
    (
        Column("intake_id", TEXT, "Id made from the content of the intake.", required=True),
        Column("captures", INT, "Captures that arrived."),
        Column("already_here", INT, "Items that the case held already and that were not added again."),
        Column("refused", INT, "Items that could not be taken in; see `rejection`, stage `add`."),
        Column("bytes", INT, "Bytes of the captures, before compression."),
        Column(
            "rows_in", INT, "Rows found by the readers: one for each page, each table row, each database row."
        ),
        Column("rows_out", INT, "Rows that arrived in tables."),
        Column("rows_rejected", INT, "Rows that the readers rejected; rows_in = rows_out + rows_rejected."),
    ),
    scope="case",
    order=("intake_id",),
)

CAPTURE = Table(
    "capture",
    "One row for each thing captured: a page, a table file, a database, an archive.",
    (
        Column("capture_id", TEXT, "Id made from address, time and digest.", required=True),
        Column("intake_id", TEXT, "Intake that brought it in.", required=True),
        Column("uri", TEXT, "Address of the page; `file:` and the path as given where no address is known."),
        Column(
            "uri_source",
            TEXT,
            "What says so: `record` (WARC), `name` (the file name holds the address), `path` (none known).",
        ),
        Column("captured_at", MOMENT, "When it was captured."),
        Column(
            "time_source",
            TEXT,
            "What says so: `record` (WARC), `path`, `file` (time stamp of the file), `unknown`.",
        ),
        Column("sha256", TEXT, "SHA-256 of the bytes of the capture (without HTTP headers), hex."),
        Column("size", INT, "Bytes of the capture."),
        Column("media_type", TEXT, "Media type as declared or sniffed."),
        Column("role", TEXT, "How it is read: `page`, `table`, `database`, `container`, `other`."),
        Column("record_type", TEXT, "WARC record type: resource, response, revisit, request, metadata …"),
        Column("http_status", INT, "HTTP status, when the capture has one."),
        Column(
            "digest_check",
            TEXT,
            "`passed`, `failed` (kept and marked) or `none` (the material states no digest).",
        ),
        Column("source_path", TEXT, "Path as given to `add`, or member of an archive."),
        Column("container_id", TEXT, "Capture of the archive that it was a member of."),
        Column("warc", TEXT, "WARC file below `evidence/`."),
        Column("warc_offset", INT, "Byte at which its record begins."),
        Column("warc_length", INT, "Bytes of the record as stored."),
    ),
)

REJECTION = Table(
    "rejection",
    "What could not be taken or read, with place and reason. Nothing is skipped in silence.",
    (
        Column("intake_id", TEXT, "Intake in which it happened.", required=True),
        Column("capture_id", TEXT, "Capture concerned; empty when it never became one."),
        Column("source_path", TEXT, "File or member concerned."),
        Column("stage", TEXT, "Who says so: `add`, or the stage of `build`.", required=True),
        Column("place", TEXT, "Where in the capture: line, byte, member, row."),
        Column("reason", TEXT, "Short code, to count by.", required=True),
        Column("detail", TEXT, "What was seen, in words."),
        Column(
            "rows",
            INT,
            "Rows lost by it: 1 for a row or a page, 0 for a remark that lost nothing.",
            required=True,
        ),
        Column("raw", TEXT, "The first 200 characters of what was rejected."),
    ),
)

PAGE = Table(
    "page",
    "One row for each page read: its site, its kind, its visible text.",
    (
        capture_column(),
        Column("site", TEXT, "Id of the site, or empty when no site file recognises it."),
        Column("kind", TEXT, "`listing`, `vendor`, `category`, `search`, `feedback`, `thread`, `forum`, `front`, `pgp`, `info`, "
               "`login`, `challenge`, `captcha`, `error`, `refresh`, or `unrecognised`.", required=True),
        Column("content", FLAG, "Whether this kind carries content (false for login, challenge, captcha, error, refresh)."),
        Column("url", TEXT, "Address of the page: the capture's, or rebuilt from a saved name."),
        Column("path", TEXT, "Path of the page on its site, normalised; what `link.target` is compared with."),
        Column("captured_at", MOMENT, "When the page was captured (as in `capture`)."),
        Column("title", TEXT, "Title of the document."),
        Column("text", TEXT, "Visible text in reading order; every span points into it (code points)."),
        Column("encoding", TEXT, "Character encoding that was used to decode it."),
        Column("refresh_url", TEXT, "Target of a meta refresh."),
        Column("refresh_seconds", INT, "Delay of a meta refresh."),
        Column("logged_in", FLAG, "Whether the page shows a session; empty where the site file cannot tell."),
        Column("details", TEXT, "JSON object of what the site file reads for the page as a whole."),
    ),
)  # fmt: skip

LINK = Table(
    "link",
    "Links from a page to content pages of the same site, as the site file names them. Basis of `coverage`.",
    (
        capture_column(),
        Column("site", TEXT, "Id of the site.", required=True),
        Column(
            "kind",
            TEXT,
            "Kind of page that the address leads to: listing, vendor, category, thread …",
            required=True,
        ),
        Column("target", TEXT, "Path on the site, normalised.", required=True),
        Column("native_id", TEXT, "The site's own id inside that address."),
    ),
)

TABLE_ROW = Table(
    "table_row",
    "Rows of captured tables and databases that name no account, offer, feedback or post: kept as they came.",
    (
        capture_column(),
        place_column(),
        Column("relation", TEXT, "Sheet, JSON path or database table; empty for a plain file."),
        Column("cells", TEXT, "JSON object: column name to text.", required=True),
    ),
)

TABLES = (INTAKE, CAPTURE, REJECTION, PAGE, LINK, TABLE_ROW)
