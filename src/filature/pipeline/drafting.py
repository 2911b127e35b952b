"""`filature site draft`: a first site file from one captured page, written for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from filature.case import Case
from filature.engine.rows import Rows
from filature.errors import BadInput, Malformed
from filature.evidence.disk import plain_disk_errors, write_whole
from filature.evidence.record import Record
from filature.evidence.vault import Vault
from filature.i18n import Message
from filature.reading import sites
from filature.reading.guessing import Guess, guess
from filature.reading.guessing.check import Preview, tried
from filature.reading.guessing.text import extended_text, site_text
from filature.reading.html import FIELD_TAGS, MAX_BYTES, Document
from filature.reading.html_decode import decode
from filature.reading.page import is_html, read_page
from filature.reading.recognise import Page
from filature.reading.sites.model import NO_CONTENT


@dataclass(frozen=True, slots=True)
class Drafted:
    """The file that was written, and what it gives on the page: field, selector, value."""

    path: Path
    preview: Preview


def draft(case: Case, capture_id: str) -> Drafted:
    """Guess a site file for the page ``capture_id`` and write it to `inputs/sites/`; no file is ever overwritten.

    For a page of a known site whose kind its file does not know, the new file holds that file's text and one more
    kind. BadInput when there is no such capture, when it is no page, has no text, or is read by a site file already.
    """
    record = _record(case, capture_id)
    try:
        body = Vault(case.store.folder).body(record)[:MAX_BYTES]
        return _drafted(case, record, body)
    except Malformed as broken:
        raise BadInput(
            "{capture} cannot be read as a page: {detail}.",
            "Choose another page.",
            capture=capture_id,
            detail=broken.detail,
        ) from broken


def _record(case: Case, capture_id: str) -> Record:
    record = next((r for r in case.store.records() if r.capture_id == capture_id), None)
    if record is None:
        raise BadInput(
            "The case holds no capture {capture}.",
            "`filature status` shows examples of unrecognised pages.",
            capture=capture_id,
        )
    if record.role != "page":
        raise BadInput(
            "{capture} is no page but a {role}.",
            "Site files describe pages.",
            capture=capture_id,
            role=record.role,
        )
    return record


def _drafted(case: Case, record: Record, body: bytes) -> Drafted:
    folder = case.inputs / "sites"
    known = sites.load(folder if folder.is_dir() else None)
    read = _read(record, body, known)
    site = known.get(read.get("site") or "")
    if site is not None and read["kind"] != "unrecognised":
        raise BadInput(
            "{capture} is read already: {place} knows it as {kind}.",
            "Correct that file instead.",
            capture=record.capture_id,
            place=site.place,
            kind=read["kind"],
        )
    _check_readable(record, body, read["text"])
    guessed, preview = tried(_guessed(record, body, read["kind"]), record, body, known)
    if site is None:
        guessed = _renamed(guessed, known)
        return Drafted(
            _written(folder, guessed.site["id"], site_text(guessed.site, guessed.kind, record.capture_id)),
            preview,
        )
    text = extended_text(sites.source(site, folder), guessed.kind, record.capture_id, site.place)
    return Drafted(_written(folder, re.sub(r"_\d+$", "", Path(site.place).stem), text), preview)


def _read(record: Record, body: bytes, known: sites.Sites) -> dict[str, Any]:
    """The row of `page` that the page gives now."""
    rows = Rows()
    read_page(record, body, known, rows)
    (read,) = rows.of("page")
    return read


def _check_readable(record: Record, body: bytes, text: str) -> None:
    """BadInput when there is nothing on the page to draft from."""
    if not text.strip():
        raise BadInput(
            "{capture} shows no text.", "Choose a page with text on it.", capture=record.capture_id
        )
    if not is_html(record.media_type, body):
        raise BadInput(
            "{capture} is plain text, not HTML.", "Site files describe HTML pages.", capture=record.capture_id
        )


def _guessed(record: Record, body: bytes, kind: str) -> Guess:
    url = record.uri if record.uri.startswith(("http://", "https://")) else ""
    page = Page(Document(decode(body, record.media_type)), url)
    guessed = guess(page, kind if kind in NO_CONTENT else "") if page.document.tags <= FIELD_TAGS else None
    if guessed is None:
        raise BadInput(
            "{capture} is too large to draft from.",
            "Choose another page of the site.",
            capture=record.capture_id,
        )
    return guessed


def _renamed(guessed: Guess, known: sites.Sites) -> Guess:
    """``guessed`` with an id that no site has: a file with the id of another would replace it."""
    taken = {site.id for site in known.sites} | {sites.GENERIC}
    free = next(name for name in _numbered(guessed.site["id"]) if name not in taken)
    return Guess({**guessed.site, "id": free}, guessed.kind)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}_{number}" for number in count(2))


def _written(folder: Path, stem: str, text: str) -> Path:
    with plain_disk_errors(Message("writing the site file")):
        folder.mkdir(parents=True, exist_ok=True)
        path = next(p for p in (folder / f"{name}.yaml" for name in _numbered(stem)) if not p.exists())
        write_whole(path, text.encode())
    return path
