"""The demonstration: a small fictional case, generated from a seed, with the truth that was planted in it."""

from __future__ import annotations

from pathlib import Path

from filature.demo import files
from filature.demo.places import locate
from filature.demo.planted import Planted
from filature.demo.truth import planted
from filature.demo.visits import shots
from filature.demo.world import make_world

__all__ = ["MATERIAL", "TRUTH", "Planted", "make"]

MATERIAL = "material"
"""Folder of the material below the folder given to `make`."""

TRUTH = "planted.json"


def make(folder: Path, seed: int = 7) -> Planted:
    """Write the material into ``folder/material`` and the truth into ``folder/planted.json``; returns the truth.

    The same seed gives the same bytes, names and time stamps. The truth lies beside the material, not in it,
    so that it is never taken in as evidence.
    """
    world = make_world(seed)
    truth = planted(world, tuple(locate(world, shot) for shot in shots(world)))
    files.write(folder / MATERIAL, world, truth.pages)
    (folder / TRUTH).write_text(truth.to_json(), encoding="utf-8")
    return truth
