"""Word lists of the kinds of selectors, as YAML."""
