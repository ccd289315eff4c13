"""What a dialect makes of an outline, before it becomes Questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.model import Choice, FollowUp, Reference
    from builder.readers._outlines.outline import Block, Outline


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as found: its blocks, its own number and its section's title and index.

    ``level`` and ``tags`` are those that its marks or its chapter give; ``choices`` makes it a
    multiple-choice question, whose answer is the explanation. ``marks`` is the heading as it
    stands, with its stars and badges.
    """

    question: str
    line: int
    answer: tuple[Block, ...] = ()
    further: tuple[tuple[Block, ...], ...] = ()
    number: int | None = None
    topic: str = ""
    level: str = ""
    tags: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    short_answer: tuple[Block, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    red_flags: tuple[str, ...] = ()
    minutes: int | None = None
    references: tuple[Reference, ...] = ()
    marks: str = ""
    place: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """The questions of one dialect, the blocks it passed over, and what is left to others.

    ``unclosed`` are the lines of toggles without an end.
    """

    drafts: tuple[Draft, ...]
    skipped: tuple[Block, ...]
    rest: Outline
    unclosed: tuple[int, ...] = ()
