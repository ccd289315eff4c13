"""Headings with nothing below them of which no question was made."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from builder.readers._outlines.outline import Block
from builder.readers._outlines.titles import unlinked

if TYPE_CHECKING:
    from collections.abc import Container

    from builder.readers._outlines.outline import Outline


def bare_headings(whole: Outline, rest: Outline, topics: Container[str]) -> list[Block]:
    """The headings of a document that no dialect took, that head nothing and are no topic.

    The first of all is its title, whatever stands below.
    """
    following = [*(after.level for _, after in pairwise(whole.sections)), 0]
    bare = {
        section.index
        for section, after in zip(whole.sections, following, strict=True)
        if section.title and not section.blocks and 0 < section.level >= after
    }
    titled = next((section.index for section in whole.sections if section.title), -1)
    return [
        Block("heading", section.title, section.line)
        for section in rest.sections
        if section.index in bare
        and section.index != titled
        and unlinked(section.title) not in topics
    ]
