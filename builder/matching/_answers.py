"""Where the words of two questions agree and only their answers tell them apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder.matching._lexicon import smooth, words
from builder.matching._stems import family
from builder.matching._tables import STOP
from builder.text import prose_and_code

if TYPE_CHECKING:
    from builder.model import Question

# A question that points at something: without its code or picture its words say nothing.
_POINTS: Final = re.compile(
    r"\b(?:this|the following|following|given|above|below|these)\b[^.?!\n]{0,30}?\b(?:code|program|"
    r"snippet|script|function|query|diagram|picture|image|figure|graph|table|output|example|"
    r"expression|statement|line|lines|class|method|regex|schema)\b"
    r"|\bthe (?:diagram|picture|image|figure|snippet|screenshot)\b"
    r"|\bwhat does (?:this|it) \w+\s*\??$"
)
# Two answers of that many words each that share not one are about two things: "a port" of a network
# and of an architecture. Two short ones of the same thing may well have no word in common, and a
# merge keeps both.
_ENOUGH: Final = 20


def told_apart(one: Question, other: Question) -> bool:
    """Whether the answers say that two questions in like words ask different things."""
    first, second = one.answer or one.short_answer, other.answer or other.short_answer
    if not first or not second:
        return False
    prose, code = prose_and_code(one.question)
    if not code and not one.choices and _POINTS.search(smooth(prose)):
        return " ".join(first.split()) != " ".join(second.split())
    asked = _content(one.question) | _content(other.question)
    mine, theirs = _content(first) - asked, _content(second) - asked
    return min(len(mine), len(theirs)) >= _ENOUGH and not mine & theirs


def _content(text: str) -> set[str]:
    return {family(word) for word in words(smooth(text)) if word not in STOP}
