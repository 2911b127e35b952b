"""The macros of values.sql with the words of words.yaml filled in: text to typed values inside DuckDB."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from filature.data import load_yaml
from filature.engine.duck import quote_text

SPACE = " \t\n\r\v\f\u00a0\u202f\u2009\ufeff"
_GROUP = r"[ \x{a0}\x{202f}\x{2009}'’]"
_NUMBER = rf"(?:[1-9]\d{{0,2}}(?:{_GROUP}\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)"
# Names of the groups of both money patterns: an amount after its currency, or (…2) before it.
_MONEY_NAMES = ("before", "low", "suffix", "high", "high_suffix",
                "low2", "suffix2", "high2", "high_suffix2", "after")  # fmt: skip
# Steps from a date as people write it, in lower case: the day of the week, parts of a second, the zone, `9th`
# and signs go; then, with months cut to three letters, the day comes first, and a time is made whole.
_WEEKDAY = r"^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim)[a-z]*[.,]* (\d\d?[a-z]* [a-z]|[a-z]{3,9}\.? \d)"
_PLAIN_DATE = (
    (_WEEKDAY, r"\1"),
    (r"(:\d\d)[.,]\d+", r"\1"),
    (r" ?(?:utc|gmt|z)$|(:\d\d) ?[+-]\d\d:?\d\d$", r"\1"),
    (r"(\d)(?:st|nd|rd|th|er)\b", r"\1"),
    (r"[\s,./-]+|\b(?:of|the|le|at|a|um)\b", " "),
)
_DAY_FIRST = (
    (r" +", " "),
    (r"^ | $", ""),
    (r"^([a-z]+ \d\d?) ([\d:]+) (\d{4})$", r"\1 \3 \2"),
    (r"^(\d\d? (?:\d\d?|[a-z]+)|[a-z]+ \d\d?) (\d\d)( |$)", r"\1 20\2\3"),
    (r"^([a-z]{3}) (\d\d?) (\d{4})", r"\2 \1 \3"),
    (r"^(\d{4}) ([a-z]{3}|\d\d?) (\d\d?)", r"\3 \2 \1"),
    (r"( \d{4})$", r"\1 0:00"),
    (r" (\d\d?:\d\d)( [ap]m)?$", r" \1:00\2"),
    (r"(:\d\d)([ap]m)$", r"\1 \2"),
)


@cache
def words() -> dict[str, Any]:
    """What words.yaml holds."""
    loaded: dict[str, Any] = load_yaml(_resource("words.yaml"))
    return loaded


@cache
def sql() -> str:
    """SQL that defines the macros; run it once on a connection of `engine.duck.connect`."""
    text = _resource("values.sql")
    for name, value in _fillings().items():
        text = text.replace(f"[[{name}]]", value)
    return text


def _resource(name: str) -> str:
    return (files("filature.reading.mapping") / name).read_text("utf-8")


def _fillings() -> dict[str, str]:
    return {
        "space": quote_text(SPACE),
        "space_class": "[" + "".join(rf"\x{{{ord(sign):x}}}" for sign in SPACE) + "]",
        "nothing": quote_text(f"(?i){_one_of(words()['nothing'])}|"),
        "group": _GROUP.replace("'", "''"),
        "number": _NUMBER.replace("'", "''"),
        "handle_label": quote_text(rf"(?i)^\s*(?:{_one_of(words()['handle_labels'])})\s*:\s+"),
        "true_words": _whole_word("true_words"),
        "false_words": _whole_word("false_words"),
        **_money(),
        **_numbers(),
        **_moments(),
    }


def _whole_word(name: str) -> str:
    return quote_text(rf"(?i)\s*(?:{_one_of(words()[name])})\s*")


def _texts(values: Iterable[str]) -> str:
    return ", ".join(quote_text(v) for v in values)


def _one_of(values: Iterable[str]) -> str:
    return "|".join(re.escape(v) for v in sorted(values, key=lambda v: (-len(v), v)))


def _range_end(token: str = r"[^\s\S]") -> str:
    """Pattern of `- 20`: what may follow the first number; two groups, the second number and its suffix."""
    between = _one_of(words()["between"])
    return rf"(?:\s*(?:{token})?\s*(?:{between})\s*(?:{token})?\s*({_NUMBER})(k\b)?)?"


def _spellings() -> dict[str, str]:
    """Spelling in lower case -> code."""
    found = {s.lower(): code for code, spellings in words()["currencies"].items() for s in spellings}
    return found | {s: code for s, (code, _) in words()["fractions"].items()}


def _money() -> dict[str, str]:
    """Patterns for a currency anywhere, an amount beside its currency, an amount without one; the codes."""
    spellings, fractions = _spellings(), words()["fractions"]
    token, whole_coin = _one_of(spellings), _one_of(set(spellings) - set(fractions))
    amount = rf"({_NUMBER})(k\b)?{_range_end(token)}"
    # Letters are ASCII here: a class of all letters makes RE2 thirty times slower.
    stated = rf"(?:^|[^a-z])({token})[\s:]*{amount}|{amount}\s*({token})(?:$|[^a-z])"
    bare = rf"^()(?:\D*[^\d,.a-z])??{amount}(?:\s*(?:/|per\b|par\b|pro\b|each\b).*)?\s*$()()()()()"
    return {
        "currency": quote_text(rf"(?:^|[^a-z])(?:{token})(?:$|[^a-z])"),
        "money_simple": quote_text(rf"(?i)^(?:{whole_coin})? *\d+(?:\.\d+)? *(?:{whole_coin})?$"),
        "money_stated": quote_text(stated),
        "money_bare": quote_text(bare),
        "money_names": f"[{_texts(_MONEY_NAMES)}]",
        "spellings": f"[{_texts(spellings)}]",
        "codes": f"[{_texts(spellings.values())}]",
        "fractions": f"[{_texts(fractions)}]",
        "scales": "[" + ", ".join(f"{part:.8f}::decimal(9, 8)" for _, part in fractions.values()) + "]",
    }


def _numbers() -> dict[str, str]:
    around = r"[^\d%/]*"
    count = rf"^{around}?({_NUMBER})(k\b)?{_range_end()}{around}$"
    ending = r"[\s)\]]*(?:stars?|étoiles?|points?|★+)?[\s)\]]*"
    real = rf"^[\s(\[]*({_NUMBER})(?:\s*(?:/|,|out of|sur|von)\s*({_NUMBER}))?{ending}$"
    return {"count": quote_text(count), "real": quote_text(real)}


def _moments() -> dict[str, str]:
    ages = {word: seconds for seconds, names in words()["ages"].items() for word in names}
    age = rf"({_NUMBER})\s*({_one_of(ages)})\b"
    age += rf"(?:,?\s*(?:and |et |und )?{age})?"
    return {
        "date_words": _date_words("t"),
        "age": quote_text(age),
        "age_units": f"[{_texts(ages)}]",
        "age_seconds": str(list(ages.values())),
    }


def _date_words(text: str) -> str:
    """SQL that brings a date in words to `9 mar 2014 12:00:00`, a date in numbers to `9 3 2014 12:00:00`."""
    sql = f"lower(strip_accents(trim({text})))"
    for pattern, replacement in (*_PLAIN_DATE, *_month_steps(), *_DAY_FIRST):
        sql = f"regexp_replace({sql}, {quote_text(pattern)}, {quote_text(replacement)}, 'g')"
    return sql


def _month_steps() -> list[tuple[str, str]]:
    steps = [(rf"\b(?:{_one_of(names)})\b", month[:3]) for month, names in words()["months"].items()]
    return [*steps, (rf"\b({'|'.join(month[:3] for month in words()['months'])})[a-z]*", r"\1")]
