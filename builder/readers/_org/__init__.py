"""Org-mode, line by line, as Markdown."""
