"""Toggles opened: what they hide as blocks, wherever in an answer they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from textwrap import dedent
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.vocabulary import ANSWER
from builder.readers._dialects._toggles.summaries import ASK, TOPIC, kind_of, words_of
from builder.readers._outlines.outline import Block, blocks_of
from builder.readers._outlines.toggles import Toggle, has_toggles, parts_of
from builder.readers._pages.html import to_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.readers._dialects._draft import Draft

_DEEPEST: Final = 5  # toggles in toggles; below, their tags are taken off
_HTML = re.compile(r"<(?:p|ul|ol|pre|table|div|h[1-6]|blockquote|dl|section)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^\s*(?:```|~~~|[-*+] |\d{1,3}[.)] |#{1,6} )|\*\*\S", re.MULTILINE)
_TAGS = re.compile(r"</?(?:details|summary)\b[^<>]{0,500}>", re.IGNORECASE)


def unfolded(draft: Draft) -> Draft:
    """A draft without toggles in its answers."""
    if not any(map(_may_hide, (*draft.answer, *chain.from_iterable(draft.further)))):
        return draft
    further = tuple(opened(blocks) for blocks in draft.further)
    return replace(draft, answer=opened(draft.answer), further=further)


def opened(blocks: Iterable[Block], depth: int = 0) -> tuple[Block, ...]:
    """Blocks without toggles; what one hides stays below its summary, if that says anything."""
    found: list[Block] = []
    for block in blocks:
        if not _may_hide(block):
            found.append(block)
        elif depth >= _DEEPEST:
            found += blocks_of(_TAGS.sub("\n", block.text), block.line)
        else:
            found += _opened(block, depth)
    return tuple(found)


def _may_hide(block: Block) -> bool:
    return block.kind in {"toggle", "paragraph", "html"} and has_toggles(block.text)


def body_of(toggle: Toggle, line: int, depth: int = 0) -> tuple[Block, ...]:
    """What a toggle hides; ``line`` is that of the text it was found in."""
    return opened(raw_body_of(toggle, line), depth + 1)


def raw_body_of(toggle: Toggle, line: int) -> tuple[Block, ...]:
    """What a toggle hides, toggles in it as they are."""
    text = toggle.body
    if _HTML.search(text) and not _MARKDOWN.search(text) and not has_toggles(text):
        try:
            text = to_markdown(text)
        except ValueError:  # nested too deep: better its tags than nothing
            text = toggle.body
    start = line + toggle.body_line
    bare = text.lstrip("\n")
    return blocks_of(dedent(bare).strip(), start + len(text) - len(bare))


def labelled_body(summary: str, blocks: tuple[Block, ...], line: int) -> tuple[Block, ...]:
    """A summary as a bold line, and the blocks below it."""
    title = summary if "**" in summary else f"**{summary}**"
    return (Block("paragraph", title, line), *blocks)


def _opened(block: Block, depth: int) -> Iterator[Block]:
    for part in parts_of(block.text):
        line = block.line + part.line
        if not isinstance(part, Toggle):
            yield from blocks_of(part.text.strip(), line)
            continue
        summary = words_of(part.summary)
        body = body_of(part, block.line, depth)
        if kind_of(summary) == ANSWER or not (body or kind_of(summary) in {ASK, TOPIC}):
            yield from body
        else:
            yield from labelled_body(summary, body, line)
