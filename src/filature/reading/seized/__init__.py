"""Seized databases: raw tables as they are, and users, orders, messages and money as Filature knows them."""

from filature.reading.seized.reading import propose_mapping, read_database

__all__ = ["propose_mapping", "read_database"]
