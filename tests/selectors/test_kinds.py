"""What holds for every kind: it finds its examples, refuses near misses, and says the same of what it found."""

from __future__ import annotations

import pytest

from filature.selectors.finding import compiled, find
from filature.selectors.kind import FORM_ONLY, PASSED, Kind
from filature.selectors.kinds import all_kinds

KINDS = pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)


@KINDS
def test_examples_are_found_and_nothing_else_in_them(kind: Kind) -> None:
    for example in kind.examples:
        found = [(h.value, h.subtype) for h in find(kind, example.text.encode())]
        assert found == [(example.value, example.subtype)], example.text


@KINDS
def test_near_misses_are_refused(kind: Kind) -> None:
    assert kind.refused
    for text in kind.refused:
        assert [h.value for h in find(kind, text.encode())] == [], text


@KINDS
def test_the_canonical_form_stands_for_itself(kind: Kind) -> None:
    """In the context of its example, the canonical value in place of what was found is found again as the same value.

    By any kind: what stands for a block of a key is its fingerprint, which has a kind of its own.
    """
    for example in kind.examples:
        (hit,) = find(kind, example.text.encode())
        data = example.text.encode()
        again = data[: hit.start] + hit.value.encode() + data[hit.end :]
        assert hit.value in [h.value for k in (kind, *all_kinds()) for h in find(k, again)], again.decode()


@KINDS
def test_each_is_documented(kind: Kind) -> None:
    assert kind.name == kind.name.lower().replace(" ", "_")
    assert kind.meaning.endswith(".")
    assert kind.source
    assert {e.subtype for e in kind.examples} >= set(kind.subtypes)
    assert all(h.check in (PASSED, FORM_ONLY) for e in kind.examples for h in find(kind, e.text.encode()))
    assert all(compiled(p) for p in kind.patterns)


def test_names_are_told_apart() -> None:
    names = [kind.name for kind in all_kinds()]
    assert len(set(names)) == len(names)
