"""Pages of the English market."""

from __future__ import annotations

from filature.demo.larch.lists import PER_PAGE, category, front, search
from filature.demo.larch.offer import listing
from filature.demo.larch.seller import tab, vendor

__all__ = ["PER_PAGE", "category", "front", "listing", "search", "tab", "vendor"]
