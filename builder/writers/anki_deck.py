"""The deck for Anki: one package, one deck, a note for every question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder import ledger
from builder.errors import DeckpressError
from builder.model import Artifact, Kind, Stamp
from builder.similarity import likeness
from builder.text import slug
from builder.writers._anki_content import Content, contents
from builder.writers._anki_digest import digest, type_digest
from builder.writers._anki_words import description, retired_tag
from builder.writers._genanki import NoteContent, package
from builder.writers._media import packed, shown
from builder.writers._note_types import CHOICE, CLOZE, RECALL, NoteType, definition_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.model import Bank
    from builder.settings import Settings

_RETIRED_TYPES = {Kind.OPEN: RECALL, Kind.CLOZE: CLOZE, Kind.CHOICE: CHOICE}


def write(bank: Bank, settings: Settings) -> Artifact:
    """Make the deck; a cloze question without a cloze has no card and is left out.

    Notes get their times from ``settings.ledger``, and the artifact says which. Raises
    DeckpressError where two questions would be one note, or without a time of building.
    """
    if settings.built_at <= 0:  # Anki cannot read a package of time 0
        raise DeckpressError("A deck needs a time of building after 1970; set the clock right.")
    known = settings.ledger.by_guid()
    built: list[tuple[NoteContent, Stamp]] = []
    topics = set()
    for content in contents(bank, settings):
        stamp = _stamp(content, known.get(content.guid), settings)
        built.append((_note(content, stamp), stamp))
        topics.add(content.question.topic)
    changed = max((stamp.changed for _, stamp in built), default=settings.built_at)
    about = description(len(built), len(topics - {""}), settings, changed)
    return _artifact("deck", about, built, settings, packed(bank.media))


def write_cleanup(retired: Sequence[Stamp], settings: Settings) -> Artifact:
    """The package that blanks the cards of retired notes, so that Anki can clear them away.

    It is apart from the deck: imported again after the clearing, a retired note would come back
    as one without cards.
    """
    built = [
        (_retired_note(stamp, place, settings), stamp)
        for place, stamp in enumerate(retired, start=1)
    ]
    about = "Blanks the cards of questions that were retired: *Tools, Empty Cards* removes them."
    return _artifact("cleanup", about, built, settings, {})


def _artifact(
    output: str,
    about: str,
    built: Sequence[tuple[NoteContent, Stamp]],
    known: Settings,
    files: Mapping[str, bytes],
) -> Artifact:
    notes = [note for note, _ in built]
    types = {note.note_type.id: note.note_type for note in notes}
    type_stamps = [_type_stamp(note_type, known) for note_type in types.values()]
    times = {int(stamp.guid): stamp.changed for stamp in type_stamps}
    name = f"{known.name}{'' if output == 'deck' else f'-{output}'}.apkg"
    used = shown(value for note in notes for value in note.values) if files else frozenset()
    used_files = {file: data for file, data in files.items() if file in used}
    data = package(known.deck, about, notes, times, used_files)
    stamps = (*type_stamps, *(stamp for _, stamp in built))
    return Artifact(output, name, data, notes=len(notes), stamps=stamps)


def _stamp(content: Content, known: Stamp | None, settings: Settings) -> Stamp:
    question = content.question
    fresh = Stamp(
        content.guid,
        question.id,
        ledger.ADOPTED if question.note_type else question.kind,
        digest(content.note_type, content.values, content.tags),
        0,
        0,
        likeness(question.question, question.short_answer or question.answer),
    )
    return ledger.stamp(known, fresh, settings.built_at)


def _note(content: Content, stamp: Stamp) -> NoteContent:
    return NoteContent(
        content.guid,
        content.note_type,
        content.values,
        content.tags,
        content.cards,
        stamp.changed,
        content.place,
    )


def _retired_note(stamp: Stamp, place: int, settings: Settings) -> NoteContent:
    """A note whose front is blank in Anki: ``Retired`` is filled, and no cloze is left."""
    note_type = _RETIRED_TYPES[Kind(stamp.kind)]
    values = {note_type.fields[0].name: stamp.id, "Id": stamp.id, "Retired": "retired"}
    fields = tuple(values.get(field.name, "") for field in note_type.fields)
    labels = (retired_tag(settings),)
    return NoteContent(stamp.guid, note_type, fields, labels, (), stamp.changed, place)


def _type_stamp(note_type: NoteType, settings: Settings) -> Stamp:
    guid = str(note_type.id)
    name = slug(note_type.name) or "note-type"
    fresh = Stamp(guid, name, ledger.NOTE_TYPE, type_digest(note_type), 0, 0)
    known = settings.ledger.by_guid().get(guid)
    if known is None and note_type.definition:
        # Learners have this type, and what they changed of it is theirs until the bank changes it.
        changed = min(max(definition_of(note_type).get("mod", 0), 1), settings.built_at)
        return replace(fresh, changed=changed, made=settings.built_at)
    return ledger.stamp(known, fresh, settings.built_at)
