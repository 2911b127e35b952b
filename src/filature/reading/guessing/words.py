"""The words by which a page is guessed: kinds of addresses, labels, classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from filature.data import load_yaml
from filature.reading.sites.parse_fields import label_key

_SPLIT = re.compile(r"[^a-zà-ÿ0-9]+")
_STEM = re.compile(r"\.(?:php|html?|aspx?|cgi)$")


@cache
def words() -> dict[str, Any]:
    """The content of `words.yaml`."""
    found: dict[str, Any] = load_yaml(files(__package__).joinpath("words.yaml").read_text("utf-8"))
    return found


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, known in words()["links"].items() for word in known}


@cache
def labels_of(group: str) -> dict[str, str]:
    """Label (as `label_key` gives it) to column, for ``group`` (`labels` or `vendor_labels`); the first column counts."""
    found: dict[str, str] = {}
    for column, known in words()[group].items():
        for word in known:
            found.setdefault(label_key(word), column)
    return found


@dataclass(frozen=True, slots=True)
class Address:
    """What an address seems to lead to: ``kind``, the site's own id in it, and the pattern that finds that id."""

    kind: str
    native_id: str
    pattern: str
    marker: str


def address(href: str) -> Address | None:
    """What ``href`` leads to, by the first word of it that is known; None when none is or nothing follows it."""
    try:
        parts = urlsplit(href.strip())
        pairs = parse_qsl(parts.query.replace(";", "&"))
    except ValueError:
        return None
    steps = [step for step in parts.path.split("/") if step and step != "."]
    if parts.scheme not in ("", "http", "https"):
        return None
    return _in_path(steps) or _in_query(steps, pairs)


def _in_path(steps: list[str]) -> Address | None:
    for position, step in enumerate(steps[:-1]):
        kind = _kinds().get(step.lower())
        if kind is None:
            continue
        last, own = _kinds().get(steps[-1].lower()), steps[position + 1]
        front = re.escape("/" + "/".join(steps[: position + 1]) + "/")
        if position + 2 < len(steps) and last in ("feedback", "pgp"):
            return Address(last, unquote(own), f"^{front}(?P<id>[^/?]+)/{re.escape(steps[-1])}", f"/{step}/")
        if own.lower() not in _kinds():
            return Address(kind, unquote(own), f"^{front}(?P<id>[^/?]+)", f"/{step}/")
    return None


def _in_query(steps: list[str], pairs: list[tuple[str, str]]) -> Address | None:
    """`viewProduct?offer=1`, `?a=vendor&v_id=1`, `index.php?topic=1`: the word is a value, the page's name, or a key."""
    stem = _STEM.sub("", steps[-1].lower()) if steps else ""
    own = [
        (key, value)
        for key, value in pairs
        if value and not _known(value) and key.lower() not in words()["pages"]
    ]
    if not own:
        return None
    key, value = next((pair for pair in own if _known(pair[0])), own[-1])
    named = next((v for _, v in reversed(pairs) if _known(v)), "")
    word = (named or (stem if _known(stem) else "") or key).lower()
    if word not in _kinds():
        return None
    front = rf"(?=.*={re.escape(named)}\b)" if named else re.escape(steps[-1]) if _known(stem) else ""
    return Address(_kinds()[word], value, rf"{front}.*[?&;]{re.escape(key)}=(?P<id>[^&;]+)", f"{key}=")


def _known(word: str) -> bool:
    return len(word) > 1 and word.lower() in _kinds()


def names_kind(name: str, kind: str) -> bool:
    """Whether a class or an id ("viewProduct", "vendor-bio") says that it stands on pages of ``kind``, not on lists of them."""
    parts = [p.lower() for p in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)]
    known = [word for word in words()["links"].get(kind, ()) if len(word) > 3]
    lists = any(part.startswith(other) for part in parts for other in words()["lists"])
    return not lists and any(part.startswith(word) for part in parts for word in known)


def says(text: str, group: str) -> bool:
    """Whether a class, an id or an address holds one of the words for ``group`` (of `classes`, or `session`)."""
    known = words()["classes"].get(group) or words()[group]
    parts = [p for p in _SPLIT.split(text.lower()) if p]
    return any(part == word or (len(word) > 4 and part.startswith(word)) for part in parts for word in known)
