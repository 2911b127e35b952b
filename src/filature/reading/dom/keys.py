"""Numbers that stand for names, and what the name of a tag says about its text."""

from __future__ import annotations

PRIME, START, _ALL = 0x100000001B3, 0xCBF29CE484222325, (1 << 64) - 1
PACKED = 8

# What a tag does to the text around it; bits, so that `</pre>` may end a block and kept lines at once.
BLOCK, CELL, ROW, LINE, PRE, END_PRE = 1, 2, 4, 8, 16, 32
# What a tag is: without content, never shown, an `input`.
VOID, UNSEEN, INPUT = 64, 128, 256

TEXT = 1
"""The key of a node that is text."""

# Columns of a node: the node around it, the first node after all in it, its text from and to, the element before it,
# its number among the elements in its parent, how many it holds, its attributes from and to, where a
# name that lexbor does not know stands, and bits: what its tag does, and whether an attribute hides it.
PARENT, END, FROM, TO, BEFORE, NUMBER, HOLDS, FIRST, LAST, NAME, FLAGS = range(11)
COLUMNS = 11
HIDES = 1 << 20
# Columns of an attribute: where a name that lexbor does not know stands, its value from and to among the values.
NAMED, VALUE_FROM, VALUE_TO = range(3)
ATTRIBUTE_COLUMNS = 3

_BLOCKS = (
    "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section "
    "select summary table tbody textarea tfoot thead ul"
)
_VOID = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
_UNSEEN = "script style iframe noframes noembed template"


def key(name: bytes) -> int:
    """A number for a name: its bytes up to eight of them, else FNV-1a over them. `flatten` makes the same."""
    if len(name) <= PACKED:
        return int.from_bytes(name, "little")
    found = START
    for byte in name:
        found = ((found ^ byte) * PRIME) & _ALL
    return found


def _starts() -> dict[str, int]:
    bits = dict.fromkeys(_BLOCKS.split(), BLOCK)
    for names, bit in ((_VOID, VOID), (_UNSEEN, UNSEEN)):
        for name in names.split():
            bits[name] = bits.get(name, 0) | bit
    bits |= {"td": CELL, "th": CELL, "tr": ROW}
    bits["br"] |= LINE
    bits["input"] |= INPUT
    for name in ("pre", "textarea", "xmp", "plaintext"):
        bits[name] = bits.get(name, 0) | BLOCK | PRE
    return bits


def _ends() -> dict[str, int]:
    bits = dict.fromkeys(set(_BLOCKS.split()) - set(_VOID.split()), BLOCK)
    for name in ("pre", "textarea", "xmp", "plaintext"):
        bits[name] = BLOCK | END_PRE
    return bits


def _bits() -> dict[int, tuple[int, int]]:
    starts, ends = _starts(), _ends()
    return {key(n.encode()): (starts.get(n, 0), ends.get(n, 0)) for n in starts.keys() | ends.keys()}


BITS = _bits()
"""By the key of a tag, what it does where it begins and where it ends."""
