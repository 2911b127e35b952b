"""Filature: captured material in, one case out. See the docs page "The rooms" for how it is laid out."""

__version__ = "0.1.0"
