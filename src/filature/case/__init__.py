"""A case is a folder: made, opened, and its parts handed out."""

from filature.case.making import create
from filature.case.opening import Case, open_case
from filature.case.settings import Settings

__all__ = ["Case", "Settings", "create", "open_case"]
