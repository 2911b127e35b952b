"""WARC files: each record inside becomes a capture of its own, whatever the damage around it."""
