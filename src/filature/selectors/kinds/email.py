"""E-mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._address import PATTERN, address


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    found = address(text, start, end)
    if found and not found.is_jabber:
        yield Hit(found.start, found.end, found.value, check=FORM_ONLY)


KINDS = (
    Kind(
        name="email",
        meaning="An e-mail address, in small letters; the host is under a suffix of the public suffix list.",
        source="RFC 5322 (the common part of addr-spec), RFC 1035, the public suffix list",
        patterns=(PATTERN,),
        marks=("at",),
        read=_read,
        covers=frozenset({"domain"}),
        examples=(
            Example("mail Quay.Keeper@ProtonMail.com for orders", "quay.keeper@protonmail.com"),
            Example("écrivez à «\u00a0quai_7@laposte.net\u00a0»", "quai_7@laposte.net"),
            Example("quay@tormail.orgPlease encrypt", "quay@tormail.org"),
            Example("联系quay@163.com吧", "quay@163.com"),
        ),
        refused=(
            "quay@bitmessage ...",
            "quay@bitmessage.c ...",
            "quay@tormail.or…",
            "logo@2x.png and logo@3x.ai",
            "jabber: quay@cock.li",
            "quay@exploit.im",
            "http://quay@example.org/",
            "https://example.org/@quay@example.social",
            "2g@80.per piece",
            "andréquay@x.notatld",
            "xxxx@tormail.com and xxxx.xxxxt@example.org",
            "put your@email.com there",
            "quay..keeper@example.org.",
            "pricing@home.Delivery",
        ),
    ),
)
