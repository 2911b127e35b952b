"""The bad input zoo: each animal gets a clear message, and harms nothing beside it."""
