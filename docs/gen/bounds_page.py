"""The reference of bounds on hostile material, made from the constants that the code obeys."""

from __future__ import annotations

from filature.evidence import vault
from filature.pipeline import runner
from filature.reading import html, html_depth, links, site_page
from filature.sources.databases import binary, catalogue, inserts, packing, whole
from filature.sources.packed import budget, expanding
from filature.sources.tabular import json_table, lines, structured
from filature.sources.warcs import index

HEAD = """# Bounds

Captured material may be built to hurt the machine that reads it. What exceeds a bound is kept as evidence, byte for byte,
and stands in table [`rejection`](tables.md#rejection) with the reason named here; the rest of the intake goes on. Where
*cut* or *left* is said, what came before was read.

| what | bound | reason |
|---|---|---|
"""


def text() -> str:
    """The page in Markdown."""
    return HEAD + "".join(f"| {what} | {bound} | `{reason}` |\n" for what, bound, reason in _bounds())


def _bounds() -> list[tuple[str, str, str]]:
    bomb, grown = (
        budget.BOMB,
        f"{budget.MAX_RATIO} times its size; {_size(budget.FREE_BYTES)} are always allowed",
    )
    return [
        ("Archives inside each other", f"{expanding.MAX_DEPTH}", "archive_too_deep"),
        ("What comes out of an archive, and of all archives in it (the rest is left)", grown, bomb),
        ("Members of an archive (the rest is left)", f"{budget.MAX_MEMBERS:,}", bomb),
        ("Damaged places in a WARC file (the rest is left)", f"{index.MAX_STRETCHES:,}", "warc_damaged"),
        ("A page, encodings undone", _size(vault.MAX_PAGE), "too_large"),
        ("What is read of a page (cut)", _size(html.MAX_BYTES), "page_cut"),
        ("Nesting of a page", f"{html_depth.MAX_DEPTH:,} levels", "too_deep"),
        ("Attributes of one tag", f"{html_depth.MAX_ATTRIBUTES:,}", "too_many_attributes"),
        ("Tags of a page", f"{html.MAX_TAGS:,}", "too_many_tags"),
        ("Tags of a page whose fields are read (text and links are read)", f"{html.FIELD_TAGS:,}", "too_large_for_fields"),
        ("Links of a page (the rest is left)", f"{links.MAX_LINKS:,}", "too_many_links"),
        ("Rows of one table from one page (the rest is left)", f"{site_page.MAX_ROWS:,}", "too_many_rows"),
        ("Time for one page", f"{runner.PAGE_SECONDS:g} s, then its process is ended", "timeout"),
        ("One line of a table", f"{lines.MAX_LINE:,} characters", "line_too_long"),
        ("A JSON file", _size(json_table.MAX_JSON), "too_large"),
        ("A workbook, unpacked", _size(structured.MAX_WORKBOOK), bomb),
        ("A packed dump", _grown(packing.BOMB_RATIO, packing.BOMB_SIZE), "expands_too_much"),
        ("Tables of a database (the rest is left)", f"{catalogue.MOST_TABLES:,}", "too_many_tables"),
        ("One row of a database", _size(inserts.ROW_LIMIT), "row_too_long"),
        ("One statement of a dump that holds no rows", _size(whole.STATEMENT_LIMIT), "statement_too_long"),
        ("Bytes of one value that is no text (cut)", _size(binary.HEX_LIMIT), "binary_cut"),
    ]  # fmt: skip


def _grown(ratio: int, free: int) -> str:
    return f"{ratio} times its size; {_size(free)} are always allowed"


def _size(amount: int) -> str:
    """Bytes in the largest binary unit that fits."""
    units = ("bytes", "KiB", "MiB", "GiB")
    power = min((amount.bit_length() - 1) // 10, 3)
    return f"{amount >> 10 * power:,} {units[power]}"
