"""The loop over a text that marks where identifiers may stand, compiled by numba once for each machine.

Each rule says what every match of some patterns holds; what is marked wrongly costs time, what is not marked is lost.
It goes from one run of letters and digits to the next, since most of them are words that no rule speaks of.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from filature.selectors import hot_tables as tables
from filature.selectors.hot_digits import numbered
from filature.selectors.hot_parts import BYTES, HEAD, NEAR, SHAPES, SPANS, hexes, shaped, widened
from filature.selectors.hot_tables import flag

_KIND, _CLASS = tables.KIND, tables.CLASS
_DIGIT, _HEX, _UPPER, _LETTER = tables.DIGIT, tables.HEX, tables.UPPER, tables.LETTER
_BLANK, _GAP, _HOST, _GROUP_GAP = tables.BLANK, tables.GAP, tables.HOST, tables.GROUP_GAP
_ALNUM, _CODE = tables.ALNUM, tables.UPPER | tables.DIGIT
_GRAM_BACK, _GRAM_AHEAD = 12, 48  # `dhl` and thirty characters before ten digits
_SITE_BACK = 20  # `website is  ` before a name
_LINES = 100  # the other lines of a travel document
_DOT, _AT, _SIGIL, _SCHEME, _QUERY, _ANGLE = map(flag, ("dot", "at", "sigil", "scheme", "query", "angle"))
_GROUPS, _HEXES, _IPV4, _COLONS, _ACCOUNT = map(flag, ("groups", "hex", "ipv4", "colons", "account"))
_LONG, _LONGEST = tables.LONG, tables.LONGEST


@njit(SPANS(BYTES, BYTES, BYTES, SHAPES, SPANS), cache=True, nogil=True)
def hot(text, grams, ends, shapes, skipped):  # type: ignore[no-untyped-def]
    """What ``text`` holds (`hot_tables.flag`; one bit for each length of long words; one for each hint, and 0), then
    windows of it (start, end; in order, apart) that hold all matches, each from blank to blank.

    ``grams``, ``ends`` and ``shapes`` are those of `hot_tables`; in ``skipped`` spans nothing is looked for.
    """
    size = text.size
    out = np.empty((size // NEAR + HEAD + 2, 2), np.int64)
    flags = lengths = hints = np.int64(0)
    count, gram, skip, i = HEAD, 0, 0, 0
    chain = digits = zero = zeros = dots = 0  # a number in groups, as `numbered` has it; full stops
    gap, plain = 99, 1
    groups_from = groups = between = 0  # groups of two or four hexadecimal digits
    word, sigil, colon, colons = 0, False, -1, 0  # since the last blank
    while i < size:
        start, end = size + 1, -1
        if skip < skipped.shape[0] and i >= skipped[skip, 0]:
            i = max(i, skipped[skip, 1])
            skip += 1
            gram, gap, between = 0, 99, 99
            word, sigil, colon, colons = i, False, -1, 0
        begin, seen, every = i, 0, 0xFF
        while i < size:
            byte = text[i]
            kind = _KIND[byte]
            if not kind & _ALNUM:
                break
            gram = (gram << 5 | _CLASS[byte]) & 0xFFFFF
            held = grams[gram] if ends[gram & 0x7FFF] else 0
            if held:
                hints |= np.int64(1) << held
                start, end = min(start, i - _GRAM_BACK), max(end, i + _GRAM_AHEAD)
            seen |= kind
            every &= kind
            i += 1
        run = i - begin
        if run:
            last = text[begin - 1] if begin else 0x20
            before = text[begin - 2] if begin > 1 else 0x20
            if last == 0x2E:  # a full stop
                if _KIND[text[begin]] & _LETTER and (_KIND[before] & _HOST or before == 0x2E):
                    flags |= _DOT
                    start, end = min(start, word - _SITE_BACK), max(end, i)
            elif last == 0x40:  # @
                if _KIND[before] & _HOST or before == 0x25 or before == 0x2B:
                    flags |= _AT
                    start, end = min(start, begin), max(end, i)
            elif last == 0x3A:  # :
                if sigil:
                    flags |= _SIGIL
                    start, end = min(start, begin), max(end, i)
            elif last == 0x3C:  # <
                if (_KIND[before] & _CODE or before == 0x3C) and _KIND[text[begin]] & _CODE:
                    flags |= _ANGLE
                    start, end = min(start, begin - _LINES), max(end, begin + _LINES)
            # Groups of hexadecimal digits: fingerprints.
            if every & _HEX and (run == 4 or run == 2):
                if between > 8:
                    groups, groups_from = 0, begin
                groups += 1
                if groups >= 6:
                    flags |= _GROUPS
                    start, end = min(start, groups_from), max(end, i + 16)
            else:
                # Long words: addresses of coins, hashes, the lines of travel documents.
                if run >= _LONG:
                    lengths |= np.int64(1) << min(run, _LONGEST)
                    flags |= _ANGLE if every & _CODE else 0
                    start, end = min(start, begin), max(end, i + _LINES if every & _CODE else i)
                if run >= 16 and seen & _HEX and hexes(text, begin, i) >= 16:
                    flags |= _HEXES
                    start, end = min(start, begin), max(end, i)
                groups, groups_from = 0, max(begin, i - 4)
            between = 0
            if seen & _DIGIT:
                if (
                    run >= 4
                    and last != 0x5F
                    and _KIND[text[begin]] & _KIND[text[begin + 1]] & _LETTER
                    and _KIND[text[begin + 2]] & _KIND[text[begin + 3]] & _DIGIT
                ):
                    flags |= _ACCOUNT
                    start, end = min(start, begin), max(end, begin + 16)
                told = shaped(text, shapes, begin, i)
                if told:
                    flags |= told
                    start, end = min(start, begin - 16), max(end, i + 16)
                state = numbered(text, begin, i, chain, digits, zero, zeros, gap, plain)
                told, chain, digits, zero, zeros, gap, plain = state
                if told:
                    flags |= told
                    start, end = min(start, chain - 4), max(end, i + 6)
                if dots >= 3:
                    flags |= _IPV4
                    start, end = min(start, begin), max(end, i)
                if not _KIND[text[i - 1]] & _DIGIT:
                    dots = 0
            else:
                gap, dots = 99, 0
        while i < size:
            byte = text[i]
            kind = _KIND[byte]
            if kind & _ALNUM or (skip < skipped.shape[0] and i == skipped[skip, 0]):
                break
            gram = (gram << 5 | _CLASS[byte]) & 0xFFFFF
            held = grams[gram] if ends[gram & 0x7FFF] else 0
            if held:
                hints |= np.int64(1) << held
                start, end = min(start, i - _GRAM_BACK), max(end, i + _GRAM_AHEAD)
            between = between + 1 if kind & _GROUP_GAP else 99
            if kind & _GAP:
                gap += 1
                plain &= byte == 0x20
            else:
                gap = 99
            dots = dots + 1 if byte == 0x2E else 0
            last = text[i - 1] if i else 0x20
            if kind & _BLANK:
                word, sigil, colon, colons = i + 1, False, -1, 0
            elif byte == 0x3A:  # :
                colons += 1
                colon = i if colon < 0 else colon
                if colons == 7 or (last == 0x3A and i > 1 and _KIND[text[i - 2]] & _HEX):
                    flags |= _COLONS
                    start, end = min(start, i), max(end, i)
            elif byte == 0x3F:  # ?
                if colon >= 0 and i - colon >= 14:
                    flags |= _QUERY
                    start, end = min(start, i), max(end, i)
            elif byte == 0x2F:  # /
                if last == 0x2F and i > 1 and text[i - 2] == 0x3A:
                    flags |= _SCHEME
                    start, end = min(start, i), max(end, i)
            elif byte == 0x3C:  # <
                if _KIND[last] & _CODE or last == 0x3C:
                    flags |= _ANGLE
                    start, end = min(start, i - _LINES), max(end, i + _LINES)
            elif kind & _HOST:  # - and _
                if last == 0x40 or (last == 0x3A and sigil):
                    flags |= _AT if last == 0x40 else _SIGIL
                    start, end = min(start, i), max(end, i)
            elif byte == 0x40 or byte == 0x23 or byte == 0x21:  # @ # !
                sigil = True
            i += 1
        if end >= 0 and not (count > HEAD and out[count - 1, 0] <= start and end <= out[count - 1, 1]):
            floor = skipped[skip - 1, 1] if skip else 0
            wall = skipped[skip, 0] if skip < skipped.shape[0] else size
            count = widened(text, out, count, max(floor, start), min(wall, end), floor, wall)
    out[0, 0], out[0, 1], out[1, 0], out[1, 1] = flags, lengths, hints, 0
    return out[:count]
