"""Tests of what the benchmarks are run on."""
