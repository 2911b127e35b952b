"""What GnuPG says of keys: the oracle that our own reading is compared with."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from datetime import datetime

from filature.selectors.openpgp.keys import Key

_ESCAPED = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Told:
    """A key as both tell it: times in seconds since 1970, None for never; user ids and subkeys sorted."""

    fingerprint: str
    key_id: str
    bits: int
    created: int
    expires: int | None
    user_ids: tuple[str, ...]
    subkeys: tuple[tuple[str, int, int | None], ...]


def by_gnupg(data: bytes, home: str) -> list[Told]:
    """The keys that `gpg --show-keys` reads from ``data`` (armoured or not), in the empty folder ``home``."""
    command = ["gpg", "--homedir", home, "--batch", "--no-auto-check-trustdb", "--with-colons", "--show-keys"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    lines = [line.split(":") for line in done.stdout.decode("utf-8", "replace").splitlines()]
    starts = [at for at, line in enumerate(lines) if line[0] in ("pub", "sec")]
    return [_told(lines[a:b]) for a, b in zip(starts, [*starts, len(lines)][1:], strict=True)]


def by_us(key: Key) -> Told:
    """The same facts as we read them; GnuPG shows no user id whose signature does not hold."""
    primary = key.primary
    subkeys = ((s.fingerprint, _seconds(s.created) or 0, _seconds(s.expires)) for s in key.subkeys)
    return Told(
        primary.fingerprint, primary.key_id, primary.bits, _seconds(primary.created) or 0, _seconds(primary.expires),
        tuple(sorted(u.text for u in key.user_ids if u.self_signature != "failed")), tuple(sorted(subkeys, key=str)),
    )  # fmt: skip


def _told(lines: list[list[str]]) -> Told:
    first = lines[0]
    prints = [line[9] for line in lines if line[0] == "fpr"]
    subs = [line for line in lines if line[0] in ("sub", "ssb")]
    user_ids = (_text(line[9]) for line in lines if line[0] == "uid")
    return Told(
        prints[0], first[4], int(first[2]), int(first[5]), _number(first[6]), tuple(sorted(user_ids)),
        tuple(sorted(((f, int(s[5]), _number(s[6])) for f, s in zip(prints[1:], subs, strict=True)), key=str)),
    )  # fmt: skip


def _text(escaped: str) -> str:
    raw = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), escaped.encode().decode("latin-1"))
    return raw.encode("latin-1").decode("utf-8", "replace")


def _number(text: str) -> int | None:
    return int(text) if text else None


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None
