"""Jabber (XMPP) addresses, which look like e-mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._address import PATTERN, address


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    found = address(text, start, end)
    if found and found.is_jabber:
        yield Hit(found.start, found.end, found.value, check=FORM_ONLY)


KINDS = (
    Kind(
        name="jabber",
        meaning="A Jabber (XMPP) address: its host serves XMPP alone, or the words beside it say so.",
        source="RFC 7622 (the bare JID); hosts and words in words/addresses.yaml",
        patterns=(PATTERN,),
        marks=("at",),
        read=_read,
        covers=frozenset({"domain"}),
        examples=(
            Example("jabber: Quay99@cock.li (OTR)", "quay99@cock.li"),
            Example("write quay99@exploit.im", "quay99@exploit.im"),
            Example("XMPP/Jabber ID:\n\n\nquay99@riseup.net", "quay99@riseup.net"),
            Example("quay99@riseup.net (xmpp)", "quay99@riseup.net"),
            Example("mon jabber est quay99@disroot.org", "quay99@disroot.org"),
        ),
        refused=(
            "jabber or e-mail: quay99@riseup.net",
            "quay99@riseup.net or jabber: ask",
            "We talk over jabber. For the rest there is a form, quay99@riseup.net reads it",
            "quay99@exploit.i ...",
            "jabber: quay99",
        ),
    ),
)
