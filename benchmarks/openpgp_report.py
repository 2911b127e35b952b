"""How many real blocks of OpenPGP keys give a fingerprint, which do not and why, and whether GnuPG says the same.

Usage: python -m benchmarks.openpgp_report [FOLDER] [--gpg EVERY]

FOLDER holds `pages` and `tables`. With --gpg, each EVERY-th block is given to `gpg --show-keys`, and what it says is
compared with what we read from the block as it stands and with its line breaks gone. The exit code is 1 below 99 %, or
when GnuPG says otherwise.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import process_time

from benchmarks.openpgp_blocks import Block, blocks
from benchmarks.openpgp_gnupg import by_gnupg, by_us
from filature.selectors.openpgp.armour import chunks
from filature.selectors.openpgp.blocks import keys_in, why_no_key
from filature.selectors.openpgp.heads import KEYS

DATA = Path(__file__).parents[2] / "shared" / "data"
WANTED = 99.0
_BODY = re.compile(rb"[A-Za-z0-9+/=]{60}")


def main() -> int:
    """Print the figures; the exit code says whether they are good enough."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    parser.add_argument("--gpg", type=int, default=0, metavar="EVERY")
    args = parser.parse_args()
    found = list(blocks(args.folder))
    real = [block for block in found if _BODY.search(block.inside)]
    print(
        f"{len(found)} distinct stretches after a BEGIN line, {len(real)} of them with a body (60 letters of base64)"
    )
    good = _coverage(real)
    _labels(real)
    agree = _agreement(real[:: args.gpg]) if args.gpg else True
    return 0 if good and agree else 1


def _coverage(real: list[Block]) -> bool:
    started = process_time()
    read = [bool(keys_in(block.inside)) for block in real]
    spent = process_time() - started
    total, ok = Counter(b.group for b in real), Counter(b.group for b, r in zip(real, read, strict=True) if r)
    for group in sorted(total):
        print(
            f"  {group}: {ok[group]} of {total[group]} give a fingerprint, {100 * ok[group] / total[group]:.2f} %"
        )
    print(
        f"  all: {sum(read)} of {len(real)}, {100 * sum(read) / len(real):.2f} %; {1e3 * spent / len(real):.2f} ms each"
    )
    print("Unreadable:")
    for block in (b for b, r in zip(real, read, strict=True) if not r):
        print(f"  {why_no_key(block.inside)}: {block.path}, {len(block.inside)} bytes")
    return 100 * sum(read) >= WANTED * len(real)


def _labels(real: list[Block]) -> None:
    counted: Counter[str] = Counter()
    for block in real:
        for one in keys_in(block.inside, check=True):
            signed = (
                "a signature of its own verified" if one.key.verified else "no signature of its own verified"
            )
            counted[f"armour checksum {one.crc}, {signed}"] += 1
    print("Keys:")
    for label, many in sorted(counted.items()):
        print(f"  {many} {label}")


def _agreement(real: list[Block]) -> bool:
    """Compare with GnuPG: on the block itself, else (it reads no block without line breaks) on the bytes we found in it."""
    compared, differing = Counter[str](), 0
    with tempfile.TemporaryDirectory() as home:
        for block in real:
            theirs, forms = by_gnupg(block.whole + b"\n", home), {"intact": block.inside}
            if theirs:
                forms["intact, line breaks taken out"] = b"".join(block.inside.split())
            else:
                theirs = by_gnupg(b"".join(chunk.data for chunk in chunks(block.inside, KEYS)), home)
                forms = {"damaged": block.inside}
            for form, inside in forms.items():
                found = keys_in(inside, check=True)
                ours = [by_us(one.key) for one in found]
                if not theirs and found and not any(one.key.verified for one in found):
                    compared[f"{form}, left out by GnuPG: no signature of its own holds"] += 1
                    continue
                compared[f"{form}, {'the same' if ours == theirs else 'otherwise'}"] += 1
                if ours != theirs:
                    differing += 1
                    print(f"  GnuPG says otherwise ({form}): {block.path}\n    {theirs}\n    {ours}")
    print("GnuPG:", *(f"\n  {many} {what}" for what, many in sorted(compared.items())))
    return not differing


if __name__ == "__main__":
    sys.exit(main())
