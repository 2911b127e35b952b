"""The reference of selectors, made from the kinds: what is found, on which rule it rests, an example."""

from __future__ import annotations

from filature.selectors.kind import Kind
from filature.selectors.kinds import all_kinds
from filature.selectors.scan import scan

HEAD = """# Selectors

A selector is a string that points to someone or something: a key, an address, a handle. `filature scan FILE` finds them in a
text; `filature build` finds them in all pages and rows of a case and keeps each place in
[`mention`](tables.md#mention), each selector once in [`selector`](tables.md#selector).

*Checked* says what stands behind a hit: `passed`, a checksum or a list confirms it; `form_only`, its form and the words around
it are all there is. What fails a check is not reported. A kind that *covers* others reports them only outside its own hits.

Disguises are undone before the look: `[.]`, `(dot)`, `[at]`, `(arobase)`, `hxxp`, words such as ` point ` between parts of an
address, characters that show nothing, letters of other scripts that look like ASCII, fullwidth letters, letters set apart. The
place is that in the text as captured, `raw` is what stands there, and `defanged` says that a disguise was undone in it.

| kind | subtypes | what it is | checked | covers | rule |
|---|---|---|---|---|---|
"""
EXAMPLES = """
## Examples

| kind | in this text | is found |
|---|---|---|
"""


PRECISION = """
## How many are wrong

Hits on 1,122 real pages of markets and forums (29 MB of HTML). Each value of `domain` and `email` was looked at, those that
seemed odd with the words around them; of the other kinds each hit with the words before it. Kinds that a checksum confirms
are not listed, nor are `url` and `onion` (version 2), which were only compared with another tool; any other kind had no hit.

| kind | hits | looked at | wrong | which |
|---|---|---|---|---|
| `domain` | 171 | 171 | 1 | the last part of a name that two blanks cut; four that one blank cuts are mended |
| `email` | 119 | 119 | 1 | a word of the sentence joined to the host by an at sign |
| `jabber` | 15 | 15 | 0 | |
| `wickr` | 40 | 40 | 0 | |
| `session` | 42 | 42 | 0 | |
| `pgp_fpr` | 3 | 3 | 0 | |
| `pgp_keyid` | 2 | 2 | 0 | |
| `phone` | 4 | 4 | 0 | |
| `telegram` | 2 | 2 | 0 | |
| `whatsapp` | 1 | 1 | 0 | |

`python -m benchmarks.selectors_differ FOLDER` compares with iocsearcher on the same pages and gives the reason of each
difference.
"""


def text() -> str:
    """The page in Markdown."""
    kinds = sorted(all_kinds(), key=lambda kind: kind.name)
    return HEAD + "".join(map(_row, kinds)) + EXAMPLES + "".join(map(_example, kinds)) + PRECISION


def _row(kind: Kind) -> str:
    checks = sorted({m.check for example in kind.examples for m in scan(example.text) if m.kind == kind.name})
    cells = (
        _codes([kind.name]),
        _codes(kind.subtypes),
        kind.meaning,
        _codes(checks),
        _codes(sorted(kind.covers)),
        kind.source,
    )
    return f"| {' | '.join(map(_cell, cells))} |\n"


def _example(kind: Kind) -> str:
    example = kind.examples[0]
    return f"| `{kind.name}` | {_cell(_code(example.text))} | {_cell(_code(example.value))} |\n"


def _codes(names: object) -> str:
    return ", ".join(f"`{name}`" for name in names) if isinstance(names, list | tuple) else ""


def _code(words: str) -> str:
    """Text as code on one line, cut where it is long."""
    line = " ".join(words.split()).replace("`", "'")
    return f"`{line if len(line) <= 100 else line[:99] + '…'}`"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
