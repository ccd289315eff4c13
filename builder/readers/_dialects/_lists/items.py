"""The items of a section's lists as their author sees them, where CommonMark sees several lists.

Authors indent by one space where CommonMark needs three, leave answers at the margin between
``1.`` and ``2.``, and write ``(1)``, ``1.What`` or ``•``: the item goes on all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.readers._dialects._lists.asking import Asks, asks
from builder.readers._outlines.outline import Block, blocks_of, list_items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKER = re.compile(r"(?P<indent>\s*)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap>\s{1,4}|$)")
# Markers that CommonMark does not know, at the start of a line.
_FOREIGN = re.compile(
    r"(?P<indent>\s{0,12})(?:\((?P<round>\d{1,4})\)\s+|(?P<bullet>[•●▪◦‣■➢➤►▶])\s{0,4}"
    r"|(?P<tight>\d{1,3})(?P<sign>[.)])(?=[^\W\d_]|[*_`\"“])|(?P<escaped>\d{1,4})\\[.)]\s+)(?=\S)"
)
_NEXT = re.compile(r"\s{0,3}(\d{1,4})[.)]\s+\S")
_BOX = re.compile(r"\[[ xX]?\]\s{1,3}(?!\()")


@dataclass(slots=True)
class Item:
    """An item: its Markdown without marker and indent, and blocks that follow it and are its own.

    ``number`` is the one written; ``end`` is the number of its last line.
    """

    text: str
    line: int
    indent: int
    number: int | None
    end: int
    more: list[Block] = field(default_factory=list)

    @property
    def first(self) -> str:
        """Its first line."""
        return self.text.split("\n", 1)[0]

    def blocks(self) -> tuple[Block, ...]:
        """All that stands in it."""
        return (*(blocks_of(self.text, self.line) if self.text.strip() else ()), *self.more)


def elements(blocks: Sequence[Block]) -> list[Item | Block]:
    """Lists opened up into their items; what is indented below an item is part of it."""
    found: list[Item | Block] = []
    expected = 1
    for block in _normal(blocks):
        last = found[-1] if found else None
        indent = _indent(block.text)
        if isinstance(last, Item) and indent > last.indent and _is_inside(block, last, expected):
            last.more += _dedented(block)
            last.end = block.line + block.text.count("\n")
        elif block.kind == "list":
            items = _own_items(block)
            if isinstance(last, Item) and _is_right_below(items, last):
                last.more.append(block)
                last.end = block.line + block.text.count("\n")
                continue
            found += items
            expected = (items[-1].number or 0) + 1 if items else expected
        elif isinstance(last, Item) and _is_below(block, last):
            last.more.append(block)
            last.end = block.line + block.text.count("\n")
        else:
            found.append(block)
    return found


_ADJACENT = {"code", "quote", "table"}


def _is_below(block: Block, last: Item) -> bool:
    """A fence, quote or table right below an item, at the margin; or the options of its choice."""
    return block.kind == "options" or (block.line == last.end + 1 and block.kind in _ADJACENT)


def _is_inside(block: Block, last: Item, expected: int) -> bool:
    """Numbers set flush right, `` 9.`` above ``10.``, are no deeper for their indent."""
    mark = _MARKER.match(block.text)
    numbered = block.kind == "list" and mark is not None and mark["number"] is not None
    if numbered and mark is not None and last.number is not None:
        return int(mark["number"]) != expected
    return True


def _is_right_below(items: Sequence[Item], last: Item) -> bool:
    """Bullets at the margin, in the line after a number: what its item holds, unless they ask."""
    if last.number is None or not items or items[0].number is not None:
        return False
    asking = sum(item_asks(item) >= Asks.TELL for item in items)
    return items[0].line == last.end + 1 and asking * 2 < len(items)


def is_marked(text: str) -> bool:
    """Whether a paragraph begins with a marker that CommonMark does not know: ``(1)``, ``•``."""
    return bool(_FOREIGN.match(text))


def _own_items(block: Block) -> list[Item]:
    """The items of a list; one set deeper than the first is part of the one above it."""
    lines = block.text.split("\n")
    starts = [item.line - block.line for item in list_items(block)]
    groups: list[list[int]] = []
    base, expected = 0, -1
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        mark = _MARKER.match(lines[start])
        indent = len(mark["indent"].expandtabs(4)) if mark else 0
        number = int(mark["number"]) if mark and mark["number"] else None
        if groups and indent > base and number != expected:
            groups[-1][1] = end
        else:
            groups.append([start, end])
            base = indent
            expected = number + 1 if number is not None else -1
    return [_item(lines[start:end], block.line + start) for start, end in groups]


def _item(lines: list[str], line: int) -> Item:
    mark = _MARKER.match(lines[0])
    while len(lines) > 1 and not lines[-1].strip():
        lines = lines[:-1]
    if not mark:
        return Item("\n".join(lines), line, 0, None, line + len(lines) - 1)
    width = mark.end()
    rest = [each[min(width, _indent(each)) :] for each in lines[1:]]
    deeper = min((_indent(each) for each in rest if each.strip()), default=0)
    if deeper < 4:
        rest = [each[deeper:] for each in rest]
    text = "\n".join([_BOX.sub("", lines[0][width:], count=1), *rest]).rstrip()
    number = int(mark["number"]) if mark["number"] else None
    return Item(text, line, len(mark["indent"]), number, line + len(lines) - 1)


def _dedented(block: Block) -> tuple[Block, ...]:
    lines = block.text.split("\n")
    width = _indent(lines[0])
    text = "\n".join(line[min(width, _indent(line)) :] for line in lines)
    if block.kind == "code" and not text.startswith(("```", "~~~")):
        return (block,)
    return (replace(block, text=text),)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t")) if text[:1] in {" ", "\t"} else 0


def _normal(blocks: Sequence[Block]) -> Iterator[Block]:
    """Blocks in which foreign markers have become those of CommonMark, line for line."""
    expected = 0
    for block in blocks:
        for each in _remarked(block, expected):
            yield each
            if each.kind == "list":
                numbers = [int(m[1]) for m in map(_NEXT.match, each.text.split("\n")) if m]
                expected = numbers[-1] + 1 if numbers else 0


def _remarked(block: Block, expected: int) -> tuple[Block, ...]:
    if block.kind == "options" and (mark := _FOREIGN.match(block.text)):
        # What looks like options, "(1) …", may as well be questions in brackets.
        first = block.text[mark.end() :].split("\n", 1)[0]
        block = replace(block, kind="paragraph") if asks(first) >= Asks.TELL else block
    if block.kind not in {"paragraph", "list"}:
        return (block,)
    lines = block.text.split("\n")
    if _FOREIGN.match(lines[0]) or (
        block.kind == "list" and any(_FOREIGN.match(line) for line in lines)
    ):
        text = "\n".join(_FOREIGN.sub(_known, line, count=1) for line in lines)
        return blocks_of(text, block.line) if text != block.text else (block,)
    if block.kind == "paragraph" and expected:
        # A number at the start of a line in a paragraph is no list to CommonMark, unless it is 1.
        for place, line in enumerate(lines[1:], start=1):
            found = _NEXT.match(line)
            if found and int(found[1]) == expected:
                above = replace(block, text="\n".join(lines[:place]))
                below = blocks_of("\n".join(lines[place:]), block.line + place)
                return (above, *below)
    return (block,)


def _known(found: re.Match[str]) -> str:
    if found["bullet"]:
        return f"{found['indent']}- "
    number = found["round"] or found["tight"] or found["escaped"]
    return f"{found['indent']}{number}{found['sign'] or '.'} "


def continuing(marks: Sequence[tuple[int, Asks]]) -> list[int]:
    """The places of the numbers that go on counting, among them steps ``1. 2.`` of an answer.

    A number that starts again is a step where its words do not ask, and a new part where they do.
    """
    kept: list[int] = []
    last = step = 0
    for place, (number, asking) in enumerate(marks):
        is_step = bool(step) and number == step + 1 and asking < Asks.TELL
        if (kept and number <= last and asking < Asks.TELL) or is_step:
            step = number
        else:
            kept.append(place)
            last, step = number, 0
    return kept


def item_asks(item: Item) -> Asks:
    """How plainly an item asks, by its first paragraph's first line."""
    return asks(item.first)
