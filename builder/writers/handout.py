"""The handout: the questions alone, with room to write. No answer, level or hint is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.model import Kind, Question
from builder.writers._print import print_artifact
from builder.writers._topics import topics_of

if TYPE_CHECKING:
    from builder.model import Artifact, Bank
    from builder.settings import Settings


def write(bank: Bank, settings: Settings) -> Artifact:
    """Write ``<name>-handout.pdf``."""
    return print_artifact(
        "handout", settings, topics_of(bank), media=bank.media, lines_for=answer_lines
    )


def answer_lines(question: Question) -> int:
    """Ruled lines of 8 mm for a written answer: three in two minutes, between four and eighteen.

    A question without a time gets the room of four minutes; choices and clozes are answered where
    they stand.
    """
    if question.kind is not Kind.OPEN:
        return 0
    minutes = 4 if question.minutes is None else question.minutes
    return min(18, max(4, 3 * minutes // 2))
