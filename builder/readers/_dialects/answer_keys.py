"""Answer keys: ``1. B``, ``2. C — because …`` at the end, for the questions above them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._keys import after_label
from builder.readers._dialects._option_lists import items_of
from builder.readers._dialects.choices import has_options
from builder.readers._outline import Block, Outline, blocks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._dialects._draft import Draft
    from builder.readers._outline import Section

# A letter, several, or true and false; closed by a mark, or the end of what is said.
_VALUE = (
    r"[*_`(\[]{0,4}(?:[A-Za-z]|true|false|[\u0410-\u044f](?![\u0410-\u044f]))"
    r"(?:\s?(?:,|&|/|and)\s?[A-Za-z]\b){0,8}(?![^\W_])"
    r"(?:[*_`)\].:]{1,4}|(?=\s{0,3}(?:$|[\n,;|–—(:-]|because\b)))"
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
    r"(?:[\s,;|/]{1,6}|$)",
    re.IGNORECASE,
)
_AND_MORE = re.compile(r"\s(?:and|&|und|et|y|e|и)\s.{0,60}$", re.IGNORECASE)
_HTML = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_ENOUGH: Final = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """What a key says of a question, by its number; ``place`` is where the key stands."""

    number: int
    text: str
    line: int
    place: int
    title: str = ""


def split(outline: Outline) -> tuple[tuple[Entry, ...], Outline]:
    """The entries of a document's answer keys, and the outline without them."""
    entries: list[Entry] = []
    rest: list[Section] = []
    level = 0
    for section in outline.sections:
        if level and section.level <= level:
            level = 0
        titled = bool(section.level) and _is_title(section.title)
        level = section.level if titled else level
        found, kept = _of_section(section, labelled=bool(level))
        title = section.title if level and not titled else ""
        entries += [replace(entry, place=section.index, title=title) for entry in found]
        if not (found and level and not kept):
            rest.append(replace(section, blocks=kept))
    return tuple(entries), Outline(tuple(rest))


def _of_section(section: Section, *, labelled: bool) -> tuple[list[Entry], tuple[Block, ...]]:
    """The entries in a section and its other blocks; below a title all of it is the key."""
    if labelled:
        found, before = _explained(section.blocks)
        if len(found) >= _ENOUGH:
            return found, before
    kept: list[Block] = []
    found = []
    after_label_alone = labelled
    for block in section.blocks:
        said = _label(block)
        read = [] if said is None else list(_of_text(said, block.line))
        if not read and after_label_alone:
            read = list(_of_block(block))
        if len(read) >= _ENOUGH:
            found += read
            if kept and _label(kept[-1]) == "":
                kept.pop()
        else:
            kept.append(block)
            after_label_alone = labelled or said == ""
    return found, tuple(kept)


def _explained(blocks: Sequence[Block]) -> tuple[list[Entry], tuple[Block, ...]]:
    """The entries of a key with what is said below each, and the blocks before the first."""
    found: list[Entry] = []
    before: list[Block] = []
    for block in blocks:
        read = list(_of_block(block))
        if read:
            found += read
        elif found and block.kind != "rule":
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n\n{block.text}")
        elif not found:
            before.append(block)
    return found, tuple(before)


def attach(drafts: Sequence[Draft], entries: Sequence[Entry]) -> tuple[list[Draft], list[Entry]]:
    """Each entry below the question of its number, and the entries that found none.

    Of several questions with a number it is that of the key's own title, else the last one
    above the key. Questions without numbers are counted.
    """
    made = list(drafts)
    if not entries:
        return made, []
    open_ = [n for n, draft in enumerate(made) if has_options(draft)]
    lost: list[Entry] = []
    numbers: dict[int, list[int]] = {}
    for n in open_:
        number = made[n].number
        if number is not None:
            numbers.setdefault(number, []).append(n)
    counted = len(open_) == len(entries) and not numbers
    for place, entry in enumerate(entries):
        fitting = [open_[place]] if counted else numbers.get(entry.number, [])
        titled = [n for n in fitting if entry.title and made[n].topic == entry.title]
        above = titled or [n for n in fitting if made[n].place[0] <= entry.place] or fitting
        if above:
            draft = made[above[-1]]
            key = blocks_of(f"Answer: {entry.text}", entry.line)
            made[above[-1]] = replace(draft, answer=(*draft.answer, *key))
        else:
            lost.append(entry)
    return made, lost


def _is_title(title: str) -> bool:
    """Whether a heading is that of a key: ``Answers``, ``Answer key``, ``Solutions``."""
    said = after_label(_AND_MORE.sub("", title))
    return said is not None and not said.strip()


def _label(block: Block) -> str | None:
    """What follows a label at the start of a block; None where there is none."""
    if block.kind not in {"paragraph", "html"}:
        return None
    text = _HTML.sub(" ", block.text).strip() if block.kind == "html" else block.text
    first, _, others = text.partition("\n")
    said = after_label(first)
    return None if said is None else "\n".join(part for part in (said, others) if part).strip()


def _of_block(block: Block) -> Iterator[Entry]:
    if block.kind == "list":
        yield from _of_list(block)
    elif block.kind == "table":
        for number, row in enumerate(block.text.split("\n")):
            cells = [cell.strip(" *_`") for cell in row.strip().strip("|").split("|")]
            if len(cells) > 1 and cells[0].isdigit() and _ITEM.match(cells[1]):
                text = " — ".join(cell for cell in cells[1:] if cell)
                yield Entry(int(cells[0][:4]), text, block.line + number, 0)
    elif block.kind in {"paragraph", "options"}:
        yield from _of_text(block.text, block.line)


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


def _of_text(text: str, line: int) -> Iterator[Entry]:
    """``1-B, 2-C, 3-A`` in one line, or a line for each."""
    for count, each in enumerate(text.split("\n")):
        bare = each.strip().removesuffix("\\").strip("*_ ").removesuffix(".")
        at = 0
        found: list[Entry] = []
        while part := _IN_LINE.match(bare, at):
            found.append(Entry(int(part[1]), part[2], line + count, 0))
            at = part.end()
        if found and at == len(bare):
            yield from found
        elif whole := _NUMBERED.match(each):
            value = f"{whole['value']}{whole['rest']}".removesuffix("\\")
            yield Entry(int(whole["number"]), value, line + count, 0)
