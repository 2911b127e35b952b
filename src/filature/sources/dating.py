"""When a page was captured, as the name of its file or folder states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache

from filature.sources.naming import before_address, may_hold_address

_CLOCK = r"(?P<H>[01]\d|2[0-3])[-_:.h]?(?P<M>[0-5]\d)(?:[-_:.m]?(?P<S>[0-5]\d)s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
_TIME = rf"(?:(?:[T_ -]|, )(?:at )?{_CLOCK}Z?)?(?!\d)"
_YEAR = r"(?P<y>199\d|20\d\d)"
_MONTHS = ("jan", "feb|fév|fev", "mar", "apr|avr", "may|mai", "jun|juin", "jul|juil", "aug|aoû|aou", "sep", "oct",
           "nov", "dec|déc")  # fmt: skip
_NAMED = "|".join(f"(?P<m{number}>{month})" for number, month in enumerate(_MONTHS, 1))
_FORMS = tuple(
    form + _TIME
    for form in (
        rf"(?<!\d)(?<!\d\.){_YEAR}(?P<s>[-_./])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])",
        rf"(?<![\d.])(?P<d>0?[1-9]|[12]\d|3[01])\.(?P<m>0?[1-9]|1[0-2])\.{_YEAR}(?!\.\d)",
        rf"(?<!\d)(?P<d>1[3-9]|2\d|3[01])(?P<s>[-_])(?P<m>0?[1-9]|1[0-2])(?P=s){_YEAR}",
        rf"(?<!\d)(?P<d>0?[1-9]|[12]\d|3[01])[-_. ]?(?:{_NAMED})[a-zéû]*[-_. ]?{_YEAR}",
        rf"(?<![a-z])(?:{_NAMED})[a-zéû]*[-_. ](?P<d>0?[1-9]|[12]\d|3[01])(?:,[ _]?|[-_. ]){_YEAR}",
        rf"(?<!\d){_YEAR}[-_. ]?(?:{_NAMED})[a-zéû]*[-_. ]?(?P<d>0?[1-9]|[12]\d|3[01])",
    )
)
# Digits alone, to the day or, as in the Wayback Machine's addresses, to the second.
_DIGITS = rf"(?<!\d){_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:{_TIME}|(?P<c>(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)(?!\d))"
_ANY_YEAR = re.compile(_YEAR)
# The day of such a folder can be the name of the file.
_MONTH_LAST = re.compile(rf"{_YEAR}/(?:0?[1-9]|1[0-2])$")
_FOLDERS = 256
_HASH = re.compile(r"(?=\w*[a-f])(?<![0-9a-z])[0-9a-f]{12,}(?![0-9a-z])", re.IGNORECASE)


def time_from_label(label: str) -> str | None:
    """The date, and time of day where it is there, that a label states, as ISO 8601 in UTC; the last one wins.

    A date alone gives midnight. ``03-04-2031`` may be March or April, so it is none; dates in an address are the
    site's. Digits in a hash are no date.
    """
    folder, slash, name = label.rpartition("/")
    if slash and not may_hold_address(name) and not _ANY_YEAR.search(name) and not _MONTH_LAST.search(folder):
        return _stated_by_folder(folder + slash)  # all that it holds: most pages share their folder with many
    return _stated(label)


def _stated(label: str) -> str | None:
    text = _HASH.sub("#", before_address(label))
    if not _ANY_YEAR.search(text):
        return None
    found = [(match.start(), moment) for match, moment in _all(text)]
    return max(found)[1] if found else None


_stated_by_folder = lru_cache(_FOLDERS)(_stated)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """The forms of a date, compiled for the first label that holds a year: many folders have none."""
    return tuple(re.compile(form, re.IGNORECASE) for form in (*_FORMS, _DIGITS))


def _all(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for form in _forms():
        for match in form.finditer(text):
            moment = _moment(match.groupdict())
            if moment:
                yield match, moment


def _moment(part: dict[str, str | None]) -> str | None:
    month = part.get("m") or next(name[1:] for name, value in part.items() if name[0] == "m" and value)
    digits = part.get("c") or "".join(f"{int(part[name] or 0):02d}" for name in "HMS")
    try:
        day = datetime(int(part["y"] or 0), int(month), int(part["d"] or 0), tzinfo=UTC)
    except ValueError:
        return None
    found = day + timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:]))
    return (found - _offset(part.get("zone") or "Z")).isoformat().replace("+00:00", "Z")


def _offset(zone: str) -> timedelta:
    if zone.upper() == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
