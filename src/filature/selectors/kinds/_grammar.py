"""What may stand around a messenger's handle, as patterns over short windows of bytes; the words are data."""

from __future__ import annotations

import re

from filature.selectors.kinds._words import words

KNOWN = words("messengers")
NEVER = KNOWN["names"] | KNOWN["stop"]
ENDS = NEVER | KNOWN["labels"]


def _any(key: str) -> bytes:
    return b"|".join(re.escape(w).encode() for w in sorted(KNOWN[key], key=lambda w: (-len(w), w)))


_GAP = rb"(?:[ \t]|\xc2\xa0){0,3}"
_WIDE = rb"(?:\s|\xc2\xa0){0,12}"
_SIGN = (
    rb"(?::|=+>?|->|\xe2\x86\x92|\xe2\x9e[\x80-\xbf]|\xef\xbc\x9a|\*{2,}|,{2,}|\.{2,}|_{2,}|/{2,}"
    rb"|(?:\xe2\x80\xa6|\xc3\xa2\xc2\xa6|\xc3\xa2\xe2\x82\xac\xc2\xa6)+\.*)"
)  # the last two: an ellipsis read in a wrong charset
_SOFT = rb"(?:[-|/~(\[]|\xe2\x80[\x93\x94\xa2]|\xc2\xb7)"
_QUOTE = rb"[\"'(\[<`*]|\xc2\xab|\xe2\x80[\x98\x9c]"
_LINK = (
    rb"(?P<labels>(?:" + _GAP + rb"[(/&+,]?" + _GAP + rb"(?i:" + _any("labels") + rb"|and|et|or|ou|"
    + _any("names") + rb")(?![A-Za-z0-9_@]|[.-][A-Za-z0-9]|[\xc3-\xc9])[)]?){0,4})"
)  # fmt: skip
_IS = rb"[ \t\xa0](?i:is|est|c'est|c\xe2\x80\x99est|was)\b"
# Atomic: each run of signs is taken whole, or a row of dots could be divided in too many ways.
_STRONG = _GAP + rb"(?>(?:" + _SIGN + rb"\s{0,2}[?!]{0,3}){1,6})" + _WIDE
AFTER = re.compile(
    _LINK + rb"(?:(?P<strong>" + _STRONG + rb")|(?P<is>" + _GAP + _IS + _GAP + rb"(?>(?:" + _SIGN + rb"){0,2})" + _GAP
    + rb")|(?P<soft>" + _GAP + _SOFT + rb"{1,3}" + _GAP + rb")|(?P<space>(?:\s|\xc2\xa0){1,4})|)"
    rb"(?:" + _QUOTE + rb"){0,2}(?P<at>@{1,2} ?)?(?=[A-Za-z0-9_*+])"
)  # fmt: skip
BEFORE = re.compile(
    rb"(?P<lead>(?:[A-Za-z']{1,20}\s)?)(?P<at>@?)(?P<handle>[A-Za-z0-9_][A-Za-z0-9_.-]{1,38})"
    rb"(?P<by>[\"')\]]?\s{1,2}(?i:on|sur|via|over|through|par|chez|using|in)\s{1,2}(?i:my |mon |the |le )?"
    rb"|@|\s?@\s|\s{0,2}[(\[]\s?)$"
)
LABEL = re.compile(rb"(?i)\b(?:id|user|username|name|handle|pseudo|identifiant|nick|nickname)\b")
BETWEEN = re.compile(rb"(?i)\b(?:and|et|or|ou)\b")
ALSO = re.compile(rb"\s{0,2}(?:[,/;&|]|and\b|et\b|or\b|ou\b)\s{0,2}@")
OWNER = re.compile(rb"(?i)(?:" + _any("owners") + rb")\s{1,2}$")
ADDED = re.compile(rb"(?i)(?:" + _any("adders") + rb")\s{1,2}(?:on|sur|via)\s{1,2}$")
CLOSES = re.compile(rb"\s{2}|\s{0,2}(?:$|[,;|)\](/!?\n\"'<*]|\.(?:\s|$)|[-=]\s?|\xe2\x80|\xc2\xbb|(?i:(?:"
                     + _any("follow") + rb"|" + _any("names") + rb")\b))")  # fmt: skip
CUT = re.compile(rb"\s{0,2}(?:\.{2,}|\xe2\x80\xa6)(?:\s|$)")
LABELLED = re.compile(rb"\s?(?::(?!\s?[(@])|=)")
NAME_LEFT = re.compile(
    rb"(?:[A-Za-z0-9][._-]|[#_.\\]|(?:^|[^A-Za-z0-9_.-])@|[A-Za-z0-9]/[A-Za-z0-9/]*\.|=\"|\?)$"
)
