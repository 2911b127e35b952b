"""Pages of the French market."""

from __future__ import annotations

from filature.demo.quai.lists import category, front, search
from filature.demo.quai.offer import listing
from filature.demo.quai.seller import feedback, vendor

__all__ = ["category", "feedback", "front", "listing", "search", "vendor"]
