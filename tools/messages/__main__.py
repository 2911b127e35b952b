"""Brings the catalogues up to date: `make messages`.

New texts enter each `filature.po` without a translation, texts that are gone leave it, and `filature.mo` is compiled
beside it: that is what the program reads, and it is committed so that a clone and a wheel need no build step. Exit code 1
names the texts that still want a translation.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from filature.i18n import DOMAIN, LANGUAGES, LOCALE
from tools.messages.extract import Key, messages

NO_TIME = datetime(2024, 1, 1, tzinfo=UTC)
"""In the header of every catalogue, so that equal texts give equal bytes."""


def main() -> int:
    """Update every language but English; returns the exit code."""
    wanting = 0
    for code in LANGUAGES[1:]:
        path = LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"
        catalogue = updated(read(path), messages())
        write(catalogue, path)
        missing = [m.id for m in catalogue if m.id and not translated(m.string)]
        for text in missing:
            print(f"{path.name} ({code}) lacks: {text}")
        wanting += len(missing)
    return 1 if wanting else 0


def read(path: Path) -> Catalog:
    """The catalogue in ``path``."""
    with path.open("rb") as source:
        return read_po(source, locale=path.parents[1].name, domain=DOMAIN)


def updated(old: Catalog, wanted: list[Key]) -> Catalog:
    """A catalogue of exactly the texts ``wanted``, with the translations of ``old``."""
    new = Catalog(
        locale=old.locale, domain=DOMAIN, header_comment=old.header_comment, project=DOMAIN, version="1", fuzzy=False,
        msgid_bugs_address="-", last_translator="-", language_team="-", creation_date=NO_TIME, revision_date=NO_TIME,
    )  # fmt: skip
    for key in wanted:
        known = old.get(key)
        new.add(key, known.string if known else ("",) * new.num_plurals if isinstance(key, tuple) else "")
    return new


def write(catalogue: Catalog, path: Path) -> None:
    """Write the catalogue as text to ``path`` and compiled beside it; equal texts give equal bytes."""
    with path.open("wb") as sink:
        write_po(sink, catalogue, width=110, sort_output=True)
    with path.with_suffix(".mo").open("wb") as sink:
        write_mo(sink, catalogue)


def translated(text: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether ``text``, or each of its plural forms, is there."""
    return all(text) if isinstance(text, tuple | list) else bool(text)


if __name__ == "__main__":
    sys.exit(main())
