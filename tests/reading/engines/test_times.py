"""Times as forums write them, in French and English, whole and cut."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filature.reading.transforms_time import moment

FRENCH = (
    "janvier janv. Janv jan", "février févr. Fév fevrier", "mars mars Mar", "avril avr. Avr", "mai Mai", "juin Juin", "juillet juil. Juil",
    "août Aoû aout", "septembre sept. Sep", "octobre oct. Oct", "novembre nov. Nov", "décembre déc. Déc decembre",
)  # fmt: skip
DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.", "Tue", "")
WRITTEN = st.datetimes(datetime(2010, 1, 1), datetime(2030, 1, 1)).map(
    lambda t: t.replace(second=0, microsecond=0)
)


@given(WRITTEN, st.data())
def test_french_dates(time: datetime, data: st.DataObject) -> None:
    """Whatever spelling of the month and of the weekday: the same moment."""
    month = data.draw(st.sampled_from(FRENCH[time.month - 1].split()))
    text = f"{data.draw(st.sampled_from(DAYS))} {time.day} {month} {time.year} {time:%H:%M}"
    assert moment(text, ("%d %b %Y %H:%M",), UTC) == time.replace(tzinfo=UTC)


@given(WRITTEN)
def test_english_dates(time: datetime) -> None:
    for text in (f"{time:%a %b %d, %Y %I:%M %p}", f"{time:%A %B %d, %Y at %I:%M %p}"):
        assert moment(text, ("%b %d, %Y %I:%M %p",), UTC) == time.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Aujourd’hui à 15:04", 6),
        ("Aujourd'hui, 15:04", 6),
        ("Today, 15:04", 6),
        ("Hier à 15:04", 5),
        ("Yesterday at 15:04", 5),
    ],
)
def test_days_in_words(text: str, day: int) -> None:
    """They are counted in the zone of the site: at half past eleven in the evening it is tomorrow in Paris."""
    late = datetime(2016, 1, 5, 23, 30, tzinfo=UTC)
    paris = ZoneInfo("Europe/Paris")
    assert moment(text, ("%Y-%m-%d %H:%M",), paris, late) == datetime(2016, 1, day, 15, 4, tzinfo=paris)


def test_what_is_no_date() -> None:
    for text in ("", "bientôt", "mar. 15:04", "Today", "5 brumaire 2016 15:04"):
        with pytest.raises(ValueError, match="no date"):
            moment(text, ("%d %b %Y %H:%M", "%Y-%m-%d %H:%M"), UTC)
