"""What a table does not say of itself: its site and date, from the names of file and folders."""

from __future__ import annotations

import re

from filature.evidence.record import Record
from filature.reading.mapping import wording
from filature.reading.mapping.mapping import Mapping
from filature.reading.mapping.row_sql import Context
from filature.sources.dating import time_from_label
from filature.sources.relation import Relation
from filature.sources.tabular.header import plain_name

_ENDINGS = re.compile(r"(?:\.[A-Za-z][A-Za-z0-9]{0,6})+$")


def context_of(record: Record, relation: Relation, mapping: Mapping) -> Context:
    """Site, date and currency that hold for all rows of ``relation`` of which no column states them."""
    parts = [p for p in re.split(r"[/!]+", record.source_path) if p]
    names = [_ENDINGS.sub("", parts[-1]), *reversed(parts[:-1])] if parts else []
    site = mapping.site or wording.site_in([relation.name, *names]) or _own_name(names)
    when = mapping.observed_at or time_from_label(record.source_path) or record.captured_at
    return Context(record, site, when, wording.currency_at(site))


def _own_name(names: list[str]) -> str:
    """The name of the nearest file or folder that is no general word; dates and digits are no part of it."""
    for name in names:
        words = [w for w in re.split(r"[^a-z]+", plain_name(name)) if w]
        own = [w for w in words if w not in wording.general_words()]
        if own:
            return wording.slug("_".join(words))
    return "table"
