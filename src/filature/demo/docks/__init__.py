"""Pages of the French forum."""

from __future__ import annotations

from filature.demo.docks.boards import board, front, profile
from filature.demo.docks.posts import PER_PAGE, thread

__all__ = ["PER_PAGE", "board", "front", "profile", "thread"]
