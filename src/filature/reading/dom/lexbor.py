"""lexbor's own tree of a page, by the C interface that selectolax carries and declares (`selectolax/lexbor.pxd`).

Its Python objects are made for one node at a time; a page has a thousand, and all of them are wanted.
"""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np
import selectolax.lexbor

from filature.errors import Malformed
from filature.reading.dom import keys

# Where the parts of lexbor's structures stand, in bytes.
LOCAL_NAME, NEXT, PARENT, FIRST_CHILD, TYPE = 8, 40, 56, 64, 88
ELEMENT, TEXT = 1, 3
DATA = 96  # of a text: where it stands, and in the eight bytes after that its length
FIRST_ATTRIBUTE = 120
VALUE, NEXT_ATTRIBUTE = 112, 128
# Names that lexbor knows are told by a number; any other by the address of its entry, which begins with up to 16 letters,
# or with where more of them stand.
NAMES, ENTRY_LENGTH, SHORT = 1024, 24, 16


@cache
def _library() -> c.CDLL:
    library = c.CDLL(selectolax.lexbor.__file__)
    library.lxb_html_document_create.restype = c.c_void_p
    library.lxb_html_document_parse.argtypes = [c.c_void_p, c.c_char_p, c.c_size_t]
    library.lxb_html_document_destroy.argtypes = [c.c_void_p]
    library.lxb_tag_name_by_id_noi.argtypes = [c.c_size_t, c.c_void_p]
    library.lxb_tag_name_by_id_noi.restype = c.c_char_p
    library.lxb_dom_attr_data_by_id.argtypes = [c.c_void_p, c.c_size_t]
    library.lxb_dom_attr_data_by_id.restype = c.c_void_p
    return library


@contextmanager
def parsed(page: bytes) -> Iterator[int]:
    """The address of the tree of ``page`` (UTF-8), which is gone afterwards. Malformed when lexbor gives it up."""
    library = _library()
    # A new document for each page: one that is used again keeps the quirks of the page before.
    document = library.lxb_html_document_create()
    if not document:
        raise Malformed("not_parsed", "no memory is left for the parser", "page")
    try:
        status = library.lxb_html_document_parse(document, page, len(page))
        if status:
            raise Malformed("not_parsed", f"the parser gave up with {status}", "page")
        yield document
    finally:
        library.lxb_html_document_destroy(document)


class Names:
    """Keys of the names that lexbor gives a number, by that number; 0 for those that no page had so far."""

    def __init__(self) -> None:
        self.tags, self.attributes = np.zeros(NAMES, np.uint64), np.zeros(NAMES, np.uint64)
        self.bits = np.zeros((NAMES, 2), np.int32)
        self.written: dict[int, str] = {}

    def learn_tag(self, number: int) -> None:
        """Note a tag that a page has."""
        self.tags[number] = self._noted(_library().lxb_tag_name_by_id_noi(number, None))
        self.bits[number] = keys.BITS.get(int(self.tags[number]), (0, 0))

    def learn_attribute(self, number: int) -> None:
        """Note an attribute that a page has."""
        entry = _library().lxb_dom_attr_data_by_id(None, number)
        length = c.c_size_t.from_address(entry + ENTRY_LENGTH).value
        start = entry if length <= SHORT else c.c_size_t.from_address(entry).value
        self.attributes[number] = self._noted(c.string_at(start, length))

    def _noted(self, name: bytes) -> int:
        self.written[keys.key(name)] = name.decode()
        return keys.key(name)
