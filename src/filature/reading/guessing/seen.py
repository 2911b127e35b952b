"""What was found on one page: the common ground of all that is guessed from it."""

from __future__ import annotations

from dataclasses import dataclass

from filature.reading.guessing.labels import Labelled
from filature.reading.guessing.nodes import Layout
from filature.reading.guessing.rows import Group
from filature.reading.guessing.subject import Subject
from filature.reading.recognise import Page

OF_ONE_ACCOUNT = ("vendor", "pgp", "feedback")


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found on the page. ``labels`` are those of an offer, ``record`` those of an account."""

    layout: Layout
    page: Page
    groups: dict[str, Group]
    repeated: frozenset[int]
    subject: Subject
    labels: Labelled
    record: Labelled
    owner: str
    path_kind: str
