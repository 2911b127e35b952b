"""Tests of the flat tree and of CSS over it."""
