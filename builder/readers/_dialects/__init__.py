"""Outline to questions: one dialect a file."""
