"""The deck for Anki: one package, one deck, a note for every question.

What genanki leaves to chance or gets wrong is decided here: GUIDs, times, ids, cards and the
order of new cards. The reasons stand in ``docs/note-types.md``.
"""

# mypy: disable-error-code="no-untyped-call"
# genanki has no annotations; its classes are subclassed and called here and nowhere else.

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING, Any

from genanki.card import Card
from genanki.deck import Deck
from genanki.model import Model
from genanki.note import Note
from genanki.package import Package

from builder.errors import DeckpressError, RenderError
from builder.identity import note_guid
from builder.model import Artifact, Kind
from builder.writers._anki_fields import cards, field_values, note_type_of
from builder.writers._anki_words import description, tags
from builder.writers._apkg import pack
from builder.writers._note_types import NoteType, fields_of, style, templates_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.model import Bank, Origin, Question
    from builder.settings import Settings


def write(bank: Bank, settings: Settings) -> Artifact:
    """Make the deck; a cloze question without a cloze has no card and is left out.

    Raises DeckpressError where two questions would be one note, or without a time of building.
    """
    if settings.built_at <= 0:  # Anki cannot read a package of time 0
        raise DeckpressError("A deck needs a time of building after 1970; set the clock right.")
    notes = _notes(bank, settings)
    topics = len({note.topic for note in notes if note.topic})
    about = description(len(notes), topics, settings)
    deck = _Deck(_deck_id(settings.deck), settings.deck, about)
    deck.modified = settings.built_at
    deck.notes = notes
    with closing(sqlite3.connect(":memory:")) as database:
        package = Package(deck)
        package.write_to_db(database.cursor(), settings.built_at, _ids(notes, settings))
        database.commit()
        data = pack(database)
    return Artifact("deck", f"{settings.name}.apkg", data, notes=len(notes))


def _modified(settings: Settings) -> int:
    """When a note or a note type last changed, in Unix seconds.

    Anki takes an update only where this is later than what it has, and then replaces all fields
    and tags of the note.
    """
    return settings.built_at


class _Note(Note):
    """A note with its own time and with the cards it really has."""

    def __init__(self, orders: tuple[int, ...], modified: int, topic: str, **known: Any) -> None:
        super().__init__(**known)
        self.orders = orders
        self.modified = modified
        self.topic = topic

    @property
    def cards(self) -> list[Card]:
        return [Card(order) for order in self.orders]

    def write_to_db(self, cursor: Any, _timestamp: float, deck_id: int, id_gen: Any) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """The fields come from a sanitiser, and genanki's own check takes quadratic time."""


class _Model(Model):
    """A note type with its own time, whose cards depend on the fields Anki says they do."""

    def __init__(self, note_type: NoteType, modified: int) -> None:
        super().__init__(
            note_type.id,
            note_type.name,
            fields_of(note_type),
            templates_of(note_type),
            css=style(),
            model_type=self.CLOZE if note_type.cloze else self.FRONT_BACK,
        )
        self.note_type = note_type
        self.modified = modified

    @property
    def _req(self) -> list[list[Any]]:
        return [
            [order, "all", [self.note_type.position(name) for name in template.needs]]
            for order, template in enumerate(self.note_type.templates)
        ]

    def to_json(self, _timestamp: float, deck_id: int) -> dict[str, Any]:
        return dict(super().to_json(self.modified, deck_id))


class _Deck(Deck):
    """A deck whose description is Markdown."""

    modified = 0

    def to_json(self) -> dict[str, Any]:
        today = {key: [0, 0] for key in ("lrnToday", "newToday", "revToday", "timeToday")}
        return {**super().to_json(), **today, "md": True, "mod": self.modified}


def _notes(bank: Bank, settings: Settings) -> list[_Note]:
    models: dict[int, _Model] = {}
    seen: dict[str, Origin] = {}
    notes = []
    for place, question in enumerate(bank.questions, start=1):
        values = _values(question)
        orders = cards(question, values)
        if question.kind is Kind.CLOZE and not orders:
            continue
        guid = question.guid or note_guid(settings.namespace, question.id, question.kind)
        if guid in seen:
            raise DeckpressError(
                f"{question.origin} and {seen[guid]} would be the same note of Anki "
                f"(GUID {guid}). Give one of them another id or guid."
            )
        seen[guid] = question.origin
        note_type = note_type_of(question)
        if note_type.id not in models:
            models[note_type.id] = _Model(note_type, _modified(settings))
        notes.append(
            _Note(
                orders,
                _modified(settings),
                question.topic,
                model=models[note_type.id],
                fields=[values.get(field.name, "") for field in note_type.fields],
                guid=guid,
                tags=tags(question, settings),
                due=place,
            )
        )
    return notes


def _values(question: Question) -> dict[str, str]:
    try:
        return field_values(question)
    except RenderError as error:
        raise RenderError(f"{question.origin}: {error}") from error


def _ids(notes: list[_Note], settings: Settings) -> Iterator[int]:
    """Ids of notes and cards: milliseconds, as in Anki, the last of them before the build."""
    wanted = len(notes) + sum(len(note.orders) for note in notes)
    return count(max(1, settings.built_at * 1000 - wanted))


def _deck_id(name: str) -> int:
    """An id from the name, in the range that Anki's own ids leave free: 2**30 to 2**31."""
    digest = hashlib.sha256(name.encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:4]) % (1 << 30)
