"""Kill tests: what a case is after kill -9 at any moment, and one more run."""
