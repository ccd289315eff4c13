"""Pieces put together: each question with all that is said of it up to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from builder.model import FollowUp
from builder.readers._dialects._labels.asides import FACTS, minutes_of
from builder.readers._dialects._labels.talk import asks
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION
from builder.readers._difficulty import level_from
from builder.readers._outlines.outline import Block, list_items, without_emphasis
from builder.text import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._labels.labels import Piece

# An answer so called is what one recalls, where a longer one follows it.
_SHORT: Final = frozenset({"short answer", "quick answer", "brief answer", "kurze antwort"})
_TITLE_WORDS: Final = 8
_PARTS = re.compile(r"\s*[,;|·、，]\s*|\s+/\s+")


@dataclass(slots=True)
class Turn:
    """A question whose end has not been seen; what follows goes to ``into``."""

    first: Piece
    question: list[Block] = field(default_factory=list)
    answer: list[Block] = field(default_factory=list)
    short: list[Block] = field(default_factory=list)
    further: list[list[Block]] = field(default_factory=list)
    hints: list[Block] = field(default_factory=list)
    follow_ups: list[tuple[list[Block], list[Block]]] = field(default_factory=list)
    red_flags: list[str] = field(default_factory=list)
    topic: str = ""
    level: str = ""
    tags: list[str] = field(default_factory=list)
    minutes: int | None = None
    answered: bool = False
    mark: str = ""
    bare: bool = False  # whether its answer's label stands alone
    into: str = ""
    outside: list[Block] = field(default_factory=list)

    def text(self) -> str:
        """The question's words."""
        return "\n\n".join(block.text for block in self.question)

    def probes(self) -> tuple[FollowUp, ...]:
        """The follow-ups, one for each item where they are a list."""
        found: list[FollowUp] = []
        for asked, heard in self.follow_ups:
            listen = "\n\n".join(block.text for block in heard)
            texts = [text for block in asked for text in _items(block)]
            found += [FollowUp(text) for text in texts[:-1]]
            found += [FollowUp(text, listen) for text in texts[-1:]]
        return tuple(found)


def turns(found: Sequence[Piece]) -> tuple[list[Block], list[Turn]]:
    """The blocks before the first question, and the questions in their order."""
    before: list[Block] = []
    asked: list[Turn] = []
    facts: list[Piece] = []
    context: list[Block] = []
    leads_on = _leads_on(found, leading=_facts_lead(found))
    for piece, below, leads in zip(found, _labels_below(found), leads_on, strict=True):
        if piece.label in FACTS and (not asked or leads):
            facts.append(piece)
        elif piece.label == QUESTION:
            asked.append(_opened(piece))
            asked[-1].question[:0] = context
            context = []
            for fact in facts:
                _note(asked[-1], fact)
            facts = []
        elif below == QUESTION and (piece.label == "context" or context):
            # "Scenario:" and what follows it set the scene of the question below.
            context.append(_as_text(piece) if piece.label else piece.block)
        elif not asked:
            before.append(piece.block)
        else:
            _add(asked[-1], piece, below)
    for turn in asked:
        _settle_title(turn)
    return [*before, *context, *(fact.block for fact in facts)], asked


def _opened(piece: Piece) -> Turn:
    turn = Turn(piece, [piece.block] if piece.block.text else [])
    remark = piece.remark.strip()
    turn.level = level_from(remark)
    if remark and not turn.level and not any(sign.isdigit() for sign in remark):
        turn.tags += [slug(remark)] if slug(remark) else []
    return turn


def _facts_lead(found: Sequence[Piece]) -> bool:
    """Whether a document's facts stand above their questions."""
    return next((p.label in FACTS for p in found if p.label in FACTS | {QUESTION}), False)


def _leads_on(found: Sequence[Piece], *, leading: bool) -> list[bool]:
    """For each piece, whether a fact there belongs to the next question: below a rule it does."""
    after_rule: list[bool] = []
    ruled = False
    for piece in found:
        after_rule.append(ruled)
        ruled = piece.block.kind == "rule" or (ruled and piece.label in FACTS)
    leads: list[bool] = []
    asks_below, next_asks = False, False
    for piece, ruled in zip(reversed(found), reversed(after_rule), strict=True):
        leads.append(asks_below if ruled else leading and next_asks)
        asks_below = asks_below or piece.label == QUESTION
        next_asks = piece.label == QUESTION or (piece.label in FACTS and next_asks)
    return leads[::-1]


def _labels_below(found: Sequence[Piece]) -> list[str]:
    """For each piece, the label of the next question or answer after it."""
    labels: list[str] = []
    following = ""
    for piece in reversed(found):
        labels.append(following)
        following = piece.label if piece.label in {QUESTION, ANSWER} else following
    return labels[::-1]


def _add(turn: Turn, piece: Piece, below: str) -> None:
    match piece.label:
        case "answer":
            _answer(turn, piece)
        case "follow_up":
            turn.follow_ups.append(([piece.block] if piece.block.text else [], []))
            turn.into = "follow_up"
        case "context":
            (turn.answer if turn.answered else turn.question).append(_as_text(piece))
        case "hint":
            turn.hints.append(_as_text(piece))
            turn.into = "" if piece.block.text else "hint"
        case "red_flag":
            turn.red_flags.append(piece.block.text)
            turn.into = "" if piece.block.text else "red_flag"
        case "":
            _unlabelled(turn, piece, below)
        case _:
            _note(turn, piece)


def _answer(turn: Turn, piece: Piece) -> None:
    text = piece.block.text
    mark = next((m for m in ("**", "__", "*", "_") if piece.raw.startswith(m)), "")
    if mark and text.startswith(mark):
        # "*A: all of it*": the emphasis set the answer apart with its label.
        text = without_emphasis(text)
    blocks = [replace(piece.block, text=text)] if text else []
    if turn.into == "follow_up" and turn.answered:
        turn.follow_ups[-1][1].extend(blocks)
        turn.into = "heard"
        return
    turn.into = ""
    if not turn.answered:
        turn.answered, turn.mark, turn.bare = True, piece.mark, not text
        turn.answer += blocks
    elif turn.mark in _SHORT and piece.mark not in _SHORT:
        turn.short, turn.answer, turn.mark = turn.answer, blocks, piece.mark
    elif piece.mark in _SHORT and not turn.short:
        turn.short += blocks
        turn.into = "short"
    elif piece.mark == turn.mark:
        turn.further.append(blocks)
        turn.into = "further"
    else:
        turn.answer.append(_as_text(piece))


def _unlabelled(turn: Turn, piece: Piece, below: str) -> None:
    block = piece.block
    if block.kind == "rule":
        turn.into = ""
    open_list = block.kind == "list" or piece.joined
    match turn.into:
        case "follow_up" if not turn.follow_ups[-1][0] or open_list:
            turn.follow_ups[-1][0].append(block)
        case "follow_up" if not turn.answered and below != ANSWER:
            turn.follow_ups[-1][1].append(block)
        case "heard":
            turn.follow_ups[-1][1].append(block)
        case "red_flag":
            turn.red_flags += list(_items(block))
            turn.into = ""
        case "hint":
            turn.hints.append(block)
            turn.into = ""
        case "further":
            turn.further[-1].append(block)
        case "short":
            turn.short.append(block)
        case _:
            # Blocks between a question and its "Answer:" belong to the question: the tables it is
            # about, the tasks it sets. Without such a label they are the answer.
            to_question = not turn.answered and (not turn.question or below == ANSWER)
            (turn.question if to_question else turn.answer).append(block)
            if not to_question and not piece.inside and not piece.joined:
                turn.outside.append(block)


def _note(turn: Turn, piece: Piece) -> None:
    text = without_emphasis(piece.block.text.strip().rstrip("\\"))
    match piece.label:
        case "level":
            turn.level = level_from(text) or turn.level
        case "topic":
            turn.topic = text
        case "minutes":
            turn.minutes = minutes_of(text)
        case "tags":
            parts = _PARTS.split(text.replace("`", "").replace("#", " "))
            turn.tags += [name for part in parts if (name := slug(part))]


def _as_text(piece: Piece) -> Block:
    """A piece with its label, as a part of an answer."""
    more = piece.block.text[len(piece.first) :].lstrip("\n") if piece.first else piece.block.text
    return replace(piece.block, text="\n".join(part for part in (piece.raw, more) if part))


def _items(block: Block) -> tuple[str, ...]:
    if block.kind != "list":
        return (block.text,)
    return tuple(item.text for item in list_items(block))


def _settle_title(turn: Turn) -> None:
    """``Question 3 — Caching`` with the question below: the first words are its topic."""
    if turn.first.number is None or not turn.question:
        return
    title = turn.question[0].text
    if "\n" in title or len(title.split()) > _TITLE_WORDS or asks(title) or title[-1:] in ".:;,":
        return
    if len(turn.question) > 1 and turn.question[1].kind == "paragraph":
        asking = turn.question[1].text
    elif turn.answer and not turn.mark and turn.answer[0].text.rstrip().endswith("?"):
        asking = turn.answer[0].text
        turn.question.append(turn.answer.pop(0))
    else:
        return
    if not asks(asking):
        return
    turn.question.pop(0)
    if level := level_from(title.strip("*_`()[] ")):
        turn.level = turn.level or level
        return
    plain, level = _without_level(title)
    turn.level = turn.level or level
    turn.topic = turn.topic or without_emphasis(plain)


def _without_level(title: str) -> tuple[str, str]:
    found = re.match(r"^(.{0,300}?)\s{0,3}[(\[]([^()\[\]]{1,60})[)\]]([*_]{0,3})$", title)
    if found and (level := level_from(found[2])):
        return f"{found[1]}{found[3]}", level
    return title, ""
