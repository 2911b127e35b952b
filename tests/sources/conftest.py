"""A case to put material into."""

from tests.sources.made import cases

__all__ = ["cases"]
