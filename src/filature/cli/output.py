"""What a command prints: one JSON document on standard output, or text that no captured string can hijack."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal

from filature.cli.wording import header
from filature.errors import FilatureError
from filature.i18n import number

# Beside the control characters that JSON escapes anyway: those above ASCII, invisible and direction characters, and
# lone surrogates, which no UTF-8 can hold.
_COMMANDS = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


class _Mode:
    """Whether this run answers in JSON."""

    json = False


def answer_in_json(wanted: bool) -> None:
    """Remember that the answer, and any error, is to be JSON."""
    _Mode.json = wanted


def emit_json(document: object) -> None:
    """Print one JSON document and a line end."""
    sys.stdout.write(as_json(document, indent=1) + "\n")
    sys.stdout.flush()


def as_json(document: object, indent: int | None = None) -> str:
    """``document`` as JSON that a terminal can show: what would command it is escaped, which changes no value."""
    text = json.dumps(document, default=plain, ensure_ascii=False, indent=indent)
    return _COMMANDS.sub(lambda found: _escape(found[0]), text)


def plain(value: object) -> object:
    """``value`` in types that JSON has: moments as ISO 8601 with ``Z``, bytes as hex; decimals as numbers where
    a double holds them exactly as written, else as text."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        number = int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
        return number if Decimal(repr(number)) == value else format(value.normalize(), "f")
    if isinstance(value, bytes):
        return value.hex()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)


def safe(value: object) -> str:
    """``value`` as text for a terminal: control and direction characters show as escapes, not as commands."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(plain(value))
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else _escape(c) for c in text
    )


def _escape(character: str) -> str:
    return f"\\u{ord(character):04x}"


def say(text: str) -> None:
    """Print a line of our own words and of captured text."""
    sys.stdout.write(safe(text) + "\n")
    sys.stdout.flush()


def table(title: str, headers: Sequence[str], rows: Iterable[Sequence[object]], limit: int = 80) -> None:
    """Print a table; cells are cut at ``limit`` characters and hold no line ends."""
    from filature.cli import drawing  # noqa: PLC0415 (a tenth of a second that an answer in JSON need not pay)

    drawing.draw(safe(title), [safe(h) for h in headers], ([_cell(v, limit) for v in row] for row in rows))


def objects(title: str, rows: Sequence[Mapping[str, object]], limit: int = 80) -> None:
    """Print rows that share their keys as a table: keys in words, whole numbers as a person writes them."""
    shown = [[number(v) if type(v) is int else v for v in row.values()] for row in rows]
    table(title, [header(key) for key in rows[0]], shown, limit)


def _cell(value: object, limit: int) -> str:
    text = safe(value).replace("\n", "⏎").replace("\t", " ")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def report_error(error: FilatureError) -> None:
    """Tell what went wrong: as JSON (in English) on standard output when that was asked for, in words on standard
    error always."""
    if _Mode.json:
        emit_json({"error": {"what": error.what, "todo": error.todo}})
    sys.stderr.write(safe(error.said()) + "\n")
