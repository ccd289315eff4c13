"""What is off with the content: findings about a bank, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.markup import limits, losses
from builder.model import Bank, Kind, Problem, Question, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

# A card's back is one idea: about what one can say in half a minute (design of the bank).
SHORT_ANSWER_WORDS = 60


def check(bank: Bank) -> tuple[Problem, ...]:
    """Every finding about the questions of a bank and about their ids."""
    found = [problem for question in bank.questions for problem in _check_one(question)]
    return (*found, *_clashes(bank))


def _check_one(question: Question) -> Iterator[Problem]:
    yield from _answers(question)
    for text in _texts(question):
        for limit in limits(text):
            yield _problem(question, Severity.ERROR, "too-large", limit)
        for element in losses(text):
            yield _problem(
                question,
                Severity.WARNING,
                "removed-markup",
                f"<{element}> is not allowed and is left out; write it in backticks to show it",
            )


def _answers(question: Question) -> Iterator[Problem]:
    if not question.answered:
        yield _problem(
            question,
            Severity.WARNING,
            "no-answer",
            "has no answer: in the packet with room to write, not in the deck",
        )
    elif question.kind is Kind.OPEN and not (question.short_answer and question.answer):
        which = "short_answer" if question.short_answer else "answer"
        yield _problem(
            question, Severity.INFO, "one-answer", f"has only {which}, which serves for both"
        )
    words = len(question.short_answer.split())
    if words > SHORT_ANSWER_WORDS:
        yield _problem(
            question,
            Severity.WARNING,
            "long-short-answer",
            f"its short answer has {words} words; over {SHORT_ANSWER_WORDS} are hard to recall",
        )


def _texts(question: Question) -> Iterator[str]:
    yield from (question.question, question.short_answer, question.answer)
    yield from question.more_answers
    yield from question.red_flags
    for choice in question.choices:
        yield from (choice.text, choice.why)
    for follow_up in question.follow_ups:
        yield from (follow_up.ask, follow_up.listen_for)
    if rubric := question.rubric:
        yield from (rubric.poor, rubric.mixed, rubric.good, rubric.excellent)


def _clashes(bank: Bank) -> Iterator[Problem]:
    """Two entries of one id, or of one GUID, would be one note in Anki and lose one of them."""
    owners: dict[tuple[str, str], Question] = {}
    for question in bank.questions:
        names = [("id", question.id)] + ([("guid", question.guid)] if question.guid else [])
        for name in names:
            first = owners.setdefault(name, question)
            if first is not question:
                yield _problem(
                    question,
                    Severity.ERROR,
                    f"{name[0]}-clash",
                    f"has the {name[0]} {name[1]} of {first.origin}; give it one of its own",
                )


def _problem(question: Question, severity: Severity, code: str, message: str) -> Problem:
    return Problem(question.origin, severity, code, message)
