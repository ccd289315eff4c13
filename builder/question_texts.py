"""The texts of a question, whichever field they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.model import Question


def markdown_texts(question: Question) -> Iterator[str]:
    """Every text of a question that is Markdown, in the order of its fields."""
    yield from (question.question, question.short_answer, question.answer)
    yield from question.more_answers
    yield from question.red_flags
    for choice in question.choices:
        yield from (choice.text, choice.why)
    for follow_up in question.follow_ups:
        yield from (follow_up.ask, follow_up.listen_for)
    if rubric := question.rubric:
        yield from (rubric.poor, rubric.mixed, rubric.good, rubric.excellent)
