"""Lines that only say what an abbreviation stands for: ``*[SLO]: service level objective``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.readers._outlines.outline import Block, Outline

# As PHP Markdown Extra, kramdown and Python-Markdown write them.
_LINE = re.compile(r"\s{0,3}\*\[[^\[\]\n]{1,60}\]:\s")


def split(outline: Outline) -> tuple[tuple[Block, ...], Outline]:
    """The paragraphs of such lines, and the outline without them: they are part of no answer."""
    found: list[Block] = []
    sections = []
    for section in outline.sections:
        ours = {id(block) for block in section.blocks if _is_ours(block)}
        found += [block for block in section.blocks if id(block) in ours]
        kept = tuple(block for block in section.blocks if id(block) not in ours)
        sections.append(replace(section, blocks=kept) if ours else section)
    return tuple(found), replace(outline, sections=tuple(sections)) if found else outline


def _is_ours(block: Block) -> bool:
    return block.kind == "paragraph" and all(map(_LINE.match, block.text.split("\n")))
