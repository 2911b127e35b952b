"""The stages and their order; what is stale; how they are run."""
