"""Options without letters: task lists, and lists and tables that a key may point into."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from builder.readers._dialects._options.keys import is_key
from builder.readers._dialects._options.marks import (
    MOST,
    Option,
    Run,
    judged,
    marks_of,
    without_fence,
)
from builder.readers._outlines.outline import Block, blocks_of, list_items

if TYPE_CHECKING:
    from collections.abc import Sequence

_LI = re.compile(r"<li\b[^<>]{0,200}>(.{0,2000}?)</li>", re.IGNORECASE | re.DOTALL)
_LIST_TAG = re.compile(r"</?[ou]l\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_ITEM_MARK = re.compile(r"^(?:>|[-*+](?=\s))\s{0,3}")


@lru_cache(maxsize=64)
def items_of(block: Block) -> tuple[Block, ...]:
    """A list's items; the steps that look for options ask for those of the same list."""
    return list_items(block)


def listed(block: Block, items: Sequence[Block], place: int) -> Run | None:
    """A list as options: a task list, or items among which a line below names the right one."""
    items, tail = _without_key(items)
    if not 2 <= len(items) <= MOST:
        return None
    found = [_item(item) for item in items]
    boxes = [boxed for _, boxed in found]
    if any(not option.text for option, _ in found) or (any(boxes) and not all(boxes)):
        return None
    numbered = block.text.lstrip()[:1].isdigit()
    form = "boxes" if all(boxes) else "numbered" if numbered else "list"
    return Run(tuple(option for option, _ in found), form, place, place + 1, None, tail)


def _without_key(items: Sequence[Block]) -> tuple[Sequence[Block], Block | None]:
    """The items, and what follows from the line that tells the answer: an item, or lines of one.

    Without a blank line before it, ``Answer: B`` below a list belongs to its last item.
    """
    if not items:
        return items, None
    *others, last = items
    lines = last.text.split("\n")
    at = next((n for n, line in enumerate(lines) if is_key(line)), None)
    if at is None:
        return items, None
    tail = Block("paragraph", "\n".join(lines[at:]), last.line + at)
    rest = "\n".join(lines[:at]).strip()
    return (*others, *((replace(last, text=rest),) if rest else ())), tail


def listed_in_html(block: Block, place: int) -> Run | None:
    """``<ol><li>…</li></ol>`` in Markdown, as the same options."""
    numbered = re.match(r"\s{0,9}<ol\b", block.text, re.IGNORECASE)
    rest = _LIST_TAG.sub("", _LI.sub("", block.text)).strip()
    texts = [_plain(text) for text in _LI.findall(block.text)]
    if rest or not 2 <= len(texts) <= MOST or not all(texts):
        return None
    options = tuple(Option(*judged(text)) for text in texts)
    return Run(options, "numbered" if numbered else "list", place, place + 1, None, None)


def _plain(html: str) -> str:
    text = re.sub(r"</?code\b[^<>]{0,200}>", "`", html, flags=re.IGNORECASE)
    text = re.sub(r"</?(?:b|strong)\b[^<>]{0,200}>", "**", text, flags=re.IGNORECASE)
    return unescape(" ".join(_TAG.sub("", text).split()))


def _item(item: Block) -> tuple[Option, bool]:
    """An item as an option, and whether it has a box; what is set below it says why."""
    first, _, others = item.text.partition("\n")
    mark = next((each for each in marks_of(first) if each.place is None), None)
    text, right, stressed = (mark.text, mark.right, mark.stressed) if mark else judged(first)
    why: list[str] = []
    for place, block in enumerate(blocks_of(others, item.line + 1) if others.strip() else ()):
        if block.kind in {"code", "html", "table"}:
            text = f"{text}\n\n{block.text}"
        elif place == 0 and block.kind == "paragraph" and not others.startswith("\n"):
            text = f"{text}\n{block.text}"
        else:
            why.append(_ITEM_MARK.sub("", block.text))
    return Option(without_fence(text.strip()), right, stressed, "\n\n".join(why)), mark is not None


def tabled(block: Block, place: int) -> Run | None:
    """A table whose rows begin with letters, or whose cells do."""
    rows = [_cells(row) for row in block.text.split("\n", MOST + 4)[: MOST + 4]]
    rows = [row for row in rows if any(set(cell) - set(":- ") for cell in row)]
    if len(rows) == 2 and all(len(cell) == 1 and cell.isalpha() for cell in rows[0]):
        rows = [[sign, text] for sign, text in zip(rows[0], rows[1], strict=False)]
    found = _of_rows(rows) or _of_rows(rows[1:])
    return Run(found, "letters", place, place + 1, None, None) if found else None


def _of_rows(rows: Sequence[Sequence[str]]) -> tuple[Option, ...]:
    texts = [f"{row[0]}) {' '.join(row[1:])}" for row in rows if len(row[0].strip("*")) == 1]
    if len(texts) != len(rows):
        texts = [cell for row in rows for cell in row]
    if not 2 <= len(texts) <= MOST:
        return ()
    options: list[Option] = []
    for place, text in enumerate(texts):
        mark = next((each for each in marks_of(text) if each.place == place), None)
        if not mark or not mark.text:
            return ()
        options.append(Option(mark.text, mark.right, mark.stressed))
    return tuple(options)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]
