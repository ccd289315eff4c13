"""The last touch on what a dialect found: question and answer as clean Markdown."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from builder.model import Reference
from builder.readers._outlines.outline import without_emphasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block

_JOINERS = " \ufe0f\u200d"
# Bounded, so that a line of ten thousand brackets is read once.
_LINK = re.compile(
    r"(?<!!)\[([^\[\]]{1,500})\]\(\s{0,3}<?([^\s()<>]{1,2000})>?(?:\s[^()]{0,200})?\)"
)


def question_text(markdown: str) -> tuple[str, tuple[Reference, ...]]:
    """A question without its links, and the links as references.

    A question is read aloud and printed; what it linked to is kept beside it.
    """
    text = _unadorned(without_emphasis(markdown.strip().removesuffix("\\").rstrip()))
    found = tuple(
        Reference(" ".join(title.split()).strip("*_` "), url)
        for title, url in _LINK.findall(text)
        if url.startswith(("http://", "https://"))
    )
    return without_emphasis(_LINK.sub(r"\1", text)), found


def _unadorned(text: str) -> str:
    """A question without the pictures behind its mark, ``Why? 🔥``: they are no part of it."""
    end = len(text)
    while end and (text[end - 1] in _JOINERS or unicodedata.category(text[end - 1]) == "So"):
        end -= 1
    return text[:end] if text[:end].endswith(("?", "？", "؟")) else text


def answer_text(blocks: Sequence[Block]) -> str:
    """Blocks as one Markdown text, without rules at either end."""
    kept = list(blocks)
    while kept and kept[-1].kind == "rule":
        kept.pop()
    while kept and kept[0].kind == "rule":
        kept.pop(0)
    return "\n\n".join(block.text.rstrip() for block in kept if block.text.strip()).lstrip("\n")
