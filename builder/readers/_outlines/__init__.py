"""Markdown to an Outline: what stands where, before anybody asks what it means."""
