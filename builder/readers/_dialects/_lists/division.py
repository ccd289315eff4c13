"""Where in an item or paragraph its question ends and the answer begins."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._lists.asking import (
    Asks,
    asks,
    ends_asking,
    has_options,
    is_link,
    split_line,
)
from builder.readers._outlines.outline import Block, blocks_of, list_items, without_emphasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._lists.items import Item

_BREAK = re.compile(r"(?:\\|\s{2,}|<br\s?/?>\s*)$", re.IGNORECASE)
_BREAK_FIRST = re.compile(r"\s{0,9}<br\s?/?>\s{0,9}", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,200}></a>|</?(?:a|span|font|p|div)\b[^<>]{0,200}>|<!--.{0,200}?-->"
)
_SYMBOLS = re.compile(r"[^\w\s`*_\[\](){}\"'“”‘’«»¿¡$<>./@#&+=|~^\\!-]{1,8}\s{1,3}(?=\S)")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_WHOLE_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=\S).{1,1000}(?P=mark)[.:]?$")
# A line of prose is broken because the next word would not fit: shorter lines end on purpose.
_WRAPPED = 55


def head_lines(lines: Sequence[str]) -> int:
    """How many lines of a first paragraph are its question; the others begin the answer."""
    end = 1
    while end < len(lines) and _goes_on(lines[end - 1], lines[end]):
        if has_options(list(lines[end : end + 8])):
            break
        end += 1
    return end


def _goes_on(line: str, following: str) -> bool:
    plain, below = line.rstrip("\\").rstrip(), following.strip()
    if _BREAK.search(line) or _WHOLE_BOLD.match(plain.strip()) or label_of(below).label:
        return False
    if below.startswith(
        ("*", "_", "[ ]", "[x]", ">", ":", "?", "|")
    ) and not line.strip().startswith(below[:2]):
        return False
    if ends_asking(plain):
        return ends_asking(below) and asks(below) is Asks.ASK and len(below) < 300
    if plain.endswith((".", "!", ":")):
        return False
    return below[:1].islower() or len(plain) >= _WRAPPED


def divide(item: Item, *, plainly: bool = False) -> tuple[str, tuple[Block, ...]]:
    """An item's question, and its answer: on the same line, below it, or none."""
    if "\n" not in item.text:
        question, rest = split_line(item.text, plainly=plainly)
        start = [Block("paragraph", rest, item.line)] if rest else []
        return tidy(question), upright((*start, *item.more))
    return divide_blocks((*blocks_of(item.text, item.line), *item.more), plainly=plainly)


def divide_blocks(
    blocks: Sequence[Block], *, plainly: bool = False
) -> tuple[str, tuple[Block, ...]]:
    """The question in the first paragraph of blocks, and the blocks of the answer."""
    if not blocks or blocks[0].kind not in {"paragraph", "html"}:
        return "", tuple(blocks)
    first, lines = blocks[0], blocks[0].text.split("\n")
    end = head_lines(lines)
    joined = " ".join(line.strip().rstrip("\\").rstrip() for line in lines[:end])
    question, rest = split_line(_BREAK.sub("", joined), plainly=plainly)
    start = [Block("paragraph", rest, first.line)] if rest else []
    below = _BREAK_FIRST.sub("", "\n".join(lines[end:]).strip("\n"), count=1)
    if below.strip():
        start += blocks_of(below, first.line + end)
    return tidy(question), upright((*start, *blocks[1:]))


def tidy(question: str) -> str:
    """A question without anchors, pictures in front, a break behind, and emphasis around."""
    text = _ANCHOR.sub("", question).strip()
    text = _BREAK.sub("", text).strip()
    if (found := _SYMBOLS.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    return without_emphasis(text)


def upright(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """An answer without its label, set upright where it is all in italics.

    One bullet alone, or one quotation, is a paragraph that was set below its question.
    """
    kept = list(blocks)
    if len(kept) == 1 and kept[0].kind == "list":
        items = list_items(kept[0])
        if len(items) == 1 and items[0].text.strip():
            kept = list(blocks_of(items[0].text, items[0].line))
    elif len(kept) == 1 and kept[0].kind == "quote":
        kept = list(blocks_of(unquoted(kept[0].text), kept[0].line))
    made = (_upright(block, is_first=not place) for place, block in enumerate(kept))
    return tuple(block for block in made if block.text.strip())


def unquoted(text: str) -> str:
    """A quotation's text without its marks."""
    return "\n".join(_QUOTE.sub("", line, count=1) for line in text.split("\n"))


def _upright(block: Block, *, is_first: bool) -> Block:
    if block.kind != "paragraph":
        return block
    text = (
        without_emphasis(block.text) if not block.text.startswith("**") or is_first else block.text
    )
    first, _, others = text.partition("\n")
    labelled = label_of(first)
    if labelled.label == "answer" and not is_link(first):
        text = "\n".join(part for part in (labelled.block.text, others) if part)
    return replace(block, text=text)


def is_bold_with_more(item: Item) -> bool:
    """A bold line with more below it or beside it: a question or a term, and what it means."""
    return bool(_WHOLE_BOLD.match(item.first.strip().rstrip("\\"))) and (
        "\n" in item.text or bool(item.more)
    )


def is_dead(item: Item) -> bool:
    """An item that holds no words, or leads elsewhere and has nothing below it."""
    words = re.findall(r"[^\W\d_]{2,}", item.first[:300])
    if not words or " ".join(words).lower() in {"todo", "tbd", "etc", "wip", "and more", "more"}:
        return True
    return is_link(item.first) and "\n" not in item.text and not item.more
