"""Which questions ask the same: certain matches by a key, likely ones by a score.

A question is read as what it asks: the frame ("What is", "How would you") apart from the subject,
names by their short forms, words by their families. Where all of that agrees with nothing left
over, two questions are certainly the same. Where what they share outweighs what they do not, they
are likely so. ``docs/duplicates.md`` tells it to people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from builder.matching._answers import told_apart
from builder.matching._candidates import candidates
from builder.matching._lexicon import Lexicon
from builder.matching._meaning import meaning
from builder.matching._score import likeness
from builder.matching._weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.matching._score import Likeness
    from builder.model import Question

__all__ = ["LEAST", "Pair", "certain_keys", "likely_pairs", "told_apart"]

LEAST: Final = 0.7  # the score from which a pair is worth a look


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places in a sequence of questions, how alike they are (0 to 1), and why."""

    first: int
    second: int
    score: float
    reason: str


def certain_keys(questions: Sequence[Question]) -> list[object]:
    """A key for each question; those with equal ones ask the same."""
    lexicon = _learnt(questions)
    return [(each.kind, meaning(each, lexicon).certain) for each in questions]


def likely_pairs(questions: Sequence[Question]) -> list[Pair]:
    """Pairs that probably ask the same, best first."""
    lexicon = _learnt(questions)
    meanings = [meaning(each, lexicon) for each in questions]
    weights = Weights(meanings)
    found = []
    for first, second in candidates(meanings, weights, LEAST):
        like = likeness(meanings[first], meanings[second], weights)
        same = meanings[first].certain == meanings[second].certain
        if same and told_apart(questions[first], questions[second]):
            continue
        if like.score >= LEAST:
            found.append(Pair(first, second, round(like.score, 2), _reason(like)))
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def _learnt(questions: Iterable[Question]) -> Lexicon:
    return Lexicon(each.question for each in questions)


def _reason(like: Likeness) -> str:
    one, other = like.aspects
    asked = one if one == other else f"{one} and {other}"
    return f"{asked}: {', '.join(like.shared[:5])}"
