"""Evidence that tests make: records, and WARC files with HTTP messages in them."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from filature.evidence.claim import Claim
from filature.evidence.incoming import Incoming
from filature.evidence.record import Record
from filature.evidence.store import Store

PAGE = "<html><body><p>Article fictif é€</p></body></html>".encode()


def claim(name: str, **more: str) -> Claim:
    """A claim on a page called ``name``."""
    fields = {
        "uri": f"file:///{name}",
        "source_path": name,
        "media_type": "text/html",
        "role": "page",
        **more,
    }
    return Claim(**fields)


def store(folder: Path) -> Store:
    """An empty store in a new folder."""
    folder.mkdir(parents=True)
    return Store(folder)


def intake(kept: Store, pages: dict[str, bytes]) -> str:
    """Take pages in; returns the intake."""
    with kept.exclusively():
        incoming = Incoming(kept)
        for name, body in pages.items():
            incoming.take(claim(name), body)
        made = incoming.finish()
    assert made is not None
    return made


def record(**more: object) -> Record:
    """A record with some value in each field that must have one."""
    fields: dict[str, object] = {
        "intake_id": "int_a", "capture_id": "cap_a", "uri": "http://a.onion/", "sha256": "0" * 64, "size": 3,
        "media_type": "text/html", "role": "page", "warc": "int_a/00001.warc.gz", "warc_offset": 0, "warc_length": 9, **more,
    }  # fmt: skip
    return Record(**fields)  # type: ignore[arg-type]


def digest(algorithm: str, content: bytes) -> str:
    """A digest as WARC states it."""
    return f"{algorithm}:{base64.b32encode(hashlib.new(algorithm, content).digest()).decode()}"


def warc_record(block: bytes, **headers: str) -> bytes:
    """One plain WARC record; header names with `_` for `-`."""
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Date": "2031-02-03T04:05:06Z",
        "WARC-Target-URI": "http://exemple.onion/a",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value)
    return b"WARC/1.1\r\n" + lines.encode("utf-8", "surrogateescape") + b"\r\n" + block + b"\r\n\r\n"


def http(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP response; header names with `_` for `-`."""
    fields = {"Content-Type": "text/html"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body
