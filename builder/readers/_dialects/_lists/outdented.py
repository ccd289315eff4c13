"""Answers that lost their indent: text below a list that belongs to the last question in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder.readers._outlines.outline import Block, list_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._outlines.outline import Outline, Section

_ITEM = re.compile(r"^(?P<mark>\s{0,3}(?:[-*+]|\d{1,9}[.)])\s{1,4})", re.MULTILINE)
_BOLD = re.compile(r"(?:\*\*|__)[^\n]{2,500}?(?:\*\*|__)")
_ENOUGH: Final = 2
_LONGEST: Final = 100_000
_BODY: Final = {"paragraph", "code", "quote", "table"}


def gathered(outline: Outline) -> Outline:
    """An outline in which such text stands in the last item of its list.

    Told by the other items: two or more, and most of them, have their answers inside.
    """
    sections = outline.sections
    if not any(_is_open(section.blocks, n) for section in sections for n in _lists(section)):
        return outline
    asked = [item for section in sections for n in _lists(section) for item in _asked(section, n)]
    whole = sum("\n\n" in item for item in asked)
    if whole < _ENOUGH or whole * 2 <= len(asked):
        return outline
    return replace(outline, sections=tuple(map(_gathered, sections)))


def _lists(section: Section) -> Iterator[int]:
    for place, block in enumerate(section.blocks):
        if block.kind == "list" and len(block.text) < _LONGEST:
            yield place


def _asked(section: Section, place: int) -> Iterator[str]:
    for item in list_items(section.blocks[place]):
        if _asks(item.text):
            yield item.text


def _asks(item: str) -> bool:
    first = item.split("\n", 1)[0]
    return bool(_BOLD.match(first))


def _is_open(blocks: Sequence[Block], place: int) -> bool:
    """Whether a list ends with a bold line that has nothing below it, and text follows the list."""
    follows = place + 1 < len(blocks) and blocks[place + 1].kind in _BODY
    if not follows:
        return False
    items = list_items(blocks[place])
    return bool(items) and "\n" not in items[-1].text.strip() and _asks(items[-1].text)


def _gathered(section: Section) -> Section:
    blocks = section.blocks
    made: list[Block] = []
    place = 0
    while place < len(blocks):
        end = place + 1
        is_list = blocks[place].kind == "list" and len(blocks[place].text) < _LONGEST
        if is_list and _is_open(blocks, place):
            while end < len(blocks) and blocks[end].kind in _BODY:
                end += 1
        made.append(_with(blocks[place], blocks[place + 1 : end]))
        place = end
    return replace(section, blocks=tuple(made))


def _with(whole: Block, inside: Sequence[Block]) -> Block:
    """A list with blocks in its last item, each line where it was."""
    marks = list(_ITEM.finditer(whole.text)) if inside else []
    indent = " " * len(marks[-1]["mark"]) if marks else "   "
    lines = whole.text.split("\n")
    for block in inside:
        lines += [""] * max(block.line - whole.line - len(lines), 1)
        lines += [f"{indent}{line}" if line.strip() else "" for line in block.text.split("\n")]
    return replace(whole, text="\n".join(lines))
