"""The table of a third market: what somebody noted by hand on three days, as a spreadsheet saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from filature.demo.cast import PONTON, week_day
from filature.demo.page import Row
from filature.demo.world import World

NOTED = (3, 6, 9)
"""Weeks in which the market was noted."""

COLUMNS = ("Date", "Vendeur", "Annonce", "Catégorie", "Prix", "Expédié de", "Vers")
ENCODING = "cp1252"


def noted(world: World) -> Iterator[Row]:
    """The true value of each row, in order."""
    for week in NOTED:
        for offer in world.offers_on(PONTON, week):
            yield {
                "observed_at": week_day(week),
                "handle": offer.seller.handle,
                "title": offer.title,
                "category": [offer.category_path[0]],
                "price": offer.prices[week - 1],
                "currency": "EUR",
                "ships_from": offer.ships_from,
                "ships_to": [offer.ships_to[0]],
            }


def table(world: World) -> bytes:
    """The file: windows-1252, semicolons, lines ended by CR LF, prices such as `12,50 €`."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in noted(world):
        price = f"{row['price']:.2f} €".replace(".", ",")
        day = f"{row['observed_at']:%d/%m/%Y}"
        writer.writerow(
            [
                day,
                row["handle"],
                row["title"],
                row["category"][0],
                price,
                row["ships_from"],
                row["ships_to"][0],
            ]
        )
    return sink.getvalue().encode(ENCODING)
