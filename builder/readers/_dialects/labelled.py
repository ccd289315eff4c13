"""Questions and answers with labels: ``Q1. …``, ``**Question 3:** …``, ``**Answer:** …``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels import Piece, pieces
from builder.readers._outline import Outline

if TYPE_CHECKING:
    from builder.readers._outline import Block, Section


def read(outline: Outline) -> Found:
    """Every section that holds a question label is this dialect's."""
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for section in outline.sections:
        found = tuple(pieces(section.blocks))
        if any(piece.label == "question" for piece in found):
            before, questions = _questions(found, section)
            skipped += before
            drafts += questions
        else:
            rest.append(section)
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


@dataclass(slots=True)
class _Open:
    """A question whose end has not been seen."""

    first: Piece
    question: list[Block] = field(default_factory=list)
    answer: list[Block] = field(default_factory=list)
    answered: bool = False


def _questions(found: tuple[Piece, ...], section: Section) -> tuple[list[Block], list[Draft]]:
    """The blocks before the first question, and the questions."""
    before: list[Block] = []
    opened: list[_Open] = []
    next_labels = _next_labels(found)
    for piece, next_label in zip(found, next_labels, strict=True):
        if piece.label == "question":
            opened.append(_Open(piece, [piece.block] if piece.block.text else []))
            continue
        if not opened:
            before.append(piece.block)
            continue
        current = opened[-1]
        if piece.label == "answer":
            current.answered = True
        # Blocks between a question and its "Answer:" belong to the question: the tables it is
        # about, the tasks it sets. Without such a label they are the answer.
        to_question = not current.answered and (not current.question or next_label == "answer")
        if piece.block.text:
            (current.question if to_question else current.answer).append(piece.block)
    topic = section.title or (section.parents[-1] if section.parents else "")
    return before, [_draft(each, topic, (section.index, i)) for i, each in enumerate(opened)]


def _next_labels(found: tuple[Piece, ...]) -> list[str]:
    """For each piece, the label of the next labelled one after it."""
    labels: list[str] = []
    following = ""
    for piece in reversed(found):
        labels.append(following)
        following = piece.label or following
    return labels[::-1]


def _draft(opened: _Open, topic: str, place: tuple[int, int]) -> Draft:
    return Draft(
        question="\n\n".join(block.text for block in opened.question),
        line=opened.first.block.line,
        answer=tuple(opened.answer),
        number=opened.first.number,
        topic=topic,
        place=place,
    )
