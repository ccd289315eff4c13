"""Notes as a person reads them: a title, a topic, and what changed, in lines of plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from builder.characters import UNWANTED, printable
from builder.markup import html_to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.comparison._nouns import Change
    from builder.packages import PackagedNote

_TITLE: Final = 90  # characters: with an indent, a terminal's line
_LOOKED_AT: Final = 2_000  # characters of a field that may become a title
_CLOZE: Final = re.compile(r"\{\{c\d+::(?:(?!\}\}).)*\}\}", re.DOTALL)
_LONG: Final = 100  # characters, beyond which a line shows only the words around its change
_AROUND: Final = 6  # words
# SequenceMatcher takes the product of two lengths in its worst case.
_MOST_PAIRS: Final = 40_000


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What changed in a field: lines that begin with ``- `` or ``+ ``; none where it is mark-up."""

    name: str
    lines: tuple[str, ...]


def title(note: PackagedNote, most: int = _TITLE) -> str:
    """The first field on one line of at most ``most`` characters; a gap of a cloze is ``…``."""
    fields = [value[:_LOOKED_AT] for _, value in note.fields[:1]]
    text = " ".join(_plain(_CLOZE.sub("…", "".join(fields))).split())
    text = text or _named(note, "Id") or printable(note.guid)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def topic(note: PackagedNote) -> str:
    """The field ``Topic``, or else the second part of the first nested tag; may be empty."""
    nested = (tag.split("::") for tag in note.tags if "::" in tag)
    return _named(note, "Topic") or next((parts[1].replace("-", " ") for parts in nested), "")


def _named(note: PackagedNote, field: str) -> str:
    value = next((value for name, value in note.fields if name == field), "")
    return " ".join(_plain(value[:_LOOKED_AT]).split())


def field_changes(change: Change) -> tuple[FieldChange, ...]:
    """What a learner would see of a change, field by field, and then the tags."""
    return tuple(_changes(change)) if change.old else ()


def _changes(change: Change) -> Iterator[FieldChange]:
    old = change.old.fields if change.old else ()
    for (_, before), (name, after) in zip(old, change.new.fields, strict=False):
        if before != after:
            lines = _lines(_plain(before), _plain(after))
            yield FieldChange(name, tuple(lines))
    before_tags = set(change.old.tags) if change.old else set[str]()
    removed, added = before_tags - {*change.new.tags}, {*change.new.tags} - before_tags
    if removed or added:
        gone, come = (f"- {tag}" for tag in sorted(removed)), (f"+ {tag}" for tag in sorted(added))
        yield FieldChange("tags", (*gone, *come))


def _lines(before: str, after: str) -> Iterator[str]:
    old, new = _without_ends(_full_lines(before), _full_lines(after))
    if len(old) * len(new) > _MOST_PAIRS:
        yield from _block(old, new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield from _block(old[start:end], new[new_start:new_end])


def _block(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if len(old) == len(new):
        for before, after in zip(old, new, strict=True):
            shorter = _narrowed(before, after)
            yield from (f"- {shorter[0]}", f"+ {shorter[1]}")
        return
    yield from (f"- {line}" for line in old)
    yield from (f"+ {line}" for line in new)


def _narrowed(before: str, after: str) -> tuple[str, str]:
    """Two long lines without most of the words they have in common at both ends."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    old, new = before.split(" "), after.split(" ")
    start, end = _common_ends(old, new)
    first, last = max(start - _AROUND, 0), max(end - _AROUND, 0)

    def part(words: list[str]) -> str:
        kept = " ".join(words[first : len(words) - last])
        return f"{'… ' if first else ''}{kept}{' …' if last else ''}"

    return part(old), part(new)


def _without_ends(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    start, end = _common_ends(old, new)
    return old[start : len(old) - end], new[start : len(new) - end]


def _common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many items two sequences share at the start, and how many of the rest at the end."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    left = shorter - start
    end = next((i for i in range(left) if old[-1 - i] != new[-1 - i]), left)
    return start, end


def _full_lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _plain(html: str) -> str:
    return UNWANTED.sub("", html_to_text(html))
