"""Seized databases as they lie: SQLite files and SQL dumps, read as text and without any server."""
