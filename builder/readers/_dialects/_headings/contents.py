"""Tables of contents: lists, tables and lines of links into the page. They hold no questions."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.readers._outlines.titles import split_number
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.readers._outlines.outline import Block, Outline

# A link into the page, or to an address; the words of a link may be in brackets of their own.
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){1,500})\]\(\s{0,3}<?(#?)[^()]{0,600}(?:\([^()]{0,200}\)[^()]{0,300})?\)"
)
_HTML_LINK = re.compile(r"<a\s[^<>]{0,300}href=[\"']?#[^<>]{0,300}>(.{0,500}?)</a>", re.IGNORECASE)
_MARKER = re.compile(r"^\s*(?:[-*+]|\d{1,4}[.)])(?:\s|$)|^\s*\|")
_TAG = re.compile(r"<[^<>]{0,300}>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_KINDS = {"list", "table", "html", "paragraph", "quote"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document's contents name: the words of each entry that asks, and its line."""

    entries: tuple[tuple[str, int], ...] = ()
    blocks: tuple[Block, ...] = ()


def split(outline: Outline) -> tuple[Contents, Outline]:
    """The tables of contents of a document, and the outline without them."""
    titles = _Titles(outline)
    found: list[Block] = []
    sections = []
    for section in outline.sections:
        mine = [block for block in section.blocks if _is_contents(block, titles)]
        found += mine
        kept = tuple(block for block in section.blocks if block not in mine) if mine else None
        sections.append(section if kept is None else replace(section, blocks=kept))
    entries = tuple(entry for block in found for entry in _entries(block))
    return Contents(entries, tuple(found)), replace(outline, sections=tuple(sections))


def missing(contents: Contents, asked: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The entries that ask and are found nowhere among the words of what was read."""
    known = sorted(same_words(words) for words in asked)
    return tuple(each for each in contents.entries if not _begins_one(same_words(each[0]), known))


def _begins_one(words: str, known: list[str]) -> bool:
    """Whether words begin one of a sorted list: contents shorten what they name."""
    place = bisect_left(known, words)
    return place < len(known) and known[place].startswith(words)


@dataclass(slots=True)
class _Titles:
    """The words of a document's headings; made when the first list may be its contents."""

    outline: Outline
    words: set[str] = field(default_factory=set)

    def has(self, words: str) -> bool:
        if not self.words:
            self.words = {same_words(each.title) for each in self.outline.sections if each.title}
        return words in self.words


def _is_contents(block: Block, titles: _Titles) -> bool:
    if block.kind not in _KINDS or (
        "](" not in block.text and block.kind == "html" and "#" not in block.text
    ):
        return False
    if block.kind == "html":
        links = _HTML_LINK.findall(block.text)
        left = _TAG.sub(" ", _HTML_LINK.sub(" ", block.text))
        return len(links) >= 2 and len(_WORD.findall(left)) <= len(links)
    if block.kind == "paragraph":
        links = _LINK.findall(block.text)
        return len(links) >= 3 and all(mark for _, mark in links) and not _words_beside(block.text)
    lines = [line for line in block.text.split("\n") if _MARKER.match(line)]
    leading = sum(_leads_within(line) for line in lines)
    if leading >= 2 and leading * 2 >= len(lines):
        return True
    return block.kind == "list" and _repeats(lines, titles)


def _leads_within(line: str) -> bool:
    """Whether a line is a link into the page, with a word or two beside it at most."""
    links = _LINK.findall(line)
    return bool(links) and links[0][1] == "#" and _words_beside(line) <= 2


def _words_beside(text: str) -> int:
    return len(_WORD.findall(_TAG.sub(" ", _LINK.sub(" ", text))))


def _repeats(lines: list[str], titles: _Titles) -> bool:
    """Whether three entries or more, and most of them, are headings of the document."""
    if len(lines) < 3:
        return False
    known = sum(titles.has(same_words(_text(line))) for line in lines)
    return known >= 3 and known * 3 >= len(lines) * 2


def _text(line: str) -> str:
    return _TAG.sub("", _LINK.sub(r"\1", _MARKER.sub("", line, count=1))).strip(" |*_")


def _entries(block: Block) -> list[tuple[str, int]]:
    found = []
    for place, line in enumerate(block.text.split("\n")):
        texts = [words for words, mark in _LINK.findall(line) if mark] or _HTML_LINK.findall(line)
        for words in texts or ([_text(line)] if _MARKER.match(line) else []):
            _, plain = split_number(_TAG.sub("", words).strip(" *_"))
            if plain.rstrip("*_` ").endswith("?"):
                found.append((plain, block.line + place))
    return found
