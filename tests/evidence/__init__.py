"""Tests of what keeps evidence: the journal, the manifest, WARC files out and in."""
