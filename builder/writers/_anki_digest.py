"""Digests of what a learner sees: while one stays the same, so does the time of its note."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from builder.writers._note_types import definition_of, fields_of, style, templates_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.writers._note_types import NoteType

_DIGITS = 16  # hex: no clash to be expected among 10^9 versions of notes


def digest(note_type: NoteType, fields: Sequence[str], tags: Sequence[str]) -> str:
    """The digest of a note: its type, its fields and its tags.

    Pictures and sounds are in it by their names, which hold a digest of their bytes.
    """
    return _digest([note_type.id, list(fields), sorted(tags)])


def type_digest(note_type: NoteType) -> str:
    """The digest of a note type: its names, fields, templates and look."""
    if note_type.definition:
        return _digest({**definition_of(note_type), "mod": 0})
    return _digest([note_type.name, fields_of(note_type), templates_of(note_type), style()])


def _digest(data: object) -> str:
    text = json.dumps(data, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
