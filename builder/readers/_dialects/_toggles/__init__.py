"""Toggles: what each hides, judged by all of a document together."""
