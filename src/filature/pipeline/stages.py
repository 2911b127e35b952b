"""The stages, in the order in which they run."""

from __future__ import annotations

from filature.pipeline.stage import Stage

_READ = (
    "account_observation", "offer_observation", "price_option", "external_rating", "rate", "feedback", "post", "rejection",
)  # fmt: skip

CAPTURES = Stage(
    "captures", 1, "intake", ("capture", "rejection"), "what arrived, from the manifest of the intake"
)
PAGES = Stage("pages", 1, "intake", ("page", "link", *_READ), "pages to kinds, text and rows")
TABLES = Stage("tables", 1, "intake", ("table_row", *_READ), "captured tables to rows")
DATABASES = Stage(
    "databases",
    1,
    "intake",
    ("user", "role", "order", "message", "wallet_event", "login", "dispute", "raw_relation", *_READ),
    "seized databases to raw tables and rows",
)
MENTIONS = Stage(
    "mentions", 1, "intake", ("mention", "rejection"), "texts of pages and rows to checked identifiers"
)
INTAKES = Stage("intakes", 1, "case", ("intake",), "what each intake brought and what came of it")
SELECTORS = Stage("selectors", 1, "case", ("selector",), "identifiers over all intakes")
SUMMARY = Stage("summary", 1, "case", ("account", "offer"), "accounts and offers over all intakes")
COVERAGE = Stage(
    "coverage", 1, "case", ("visit", "coverage"), "what each visit saw, and what it only saw linked"
)

READERS = (PAGES, TABLES, DATABASES)
WITH_MAPPINGS = (TABLES, DATABASES)
PER_INTAKE = (CAPTURES, PAGES, TABLES, DATABASES, MENTIONS)
PER_CASE = (INTAKES, SUMMARY, COVERAGE, SELECTORS)
ALL_STAGES = (*PER_INTAKE, *PER_CASE)
