"""Sections headed ``Model Answer: … (#12)``: a further answer to question 12."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.readers._outlines.outline import Outline, as_blocks

if TYPE_CHECKING:
    from builder.readers._outlines.outline import Block, Section

_TITLE = re.compile(
    r"(?:model|sample|example|full|suggested)\s+(?:answer|solution)s?\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:\(\s*#?|#|question\s+)(\d{1,4})\s*\)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """A further answer to the question of that number."""

    number: int
    title: str
    line: int
    blocks: tuple[Block, ...]


def split(outline: Outline) -> tuple[tuple[ModelAnswer, ...], Outline]:
    """The model answers of a document, and the outline without them."""
    answers: list[ModelAnswer] = []
    rest: list[Section] = []
    open_level = 0
    for section in outline.sections:
        number = _NUMBER.search(section.title)
        if _TITLE.match(section.title) and number:
            open_level = section.level
            answers.append(ModelAnswer(int(number[1]), section.title, section.line, section.blocks))
        elif open_level and section.level > open_level:
            last = answers[-1]
            answers[-1] = ModelAnswer(
                last.number, last.title, last.line, (*last.blocks, *as_blocks(section))
            )
        else:
            open_level = 0
            rest.append(section)
    return tuple(answers), Outline(tuple(rest))
