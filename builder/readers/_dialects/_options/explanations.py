"""What is left of an answer when its key has gone: why, of the whole and of each option."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._options.keys import explains
from builder.readers._dialects._options.lists import items_of
from builder.readers._dialects._options.marks import marks_of, place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block

_SPOKEN = re.compile(
    r"[*_(]{0,4}(?:option\s)?([A-Za-z]|\d{1,2})[)*_]{0,4}\s(?:is|are|was)\b", re.IGNORECASE
)


def whys(blocks: Sequence[Block], count: int) -> tuple[tuple[str, ...], tuple[Block, ...]]:
    """For each option what a list below says of it by its letter, and the blocks without it."""
    for place, block in enumerate(blocks):
        if block.kind not in {"list", "options", "paragraph"}:
            continue
        lines = (
            [item.text for item in items_of(block)]
            if block.kind == "list"
            else block.text.split("\n")
        )
        if 2 <= len(lines) <= count and (found := _by_letter(lines, count)):
            reasons = tuple(found.get(number, "") for number in range(count))
            return reasons, (*blocks[:place], *blocks[place + 1 :])
    return ("",) * count, tuple(blocks)


def _by_letter(lines: Sequence[str], count: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for line in lines:
        mark = next((m for m in marks_of(line.split("\n", 1)[0]) if m.place is not None), None)
        if mark and mark.place is not None and mark.text:
            below = line.partition("\n")[2]
            place: int | None = mark.place
            text = f"{mark.text}\n{below}".strip()
        elif spoken := _SPOKEN.match(line):
            place, text = place_of(spoken[1]), line.strip()
        else:
            return {}
        if place is None or place >= count or place in found:
            return {}
        found[place] = text
    return found


def explanation(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without ``Explanation:`` at their start or alone on a line."""
    made: list[Block] = []
    for block in blocks:
        first, _, others = block.text.partition("\n")
        said = explains(first) if block.kind == "paragraph" else None
        if said is not None and (not made or not said.strip("*_ \\")):
            text = "\n".join(part for part in (said.strip(), others) if part.strip("*_ \\"))
            if text:
                made.append(replace(block, text=text))
        else:
            made.append(_upright(block))
    return tuple(made)


def _upright(block: Block) -> Block:
    """A block without the indent that an item of a list left it."""
    text = block.text.lstrip(" ")
    if block.kind not in {"paragraph", "quote"} or text == block.text:
        return block
    return replace(block, text=re.sub(r"\n {1,3}(?=\S)", "\n", text))
