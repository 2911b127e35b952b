"""The tests, a folder for each room; a package, so that `tests.selectors` never passes for the standard library's `selectors`."""
