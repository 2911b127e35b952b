"""Text to moments: dates in given formats, and ages counted back from the time of the capture."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache, lru_cache

from filature.reading.mapping.values import words
from filature.reading.transforms_number import NUMBER, Parts, number

FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d %b %Y %H:%M", "%d %b %Y", "%b %d %Y %H:%M", "%b %d %Y",
)  # fmt: skip
_TODAY = re.compile(r"\b(?:today|aujourd['’]hui|heute|hoy|tänään)\b", re.I)
_YESTERDAY = re.compile(r"\b(?:yesterday|hier|gestern|ayer|eilen)\b", re.I)
_ONE = re.compile(r"\b(?:an?|une?|ein|eine|eine[mnr]|one)\b", re.I)
_CLOCK = re.compile(r"^\s*(\d{1,3}):(\d\d)\s*$")
_NOW = re.compile(r"\b(?:just now|moments? ago|now|à l['’]instant|gerade eben)\b", re.I)


def moment(text: str, formats: tuple[str, ...], zone: tzinfo, captured: datetime | None = None) -> datetime:
    """``text`` by the first format that fits, in ``zone``, as UTC. ValueError when none fits.

    Names of months may be French, German or Spanish, whole or cut; "today" and "yesterday" are those of the
    capture; a word before the date (a weekday) does not matter.
    """
    return _moment(text, formats, zone, captured if is_relative(text) else None)


def is_relative(text: str) -> bool:
    """Whether a date is told by the day of the capture ("today")."""
    return bool(_TODAY.search(text) or _YESTERDAY.search(text))


@lru_cache(1 << 16)  # the same dates stand on many rows, and strptime is slow
def _moment(text: str, formats: tuple[str, ...], zone: tzinfo, captured: datetime | None) -> datetime:
    plain = _plain(text, zone, captured)
    first, _, rest = plain.partition(" ")
    for shown in (plain, rest) if first[:1].isalpha() else (plain,):
        for pattern in formats or FORMATS:
            try:
                found = datetime.strptime(shown, _plain_format(pattern))
            except ValueError:
                continue
            return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    raise ValueError("no date in a known format")


def epoch(text: str) -> datetime:
    """Seconds (or milliseconds) since 1970 as a moment; ValueError when it is no such number."""
    value = float(number(text))
    try:
        return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("not a time") from error


def age(text: str, captured: datetime | None) -> Parts:
    """ "2 days ago", "1d 22h", "il y a 3 jours": the moment that long before the capture (None when that is unknown).

    Others: ``age_seconds`` (months count 30 days, years 365), ``text``. ValueError when no age is stated.
    """
    seconds, shown = _seconds_ago(text)
    then = captured - timedelta(seconds=seconds) if captured else None
    return Parts(then, "moment", {"age_seconds": seconds, "text": shown})


@lru_cache(1 << 16)
def _seconds_ago(text: str) -> tuple[int, str]:
    total, found = Decimal(0), False
    if clock := _CLOCK.match(text):
        text, shown = f"{clock[1]} h {clock[2]} min", text
    else:
        shown = text
    for match in _ages().finditer(_ONE.sub("1", text)):
        total += number(match[1]) * _seconds()[match[2].lower()]
        found = True
    if not found and not _NOW.search(text):
        raise ValueError("no age")
    if total > 10**10:
        raise ValueError("an age beyond all reason")
    return int(total), shown.strip()


@cache
def _seconds() -> dict[str, int]:
    return {word: int(seconds) for seconds, names in words()["ages"].items() for word in names}


@cache
def _ages() -> re.Pattern[str]:
    units = "|".join(re.escape(w) for w in sorted(_seconds(), key=lambda w: (-len(w), w)))
    return re.compile(rf"({NUMBER})\s*({units})(?![^\W\d_])", re.I)


@cache
def _months() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)({'|'.join(sorted(_month_names(), key=lambda w: (-len(w), w)))})\.?(?!\w)", re.I
    )


@cache
def _month_names() -> dict[str, str]:
    """Each name of a month, without accents, to the three letters that ``%b`` reads."""
    months = words()["months"].items()
    return {name: english[:3] for english, others in months for name in (english, english[:3], *others)}


def _plain(text: str, zone: tzinfo, captured: datetime | None) -> str:
    """``text`` with months as ``%b`` reads them, the capture's day for "today", and no commas or ordinal endings."""
    if captured is not None:
        day = captured.astimezone(zone)
        text = _TODAY.sub(day.strftime("%Y-%m-%d"), text)
        text = _YESTERDAY.sub((day - timedelta(days=1)).strftime("%Y-%m-%d"), text)
    text = text.replace(",", " ").replace(" à ", " ").replace(" at ", " ")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _months().sub(lambda m: _month_names()[m[1].lower()], text)
    return " ".join(re.sub(r"\b(\d{1,2})(?:st|nd|rd|th|er)\b", r"\1", text).split())


def _plain_format(pattern: str) -> str:
    return " ".join(pattern.replace(",", " ").replace(" at ", " ").replace("%B", "%b").split())
