"""The entries of an answer key, in a list, a table, lines, headings or one line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.vocabulary import folded
from builder.readers._dialects._lists.asking import Asks, asks
from builder.readers._dialects._options.keys import after_label, answer_words
from builder.readers._dialects._options.lists import items_of
from builder.readers._outlines.outline import blocks_of
from builder.readers._outlines.toggles import Toggle, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._outlines.outline import Block, Section

# A letter, several, or true and false; closed by a mark, or the end of what is said.
_VALUE = (
    r"[*_`(\[]{0,4}(?:[A-Za-z]|true|false|[\u0410-\u044f](?![\u0410-\u044f]))"
    r"(?:\s?(?:,|&|/|and)\s?[A-Za-z]\b){0,8}(?![^\W_])"
    r"(?:[*_`)\].:]{1,4}|(?=\s{0,3}(?:$|[\n,;|–—(:]|-(?!\w)|because\b)))"
)
_ITEM = re.compile(rf"\s{{0,9}}(?:(?:option|answer)\s)?{_VALUE}", re.IGNORECASE)
_START = re.compile(r"\s{0,9}(\d{1,4})[.)]")
_NUMBERED = re.compile(
    r"[\s*_(\[>#-]{0,8}(?:(?:question|q|№|no\.?)\s?)?#?(?P<number>\d{1,4})[*_]{0,3}"
    r"\s{0,2}[-–—.):=\]→>]{0,2}[*_]{0,3}\s{0,3}(?P<value>" + _VALUE + r")(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_IN_LINE = re.compile(
    r"(?:q|question|#)?\s?(\d{1,4})\s?[-–—.):=]{0,2}\s?[*_(]{0,3}([A-Za-z]|true|false)[*_).]{0,3}"
    r"(?:\s\(([^()\n]{2,300})\))?(?:[\s,;|/]{1,6}|$)",
    re.IGNORECASE,
)
_AND_MORE = re.compile(r"\s(?:and|&|und|et|y|e|и)\s.{0,60}$", re.IGNORECASE)
_HTML = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_WORD = re.compile(r"[^\W\d_]{2,30}")
_LONGEST_TITLE: Final = 150


@dataclass(frozen=True, slots=True)
class Entry:
    """What a key says of a question, by its number; ``place`` is where the key stands."""

    number: int
    text: str
    line: int
    place: int
    title: str = ""


def names_a_key(title: str) -> bool:
    """Whether a heading is that of a key and nothing else: ``Answers``, ``Answer key``."""
    said = after_label(_AND_MORE.sub("", title))
    return said is not None and not said.strip()


def mentions_answers(title: str) -> bool:
    """Whether a heading that asks nothing has a word for answers: ``Part 2: solutions``."""
    if len(title) > _LONGEST_TITLE:
        return False
    said = not answer_words().isdisjoint(map(folded, _WORD.findall(title)))
    return said and asks(title) < Asks.TELL


def label_before(block: Block) -> str | None:
    """What follows a label at the start of a block; None where there is none."""
    if block.kind not in {"paragraph", "html"}:
        return None
    text = _HTML.sub(" ", block.text).strip() if block.kind == "html" else block.text
    first, _, others = text.partition("\n")
    said = after_label(first)
    return None if said is None else "\n".join(part for part in (said, others) if part).strip()


def told_after_label(block: Block) -> list[Entry]:
    """The entries behind a label in a paragraph: ``Answers: 1-b, 2-a``, ``Key, part 2: 1a 2b``."""
    said = label_before(block)
    found = list(lines_of(said, block.line)) if said else []
    if len(found) < 2 and said is None and block.kind == "paragraph":
        head, colon, rest = block.text.replace("**", "").partition(":")
        if colon and mentions_answers(head):
            found = list(lines_of(rest.strip(), block.line))
    return found


def told_in_toggle(block: Block) -> list[Entry]:
    """The entries that a toggle hides whose summary speaks of answers."""
    found: list[Entry] = []
    for part in parts_of(block.text):
        summary = _HTML.sub(" ", part.summary) if isinstance(part, Toggle) else ""
        if isinstance(part, Toggle) and mentions_answers(" ".join(summary.split())):
            inside, _ = explained(blocks_of(part.body, block.line + part.body_line))
            found += inside
    return found


def explained(blocks: Sequence[Block]) -> tuple[list[Entry], tuple[Block, ...]]:
    """The entries of a key with what is said below each, and the blocks that belong to none.

    Where a list has several entries, what follows the list is no more of its last one; nor is
    what follows a rule.
    """
    found: list[Entry] = []
    aside: list[Block] = []
    closed = True
    for block in blocks:
        if read := list(entries_of(block)):
            found += read
            closed = len(read) > 1
        elif closed or block.kind == "rule":
            aside.append(block)
            closed = True
        else:
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n\n{block.text}")
    return found, tuple(aside)


def entry_of_title(section: Section) -> Entry | None:
    """The entry that a heading is, ``### 2. B``, with what stands below it."""
    number = "" if section.number is None else f"{section.number}. "
    found = _NUMBERED.match(f"{number}{section.title}")
    if not found:
        return None
    below = (block.text for block in section.blocks if block.kind != "rule")
    text = "\n\n".join((f"{found['value']}{found['rest']}", *below))
    return Entry(int(found["number"]), text, section.line, 0)


def entries_of(block: Block) -> Iterator[Entry]:
    """The entries of a list, a table or a paragraph."""
    if block.kind == "list":
        yield from _of_list(block)
    elif block.kind == "table":
        for number, row in enumerate(block.text.split("\n")):
            cells = [cell.strip(" *_`") for cell in row.strip().strip("|").split("|")]
            if len(cells) > 1 and cells[0].isdigit() and _ITEM.match(cells[1]):
                text = " — ".join(cell for cell in cells[1:] if cell)
                yield Entry(int(cells[0][:4]), text, block.line + number, 0)
    elif block.kind in {"paragraph", "options"}:
        yield from lines_of(block.text, block.line)


def is_all_entries(block: Block) -> bool:
    """Whether a numbered list, or each line of a paragraph, is an entry and nothing else."""
    if block.kind == "list":
        entry = _ITEM if _START.match(block.text) else _NUMBERED
        return all(entry.match(item.text) for item in items_of(block))
    lines = block.text.split("\n")
    return block.kind == "paragraph" and all(any(lines_of(line, 0)) for line in lines)


def lines_of(text: str, line: int) -> Iterator[Entry]:
    """``1-B, 2-C, 3-A`` in one line, or a line for each."""
    for count, each in enumerate(text.split("\n")):
        bare = each.strip().removesuffix("\\").strip("*_ ").removesuffix(".")
        at = 0
        found: list[Entry] = []
        while part := _IN_LINE.match(bare, at):
            why = f" — {part[3]}" if part[3] else ""
            found.append(Entry(int(part[1]), f"{part[2]}{why}", line + count, 0))
            at = part.end()
        if found and at == len(bare):
            yield from found
        elif whole := _NUMBERED.match(each):
            value = f"{whole['value']}{whole['rest']}".removesuffix("\\")
            yield Entry(int(whole["number"]), value, line + count, 0)


def _of_list(block: Block) -> Iterator[Entry]:
    items = items_of(block)
    start = _START.match(block.text)
    said = [_ITEM.match(item.text) for item in items]
    if start and sum(map(bool, said)) * 5 >= len(items) * 4:
        for count, item in enumerate(items):
            yield Entry(int(start[1]) + count, item.text, item.line, 0)
    elif not start:
        found = [_NUMBERED.match(item.text) for item in items]
        if all(found):
            for each, item in zip(found, items, strict=True):
                if each:
                    text = f"{each['value']}{each['rest']}"
                    yield Entry(int(each["number"]), text, item.line, 0)
