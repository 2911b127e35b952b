"""A mapping of a site file on its way through the checks: typed access, and errors that name file and key."""

from __future__ import annotations

import re
from typing import Any

from filature.errors import BadInput
from filature.reading.dom.css import UnknownSelector
from filature.reading.dom.program import Program


class Raw:
    """One mapping. Keys that nobody asked for are an error (`done`), so a slip of the pen is seen."""

    def __init__(self, values: Any, place: str) -> None:
        self.place = place
        if not isinstance(values, dict):
            raise BadInput(
                "{place}: a mapping (key: value) is needed here.",
                "See the README of the site files.",
                place=place,
            )
        self._values: dict[str, Any] = {str(key): value for key, value in values.items()}
        self._asked: set[str] = set()

    def wrong(self, key: str, what: str, todo: str, **values: object) -> BadInput:
        """The error to raise for ``key``; ``what`` names it as {place}."""
        return BadInput(what, todo, place=f"{self.place}.{key}", **values)

    def take(self, key: str) -> Any:
        """The value as YAML gave it; None when it is not there."""
        self._asked.add(key)
        return self._values.get(key)

    def keys(self) -> tuple[str, ...]:
        """The keys that the file gives, in order."""
        return tuple(self._values)

    def done(self) -> None:
        """Raise BadInput when a key was never asked for."""
        if extra := [key for key in self._values if key not in self._asked]:
            known = ", ".join(sorted(self._asked))
            raise self.wrong(
                extra[0], "{place}: this key is not known here.", "Known keys: {known}.", known=known
            )

    def text(self, key: str, needed: bool = False) -> str:
        """A text; empty when it is not there."""
        value = self.take(key)
        if value is None and not needed:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            if value is None:
                raise self.wrong(key, "{place}: this key is missing.", "Write one.")
            raise self.wrong(key, "{place}: a text is needed.", "Write one.")
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts."""
        value = self.take(key)
        entries = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(entry, str | int) and not isinstance(entry, bool) for entry in entries):
            raise self.wrong(
                key, "{place}: a text or a list of texts is needed.", "Put texts with : or # into quotes."
            )
        return tuple(str(entry) for entry in entries)

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, "{place}: true or false is needed.", "Write true or false.")
        return bool(value)

    def integer(self, key: str) -> int | None:
        """A whole number; None when it is not there."""
        value = self.take(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.wrong(key, "{place}: a whole number is needed.", "Write digits only.")
        return value

    def choice(self, key: str, allowed: tuple[str, ...]) -> str:
        """One of ``allowed``."""
        value = self.text(key, needed=True)
        if value not in allowed:
            raise self.wrong(
                key,
                "{place}: '{value}' is not known.",
                "Use one of: {known}.",
                value=value,
                known=", ".join(allowed),
            )
        return value

    def pattern(self, key: str, needed: bool = False) -> re.Pattern[str] | None:
        """A regular expression (Python's `re`)."""
        value = self.text(key, needed)
        return self._compiled(key, value) if value else None

    def any_pattern(self, key: str) -> re.Pattern[str] | None:
        """A regular expression or a list of them, any of which may match."""
        values = self.texts(key)
        for value in values:
            self._compiled(key, value)
        return self._compiled(key, "|".join(map(_grouped, values))) if values else None

    def _compiled(self, key: str, value: str) -> re.Pattern[str]:
        try:
            return re.compile(value)
        except re.error as error:
            raise self.wrong(
                key,
                "{place}: '{value}' is not a regular expression ({reason}).",
                "Correct the pattern.",
                value=value,
                reason=error,
            ) from None

    def selectors(self, key: str, needed: bool = False) -> tuple[str, ...]:
        """A CSS selector or a list of them."""
        values = self.texts(key)
        if needed and not values:
            raise self.wrong(key, "{place}: this key is missing.", "Write a CSS selector.")
        return tuple(self.selector(value, key) for value in values)

    def selector(self, value: str, key: str) -> str:
        """``value`` when it is a CSS selector that the parser understands."""
        try:
            Program([value])
        except UnknownSelector as error:
            raise self.wrong(
                key,
                "{place}: '{value}' is not a CSS selector that is known ({error}).",
                "Correct it; see the README.",
                value=value,
                error=error,
            ) from None
        return value

    def child(self, key: str) -> Raw:
        """The mapping below ``key``; empty when it is not there."""
        value = self.take(key)
        return Raw({} if value is None else value, f"{self.place}.{key}")

    def children(self, key: str) -> list[Raw]:
        """The mappings of a list below ``key`` (one mapping counts as a list of one)."""
        value = self.take(key)
        entries = value if isinstance(value, list) else [] if value is None else [value]
        return [Raw(entry, f"{self.place}.{key}[{number}]") for number, entry in enumerate(entries, 1)]


def _grouped(pattern: str) -> str:
    """A pattern as one alternative of several; flags at its beginning (`(?i)`) hold for it alone."""
    flags = re.match(r"\(\?([aimsx]+)\)", pattern)
    return f"(?{flags[1]}:{pattern[flags.end() :]})" if flags else f"(?:{pattern})"
