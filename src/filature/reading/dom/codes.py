"""The numbers in which `program` says what `match` has to do."""

from __future__ import annotations

# Tests of one element; each is (test, five numbers). IN: whether it (or its parent, or the element before it) is in a set.
TAG, CLASS, ID, HAS_ATTRIBUTE, ATTRIBUTE, NUMBER, IN, EMPTY, ROOT, CONTAINS = range(10)
SELF, PARENT, BEFORE = range(3)
# What a fitting element does: it is a hit, or it enters a set itself, or by its parent, its ancestors, the element
# before it, all before it, all inside it, all after it.
HIT, ENTER, ENTER_PARENT, ENTER_AROUND, ENTER_BEFORE, ENTER_ALL_BEFORE, ENTER_INSIDE, ENTER_AFTER = range(8)
# How an attribute is compared.
EQUAL, WORD, DASH, BEGINS, ENDS, HOLDS = range(6)
# Which name of an element finds the selectors that may fit it: a namespace is mixed into the key.
BY_TAG, BY_CLASS, BY_ID = 0, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
ANY_ELEMENT = 1
"""The anchor of selectors that neither an id nor a class nor a tag is known of."""
