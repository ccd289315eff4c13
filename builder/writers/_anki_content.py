"""What the notes of a bank hold, whatever carries them to Anki: a package or a text file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.errors import DeckpressError, RenderError
from builder.identity import guid_of
from builder.model import Kind
from builder.writers import _anki_adopted
from builder.writers._anki_fields import cards, field_values, note_type_of
from builder.writers._anki_words import tags
from builder.writers._media import packed_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from builder.model import AdoptedType, Bank, Origin, Question
    from builder.settings import Settings
    from builder.writers._note_types import NoteType


@dataclass(frozen=True, slots=True)
class Content:
    """A note: ``values`` has one for each field of the note type; ``place`` counts from 1."""

    question: Question
    guid: str
    note_type: NoteType
    values: tuple[str, ...]
    tags: tuple[str, ...]
    cards: tuple[int, ...]
    place: int


def contents(bank: Bank, settings: Settings) -> Iterator[Content]:
    """The notes in the order of the bank, without clozes that hide nothing: they have no card.

    Raises DeckpressError where two questions would be one note, and RenderError with the place of
    a text that cannot be shown.
    """
    seen: dict[str, Origin] = {}
    names = packed_names(bank.media)
    for place, question in enumerate(bank.questions, start=1):
        content = _content(question, place, settings, names, bank.types)
        if question.kind is Kind.CLOZE and not content.cards:
            continue
        if content.guid in seen:
            raise DeckpressError(
                f"{question.origin} and {seen[content.guid]} would be the same note of Anki "
                f"(GUID {content.guid}). Give one of them another id or guid."
            )
        seen[content.guid] = question.origin
        yield content


def _content(
    question: Question,
    place: int,
    settings: Settings,
    names: Mapping[str, str],
    types: Sequence[AdoptedType],
) -> Content:
    if question.note_type:
        return _adopted(question, place, settings, names, types)
    note_type = note_type_of(question)
    try:
        values = field_values(question, names)
    except RenderError as error:
        raise RenderError(f"{question.origin}: {error}") from error
    return Content(
        question,
        guid_of(question, settings.namespace),
        note_type,
        tuple(values.get(field.name, "") for field in note_type.fields),
        tuple(tags(question, settings)),
        cards(question, values),
        place,
    )


def _adopted(
    question: Question,
    place: int,
    settings: Settings,
    names: Mapping[str, str],
    types: Sequence[AdoptedType],
) -> Content:
    """A note that is in use already, with the type, the fields and the tags it has there."""
    kind = _anki_adopted.adopted_type(question, types)
    note_type = _anki_adopted.note_type_of(kind)
    try:
        values = _anki_adopted.field_values(question, kind, names)
    except RenderError as error:
        raise RenderError(f"{question.origin}: {error}") from error
    return Content(
        question,
        guid_of(question, settings.namespace),
        note_type,
        tuple(values.get(field.name, "") for field in note_type.fields),
        tuple(_anki_adopted.tags(question)),
        _anki_adopted.cards(note_type, values),
        place,
    )
