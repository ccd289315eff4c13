"""What importing a new deck over an old one does, as Anki counts it.

The old package stands for the learner's collection: imported once into Anki, and not edited
since. What a learner edited has a later time of its own and may stay as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.comparison._findings import findings
from builder.comparison._import import changes, type_changes
from builder.comparison._ledger import Outlook, outlook
from builder.comparison._nouns import Change, Comparison, Fate, Finding, TypeChange, TypeFate
from builder.comparison._readable import FieldChange, field_changes, title, topic
from builder.comparison._release_notes import release_notes
from builder.comparison._told import Line, as_data, finding_lines, note_lines, summary

if TYPE_CHECKING:
    from collections.abc import Collection

    from builder.packages import Package

__all__ = [
    "Change",
    "Comparison",
    "Fate",
    "FieldChange",
    "Finding",
    "Line",
    "Outlook",
    "TypeChange",
    "TypeFate",
    "as_data",
    "compare",
    "field_changes",
    "finding_lines",
    "note_lines",
    "outlook",
    "release_notes",
    "summary",
    "title",
    "topic",
]


def compare(
    old: Package, new: Package, *, now: int, retired: Collection[str] = frozenset()
) -> Comparison:
    """Predict the import of ``new`` by one who has ``old``.

    ``now`` is in Unix seconds; ``retired`` are the GUIDs that the ledger says have left the bank.
    """
    types = tuple(type_changes(old, new))
    forked = {change.new.id for change in types if change.fate is TypeFate.FORKED}
    notes = tuple(changes(old, new, forked))
    present = {note.guid for note in new.notes}
    gone = tuple(note for note in old.notes if note.guid not in present)
    found = Comparison(
        notes,
        retired=tuple(note for note in gone if note.guid in retired),
        left_behind=tuple(note for note in gone if note.guid not in retired),
        types=types,
    )
    return replace(found, findings=findings(old, new, found, now))
