"""A bank as print has it: topics and questions with their numbers and headlines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.markup import to_text
from builder.model import Bank, Kind, Question
from builder.text import escape_markdown
from builder.writers._cloze import outlined

if TYPE_CHECKING:
    from collections.abc import Callable

HEADLINE = 110  # characters: two lines of a table of contents


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question with its place in the print: ``number`` counts from 1 through the whole bank."""

    number: int
    question: Question
    headline: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in print: ``number`` counts from 1, ``title`` is empty for questions without one."""

    number: int
    title: str
    questions: tuple[Numbered, ...]


def topics_of(bank: Bank, keep: Callable[[Question], bool] = lambda _: True) -> tuple[Topic, ...]:
    """The bank's topics and questions, numbered; those not kept take no number."""
    topics: list[Topic] = []
    number = 0
    for title, questions in bank.by_topic():
        kept = [question for question in questions if keep(question)]
        numbered = tuple(
            Numbered(number + place, _with_fields(question), headline(question))
            for place, question in enumerate(kept, start=1)
        )
        number += len(kept)
        if numbered:
            topics.append(Topic(len(topics) + 1, title, numbered))
    return tuple(topics)


def _with_fields(question: Question) -> Question:
    """An adopted question with its other fields as one more answer, each below its name."""
    if not question.fields:
        return question
    shown = "\n\n".join(f"**{escape_markdown(name)}**\n\n{html}" for name, html in question.fields)
    return replace(question, more_answers=(*question.more_answers, shown))


def headline(question: Question) -> str:
    """One line that says what a question is about, and never gives away a cloze."""
    to_line = outlined if question.kind is Kind.CLOZE else to_text
    words = " ".join(to_line(_opening(question.question)).split())
    if len(words) <= HEADLINE:
        return words
    return words[:HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:.…") + "…"


def _opening(markdown: str) -> str:
    """The first paragraph, for a headline; the whole where it starts with code."""
    text = markdown.strip()
    first = text.split("\n\n", 1)[0]
    return text if "```" in first or first.count("{{") != first.count("}}") else first
