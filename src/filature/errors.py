"""The few exceptions of Filature; each tells a person what was wrong, where, and what to do."""

from __future__ import annotations

from filature.i18n import _, fill, speaking


class FilatureError(Exception):
    """Something a person can act on: ``what`` went wrong, and ``todo``, the next step. Never a traceback.

    Both are given in English, as literal texts with the {names} of ``values``, and kept so: logs, JSON and tests see
    English. `said` gives them in the language of the person. A value that is itself a text of the program is an
    `i18n.Message`.
    """

    exit_code = 1

    def __init__(self, what: str, todo: str = "", **values: object) -> None:
        self._said, self._values = (what, todo), values
        with speaking("en"):
            self.what, self.todo = fill(what, values), fill(todo, values)
        super().__init__(self.what if not todo else f"{self.what} {self.todo}")

    def said(self) -> str:
        """What went wrong and what to do, in the language of the person."""
        return " ".join(_(part, **self._values) for part in self._said if part)


class BadInput(FilatureError):
    """The material is not usable as it is (exit code 1)."""


class Misuse(FilatureError):
    """The command was called in a way that cannot work (exit code 2)."""

    exit_code = 2


class Damaged(FilatureError):
    """The case folder does not hold what its journal says (exit code 1)."""


class NotMine(Exception):
    """A reader's first answer other than rows: this material is of another form, try the next reader."""


class Malformed(Exception):
    """A reader's second answer: the form is mine, but it is broken.

    ``reason`` is a short snake_case code that is counted, with its meaning in `filature.reasons`; ``place`` says where
    (byte, line, member); ``detail`` says what was seen, in English. It becomes a row of ``rejection``.
    """

    def __init__(self, reason: str, detail: str, place: str = "") -> None:
        super().__init__(f"{reason}: {detail}" + (f" ({place})" if place else ""))
        self.reason = reason
        self.detail = detail
        self.place = place

    def __reduce__(self) -> tuple[type[Malformed], tuple[str, str, str]]:
        return Malformed, (self.reason, self.detail, self.place)
