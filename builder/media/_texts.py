"""The texts of a question that may show pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.model import Choice, FollowUp, Rubric
from builder.question_texts import markdown_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from builder.model import Question


def texts(question: Question) -> Iterator[str]:
    """Every text of a question that is Markdown, or HTML of a deck it was adopted from."""
    yield from markdown_texts(question)
    for _, html in question.fields:
        yield html


def with_texts(question: Question, change: Callable[[str], str]) -> Question:
    """The question with ``change`` made to each of its ``texts``."""
    rubric = question.rubric
    return replace(
        question,
        question=change(question.question),
        short_answer=change(question.short_answer),
        answer=change(question.answer),
        more_answers=tuple(map(change, question.more_answers)),
        choices=tuple(
            Choice(change(choice.text), choice.correct, change(choice.why))
            for choice in question.choices
        ),
        follow_ups=tuple(
            FollowUp(change(each.ask), change(each.listen_for)) for each in question.follow_ups
        ),
        rubric=rubric
        and Rubric(*map(change, (rubric.poor, rubric.mixed, rubric.good, rubric.excellent))),
        red_flags=tuple(map(change, question.red_flags)),
        fields=tuple((name, change(html)) for name, html in question.fields),
    )
