"""Members of a tar archive, read once from front to back.

`tarfile` is not used here because it takes a damaged header for the archive's end without a word, and reads a
forged one without bound (length of a name, negative sizes, quadratic search in pax headers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from filature.evidence.disk import CHUNK
from filature.sources.packed import tar_headers
from filature.sources.packed.member import NOT_A_FILE, Member
from filature.sources.packed.tar_headers import BLOCK, Header

# Names of files end at 4,096 bytes; the rest of a pax header are attributes that are not used here.
MAX_EXTENDED = 1 << 20
_ZERO = bytes(BLOCK)
_LONG_NAME, _LONG_LINK, _PAX, _PAX_GLOBAL, _SPARSE, _FOLDER = b"L", b"K", (b"x", b"X"), b"g", b"S", b"5"
_EXTENDING = (_LONG_NAME, _LONG_LINK, *_PAX, _PAX_GLOBAL)
_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_NOT_READ = (
    "sparse_member",
    "a file with holes, in a form that is not read: unpack the archive and give the folder",
)


@dataclass(slots=True)
class _Reader:
    """The archive as far as it was read, and what its extended headers said of the next member and of all."""

    source: BinaryIO
    place: int = 0
    over: bool = False
    extended: dict[str, bytes] = field(default_factory=dict)
    everywhere: dict[str, bytes] = field(default_factory=dict)

    def block(self) -> bytes:
        """The next block; shorter at the end."""
        found = self.source.read(BLOCK)
        self.place += len(found)
        return found

    def data(self, size: int) -> Iterator[bytes]:
        """The data of a member, with the padding after it passed over. After an error nothing more can be read."""
        self.over = True
        for left in range(size, 0, -CHUNK):
            yield self._exactly(min(left, CHUNK))
        self._exactly(-size % BLOCK)
        self.over = False

    def _exactly(self, size: int) -> bytes:
        found = self.source.read(size)
        self.place += len(found)
        if len(found) < size:
            raise tar_headers.cut(self.place)
        return found


def members(source: BinaryIO) -> Iterator[Member]:
    """Each member in its order. `Malformed` where the archive cannot be read on: what came before is good.

    Archives that were written one behind the other are read through.
    """
    reader, ended = _Reader(source), False
    while not reader.over:
        place, block = reader.place, reader.block()
        if not block.strip(b"\x00") and (ended or block):
            if len(block) < BLOCK:
                return
            ended = True
            continue
        header, ended = tar_headers.parse(block, place), False
        if header.kind in _EXTENDING:
            _extend(reader, header)
        else:
            yield from _member(reader, header, block)


def _member(reader: _Reader, header: Header, block: bytes) -> Iterator[Member]:
    more = reader.everywhere | reader.extended
    reader.extended = {}
    name = more.get("path") or header.name
    size = tar_headers.decimal(more["size"], reader.place) if "size" in more else header.size
    member = Member(name.decode("utf-8", "surrogateescape"), header.modified)
    if "mtime" in more:
        member.modified = tar_headers.seconds(more["mtime"])
    if header.kind == _SPARSE:
        _pass_sparse_map(reader, block)
    data = reader.data(0 if header.kind in _WITHOUT_DATA else size)
    if header.kind == _SPARSE or any(key.startswith("GNU.sparse.") for key in more):
        member.problem = _NOT_READ
    elif header.kind in _WITHOUT_DATA:
        member.problem = NOT_A_FILE
    else:
        member.pieces = data
    if header.kind != _FOLDER and not (name.endswith(b"/") and not size):
        yield member
    for _ in data:
        pass


def _extend(reader: _Reader, header: Header) -> None:
    """Read a header that says more of the members after it."""
    if header.size > MAX_EXTENDED:
        raise tar_headers.damaged(f"a header has {header.size:,} bytes", reader.place)
    content = b"".join(reader.data(header.size))
    if header.kind == _LONG_NAME:
        reader.extended["path"] = content.rstrip(b"\x00")
    elif header.kind == _PAX_GLOBAL:
        reader.everywhere |= tar_headers.records(content, reader.place)
    elif header.kind in _PAX:
        reader.extended |= tar_headers.records(content, reader.place)


def _pass_sparse_map(reader: _Reader, block: bytes) -> None:
    """The map of an old GNU file with holes goes on in further blocks as long as each says so."""
    more = block[482]
    while more:
        block = reader.block()
        if len(block) < BLOCK:
            raise tar_headers.cut(reader.place)
        more = block[504]
