"""The keeper of the zoo."""

from tests.zoo.keeper import keeper

__all__ = ["keeper"]
