"""Toggles below options: what they hide is the answer, whatever they are called."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from builder.readers._dialects._options.keys import after_label
from builder.readers._dialects._options.options import run_at
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUMMARY = re.compile(
    r"(<summary\b[^<>]{0,200}>)(.{0,2000}?)(</summary>)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")


def named(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in which a toggle right below options is called ``Answer``.

    A summary that tells the answer itself, ``Answer: B``, becomes a line before its toggle.
    """
    if not any(block.kind == "html" for block in blocks):
        return tuple(blocks)
    made: list[Block] = []
    for place, block in enumerate(blocks):
        found = _SUMMARY.search(block.text) if block.kind == "html" else None
        title = " ".join(unescape(_TAG.sub("", found[2])).split()) if found else ""
        if not found or not place or not _is_below_options(blocks, place):
            made.append(block)
            continue
        told = (after_label(title) or "").strip()
        if told:
            made.append(Block("paragraph", title, block.line))
        if told or not title.endswith("?"):
            text = f"{block.text[: found.start(2)]}Answer{block.text[found.end(2) :]}"
            block = replace(block, text=text)  # noqa: PLW2901 - the block as it goes on
        made.append(block)
    return tuple(made)


def _is_below_options(blocks: Sequence[Block], place: int) -> bool:
    """Whether the blocks just above are options of which none is marked as right."""
    start = place - 1
    while start > 0 and blocks[start].kind in {"options", "code"} and place - start < 40:
        start -= 1
    for first in range(start, place):
        run = run_at(blocks[:place], first)
        if run and run.end == place and not run.tail:
            return not any(option.right for option in run.options)
    return False
