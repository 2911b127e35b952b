"""What a payload is: its media type and the role in which it is read. By content first, by name second."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath

from filature.sources.databases.sniff import looks_like_database
from filature.sources.tabular.sniff import has_markup, looks_tabular

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|p|a|title|meta|script|span|form)\b", re.IGNORECASE
)
_MAGIC = (
    (b"PK\x03\x04", "application/zip"), (b"PK\x05\x06", "application/zip"), (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"), (b"\x89PNG", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"), (b"%PDF-", "application/pdf"), (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"), (b"\x1f\x8b", "application/gzip"), (b"RIFF", "application/octet-stream"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"), (b"Rar!\x1a\x07", "application/vnd.rar"),
)  # fmt: skip
_MARKS = tuple(mark for mark, _ in _MAGIC)
_TABLE_TYPES = {
    ".csv": "text/csv", ".tsv": "text/tab-separated-values", ".json": "application/json", ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson", ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_OFFICE = (".xlsx", ".docx", ".pptx", ".odt", ".ods", ".epub", ".jar", ".apk")
# The first member of a zip that is a document of an office program, an e-book or a program, not a pile of files.
_DOCUMENT_MEMBERS = (b"[Content_Types].xml", b"_rels/.rels", b"mimetype", b"META-INF/MANIFEST.MF")
MAPPED = ("table", "database")
"""The roles of captures whose columns a mapping file explains."""
ARCHIVES = {"zip": "application/zip", "tar": "application/x-tar"}
_CONTROLS = bytes((*range(9), *range(14, 21)))
_PACKED = {"application/gzip", "application/x-bzip2", "application/x-xz"}


def inside_gzip(head: bytes) -> bytes:
    """The first bytes inside a gzip stream, as far as ``head`` reaches; empty when it is none."""
    try:
        return zlib.decompressobj(31).decompress(head, 65_536)
    except zlib.error:
        return b""


def is_warc(head: bytes) -> bool:
    """Whether this is a WARC file, packed or not."""
    plain = inside_gzip(head) if head[:2] == b"\x1f\x8b" else head
    return plain.startswith(b"WARC/")


def warc_ending(head: bytes) -> str:
    """The ending under which a WARC file with these first bytes is kept."""
    return ".warc.gz" if head[:2] == b"\x1f\x8b" else ".warc"


def archive_form(name: str, head: bytes) -> str | None:
    """``zip`` or ``tar`` when this is an archive whose members are captures of their own, else None."""
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        document = name.lower().endswith(_OFFICE) or head[30 : 30 + 64].startswith(_DOCUMENT_MEMBERS)
        return None if document else "zip"
    if not head:
        return None
    plain = inside_gzip(head) if head[:2] == b"\x1f\x8b" else head
    if plain[257:262] == b"ustar" or re.search(
        r"\.(?:tar(?:\.(?:gz|bz2|xz))?|tgz|tbz2|txz)$", name, re.IGNORECASE
    ):
        return "tar"
    return None


def tell(name: str, head: bytes) -> tuple[str, str]:
    """Media type and role (``page``, ``table``, ``database``, ``other``) of a payload that is no archive."""
    if not head:
        return "application/x-empty", "other"
    magic = _magic(head)
    plain = inside_gzip(head) if magic == "application/gzip" else head
    if looks_like_database(name, head if magic in ("", "application/vnd.sqlite3") else plain or head):
        return magic or "application/sql", "database"
    if (magic or _may_be_table(name, head)) and looks_tabular(name, head):
        suffix = PurePosixPath(name.lower().removesuffix(".gz")).suffix
        return magic if magic in _PACKED else _TABLE_TYPES.get(suffix, magic or "text/plain"), "table"
    if magic:
        return magic, "other"
    if _HTML.search(head):
        return "text/html", "page"
    return ("text/plain", "page") if is_text(head) else ("application/octet-stream", "other")


def _magic(head: bytes) -> str:
    """The media type that the very first bytes give away; empty when they do not."""
    if not head.startswith(_MARKS):
        return ""
    return next(media for mark, media in _MAGIC if head.startswith(mark))


def _may_be_table(name: str, head: bytes) -> bool:
    """Whether it is worth a closer look: text, or at least named as something, and no markup."""
    return not has_markup(head) and bool(PurePosixPath(name).suffix or is_text(head))


def remark(name: str, head: bytes) -> tuple[str, str] | None:
    """A reason and the words for it, when a payload that is kept cannot be what its name says."""
    if not head:
        return "empty_file", "the file holds no byte"
    if re.search(r"\.warc(?:\.gz)?$", name, re.IGNORECASE):
        return "not_a_warc", "named as a WARC file, but no record can be read from its start: kept as it is"
    return None


def is_text(head: bytes) -> bool:
    """Whether these bytes can be read as text: a byte order mark, or no more than a stray control byte."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    return (len(head) - len(head.translate(None, _CONTROLS))) * 100 <= len(head)
