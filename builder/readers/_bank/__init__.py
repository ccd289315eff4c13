"""The bank's own YAML, value by value, with whatever is wrong in it."""
