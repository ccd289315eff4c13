"""The interview packet: every question with all that is known of it, a scale and room for notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.model import LEVELS, Question, Rubric

from ._print import Topic, print_artifact, topics_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.model import Artifact, Bank
    from builder.settings import Settings

SCALE = ("poor", "mixed", "good", "excellent")
SIDE_BY_SIDE = (
    260  # characters: a longer anchor makes a column of the scale taller than it is worth
)


def write(bank: Bank, settings: Settings) -> Artifact:
    """Write ``<name>-packet.pdf``."""
    topics = topics_of(bank)
    return print_artifact(
        "packet",
        settings,
        topics,
        media=bank.media,
        columns=_columns(bank.questions),
        rows=[(topic, _counts(topic)) for topic in topics],
        totals=_totals(bank.questions),
        minutes=sum(question.minutes or 0 for question in bank.questions),
        timed=all(question.minutes is not None for question in bank.questions),
        anchors=anchors,
        steps=SCALE,
        note_lines=note_lines,
    )


def _columns(questions: Iterable[Question]) -> tuple[str, ...]:
    """The levels that occur, in order; the empty one stands for questions without a level."""
    present = {question.level for question in questions}
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
