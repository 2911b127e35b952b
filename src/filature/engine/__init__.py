"""Where work runs: DuckDB, Parquet, a pool of processes. Nothing else knows which."""
