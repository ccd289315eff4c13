"""Headings that are only numbers below ``## Answers``: each answers the question of its number."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._headings.facts import ANSWER, BARE
from builder.readers._dialects.prose_keys import Answer
from builder.readers._outlines.outline import as_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Outline, Section

_NUMBERED = re.compile(r"(?:answers?|ans|a|solution)\s?#?(\d{1,4})\s?[.:)]?", re.IGNORECASE)
_ENOUGH = 2


def split(outline: Outline) -> tuple[tuple[Answer, ...], Outline]:
    """The answers of such chapters, and the outline without these chapters.

    A chapter is one below which two headings or more, and nothing before them, are numbers.
    """
    found: list[Answer] = []
    rest: list[Section] = []
    sections = outline.sections
    place = 0
    while place < len(sections):
        section = sections[place]
        end = place + 1
        if section.level and ANSWER.fullmatch(section.title) and not section.blocks:
            while end < len(sections) and sections[end].level > section.level:
                end += 1
        answers = _answers(sections[place + 1 : end])
        if len(answers) >= _ENOUGH and place:
            found += answers
        else:
            end = place + 1
            rest.append(section)
        place = end
    return tuple(found), replace(outline, sections=tuple(rest))


def _answers(sections: Sequence[Section]) -> list[Answer]:
    """The answers of a chapter; none where another heading comes before the first number."""
    found: list[Answer] = []
    for section in sections:
        number = _number(section)
        if number is not None:
            found.append(Answer(number, section.blocks, section.line, section.index))
        elif not found:
            return []
        else:
            last = found[-1]
            found[-1] = replace(last, blocks=(*last.blocks, *as_blocks(section)))
    return found


def _number(section: Section) -> int | None:
    """The number of a heading that is nothing else: ``3``, ``Question 3``, ``Answer 3``."""
    title = section.title.strip("*_ ")
    found = BARE.fullmatch(title) or _NUMBERED.fullmatch(title)
    digits = next((group for group in found.groups() if group), "") if found else ""
    return int(digits) if digits else None
