"""Answers in a chapter of their own, ``## Answers``: each for the question of its number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.labels import is_bare, label_of
from builder.readers._dialects._labels.vocabulary import ANSWER
from builder.readers._dialects._options.key_entries import mentions_answers
from builder.readers._dialects.choices import has_options, is_choice
from builder.readers._outlines.outline import Block, blocks_of, list_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._dialects._draft import Draft
    from builder.readers._outlines.outline import Outline, Section

_START = re.compile(r"\s{0,9}(\d{1,4})[.)]")
# "**3.** So", perhaps behind an anchor.
_BOLD = re.compile(
    r"\s{0,3}(?:<a\s[^<>]{0,200}>(?:</a>)?\s{0,3})?(?:\*\*|__)[(#]?(\d{1,4})[.):]{1,2}(?:\*\*|__)\s"
)
_WAY = re.compile(r"\s{0,9}\[[^\[\]\n]{0,60}\]\(#[^()\s]{0,200}\)\s{0,9}$")  # "[→](#a3)"
# What a question is about rather than an answer, where that stands elsewhere.
_SHOWN: Final = frozenset({"code", "table"})
# The letter of an option, or true or false; "A count of permits" begins with an article.
_KEY = re.compile(
    r"[*_`(\[]{0,4}(?:true|false|[A-Za-z](?=[*_`)\]]{0,3}(?:[.):,;&/–—-]|\s{0,3}$|\s[–—(&-]))"
    r"|[B-HJ-Zb-hj-z]\s)",
    re.IGNORECASE,
)
_ENOUGH: Final = 2


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the question of a number; ``place`` is the section it stands in."""

    number: int
    blocks: tuple[Block, ...]
    line: int
    place: int


def split(outline: Outline) -> tuple[tuple[Answer, ...], Outline]:
    """The answers in chapters of their own, and the outline without these chapters.

    Such a chapter is only a numbered list, and all its numbers stand above it too. One in which
    all items name options is an answer key; where one does, the title may say more than that.
    """
    found: list[Answer] = []
    rest: list[Section] = []
    known: set[int] = set()
    counted = 0
    for section in outline.sections:
        bare = is_bare(section.title, ANSWER)
        answers = list(_answers(section)) if bare or mentions_answers(section.title) else []
        keys = sum(bool(_KEY.match(a.blocks[0].text)) for a in answers if a.blocks)
        is_prose = len(answers) >= _ENOUGH and keys < len(answers) and (bare or keys > 0)
        if is_prose:
            known.update(number for each in rest[counted:] for number in _numbers(each))
            counted = len(rest)
        if is_prose and all(answer.number in known for answer in answers):
            found += answers
            # What stands between the heading and the answers is left to be reported.
            first = min(answer.line for answer in answers)
            above = tuple(block for block in section.blocks if block.line < first)
            rest += [replace(section, blocks=above)] if above else []
            counted = len(rest)
        else:
            rest.append(section)
    return tuple(found), replace(outline, sections=tuple(rest))


def attach(drafts: Sequence[Draft], answers: Sequence[Answer]) -> tuple[list[Draft], list[Answer]]:
    """Drafts with their answers, and the answers whose question is not there or has one."""
    made = list(drafts)
    lost: list[Answer] = []
    waiting: dict[int, list[int]] = {}
    wanted = {answer.number for answer in answers}
    for place, draft in enumerate(made):
        if draft.number in wanted and (_is_open(draft) or has_options(draft)):
            waiting.setdefault(draft.number, []).append(place)
    for answer in answers:
        places = waiting.get(answer.number, [])
        above = [place for place in places if made[place].place[0] <= answer.place]
        answered = _answered(made[above[-1]], answer) if above else None
        if answered:
            places.remove(above[-1])
            made[above[-1]] = answered
        else:
            lost.append(answer)
    return made, lost


def _answered(draft: Draft, answer: Answer) -> Draft | None:
    """The draft with its answer; where it offers options, only if the answer names one of them."""
    if _is_open(draft) and not (draft.answer and has_options(draft)):
        about = [block.text for block in draft.answer if block.kind in _SHOWN]
        shown = "\n\n".join([draft.question, *about])
        return replace(draft, question=shown, answer=answer.blocks)
    first, *others = answer.blocks or (Block("paragraph", "", answer.line),)
    key = replace(first, text=f"Answer: {first.text}")
    keyed = replace(draft, answer=(*draft.answer, key, *others))
    return keyed if is_choice(keyed) else None


def _is_open(draft: Draft) -> bool:
    """Whether nothing below a question answers it: only its code, or a way to the answer."""
    return all(block.kind in _SHOWN or _WAY.match(block.text) for block in draft.answer)


def _answers(section: Section) -> Iterator[Answer]:
    """The answers of a section: items of lists, or paragraphs that begin with a number in bold."""
    opened: Answer | None = None
    for block in section.blocks:
        start = _START.match(block.text) if block.kind == "list" else None
        bold = _BOLD.match(block.text) if block.kind in {"paragraph", "html"} else None
        if bold:
            if opened:
                yield opened
            first = replace(block, kind="paragraph", text=block.text[bold.end() :])
            opened = Answer(int(bold[1]), (first,), block.line, section.index)
        elif opened:
            opened = replace(opened, blocks=(*opened.blocks, block))
        elif start:
            for count, item in enumerate(list_items(block)):
                blocks = blocks_of(item.text, item.line)
                yield Answer(int(start[1]) + count, blocks, item.line, section.index)
    if opened:
        yield opened


def _numbers(section: Section) -> Iterator[int]:
    """The numbers that questions of a section may have."""
    if section.number is not None:
        yield section.number
    if (number := label_of(section.title).number) is not None:
        yield number
    for block in section.blocks:
        start = _START.match(block.text) if block.kind == "list" else None
        if start:
            yield from range(int(start[1]), int(start[1]) + len(list_items(block)))
        elif block.kind == "paragraph":
            numbers = (label_of(line).number for line in block.text.split("\n"))
            yield from (number for number in numbers if number is not None)
