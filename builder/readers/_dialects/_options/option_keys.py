"""Where among the blocks below its options a question says which one is right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.readers._dialects._options.keys import Key, after_label, stated, value
from builder.readers._dialects._options.lists import items_of
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._options.marks import Run

_LINES = 500  # of an answer, in which a key is looked for
_QUOTE = re.compile(r"^\s{0,3}>\s?", re.MULTILINE)
_BREAK = re.compile(r"<br\s?/?>\n?|</p>\n?", re.IGNORECASE)
_BOLD = re.compile(r"</?(?:b|strong)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_FENCE = re.compile(r"^\s{0,3}[`~]{3,}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Found:
    """The places of the right options, and what is left of the blocks that named them."""

    places: frozenset[int]
    rest: tuple[Block, ...]
    taken: bool = False


def find_key(blocks: Sequence[Block], run: Run, *, labelled: bool) -> Found | None:
    """The first line that names an option after a label; or the first line of all.

    ``labelled`` says that a label stood before the blocks and has been taken off.
    """
    options = [option.text for option in run.options]
    tries = 0
    for place, block in enumerate(blocks):
        if block.kind == "rule":
            continue
        for made in _readings(block):
            tries += sum(part.text.count("\n") + 1 for part in made)
            if tries > _LINES:
                return None
            below = blocks[place + 1 :]
            found = _in_lines(made, below, options, run, first=place == 0, bare=labelled)
            if found:
                key, before, after = found
                rest = (*blocks[:place], *before, *after)
                return Found(key.places, tuple(b for b in rest if b.text.strip()), taken=True)
    return None


def _readings(block: Block) -> tuple[tuple[Block, ...], ...]:
    """A block as paragraphs: a quote without its marks, a list by its items."""
    if block.kind in {"paragraph", "options", "comment"}:
        plain = _BOLD.sub("**", _BREAK.sub("\n", block.text)) if "<" in block.text else block.text
        return ((replace(block, text=plain.strip()),),)
    if block.kind == "html":
        text = _TAG.sub("", _BOLD.sub("**", _BREAK.sub("\n", block.text))).strip()
        return ((replace(block, kind="paragraph", text=text),),) if text else ()
    if block.kind == "quote":
        text = _QUOTE.sub("", block.text)
        if _FENCE.search(text):
            return ()
        lines = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
        return (tuple(Block("paragraph", part, block.line) for part in lines),)
    if block.kind == "list":
        items = items_of(block)
        return (tuple(replace(item, kind="paragraph") for item in items),) if len(items) < 9 else ()
    return ()


def _in_lines(  # noqa: PLR0913 - what is looked at, and how it is looked at
    parts: tuple[Block, ...],
    following: Sequence[Block],
    options: Sequence[str],
    run: Run,
    *,
    first: bool,
    bare: bool,
) -> tuple[Key, tuple[Block, ...], tuple[Block, ...]] | None:
    for number, part in enumerate(parts):
        lines = part.text.split("\n")
        for at, line in enumerate(lines):
            said = after_label(line)
            below = "\n".join(lines[at + 1 :])
            later = (*parts[number + 1 :], *following)
            if said is not None:
                text = f"{said}\n{below}" if below.strip() else said
                if not text.strip("*_ \\") and later:
                    text, later = _as_line(later[0]), later[1:]
                key = value(text.strip(), options, run.form)
            elif first and number == at == 0:
                text = part.text
                key = value(text.strip(), options, run.form, bare=not bare)
            else:
                key = stated(line, options, run.form)
                if key:
                    key = Key(key.places, "\n".join(lines[at:]))
            if key:
                head = replace(part, text="\n".join(lines[:at]).strip())
                kind = "paragraph" if part.kind == "options" else part.kind
                tail = replace(part, kind=kind, text=key.rest, line=part.line + at)
                return key, (*parts[:number], head), (tail, *later)
    return None


def _as_line(block: Block) -> str:
    """A block below a bare ``Answer``: its text, that of a list's items with commas between."""
    if block.kind == "list":
        items = items_of(block)
        return ", ".join(item.text for item in items[:26]) if len(items) <= 26 else ""
    return _QUOTE.sub("", block.text) if block.kind in {"paragraph", "options", "quote"} else ""
