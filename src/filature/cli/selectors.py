"""`filature scan` and `filature mentions`: the identifiers in a text, and those of a case."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from filature import case as cases
from filature.cli.options import CaseFolder, Json
from filature.cli.output import console, emit_json, objects, safe, say, table
from filature.errors import BadInput, Misuse
from filature.evidence.disk import plain_disk_errors
from filature.i18n import Message, _, ngettext
from filature.pipeline import mentioned
from filature.selectors.scan import Mention, scan

MAX_BYTES = 256 << 20
SHOWN = 200
_STDIN = "-"


def scan_text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text file; - for standard input.")],
    highlight: Annotated[
        bool, typer.Option("--highlight", help="Print the text with the identifiers marked.")
    ] = False,
    json: Json = False,
) -> None:
    """Find identifiers in a text: addresses, keys, handles, numbers, each checked where it can be."""
    text = _read(file)
    mentions = scan(text)
    if json:
        emit_json({"mentions": [asdict(mention) for mention in mentions]})
    elif highlight:
        console.print(_highlighted(text, mentions), soft_wrap=True)
    elif mentions:
        headers = (_("kind"), _("value"), _("check"), _("begins at"), _("as written"))
        table("", headers, [_row(m) for m in mentions], 120)
        say(ngettext("{count} identifier", "{count} identifiers", len(mentions)))
    else:
        say(_("No identifier was found."))


def mentions(
    folder: CaseFolder,
    kind: Annotated[str, typer.Option(help="Only this kind, as `btc` or `email`.")] = "",
    value: Annotated[str, typer.Option(help="Only this value, in its canonical form.")] = "",
    json: Json = False,
) -> None:
    """The identifiers that the case mentions, and where."""
    rows = mentioned.find(cases.open_case(folder), kind, value)
    if json:
        emit_json({"mentions": rows})
    elif rows:
        objects("", [{name: row[name] for name in _COLUMNS} for row in rows[:SHOWN]])
        count = ngettext("{count} mention", "{count} mentions", len(rows))
        cut = _("the first {count} shown; use --json for all", count=SHOWN)
        say(f"{count}, {cut}" if len(rows) > SHOWN else count)
    else:
        say(_("The case mentions no such identifier. Run `filature build` when material was added since."))


_COLUMNS = ("kind", "value", "check", "context", "seen_at", "account_id", "capture_id")


def _read(file: str) -> str:
    """The text of a file or of standard input: UTF-8, else each byte as one character of Latin-1."""
    if file != _STDIN and not Path(file).is_file():
        raise Misuse("There is no file {file}.", "Give a text file, or - for standard input.", file=file)
    with plain_disk_errors(Message("reading the text")):
        if file == _STDIN:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as source:
                data = source.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadInput(
            "{file} is larger than {size} bytes.", "Cut it, or add it to a case.", file=file, size=MAX_BYTES
        )
    try:
        return data.decode("utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _row(mention: Mention) -> tuple[object, ...]:
    kind = f"{mention.kind} {mention.subtype}".strip()
    return kind, mention.value, mention.check, mention.start, mention.raw


def _highlighted(text: str, mentions: list[Mention]) -> Text:
    """The text for a terminal, with each identifier marked and its kind behind it in brackets."""
    shown, done = Text(), 0
    for mention in mentions:
        if mention.start >= done:
            shown.append(safe(text[done : mention.start]))
            shown.append(safe(text[mention.start : mention.end]), style="bold reverse")
            shown.append(f"[{mention.kind}]", style="dim")
            done = mention.end
    shown.append(safe(text[done:]))
    return shown
