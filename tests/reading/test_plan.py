"""The compiled plan of a site file gives what the extractor gives, field for field, on every page that we can make."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.pages import generate
from filature.reading import site_page
from filature.reading.extract import Extractor
from filature.reading.made import Made, maker, together
from filature.reading.places import Item
from filature.reading.row import details_of
from filature.reading.sites import Sites
from filature.reading.sites.model import Field, Labels, Site
from tests.reading.garden import LISTING, VENDOR, load, search
from tests.reading.reads import TABLES, read


class Detour:
    """What stands for `plan.Plan` when each field goes through the extractor, and nothing is kept."""

    def __init__(self, table: str, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> None:
        self.table, self.fields, self.labels = table, fields, labels

    def rows(self, items: list[Item], extractor: Extractor) -> list[dict[str, Any]]:
        return [self.row(item, extractor) for item in items]

    def row(self, item: Item, extractor: Extractor) -> dict[str, Any]:
        values = self.values(item, extractor)
        found = together(values, [maker(self.table, k)(v, extractor.remark) for k, v in values.items()])
        row = {**found.parts, **found.columns}
        return {**row, "details": details_of(found.details)} if found.details else row

    def values(self, item: Item, extractor: Extractor) -> dict[str, Any]:
        return extractor.values(self.fields, item, self.labels)

    def facts(self, item: Item, extractor: Extractor) -> dict[str, Made]:
        found = {}
        values = self.values(item, extractor)
        for field in self.fields:
            names = (
                [n for f in field.into for n in (f.name, *(i.name for i in f.into))]
                if field.into
                else [field.name]
            )
            given = {name: values[name] for name in names if name in values}
            if given:
                several = [maker(self.table, k)(v, extractor.remark) for k, v in given.items()]
                found[field.name] = together(given, several) if field.into else several[0]
        return found


def detour(_: Site, table: str, fields: tuple[Field, ...], labels: tuple[Labels, ...]) -> Detour:
    return Detour(table, fields, labels)


def rows(body: bytes, known: Sites | None = None) -> dict[str, list[dict[str, Any]]]:
    found = read(body, known)
    return {table: found.of(table) for table in TABLES}


def both(body: bytes, monkeypatch: pytest.MonkeyPatch, known: Sites | None = None) -> tuple[Any, Any]:
    planned = rows(body, known)
    with monkeypatch.context() as patch:
        patch.setattr(site_page, "plan_of", detour)
        return planned, rows(body, known)


@pytest.mark.parametrize("html", [LISTING, VENDOR, search(1), search(4), search(30)])
def test_the_garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str) -> None:
    planned, extracted = both(html.encode(), monkeypatch, load(tmp_path))
    assert planned == extracted


def test_generated_pages_of_every_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = set()
    for page in generate(2_500_000, 11):
        planned, extracted = both(page.payload, monkeypatch)
        assert planned == extracted
        shapes.add(page.shape)
    assert len(shapes) > 6


@pytest.mark.data
@pytest.mark.parametrize(
    "site",
    ["agora", "berlusconi", "cryptonia", "darkfail", "dread", "dream", "drugsmedicine", "empire", "hansa"],
)
def test_real_pages(shared_data: Path, monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    pages = sorted(p for p in (shared_data / "pages" / site).rglob("*") if p.is_file())
    for path in pages[:: max(1, len(pages) // 60)]:
        planned, extracted = both(path.read_bytes(), monkeypatch)
        assert planned == extracted, path.name
