"""Names of known vulnerabilities."""

from __future__ import annotations

from collections.abc import Iterator

from filature.selectors.kind import FORM_ONLY, Example, Hit, Kind
from filature.selectors.kinds._edges import touched


def _read(text: bytes, start: int, end: int) -> Iterator[Hit]:
    if not touched(text, start, end, b"-_"):
        yield Hit(start, end, text[start:end].decode().upper(), check=FORM_ONLY)


KINDS = (
    Kind(
        name="cve",
        meaning="A vulnerability in the list of common vulnerabilities and exposures.",
        source="CVE numbering rules: CVE-year-number, the number of four digits or more",
        patterns=(r"(?i)CVE-(?:1999|20[0-9]{2})-[0-9]{4,7}",),
        marks=("~cve*",),
        read=_read,
        examples=(Example("exploit cve-2021-44228 for sale", "CVE-2021-44228"),),
        refused=("CVE-2021-442", "CVE-1821-44228", "XCVE-2021-44228", "CVE-2021-44228-1"),
    ),
)
