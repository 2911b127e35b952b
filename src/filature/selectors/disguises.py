"""What people write instead of a sign so that a machine does not see it: hxxp, [.], (at), ` point com`.

Each finding is a place in the text and what is meant there. A sign is put in only where both sides look like parts of
one identifier, and words that mean something else in a sentence only where more speaks for it: what is undone wrongly
would become an identifier that nobody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import re2

from filature.selectors.characters import lexicon
from filature.selectors.limit import Limit

Edit = tuple[int, int, bytes]
_NEAR = 60
_ALWAYS = {"half": b".", "gluedot": b".", "arobase": b"@", "glued": b"@"}
_LABEL_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_LOCAL_BYTES = _LABEL_BYTES | frozenset(b"_-+.")
_LAST_WORD = re.compile(rb"[A-Za-z0-9-]*$")
_AT_BEFORE = re.compile(
    rb"(?:@|\barrob\w*|\barob\w*|[\[({< ](?:at|AT)[\])}> ]) ?[A-Za-z0-9-]{1,40}(?: ?\S{1,8} [\w-]{1,40})?$"
)


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))


def _inside() -> str:
    return _either(sorted({word for words in lexicon()["bracketed"].values() for word in words}))


@cache
def _trigger() -> re2._Regexp:
    """Finds out quickly whether a text needs the slower look; every disguise has a match of it. It counts nothing that
    may begin anywhere: an automaton that counts from each place at once grows without end."""
    words = lexicon()
    dots, ends = _either(words["dot_words"]), _either(words["suffixes"] + words["sure_suffixes"])
    parts = (
        r"h(?:[x*_]{2}|tx|xt)ps?\[?:",
        rf"[\[({{<] ?(?:{_inside()}) ?[\])}}>]",
        r"[0-9a-z](?:\[\.|\.\]|\\\.)[0-9a-z]",
        rf"&(?:{_either(_entity_names())});",
        rf" (?:{dots}) (?:[0-9a-z-]+ (?:{dots}) )*(?:{ends})\b",
        rf" (?:{_either(words['at_words'])}) ",
        rf" at [0-9a-z-]+(?: (?:{dots}) | ?[\[({{<] ?(?:\.|{dots}) ?[\])}}>]| \. )",
        r"(?: @|@ ) ?[0-9a-z-]+\.",
        r"[0-9a-z]_at_[0-9a-z-]+(?:_dot_|\.)[a-z]",
        r"(?-i:[0-9a-z]AT[0-9a-z-]+DOT[a-z])",
    )
    return re2.compile(f"(?i){'|'.join(parts)}".encode())


def _entity_names() -> list[str]:
    return [name for names in lexicon()["entities"].values() for name in names]


@cache
def _pattern() -> re.Pattern[bytes]:
    words = lexicon()
    dots, ends = _either(words["dot_words"]), _either(words["suffixes"] + words["sure_suffixes"])
    host = r"[0-9A-Za-z-]{2,63}"
    dot = rf"(?: (?i:{dots}) | ?[\[({{<] ?(?i:\.|{dots}) ?[\])}}>] ?| \. )"
    parts = (
        r"(?P<scheme>(?<![0-9A-Za-z])(?i:h(?:[x*_]{2}|tx|xt)ps?)(?=\[?:))",
        rf"(?P<bracket> ?[\[({{<] ?(?P<inner>(?i:{_inside()})) ?[\])}}>] ?)",
        r"(?P<half>(?<=[0-9A-Za-z])(?:\[\.|\.\]|\\\.)(?=[0-9A-Za-z]))",
        rf"(?P<entity>&(?P<name>(?i:{_either(_entity_names())}));)",
        rf"(?P<spelled>(?<=[0-9A-Za-z]) (?i:{dots}) (?=(?:{host} (?i:{dots}) ){{0,3}}(?P<end>(?i:{ends}))(?![0-9A-Za-z])))",
        rf"(?P<arobase>(?<=[0-9A-Za-z_.+-]) (?i:{_either(words['at_words'])}) (?=[0-9A-Za-z]))",
        rf"(?P<weak>(?<=[0-9A-Za-z_.+-]) (?i:at) (?={host}{dot}[A-Za-z]{{2}}))",
        rf"(?P<apart>(?<=[0-9A-Za-z_.+-])(?: @ ?|@ )"
        rf"(?={host}(?:\.[0-9A-Za-z-]{{1,63}}){{0,3}}\.[A-Za-z]{{2,18}}(?![0-9A-Za-z@])))",
        rf"(?P<glued>(?<=[0-9a-z])(?:AT(?={host}DOT[a-z]{{2,6}}\b)|_(?i:at)_(?={host}(?:_(?i:dot)_|\.)[a-z]{{2,6}}\b)))",
        r"(?P<gluedot>(?<=[0-9a-z])(?:DOT|_(?i:dot)_)(?=[a-z]{2,6}\b))",
    )
    return re.compile("|".join(parts).encode())


def edits(data: bytes, limit: Limit) -> Iterator[Edit]:
    """Start and end in bytes, and what is meant there: in order, none inside another. Linear in the text."""
    pattern, done = _pattern(), 0
    for start, end in limit.candidates(_hints(data)):
        for begin in range(max(done, start - 1), end):
            found = pattern.match(data, begin) if begin >= done else None
            meant = _meant(found, data, *found.span()) if found else None
            if found and meant is not None:
                yield *found.span(), meant
                done = found.end()


def _hints(data: bytes) -> Iterator[tuple[int, int]]:
    """Where a disguise may be: the last character of one hint may be the first of the next."""
    place, trigger = 0, _trigger()
    while (hint := trigger.search(data, place)) is not None:
        start, end = hint.span()
        yield start, end
        place = max(end - 1, start + 1)


def _meant(found: re.Match[bytes], data: bytes, start: int, end: int) -> bytes | None:
    rule = found.lastgroup
    if rule == "scheme":
        return b"https" if found[0][-1:] in b"sS" else b"http"
    if rule in _ALWAYS:
        return _ALWAYS[rule]
    if rule == "entity":
        return _entities()[found["name"].lower()]
    if rule == "bracket":
        return _in_brackets(found, data, start, end)
    if rule == "spelled":
        return b"." if _is_host(found, data, start) else None
    return b"@" if _is_mail(data, start) else None


@cache
def _entities() -> dict[bytes, bytes]:
    return {n.encode(): sign.encode() for sign, names in lexicon()["entities"].items() for n in names}


@cache
def _signs() -> dict[bytes, bytes]:
    return {w.encode(): sign.encode() for sign, words in lexicon()["bracketed"].items() for w in words}


@cache
def _words(name: str) -> frozenset[bytes]:
    return frozenset(word.encode() for word in lexicon()[name])


def _in_brackets(found: re.Match[bytes], data: bytes, start: int, end: int) -> bytes | None:
    """The sign in brackets, where parts of an identifier stand on both sides."""
    sign, inner = _signs()[found["inner"].lower()], found["inner"]
    if not start or end >= len(data):
        return None
    if sign in (b":", b"://", b"/"):
        return sign if data[start - 1] in _LABEL_BYTES | {58, 47} else None
    left = _LOCAL_BYTES if sign == b"@" else _LABEL_BYTES | {93}
    if data[start - 1] not in left or data[end] not in _LABEL_BYTES | {91}:
        return None
    if inner.lower() in (b"a", b"chez", b"-", b"_") and found[0] != found[0].strip():
        return None
    return sign


def _is_host(found: re.Match[bytes], data: bytes, start: int) -> bool:
    """Whether a dot that is written as a word stands in a host name."""
    label = _last_word(data, start)
    if label in _words("stop_words"):
        return False
    if found["end"].lower() in _words("sure_suffixes"):
        return True
    before = data[max(0, start - _NEAR) : start]
    return bool(_AT_BEFORE.search(before)) or _names_any(before, "host_words")


def _is_mail(data: bytes, start: int) -> bool:
    """Whether `at` or an @ that stands apart is one of a mail address."""
    before = data[max(0, start - _NEAR) : start]
    return _last_word(data, start) not in _words("stop_words") and _names_any(before, "mail_words")


def _last_word(data: bytes, start: int) -> bytes:
    found = _LAST_WORD.search(data[max(0, start - _NEAR) : start])
    return found[0].lower() if found else b""


def _names_any(before: bytes, words: str) -> bool:
    return not _words(words).isdisjoint(re.findall(rb"[a-z-]+", before.lower()))
