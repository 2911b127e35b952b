"""What the name of a saved file tells: the address of the page, and when it was saved."""

from __future__ import annotations

import re
from urllib.parse import quote

# Browsers that save a page under its address replace what a file name may not hold: `://` becomes `_`, ` _`,
# `___` or nothing, each `/` and `?` becomes `_`.
_SAVED = re.compile(
    r"^(?P<scheme>https?)[ _:+-]*(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,24})(?P<port>[_:]\d{2,5})?"
    r"(?P<rest>(?:[_ ].*)?)$",
    re.IGNORECASE,
)
_PAGE_END = re.compile(r"\.(?:html?|xhtml|mht|php|aspx?)$", re.IGNORECASE)
_ONION_FOLDER = re.compile(r"^(?:[a-z2-7]{16}|[a-z2-7]{56})\.onion$", re.IGNORECASE)

_DATE = re.compile(
    r"(?<!\d)(?P<y>20\d\d|199\d)(?P<s>[-_.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:[T_ -](?P<H>[01]\d|2[0-3])[-_:.h]?(?P<M>[0-5]\d)(?:[-_:.m]?(?P<S>[0-5]\d))?Z?)?(?!\d)"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def address_from_label(label: str) -> str | None:
    """The address that a label encodes, or None.

    Two habits are known: a file name that holds the address (``http _site.onion_vendor_x_pgp_.htm``), and a
    mirror whose folder is named as the host (``site.onion/vendor/x``). The first cannot tell ``_`` from ``/``.
    """
    parts = label.replace("!", "/").split("/")
    stem = _PAGE_END.sub("", parts[-1])
    found = _SAVED.match(stem)
    if found:
        port = ":" + found["port"][1:] if found["port"] else ""
        rest = found["rest"].replace("_", "/") or "/"
        return (
            f"{found['scheme'].lower()}://{found['host'].lower()}{port}{quote(rest, safe='/?=&%:@,;+-.~()')}"
        )
    for position, part in enumerate(parts[:-1]):
        if _ONION_FOLDER.match(part):
            return f"http://{part.lower()}/{quote('/'.join(parts[position + 1 :]), safe='/?=&%:@,;+-.~()')}"
    return None


def time_from_label(label: str) -> str | None:
    """The date, and time of day where it is there, that a label states, as ISO 8601 in UTC; the last one wins.

    A date alone gives midnight. Eight digits count only as a whole date from 1990 on.
    """
    for found in reversed(list(_DATE.finditer(label))):
        if int(found["d"]) <= _DAYS[int(found["m"]) - 1]:
            clock = f"{found['H'] or '00'}:{found['M'] or '00'}:{found['S'] or '00'}"
            return f"{found['y']}-{found['m']}-{found['d']}T{clock}Z"
    return None
