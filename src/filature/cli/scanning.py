"""`filature scan`: the identifiers in a text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from filature.cli.options import Json
from filature.cli.output import emit_json, safe, say, table
from filature.errors import BadInput, Misuse
from filature.evidence.disk import plain_disk_errors
from filature.i18n import Message, _, ngettext
from filature.selectors.scan import Mention, scan

MAX_BYTES = 256 << 20
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
        from filature.cli import drawing  # noqa: PLC0415 (as for the tables of `output`)

        drawing.mark(_highlighted(text, mentions))
    elif mentions:
        headers = (_("kind"), _("value"), _("check"), _("begins at"), _("as written"))
        table("", headers, [_row(m) for m in mentions], 120)
        say(ngettext("{count} identifier", "{count} identifiers", len(mentions)))
    else:
        say(_("No identifier was found."))


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


def _highlighted(text: str, mentions: list[Mention]) -> Iterator[tuple[str, str]]:
    """The text for a terminal, with each identifier marked and its kind behind it in brackets."""
    done = 0
    for mention in mentions:
        if mention.start >= done:
            yield safe(text[done : mention.start]), ""
            yield safe(text[mention.start : mention.end]), "bold reverse"
            yield f"[{mention.kind}]", "dim"
            done = mention.end
    yield safe(text[done:]), ""
