"""The keeper of the zoo."""

from tests.zoo.keeper import blank, house, keeper

__all__ = ["blank", "house", "keeper"]
