"""Tests of how material arrives: files, archives, WARC files, and what their names tell."""
