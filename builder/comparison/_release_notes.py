"""What is new in a deck, in Markdown, for those who learn with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder.comparison._nouns import Fate
from builder.comparison._readable import title, topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.comparison._nouns import Change, Comparison
    from builder.packages import PackagedNote

_MARKS: Final = re.compile(r"([\\`*_\[\]<>#&|~$])")
_LONGEST: Final = 200  # characters of a question
_HOW: Final = (
    "Import the new file into Anki over the old one and leave the settings of the dialog as they"
    " are. Reviews, due dates, flags and suspended cards stay as they are. Cards that changed get"
    " their new text and tags; on all others your own edits and tags stay."
)
_RETIRED: Final = (
    "Anki deletes nothing by itself: import the clean-up package of the deck, then choose"
    " *Tools, Empty Cards*; or delete these notes by hand."
)


def release_notes(comparison: Comparison, name: str) -> str:
    """Added by topic, changed, retired, and how to update; ends with a line feed."""
    added = [change.new for change in comparison.of(Fate.NEW)]
    arriving = [change for change in comparison.of(Fate.UPDATED) if change.differs]
    changed = [change for change in arriving if _fields(change)]
    tagged = len(arriving) - len(changed)
    retired = comparison.retired
    parts = [f"# {_literal(name)}: what is new", _sentence(len(added), len(changed), len(retired))]
    if added:
        parts += ["## New", *_by_topic(added)]
    if changed:
        parts += ["## Changed", _list(map(_changed, changed))]
    if tagged:
        parts.append(f"{tagged:,} question{'' if tagged == 1 else 's'} with other tags only.")
    if retired:
        parts += ["## Retired", _list(_said(note) for note in retired), _RETIRED]
    if added or arriving or retired:
        parts += ["## How to update", _HOW]
    return "\n\n".join(parts) + "\n"


def _sentence(added: int, changed: int, retired: int) -> str:
    counts = ((added, "new"), (changed, "changed"), (retired, "retired"))
    said = [f"{count:,} {word}" for count, word in counts if count]
    total = added + changed + retired
    if not said:
        return "No question is new, changed or retired."
    return f"{', '.join(said)} question{'' if total == 1 else 's'}."


def _by_topic(notes: Iterable[PackagedNote]) -> Iterator[str]:
    topics: dict[str, list[str]] = {}
    for note in notes:
        topics.setdefault(topic(note), []).append(_said(note))
    for name, titles in topics.items():
        if name or len(topics) > 1:
            yield f"### {_literal(name) or 'Other questions'}"
        yield _list(titles)


def _changed(change: Change) -> str:
    return f"{_said(change.new)} ({', '.join(_fields(change))})"


def _fields(change: Change) -> list[str]:
    """The names of the fields that changed, in small letters; tags do not count."""
    old = change.old.fields if change.old else ()
    pairs = zip(old, change.new.fields, strict=False)
    return [_literal(name.lower()) for (_, before), (name, after) in pairs if before != after]


def _said(note: PackagedNote) -> str:
    return _literal(title(note, _LONGEST))


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _literal(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
