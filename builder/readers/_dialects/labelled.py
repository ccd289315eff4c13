"""Questions and answers with labels: ``Q1. …``, ``**Frage 3:** …``, ``Interviewer: …``."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels.asides import main_answers, repeated, settled
from builder.readers._dialects._labels.ends import cut_document_end, cut_ends
from builder.readers._dialects._labels.labels import is_bare
from builder.readers._dialects._labels.pieces import pieces
from builder.readers._dialects._labels.talk import is_small_talk, spoken, without_interjection
from builder.readers._dialects._labels.turns import Turn, turns
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.readers._outlines.outline import Block, Outline, Section


def read(outline: Outline) -> Found:
    """Every section that holds a question label is this dialect's."""
    words = vocabulary(_lines(outline))
    divided = [
        tuple(spoken(tuple(pieces(section.blocks, words)), words.speakers))
        for section in outline.sections
    ]
    known = repeated(chain.from_iterable(divided))
    main = main_answers(chain.from_iterable(divided))
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    last: Turn | None = None
    opened: list[tuple[Section, list[Turn]]] = []
    for section, found in zip(outline.sections, divided, strict=True):
        if any(piece.label == QUESTION for piece in found):
            before, asked = turns(settled(found, known, main))
            skipped += before
            opened.append((section, asked))
            last = asked[-1]
        elif last and not last.answered and is_bare(section.title, ANSWER, words):
            last.answer += section.blocks
            last.answered = True
        else:
            rest.append(section)
            last = None
    skipped += cut_document_end([turn for _, asked in opened for turn in asked])
    for section, asked in opened:
        skipped += cut_ends(asked)
        kept, talk = _without_small_talk(asked, words.speakers)
        skipped += talk
        drafts += [_draft(turn, section, place) for place, turn in enumerate(kept)]
    return Found(tuple(drafts), tuple(skipped), replace(outline, sections=tuple(rest)))


def _lines(outline: Outline) -> Iterator[str]:
    for section in outline.sections:
        if section.title:
            yield f"## {section.title}"
        for block in section.blocks:
            if block.kind != "code":
                yield from block.text.split("\n")


def _without_small_talk(
    asked: list[Turn], speakers: frozenset[str]
) -> tuple[list[Turn], list[Block]]:
    """The turns of a conversation that ask, and what is said in the others."""
    kept: list[Turn] = []
    said: list[Block] = []
    for turn in asked:
        if turn.first.mark in speakers and is_small_talk(turn.text()):
            said += [*turn.question, *turn.answer]
        else:
            if turn.first.mark in speakers and turn.question:
                first = turn.question[0]
                turn.question[0] = replace(first, text=without_interjection(first.text))
            kept.append(turn)
    return kept, said


def _draft(turn: Turn, section: Section, place: int) -> Draft:
    title = section.title or (section.parents[-1] if section.parents else "")
    return Draft(
        question=turn.text(),
        line=turn.first.block.line,
        answer=(*turn.hints, *turn.answer),
        further=tuple(tuple(blocks) for blocks in turn.further),
        number=turn.first.number,
        topic=turn.topic or title,
        level=turn.level,
        tags=tuple(dict.fromkeys(turn.tags)),
        short_answer=tuple(turn.short),
        follow_ups=turn.probes(),
        red_flags=tuple(flag for flag in turn.red_flags if flag),
        minutes=turn.minutes,
        place=(section.index, place),
    )
