"""Org-mode files, made Markdown line by line and read for the dialects."""

from __future__ import annotations

from builder.model import Reading, Source
from builder.readers._signs import is_org


def recognises(source: Source) -> bool:
    """Headings of stars with Org's keywords, blocks or drawers."""
    return is_org(source)


def read(source: Source) -> Reading:
    """Nothing yet."""
    return Reading()
