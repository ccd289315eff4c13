"""Headings: what can be said of each, and which of a document are its questions."""
