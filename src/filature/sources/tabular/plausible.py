"""How much a decoding of bytes looks like text that somebody wrote: the letters and signs that come out, in context."""

from __future__ import annotations

_LOWER = frozenset("ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœšž")
_UPPER = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŒŠŽŸ")
_QUOTES = frozenset("’‘“”–—…•")
_MONEY = frozenset("€£")
_SIGNS = frozenset("®©™°½¼¾²³µ«»·\u00a0")
_NEVER = frozenset("\ufffd\uf8ff")


def plausibility(text: str, sure_from: str = "\U0010ffff") -> float:
    """Mean worth of the characters beyond ASCII in ``text``, from -1.5 to 1; 0 when there are none.

    Characters from ``sure_from`` on count as plausible, whatever they are.
    """
    padded = f" {text} "
    worth = [
        1.0 if c >= sure_from else _worth(padded[i - 1], c, padded[i + 1])
        for i, c in enumerate(padded)
        if c > "\x7f"
    ]
    return sum(worth) / len(worth) if worth else 0.0


def _worth(before: str, char: str, after: str) -> float:
    beside_letter = _is_letter(before) or _is_letter(after)
    if char in _LOWER:
        return 1.0 if beside_letter else 0.3
    if char in _UPPER:
        return _worth_of_capital(before, after)
    if char in _QUOTES:
        return 1.0 if char == "’" and _is_letter(before) and _is_letter(after) else 0.6
    if char in _MONEY:
        return 1.0 if before in " 0123456789" or after in " 0123456789" else 0.2
    if char in _SIGNS:
        return 0.5
    return -1.5 if char in _NEVER or "\x7f" < char < "\xa0" else -0.5


def _worth_of_capital(before: str, after: str) -> float:
    """A capital after a small letter is what a wrong decoding gives (`donÍt`)."""
    if "a" <= before <= "z":
        return -1.0
    beside_capital = "A" <= before <= "Z" or "A" <= after <= "Z"
    return 0.6 if beside_capital or "a" <= after <= "z" else -0.2


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()
