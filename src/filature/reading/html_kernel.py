"""The loop over the marked text of a page that resolves its marks, compiled by numba once for each machine."""

from __future__ import annotations

from numba import njit, types

_BYTES = types.Array(types.uint8, 1, "C", readonly=True)
_OUT = types.Array(types.uint8, 1, "C")


@njit(types.int64(types.uint8, types.uint8, types.uint8), cache=True, nogil=True)
def _wide_blank(first, second, third):  # type: ignore[no-untyped-def]
    """Bytes of the blank beyond ASCII that these three begin with; 0 when it is a letter."""
    if first == 0xC2:
        return 2 if second in (0x85, 0xA0) else 0
    if first == 0xE2 and second == 0x80:
        return 3 if 0x80 <= third <= 0x8A or third in (0xA8, 0xA9, 0xAF) else 0
    if first == 0xE1:
        return 3 if second == 0x9A and third == 0x80 else 0
    if first == 0xE2:
        return 3 if second == 0x81 and third == 0x9F else 0
    return 3 if second == 0x80 and third == 0x80 else 0


@njit(types.int64(_BYTES, _BYTES, _OUT), cache=True, nogil=True)
def resolve_marks(text, kinds, out):  # type: ignore[no-untyped-def]
    """Marked text (UTF-8 and two NUL bytes) to lines and cells in ``out`` (as large); returns the length.

    Each run of blanks and marks between two words becomes: a line break and a tab for each cell after the first,
    when a row begins in it; a tab for each cell; a line break, two when it holds more than one `<br>`; a blank.
    """
    size, end, i = text.size - 2, 0, 0
    while i < size:
        rows = cells = lines = blocks = 0
        start = i
        while i < size:
            kind = kinds[text[i]]
            if kind == 0:
                break
            if kind == 1:
                i += 1
            elif kind == 3:
                lines += 1
                i += 1
            elif kind == 4:
                wide = _wide_blank(text[i], text[i + 1], text[i + 2])
                if wide == 0:
                    break
                i += wide
            else:
                blocks += 1
                if i + 4 < size and text[i + 4] == 0x0C and text[i + 2] in (0x09, 0x20):
                    if text[i + 1] == 0x20 and text[i + 2] == 0x09 and text[i + 3] == 0x20:
                        cells += 1
                        i += 4
                    elif text[i + 1] == 0x09 and text[i + 2] == 0x20 and text[i + 3] == 0x09:
                        rows, cells = rows + 1, 0
                        i += 4
                i += 1
        if i >= size:
            break
        if i > start and end > 0:
            breaks = 0
            if rows or (not cells and (lines or blocks)):
                breaks = 2 if lines > 1 and not rows else 1
            tabs = cells - 1 if rows else cells
            if not breaks and tabs <= 0:
                out[end] = 0x20
                end += 1
            for _ in range(breaks):
                out[end] = 0x0A
                end += 1
            for _ in range(tabs):
                out[end] = 0x09
                end += 1
        while i < size:
            kind = kinds[text[i]]
            if kind and (kind != 4 or _wide_blank(text[i], text[i + 1], text[i + 2])):
                break
            out[end] = text[i]
            end += 1
            i += 1
    return end
