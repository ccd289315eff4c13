"""Answer keys: ``1. B``, ``2. C — because …`` at the end, for the questions above them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._options.groups import groups_of
from builder.readers._dialects._options.key_entries import (
    Entry,
    entries_of,
    entry_of_title,
    explained,
    is_all_entries,
    label_before,
    mentions_answers,
    names_a_key,
    told_after_label,
    told_in_toggle,
)
from builder.readers._dialects.choices import has_options
from builder.readers._outlines.outline import Outline, blocks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._draft import Draft
    from builder.readers._outlines.outline import Block, Section

_ENOUGH: Final = 2
_TRIES: Final = 20  # lists of a section that might be a key
_CLOSING: Final = 2  # paragraphs below a key: greetings, not another question


def split(outline: Outline) -> tuple[tuple[Entry, ...], tuple[Block, ...], Outline]:
    """The entries of a document's answer keys, what else stands there, and the rest of it."""
    splitting = _Splitting()
    for section in outline.sections:
        splitting.add(section)
    return tuple(splitting.entries), tuple(splitting.aside), Outline(tuple(splitting.rest))


@dataclass(slots=True)
class _Splitting:
    """Goes through the sections in order; ``waiting`` are those since the last key.

    ``level`` is that of the heading of a key below which the section at hand stands, 0 for none.
    ``counted`` are the questions that wait in sections already looked at, each once.
    """

    entries: list[Entry] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    rest: list[Section] = field(default_factory=list)
    waiting: list[Section] = field(default_factory=list)
    level: int = 0
    counted: int = 0
    tries: int = 0

    def add(self, section: Section) -> None:
        if section.level <= self.level:
            self.level = 0
        titled = bool(section.level) and self._is_key(section)
        if titled:
            self.level = section.level
        title = "" if titled else section.title
        if self.level and not titled and (entry := entry_of_title(section)):
            self._take([replace(entry, place=section.index)])
            return
        if self.level:
            found, others = explained(section.blocks)
            if len(found) >= _ENOUGH:
                self._take([replace(e, place=section.index, title=title) for e in found])
                self.aside += others
                return
        self.tries = 0
        found, kept = self._within(section)
        self._take([replace(e, place=section.index) for e in found])
        if not (found and self.level and not kept):
            self.rest.append(section.with_blocks(kept))
            self.waiting.append(self.rest[-1])

    def _take(self, found: list[Entry]) -> None:
        if found:
            self.entries += found
            self.waiting.clear()
            self.counted = 0

    def _is_key(self, section: Section) -> bool:
        """Whether a heading is that of a key: by its words alone, or by these and what is below.

        "Answer key" is one. "Part 2: answers and how to count points" is one where all below are
        letters by number, and so many questions with options wait for them.
        """
        if names_a_key(section.title):
            return True
        if not mentions_answers(section.title):
            return False
        found = [entry for block in section.blocks for entry in _all_of(block)]
        return _ENOUGH <= len(found) <= self._offered(section, 0)

    def _within(self, section: Section) -> tuple[list[Entry], tuple[Block, ...]]:
        """The entries among other things of a section, and these things."""
        found: list[Entry] = []
        kept: list[Block] = []
        labelled = bool(self.level)
        for place, block in enumerate(section.blocks):
            read = told_after_label(block)
            if len(read) < _ENOUGH and labelled:
                read = list(entries_of(block))
            if len(read) < _ENOUGH:
                read = self._unlabelled(section, place)
            if len(read) >= _ENOUGH:
                found += read
                if kept and label_before(kept[-1]) == "":
                    kept.pop()
            elif found and _closes(section.blocks[place:]):
                self.aside.append(block)
            else:
                kept.append(block)
                labelled = bool(self.level) or label_before(block) == ""
        return found, tuple(kept)

    def _unlabelled(self, section: Section, place: int) -> list[Entry]:
        """The entries of a block without a label: as many as questions wait, or in a toggle."""
        block = section.blocks[place]
        hidden = told_in_toggle(block) if block.kind == "toggle" else []
        read = hidden or _all_of(block)
        self.tries += len(read) >= _ENOUGH
        if len(read) < _ENOUGH or self.tries > _TRIES:
            return []
        offered = self._offered(section, place)
        return read if len(read) == offered or (hidden and len(read) < offered) else []

    def _offered(self, section: Section, place: int) -> int:
        """How many questions with lettered options wait for their key before a block."""
        self.counted += sum(_lettered(each.blocks) for each in self.waiting)
        self.waiting.clear()
        return self.counted + _lettered(section.blocks[:place])


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


def _lettered(blocks: Sequence[Block]) -> int:
    return sum(group.lettered for group in groups_of(blocks).groups)


def _closes(blocks: Sequence[Block]) -> bool:
    """Whether what stands below a key ends the section: a line or two that offer nothing."""
    prose = [block for block in blocks if block.kind != "rule"]
    return len(prose) <= _CLOSING and all(block.kind == "paragraph" for block in prose)


def _all_of(block: Block) -> list[Entry]:
    """The entries of a list in which everything is one; none of anything else."""
    return list(entries_of(block)) if is_all_entries(block) else []
