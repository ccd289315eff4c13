"""What is off with the content: findings about a bank, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.markup import limits, losses
from builder.model import Bank, Problem, Question, Severity
from builder.question_texts import markdown_texts

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(bank: Bank) -> tuple[Problem, ...]:
    """Every finding about the questions of a bank and about their ids."""
    found = [problem for question in bank.questions for problem in _check_one(question)]
    return (*found, *_clashes(bank))


def _check_one(question: Question) -> Iterator[Problem]:
    if not question.answered:
        yield _problem(
            question,
            Severity.WARNING,
            "no-answer",
            "has no answer: in the packet with room to write, not in the deck",
        )
    for text in markdown_texts(question):
        for limit in limits(text):
            yield _problem(question, Severity.ERROR, "too-large", limit)
        for element in losses(text):
            yield _problem(
                question,
                Severity.WARNING,
                "removed-markup",
                f"<{element}> is not allowed and is left out; write it in backticks to show it",
            )


def _clashes(bank: Bank) -> Iterator[Problem]:
    """Two entries of one id, or of one GUID, would be one note in Anki and lose one of them."""
    owners: dict[tuple[str, str], Question] = {}
    for question in bank.questions:
        names = [("id-clash", "id", question.id)]
        names += [("guid-clash", "guid", question.guid)] if question.guid else []
        for code, what, name in names:
            first = owners.setdefault((code, name), question)
            if first is not question:
                message = f"has the {what} {name} of {first.origin}; give it one of its own"
                yield _problem(question, Severity.ERROR, code, message)


def _problem(question: Question, severity: Severity, code: str, message: str) -> Problem:
    return Problem(question.origin, severity, code, message)
