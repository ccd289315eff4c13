"""The table of outputs."""
