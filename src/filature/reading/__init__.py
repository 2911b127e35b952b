"""Captures to rows: page kinds, visible text, accounts, offers, feedback, posts."""
