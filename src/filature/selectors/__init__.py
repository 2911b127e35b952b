"""Text to checked identifiers: one file for each kind, one scan over the text for all of them."""
