"""Lists of questions: ``1. **…**`` with an indented answer, or bullets that end in ``?``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels import label_of
from builder.readers._outline import Block, Outline, blocks_of, list_items, without_emphasis

if TYPE_CHECKING:
    from builder.readers._outline import Section

_START = re.compile(r"\s*(\d{1,9})[.)]")
_BOLD_LINE = re.compile(r"^(\*\*|__)(?=\S).+\1\\?$")


def read(outline: Outline) -> Found:
    """Every section with a list in which most items are questions is this dialect's."""
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for section in outline.sections:
        if any(_is_list_of_questions(block) for block in section.blocks):
            for block in section.blocks:
                if _is_list_of_questions(block):
                    drafts += _questions(block, section, len(drafts))
                else:
                    skipped.append(block)
        else:
            rest.append(section)
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


def _is_list_of_questions(block: Block) -> bool:
    if block.kind != "list":
        return False
    items = list_items(block)
    likely = sum(_is_question(item) for item in items)
    return likely > 0 and likely * 2 >= len(items)


def _is_question(item: Block) -> bool:
    first, *others = item.text.split("\n")
    bare = without_emphasis(first.rstrip("\\"))
    if bare.endswith("?"):
        return True
    # A bold line with more below it is a question and its answer; alone it is a heading.
    return bool(_BOLD_LINE.match(first.strip())) and any(line.strip() for line in others)


def _questions(block: Block, section: Section, before: int) -> list[Draft]:
    start = _START.match(block.text)
    first = int(start[1]) if start else None
    drafts = []
    for place, item in enumerate(list_items(block)):
        question, answer = _divide(item)
        drafts.append(
            Draft(
                question=question,
                line=item.line,
                answer=answer,
                number=None if first is None else first + place,
                topic=section.title,
                place=(section.index, before + place),
            )
        )
    return drafts


def _divide(item: Block) -> tuple[str, tuple[Block, ...]]:
    """The question in an item's first line, and the blocks of its answer."""
    first, _, others = item.text.partition("\n")
    if not others.strip():
        return without_emphasis(first), ()
    blocks = blocks_of(others, item.line + 1)
    return without_emphasis(first.rstrip("\\")), tuple(_plain(block) for block in blocks)


def _plain(block: Block) -> Block:
    """A paragraph all in italics is an answer set apart, not an emphasis; labels are dropped."""
    if block.kind != "paragraph":
        return block
    text = without_emphasis(block.text)
    labelled = label_of(text)
    return replace(block, text=labelled.block.text if labelled.label == "answer" else text)
