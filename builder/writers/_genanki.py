"""genanki, put right: GUIDs, times, ids, cards and the order of new cards are decided here.

The only import of genanki. The reasons stand in ``docs/note-types.md``.
"""

# mypy: disable-error-code="no-untyped-call"
# genanki has no annotations; its classes are subclassed and called here and nowhere else.

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from genanki.card import Card
from genanki.deck import Deck
from genanki.model import Model
from genanki.note import Note
from genanki.package import Package

from builder.writers._apkg import pack
from builder.writers._note_types import NoteType, definition_of, fields_of, style, templates_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class NoteContent:
    """A note of a deck.

    ``values`` has a field for each of the note type's, in its order; ``cards`` are the places of
    its templates or clozes, from 0; ``changed`` is in Unix seconds; ``due`` orders new cards.
    """

    guid: str
    note_type: NoteType
    values: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    changed: int
    due: int


def package(
    name: str,
    description: str,
    notes: Sequence[NoteContent],
    types_changed: Mapping[int, int],
    files: Mapping[str, bytes],
) -> bytes:
    """The package of one deck; ``types_changed`` gives each note type's time by its id.

    ``files`` are pictures and sounds, by the names that the notes refer to.

    Nothing in it but these decides its bytes: no clock, no chance.
    """
    changed = max((note.changed for note in notes), default=1)
    types = {note.note_type.id: note.note_type for note in notes}
    models = {place: _Model(kind, types_changed[place]) for place, kind in types.items()}
    deck = _Deck(_deck_id(name), name, description)
    deck.modified = changed
    deck.notes = [_Note(note, models[note.note_type.id]) for note in notes]
    with closing(sqlite3.connect(":memory:")) as database:
        Package(deck).write_to_db(database.cursor(), changed, _ids(notes, changed))
        database.commit()
        return pack(database, files)


class _Note(Note):
    """A note with its own time and with the cards it really has."""

    def __init__(self, content: NoteContent, model: _Model) -> None:
        super().__init__(
            model=model,
            fields=list(content.values),
            guid=content.guid,
            tags=list(content.tags),
            due=content.due,
        )
        self.content = content

    @property
    def cards(self) -> list[Card]:
        return [Card(order) for order in self.content.cards]

    def write_to_db(self, cursor: Any, _timestamp: float, deck_id: int, id_gen: Any) -> None:
        super().write_to_db(cursor, self.content.changed, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """The fields come from a sanitiser, and genanki's own check takes quadratic time."""


class _Model(Model):
    """A note type with its own time, whose cards depend on the fields Anki says they do."""

    def __init__(self, note_type: NoteType, modified: int) -> None:
        kept = definition_of(note_type)
        super().__init__(
            note_type.id,
            note_type.name,
            kept.get("flds") or fields_of(note_type),
            kept.get("tmpls") or templates_of(note_type),
            css=style(),
            model_type=self.CLOZE if note_type.cloze else self.FRONT_BACK,
        )
        self.note_type = note_type
        self.kept = kept
        self.modified = modified

    @property
    def _req(self) -> list[list[Any]]:
        return [
            [order, "all", [self.note_type.position(name) for name in template.needs]]
            for order, template in enumerate(self.note_type.templates)
        ]

    def to_json(self, _timestamp: float, deck_id: int) -> dict[str, Any]:
        made = super().to_json(self.modified, deck_id)
        return {**made, **self.kept, "mod": self.modified}


class _Deck(Deck):
    """A deck whose description is Markdown."""

    modified = 0

    def to_json(self) -> dict[str, Any]:
        today = {key: [0, 0] for key in ("lrnToday", "newToday", "revToday", "timeToday")}
        return {**super().to_json(), **today, "md": True, "mod": self.modified}


def _ids(notes: Sequence[NoteContent], changed: int) -> Iterator[int]:
    """Ids of notes and cards: milliseconds, as in Anki, the last of them before the change."""
    wanted = len(notes) + sum(len(note.cards) for note in notes)
    return count(max(1, changed * 1000 - wanted))


def _deck_id(name: str) -> int:
    """An id from the name, in the range that Anki's own ids leave free: 2**30 to 2**31."""
    digest = hashlib.sha256(name.encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4]) % (1 << 30)
