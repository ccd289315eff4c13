"""Headings as questions: ``### 12. Explain …`` with the answer below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels import label_of
from builder.readers._outline import Block, Outline, as_blocks, without_emphasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outline import Section

_ASKS = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|explain|describe|define|compare|discuss|list|name"
    r"|give|write|implement|design|can|could|should|would|is|are|do|does|did|have|has|tell|walk"
    r"|differentiate|difference)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:question|ques|q)\s*[.#:]?\s*(\d{1,4})?\s*[.:]?", re.IGNORECASE)
_ANSWER = re.compile(r"(?:the )?(?:answers?|solution|explanation|response)\s*:?", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"(?:did you know|quick answer|table of contents|contents|introduction|overview|conclusion"
    r"|summary|(?:key )?takeaways?|references|resources|further reading|credits|licen[cs]e"
    r"|about|bonus tips?|(?:study |pro )?tips?|how to (?:study|use|prepare|read))\b",
    re.IGNORECASE,
)


def read(outline: Outline) -> Found:
    """Headings of a level at which most headings ask something are questions."""
    sections = outline.sections
    levels = {level for level in {s.level for s in sections} if _asks_at(sections, level)}
    drafts: list[Draft] = []
    rest: list[Section] = []
    place = 0
    while place < len(sections):
        section = sections[place]
        if section.level in levels and is_asked(section):
            end = _end_of(sections, place, levels)
            drafts.append(_draft(section, sections[place + 1 : end]))
            place = end
        else:
            rest.append(section)
            place += 1
    return Found(tuple(drafts), (), Outline(tuple(rest)))


def is_asked(section: Section) -> bool:
    """Whether a heading is a question at a level where most are: it asks, or it has an answer."""
    title = without_emphasis(section.title)
    if not title or _NOT_ASKED.match(title) or _ANSWER.fullmatch(title):
        return False
    return _asks(section) or _number(section) is not None or bool(section.blocks)


def _asks(section: Section) -> bool:
    words = _words(section)
    return words.endswith("?") or bool(_ASKS.match(words)) or _is_bare_label(section)


def _is_bare_label(section: Section) -> bool:
    """``Question 3`` and no more: the question is the first paragraph below."""
    return bool(_BARE.fullmatch(without_emphasis(section.title))) and bool(section.blocks)


def _asks_at(sections: Sequence[Section], level: int) -> bool:
    """Whether the headings of a level are questions by majority.

    A number alone does not make one: chapters have numbers too.
    """
    if not level:
        return False
    leaves = [
        s
        for place, s in enumerate(sections)
        if s.level == level
        and s.blocks
        and not _NOT_ASKED.match(s.title)
        and not _ANSWER.fullmatch(s.title)
        and not _has_asking_children(sections, place)
    ]
    asking = [s for s in leaves if _asks(s)]
    return bool(asking) and len(asking) * 2 >= len(leaves)


def _has_asking_children(sections: Sequence[Section], place: int) -> bool:
    for below in range(place + 1, len(sections)):
        if sections[below].level <= sections[place].level:
            return False
        if _asks(sections[below]) or _number(sections[below]) is not None:
            return True
    return False


def _end_of(sections: Sequence[Section], place: int, levels: set[int]) -> int:
    """Where the answer ends: at a heading as high, or at a deeper one that asks on its own."""
    level, end = sections[place].level, place + 1
    while (
        end < len(sections)
        and (sections[end].level > level or _answers(sections, end))
        and sections[end].index == sections[end - 1].index + 1
        and not (sections[end].level in levels and is_asked(sections[end]))
    ):
        end += 1
    return end


def _answers(sections: Sequence[Section], place: int) -> bool:
    """Whether a heading beside its question only says that the answer follows."""
    return bool(_ANSWER.fullmatch(sections[place].title)) and bool(sections[place].blocks)


def _number(section: Section) -> int | None:
    if section.number is not None:
        return section.number
    bare = _BARE.fullmatch(without_emphasis(section.title))
    if bare and bare[1]:
        return int(bare[1])
    return label_of(section.title).number


def _words(section: Section) -> str:
    labelled = label_of(without_emphasis(section.title))
    return without_emphasis(labelled.block.text if labelled.label else section.title)


def _draft(section: Section, deeper: Sequence[Section]) -> Draft:
    answer = [*section.blocks]
    question = _words(section)
    if _is_bare_label(section):
        question = answer.pop(0).text
    for each in deeper:
        # A heading that only says "Answer" is a label.
        answer += each.blocks if _ANSWER.fullmatch(each.title) else as_blocks(each)
    return Draft(
        question=question,
        line=section.line,
        answer=_without_label(answer),
        number=_number(section),
        topic=section.parents[-1] if section.parents else "",
        place=(section.index, 0),
    )


def _without_label(answer: list[Block]) -> tuple[Block, ...]:
    """The answer without an ``Answer:`` at its start."""
    if answer and answer[0].kind == "paragraph":
        first, _, others = answer[0].text.partition("\n")
        labelled = label_of(first)
        if labelled.label == "answer":
            text = "\n".join(part for part in (labelled.block.text, others) if part)
            start = [Block("paragraph", text, answer[0].line)] if text else []
            return (*start, *answer[1:])
    return tuple(answer)
