"""Sections and blocks, and the Markdown library that finds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from builder.readers._outlines.item_starts import item_starts
from builder.readers._outlines.toggles import masked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_MARKER = re.compile(r"^(\s*)(?:[-*+]|\d{1,9}[.)])(\s+|$)")
KINDS = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Markdown as it stands in the source; ``line`` counts from 1."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it, up to the next heading of any level.

    ``title`` is the heading's Markdown without its marks, number and emoji, and ``raw`` the same
    with them; ``number`` is that number; ``parents`` are the titles of the headings above,
    outermost first. The text before the first heading is a section of level 0 without a title.
    """

    title: str
    level: int
    line: int
    blocks: tuple[Block, ...] = ()
    number: int | None = None
    parents: tuple[str, ...] = ()
    index: int = 0
    raw: str = ""

    def with_blocks(self, blocks: tuple[Block, ...]) -> Section:
        """The section with other blocks; itself where they are the same."""
        return self if blocks == self.blocks else replace(self, blocks=blocks)


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document, in its order; ``unclosed`` are the lines of unclosed fences."""

    sections: tuple[Section, ...] = ()
    unclosed: tuple[int, ...] = ()


@lru_cache(maxsize=8192)  # each dialect looks at the same lists
def list_items(block: Block) -> tuple[Block, ...]:
    """The items of a list, without their markers and dedented; one Block an item."""
    lines = block.text.split("\n")
    starts = item_starts(block.text)
    if starts is None:
        tokens = _markdown().parse(masked(block.text)[0])
        found = [token for token in tokens if token.type == "list_item_open" and token.level == 1]
        # A toggle that was masked may have hidden what made it a list: then all of it is one item.
        starts = [(token.map or (0, 0))[0] for token in found] or [0]
    # Up to the next item: where a toggle was masked an item's last lines look blank.
    return tuple(
        Block("item", _dedent(lines[start:end]), block.line + start)
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    )


def top_level(markdown: str, definitions: dict[str, Any]) -> Iterator[tuple[Token, str]]:
    """The opening token of each outermost block, with its inline text."""
    tokens = _markdown().parse(markdown, definitions)
    for place, token in enumerate(tokens):
        if token.level == 0 and token.type in {*KINDS, "heading_open"}:
            follower = tokens[place + 1] if place + 1 < len(tokens) else None
            yield token, follower.content if follower and follower.type == "inline" else ""


def _dedent(lines: Sequence[str]) -> str:
    first = lines[0]
    mark = _MARKER.match(first)
    width = mark.end() if mark else 0
    if mark and not first[width:].strip():
        width = len(mark[0].rstrip()) + 1
    rest = [line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:]]
    return "\n".join([first[width:], *rest]).rstrip()


@cache
def _markdown() -> MarkdownIt:
    # Blocks and their lines are all that is needed: the inline rules, the larger part of the
    # cost, stay off. Made once: to make it takes as long as to read a list of some lines.
    return MarkdownIt("commonmark", {"maxNesting": 64}).enable("table").disable(["inline"])
