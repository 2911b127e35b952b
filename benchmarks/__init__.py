"""Benchmarks: each measures a ratio to a limit or a peer, in the same run on the same input."""
