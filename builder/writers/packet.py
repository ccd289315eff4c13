"""The interview packet: every question with all that is known of it, a scale and room for notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.model import LEVELS, Question, Rubric
from builder.writers._print import print_artifact
from builder.writers._topics import Topic, topics_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.model import Artifact, Bank
    from builder.settings import Settings

SCALE = ("poor", "mixed", "good", "excellent")
TABLED = 24  # topics: with more the table takes a page, and the contents give the counts instead
SIDE_BY_SIDE = (
    260  # characters: a longer anchor makes a column of the scale taller than it is worth
)


def write(bank: Bank, settings: Settings) -> Artifact:
    """Write ``<name>-packet.pdf``."""
    return print_artifact(
        "packet",
        settings,
        topics_of(bank),
        media=bank.media,
        about=_about,
        anchors=anchors,
        steps=SCALE,
        note_lines=note_lines,
    )


def _about(topics: tuple[Topic, ...]) -> dict[str, Any]:
    """What the first page says of the questions: by level, by topic and in minutes."""
    questions = [numbered.question for topic in topics for numbered in topic.questions]
    return {
        "columns": _columns(questions),
        "rows": [(topic, _counts(topic)) for topic in topics],
        "totals": _totals(questions),
        "minutes": sum(question.minutes or 0 for question in questions),
        "timed": all(question.minutes is not None for question in questions),
        "tabled": len(topics) <= TABLED,
    }


def _columns(questions: Iterable[Question]) -> tuple[str, ...]:
    """The levels that occur, in order; the empty one stands for questions without a level.

    Where no question has one there is nothing to tell apart, and no column.
    """
    present = {question.level for question in questions}
    if present <= {""}:
        return ()
    unusual = sorted(present - {*LEVELS, ""})
    return tuple(level for level in (*LEVELS, *unusual, "") if level in present)


def _totals(questions: Iterable[Question]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for question in questions:
        totals[question.level] = totals.get(question.level, 0) + 1
    return totals


def _counts(topic: Topic) -> dict[str, int]:
    return _totals(numbered.question for numbered in topic.questions)


def anchors(rubric: Rubric) -> tuple[tuple[tuple[str, str], ...], bool]:
    """``(level, text)`` from poor to excellent, and whether they fit side by side."""
    pairs = tuple((level, str(getattr(rubric, level))) for level in SCALE)
    return pairs, max(len(text) for _, text in pairs) <= SIDE_BY_SIDE


def note_lines(question: Question) -> int:
    """Ruled lines of 8 mm for the interviewer's notes: one a minute, between four and ten."""
    return min(10, max(4, question.minutes or 0))
