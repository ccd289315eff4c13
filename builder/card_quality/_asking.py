"""How a question is asked. The rules know English; questions in other languages pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.card_quality import _text
from builder.card_quality._finding import Finding
from builder.model import Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.model import Question

QUESTION_WORDS = 80  # read aloud, over half a minute before the candidate may speak

_END = re.compile(r"\?+!?(?=\s|$)")
# "Have you ever …? How did you …?" asks one thing: its first half only leads to the second.
_LEAD_IN = re.compile(r"(?:have|has|did|do|are|were|is there) ", re.IGNORECASE)
# One sentence, from its beginning: within a longer one "and how" mostly belongs to one thought.
_JOINED = re.compile(
    r"(?:what (?:is|are|was|were)|what['’]s|explain|describe|define)\s[^?!;]+?"
    r"(?<!\bhow)(?<!\bwhy)(?<!\bwhat)(?<!\bwhen)(?<!\bwhere),? and "
    r"(?:why|how|when|what|where)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|should|must|may|will|would|has|have)(?:n['’]t)?\s",
    re.IGNORECASE,
)
_REQUEST = re.compile(r"(?:can|could|would|will|did|do|have|are|were) you\b", re.IGNORECASE)
_OPEN_WORDS = frozenset(
    ("or", "why", "how", "what", "which", "who", "whose", "when", "where", "explain", "describe")
)


def findings(question: Question) -> Iterator[Finding]:
    """What is off with the form of a question; a cloze asks nothing."""
    count = len(_text.words(question.question))
    if count > QUESTION_WORDS:
        yield Finding(
            "long-question",
            f"its question has {count} words; over {QUESTION_WORDS} are hard to take in, on a card"
            " and by ear: leave out what the answer does not need",
        )
    if question.kind is Kind.CLOZE:
        return
    text = _text.asked(question.question)
    if sentences := _several(text):
        yield Finding(
            "several-questions",
            f"asks {sentences} questions; a card that asks one thing is known or it is not: make"
            " each a question of its own, or a follow-up",
            Severity.WARNING,
        )
    elif _JOINED.match(text):
        yield Finding(
            "joined-questions",
            "asks two things in one sentence; a card that asks one is easier to grade: two cards,"
            " or the second as a follow-up",
        )
    elif question.kind is Kind.OPEN and _yes_or_no(text):
        yield Finding(
            "yes-no-question",
            "can be answered with yes or no, and so guessed: ask why, how or what",
        )


def _several(text: str) -> int:
    """How many questions a text asks, if more than one."""
    ends = [found.end() for found in _END.finditer(text)]
    if len(ends) == 2 and _LEAD_IN.match(text):
        return 0
    return len(ends) if len(ends) > 1 else 0


def _yes_or_no(text: str) -> bool:
    """Whether a text is one sentence to which yes is an answer.

    What follows a scenario is left alone: such a question is about the scenario.
    """
    return (
        bool(_AUXILIARY.match(text))
        and text.endswith("?")
        and not _REQUEST.match(text)
        and not re.search(r"[.!?:]\s", text)
        and _OPEN_WORDS.isdisjoint(_text.words(text))
    )
