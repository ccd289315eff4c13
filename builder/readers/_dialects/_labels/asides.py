"""Which asides of a document are said beside a question, and which are words of an answer.

"Level:" beside each question is its level; in the middle of an answer it is a word like others.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.labels import Piece
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION
from builder.readers._difficulty import level_from
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FACTS: Final = frozenset({"level", "tags", "topic", "minutes", "other"})
_LONGEST: Final = 80  # signs that a fact has at most
_MINUTES = re.compile(
    r"(\d{1,3})\s{0,3}(?:m|min|mins|minutes?|minuten?|минут[аы]?)?\b", re.IGNORECASE
)


def repeated(found: Iterable[Piece]) -> frozenset[str]:
    """The words of facts that a document says more than once: of a form filled in each time."""
    kinds = FACTS | {"context"}
    counts = Counter(piece.mark for piece in found if piece.label in kinds)
    return frozenset(word for word, count in counts.items() if count > 1)


def main_answers(found: Iterable[Piece]) -> frozenset[str]:
    """The longer names of answers, "sample answer", by which most questions have one."""
    counts = Counter(piece.mark if piece.label == ANSWER else piece.label for piece in found)
    asked = counts[QUESTION]
    return frozenset(mark for mark, count in counts.items() if " " in mark and count * 2 >= asked)


def settled(
    found: Sequence[Piece], known: frozenset[str], main: frozenset[str] = frozenset()
) -> list[Piece]:
    """Pieces in which only what is an aside has its label; the rest is text as it stood."""
    kept: list[Piece] = []
    folded: list[list[str]] = []
    edges = _at_edge(found)
    later = _has_answer_below(found)
    asked, last = False, ""
    for piece, edge, answered in zip(found, edges, later, strict=True):
        asked = asked or piece.label == QUESTION
        if piece.label in FACTS:
            stands = (edge and _is_fact(piece, known)) or _is_blank(piece, known)
        elif piece.label == "context":
            stands = piece.mark in known
        elif piece.label == "explanation":
            # Where nothing else is called the answer, the explanation is.
            stands = not answered and last == QUESTION
        elif piece.label == ANSWER and " " in piece.mark and piece.mark not in main:
            # "Example answer:" once in a while is a part of an answer, unless it is all of it.
            stands = not asked or _follows_question(kept)
        else:
            stands = asked or piece.label in {"", QUESTION, ANSWER}
        if stands or not piece.label:
            explains = piece.label == "explanation"
            kept.append(replace(piece, label=ANSWER) if explains else piece)
            last = kept[-1].label if kept[-1].label in {QUESTION, ANSWER} else last
            folded.append([])
            if asked and not edge and piece.label in FACTS and stands:
                # A field to fill in ends a question's form: what stands below it is none of it.
                kept.append(Piece(Block("rule", "---", piece.block.line)))
                folded.append([])
        else:
            _fold_back(kept, folded, piece)
    return [_joined(piece, below) for piece, below in zip(kept, folded, strict=True)]


def minutes_of(text: str) -> int | None:
    """The minutes that ``5 min`` and the like allow."""
    found = _MINUTES.match(text.strip())
    return int(found[1]) if found and 0 < int(found[1]) <= 600 else None


def _is_fact(piece: Piece, known: frozenset[str]) -> bool:
    text = piece.block.text.strip()
    if not text or "\n" in text or len(text) > _LONGEST:
        return False
    if piece.label == "level" and level_from(text):
        return True
    if piece.label == "minutes" and not minutes_of(text):
        return False
    return piece.mark in known


def _is_blank(piece: Piece, known: frozenset[str]) -> bool:
    """Whether a fact is a field to fill in, ``Score: 0 1 2 3`` or ``Notes: ____``."""
    text = piece.block.text.strip()
    return piece.mark in known and 0 < len(text) <= _LONGEST and not any(map(str.isalpha, text))


def _at_edge(found: Sequence[Piece]) -> list[bool]:
    """For each piece, whether only facts part it from a label, a rule or an end."""
    ahead = _runs(found)
    return [a or b for a, b in zip(ahead, reversed(_runs(found[::-1])), strict=True)]


def _runs(found: Sequence[Piece]) -> list[bool]:
    runs: list[bool] = []
    near = True
    for piece in found:
        runs.append(near)
        if piece.label in FACTS:
            near = near and "\n" not in piece.block.text
        else:
            # A question's own words stand between its label and the facts below it.
            near = piece.label == QUESTION or piece.block.kind == "rule"
    return runs


def _has_answer_below(found: Sequence[Piece]) -> list[bool]:
    below: list[bool] = []
    answer = False
    for piece in reversed(found):
        below.append(answer)
        answer = piece.label == ANSWER or (answer and piece.label != QUESTION)
    return below[::-1]


def _follows_question(kept: Sequence[Piece]) -> bool:
    """Whether nothing but asides stands between here and the question."""
    for piece in reversed(kept):
        if piece.label in {"", QUESTION, ANSWER}:
            return piece.label == QUESTION
    return False


def _fold_back(kept: list[Piece], folded: list[list[str]], piece: Piece) -> None:
    """The piece as the text it was, below the paragraph it stood in."""
    more = piece.block.text[len(piece.first) :].lstrip("\n") if piece.first else piece.block.text
    text = "\n".join(part for part in (piece.raw, more) if part)
    if piece.joined and kept and kept[-1].block.kind == "paragraph" and kept[-1].block.text:
        folded[-1].append(text)
    else:
        block = replace(piece.block, text=text)
        kept.append(replace(piece, block=block, label="", number=None, mark=""))
        folded.append([])


def _joined(piece: Piece, below: list[str]) -> Piece:
    if not below:
        return piece
    return replace(piece, block=replace(piece.block, text="\n".join([piece.block.text, *below])))
