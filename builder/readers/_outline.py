"""Markdown to an Outline: sections with their title, blocks and lines.

Every syntax ends here and every dialect starts here, so a bank written with headings reads the
same from Markdown and from a page exported as HTML.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_MARKER = re.compile(r"^(\s*)(?:[-*+]|\d{1,9}[.)])(\s+|$)")
_EMPHASIS_AROUND = re.compile(r"^(\*\*|__|\*|_)(.*)\1$", re.DOTALL)
_NUMBER = re.compile(r"^#?(\d{1,4})(?:\\?[.):]\s+|\s+[-–]\s+)")
_KINDS = {
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

    ``title`` is the heading's Markdown without its marks, number and emoji; ``number`` is that
    number; ``parents`` are the titles of the headings above, outermost first. The text before
    the first heading is a section of level 0 without a title.
    """

    title: str
    level: int
    line: int
    blocks: tuple[Block, ...] = ()
    number: int | None = None
    parents: tuple[str, ...] = ()
    index: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a document, in its order."""

    sections: tuple[Section, ...] = ()


def outline(markdown: str, first_line: int = 1) -> Outline:
    """Divide Markdown into sections; ``first_line`` is the number of its first line."""
    lines = markdown.split("\n")
    sections = [Section("", 0, first_line)]
    above: list[Section] = []
    blocks: list[Block] = []
    for token, title in _top_level(markdown):
        start, end = token.map or (0, 0)
        if token.type == "heading_open":
            sections[-1] = replace(sections[-1], blocks=tuple(blocks))
            blocks = []
            number, plain = split_number(plain_title(title))
            level = int(token.tag[1])
            parents = _parents(above, level)
            sections.append(Section(plain, level, first_line + start, (), number, parents))
            above.append(sections[-1])
        else:
            text = "\n".join(lines[start:end]).rstrip()
            blocks.append(Block(_KINDS[token.type], text, first_line + start))
    sections[-1] = replace(sections[-1], blocks=tuple(blocks))
    return Outline(tuple(replace(s, index=i) for i, s in enumerate(sections)))


def blocks_of(markdown: str, first_line: int) -> tuple[Block, ...]:
    """The blocks of a piece of Markdown; headings in it stay, as bold paragraphs."""
    found: list[Block] = []
    for section in outline(markdown, first_line).sections:
        found += as_blocks(section)
    return tuple(found)


def as_blocks(section: Section) -> tuple[Block, ...]:
    """A section inside an answer: its heading as a bold paragraph, then its blocks."""
    if not section.level:
        return section.blocks
    title = section.title if section.title.startswith("**") else f"**{section.title}**"
    return (Block("paragraph", title, section.line), *section.blocks)


def list_items(block: Block) -> tuple[Block, ...]:
    """The items of a list, without their markers and dedented; one Block an item."""
    lines = block.text.split("\n")
    items = []
    for token in _markdown().parse(block.text):
        if token.type == "list_item_open" and token.level == 1:
            start, end = token.map or (0, 0)
            items.append(Block("item", _dedent(lines[start:end]), block.line + start))
    return tuple(items)


def without_emphasis(text: str) -> str:
    """A text without one pair of marks that embraces all of it, ``**…**`` or ``_…_``."""
    stripped = text.strip()
    for mark in ("***", "**", "__", "*", "_"):
        inner = stripped[len(mark) : -len(mark)]
        if (
            stripped.startswith(mark)
            and stripped.endswith(mark)
            and inner.strip()
            and not inner.startswith(mark[0])
            and mark not in inner.replace("**", "" if mark == "*" else "**")
        ):
            return inner.strip()
    return stripped


def plain_title(markdown: str) -> str:
    """A heading's text without emphasis around it and without leading emoji."""
    text = " ".join(markdown.split())
    while True:
        bare = _strip_symbols(text)
        if (around := _EMPHASIS_AROUND.match(bare)) and around[1] not in around[2]:
            bare = around[2].strip()
        if bare == text:
            return text
        text = bare


def split_number(title: str) -> tuple[int | None, str]:
    """``12. Title`` as ``(12, Title)``; ``(None, title)`` where it has no number."""
    found = _NUMBER.match(title)
    if found and found.end() < len(title):
        return int(found[1]), plain_title(title[found.end() :])
    return None, title


def _strip_symbols(text: str) -> str:
    """Without the pictures at its start: emoji, their variation marks and joiners."""
    for place, sign in enumerate(text):
        if not (sign.isspace() or unicodedata.category(sign) in {"So", "Sk", "Mn", "Me", "Cf"}):
            # A keycap such as 1️⃣ is a digit with two marks: the digit is its number.
            return text[place:].replace("\ufe0f\u20e3", ".", 1)
    return text.strip()


def _parents(above: list[Section], level: int) -> tuple[str, ...]:
    """The titles above a heading; ``above`` keeps only the headings that can still be parents."""
    while above and above[-1].level >= level:
        above.pop()
    return (*above[-1].parents, above[-1].title) if above else ()


def _dedent(lines: Sequence[str]) -> str:
    first = lines[0]
    mark = _MARKER.match(first)
    width = mark.end() if mark else 0
    if mark and not first[width:].strip():
        width = len(mark[0].rstrip()) + 1
    rest = [line[min(width, len(line) - len(line.lstrip())) :] for line in lines[1:]]
    return "\n".join([first[width:], *rest]).rstrip()


def _top_level(markdown: str) -> Iterator[tuple[Token, str]]:
    """The opening token of each outermost block, with its inline text."""
    tokens = _markdown().parse(markdown)
    for place, token in enumerate(tokens):
        if token.level == 0 and token.type in {*_KINDS, "heading_open"}:
            follower = tokens[place + 1] if place + 1 < len(tokens) else None
            yield token, follower.content if follower and follower.type == "inline" else ""


def _markdown() -> MarkdownIt:
    # Blocks and their lines are all that is needed: the inline rules, the larger part of the
    # cost, stay off.
    return MarkdownIt("commonmark", {"maxNesting": 64}).enable("table").disable(["inline"])
