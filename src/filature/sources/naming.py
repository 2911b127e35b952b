"""The address of a page that the name of its file holds."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote

# Browsers that save a page under its address replace what a file name may not hold: `://` becomes `_`, ` _`,
# `___` or `-`, each `/` and `?` becomes `_`. A date may stand before it, ` (1)` of a second copy behind.
_SAVED = re.compile(
    r"(?P<before>(?:[\dT_. -]*[_. -])?)(?P<scheme>https?)(?P<joint>[ _:+-]+)"
    r"(?P<host>(?:[a-z0-9-]+\.)+(?:[a-z]{2,24}|i2p))(?P<port>(?:[:+]\d{2,5}|_(?:80|443|8\d{3}))(?=$|[_ ]))?"
    r"(?P<rest>(?:[_ ].*)?)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:[\dT_. -]*[_. -])?(?P<url>https?%3A%2F%2F.+)", re.IGNORECASE)
_HIDDEN = re.compile(r"\.(?:onion|i2p)$", re.IGNORECASE)
_PAGE_END = re.compile(r"(?: ?\(\d{1,3}\))?(?:\.(?:html?|xhtml|mht|mhtml))?$", re.IGNORECASE)
# What follows the name of a script and holds a `=` was a query.
_QUERY = re.compile(r"(\.(?:php\d?|aspx?|jsp|cgi|pl))/(?=[^/=]*=)", re.IGNORECASE)
_ONION_FOLDER = re.compile(r"(?P<host>(?:[a-z0-9-]+\.)*(?:[a-z2-7]{16}|[a-z2-7]{56})\.onion)(?:[+:](?P<port>\d{2,5}))?",
                           re.IGNORECASE)  # fmt: skip
_SAFE = "/?=&%:@,;+-.~()"


def address_from_label(label: str) -> str | None:
    """The address that a label encodes, or None.

    Three habits are known: a file name that holds the address with its slashes replaced
    (``http _site.onion_vendor_x_pgp_.htm``; it cannot tell ``_`` from ``/``), one that holds it percent-encoded,
    and a mirror whose folder is named as the onion host (``abc….onion/vendor/x``).
    """
    folder, slash, name = label.rpartition("/")
    found = (_quoted(name) or _saved(name)) if may_hold_address(name) else None
    root = None if found else _mirrored(folder + slash)
    return f"{root}{quote(name, safe=_SAFE)}" if root else found


def may_hold_address(name: str) -> bool:
    """Whether the name of a file is worth a closer look for the address that it may hold."""
    return "http" in name.lower()


def parts_of(label: str) -> list[str]:
    """Folders and file name of a label, through archives."""
    return label.replace("!/", "/").split("/")


def before_address(label: str) -> str:
    """The part of a label that stands before the address in it; all of it when there is none.

    A date inside an address was made by the site, not by who captured the page.
    """
    *folders, name = parts_of(label)
    found = _QUOTED.fullmatch(name) or (_saved(name) and _SAVED.match(name))
    if found:
        return "/".join(
            [*folders, name[: found.start("url") if "url" in found.groupdict() else found.end("before")]]
        )
    for position, folder in enumerate(folders):
        if _ONION_FOLDER.fullmatch(folder):
            return "/".join(folders[:position])
    return label


def _quoted(name: str) -> str | None:
    found = _QUOTED.fullmatch(_PAGE_END.sub("", name))
    return quote(unquote(found["url"]), safe=_SAFE + "#'!*$[]") if found else None


def _saved(name: str) -> str | None:
    found = _SAVED.fullmatch(_PAGE_END.sub("", name))
    if found is None:
        return None
    hidden = _HIDDEN.search(found["host"])
    if not hidden and len(found["rest"]) < 2 and len(found["joint"]) < 2:
        return None  # such as http_server.py
    port = f":{found['port'][1:]}" if found["port"] else ""
    rest = _QUERY.sub(r"\1?", found["rest"].replace("_", "/")) or "/"
    return f"{found['scheme'].lower()}://{found['host'].lower()}{port}{quote(rest, safe=_SAFE)}"


@lru_cache(256)
def _mirrored(folder: str) -> str | None:
    """The address of a folder of a mirror, up to the slash; None when no onion host is named above."""
    *folders, last = parts_of(folder)
    for position, name in enumerate(folders):
        found = _ONION_FOLDER.fullmatch(name)
        if found:
            secure = position and folders[position - 1].lower() == "https"
            port = f":{found['port']}" if found["port"] else ""
            path = quote("/".join([*folders[position + 1 :], last]), safe=_SAFE)
            return f"{'https' if secure else 'http'}://{found['host'].lower()}{port}/{path}"
    return None
