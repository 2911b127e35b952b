"""What was captured: WARC files, the journal of custody, and how both are checked."""
