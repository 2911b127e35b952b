"""Captured tables: CSV and its kin, spreadsheets, JSON, Parquet; each becomes relations in DuckDB, all text."""
