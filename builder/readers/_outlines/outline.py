"""Markdown to an Outline: sections with their title, blocks and lines.

Every syntax ends here and every dialect starts here, so a bank written with headings reads the
same from Markdown and from a page exported as HTML.
"""

from __future__ import annotations

import re
from functools import lru_cache

from builder.readers._outlines.drawing import Drawing, Setext
from builder.readers._outlines.fences import divided
from builder.readers._outlines.sections import Block, Outline, Section, list_items
from builder.readers._outlines.titles import plain_title, split_number

__all__ = [
    "Block",
    "Outline",
    "Section",
    "as_blocks",
    "blocks_of",
    "list_items",
    "outline",
    "plain_title",
    "split_number",
    "without_emphasis",
]

_ATX = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)
# A line that begins with a letter, or with bold, is a paragraph and nothing else.
_ONE_LINE = re.compile(r"(?:\*\*)?[^\W\d_][^<\n]*\Z")
_SETEXT = re.compile(r"^ {0,3}[^\s#>|-][^\n]{0,300}\n( {0,3}-{2,})[ \t]*$", re.MULTILINE)


def outline(markdown: str, first_line: int = 1) -> Outline:
    """Divide Markdown into sections; ``first_line`` is the number of its first line."""
    parts, unclosed = divided(markdown)
    drawing = Drawing([Section("", 0, first_line)], _setext(markdown))
    for part in parts:
        drawing.add(part.text, first_line + part.start)
    return Outline(drawing.finished(), tuple(first_line + place for place in unclosed))


def _setext(markdown: str) -> Setext:
    """What a line of ``---`` below a paragraph means in a document."""
    signs = len(_ATX.findall(markdown))
    if not signs:
        return Setext.ALL
    rules = [line.strip() for line in _SETEXT.findall(markdown)]
    if signs > 2 * len(rules):
        return Setext.ASKING
    return Setext.LONG if any(len(rule) > 3 for rule in rules) else Setext.SHORT


@lru_cache(maxsize=8192)  # each dialect looks into the same items
def blocks_of(markdown: str, first_line: int) -> tuple[Block, ...]:
    """The blocks of a piece of Markdown; headings in it stay, as bold paragraphs."""
    if _ONE_LINE.match(markdown) and markdown.isprintable():
        return (Block("paragraph", markdown.rstrip(), first_line),)
    found: list[Block] = []
    for section in outline(markdown, first_line).sections:
        found += as_blocks(section)
    return tuple(found)


def as_blocks(section: Section) -> tuple[Block, ...]:
    """A section inside an answer: its heading as a bold paragraph, then its blocks."""
    if not section.level:
        return section.blocks
    number = "" if section.number is None else f"{section.number}. "
    title = section.title if section.title.startswith("**") else f"**{number}{section.title}**"
    return (Block("paragraph", title, section.line), *section.blocks)


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
