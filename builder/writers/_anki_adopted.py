"""Notes of adopted types: the fields, tags and cards with which Anki updates them in place."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from builder.errors import DeckpressError
from builder.markup import inline_html, pictures, safe_html, to_html
from builder.model import Kind
from builder.writers import _anki_cloze
from builder.writers._anki_html import to_field
from builder.writers._media import with_sounds
from builder.writers._note_types import Field, NoteType, Template

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from builder.model import AdoptedType, Question

_SOURCE = re.compile(r'(<img\b[^<>]{0,4000}?\bsrc=")([^"<>]{1,300})(")')
_REFERENCE = re.compile(r"\{\{([#^/]?)\s{0,9}([^{}]{1,300}?)\s{0,9}\}\}")
_SPACE = re.compile(r"\s+")


def adopted_type(question: Question, types: Iterable[AdoptedType]) -> AdoptedType:
    """The type a question was adopted with; raises DeckpressError where the bank has it not."""
    found = next((kind for kind in types if kind.id == question.note_type), None)
    if found is None:
        raise DeckpressError(
            f"{question.origin}: there is no note type {question.note_type} in note-types/;"
            " restore its file, or import the deck again"
        )
    is_cloze = json.loads(found.definition).get("type", 0) == 1
    if is_cloze is not (question.kind is Kind.CLOZE):
        raise DeckpressError(
            f"{question.origin}: its note type makes {'clozes' if is_cloze else 'no clozes'}, and"
            f" the question is of the kind {question.kind}. Give it back its kind, or delete"
            " note_type and guid: learners then get it as a new card."
        )
    return found


@lru_cache(maxsize=64)
def note_type_of(kind: AdoptedType) -> NoteType:
    """The type for the writer of packages."""
    definition = json.loads(kind.definition)
    return NoteType(
        definition["name"],
        int(kind.id),
        tuple(Field(each["name"], each.get("id") or 0) for each in definition["flds"]),
        tuple(
            Template(each["name"], each.get("id") or 0, each["qfmt"], (each["afmt"],), "", "", ())
            for each in definition["tmpls"]
        ),
        cloze=definition.get("type", 0) == 1,
        definition=kind.definition,
    )


def field_values(question: Question, kind: AdoptedType, names: Mapping[str, str]) -> dict[str, str]:
    """Values by field name: question, answer, and the other fields as the bank keeps them.

    A picture that is not in the bank keeps its name, for learners have it already.
    """
    names = {**_shown(question), **names}
    values = {name: _kept(html, names) for name, html in question.fields}
    answers = (question.short_answer, question.answer, *question.more_answers)
    shown = [answer for answer in answers if answer.strip()]
    if kind.answer:
        back = inline_html(shown[0]) if len(shown) == 1 else "".join(map(to_html, shown))
        values[kind.answer] = to_field(back, names)
    if question.kind is Kind.CLOZE:
        values = {name: _anki_cloze.inert(value) for name, value in values.items()}
        text = to_field(inline_html(_anki_cloze.mark(question.question)), names)
        values[kind.question] = _anki_cloze.unmark(text)
    else:
        values[kind.question] = to_field(inline_html(question.question), names)
    return {name: with_sounds(value) for name, value in values.items()}


def _shown(question: Question) -> dict[str, str]:
    texts = (question.question, question.short_answer, question.answer, *question.more_answers)
    return {picture.source: picture.source for text in texts for picture in pictures(text)}


def tags(question: Question) -> list[str]:
    """The tags as they are: learners search and filter by them."""
    found = (_SPACE.sub("_", unicodedata.normalize("NFC", tag.strip())) for tag in question.tags)
    return list(dict.fromkeys(filter(None, found)))


def cards(note_type: NoteType, values: Mapping[str, str]) -> tuple[int, ...]:
    """Which cards a note has, from 0: as Anki does, by what the fronts show."""
    filled = {name for name, value in values.items() if value.strip()}
    if note_type.cloze:
        hidden = {name for name in filled if _hides(note_type.templates[0].front, name)}
        found = {number for name in hidden for number in _anki_cloze.numbers(values[name])}
        return tuple(sorted(number - 1 for number in found))
    fronts = (template.front for template in note_type.templates)
    found_cards = tuple(order for order, front in enumerate(fronts) if _shows(front, filled))
    return found_cards or (0,)


def _shows(front: str, filled: Collection[str]) -> bool:
    """Whether a front shows any field: without one, there is no card."""
    conditions: list[bool] = []
    for sign, reference in _REFERENCE.findall(front):
        name = reference.rpartition(":")[2].strip()
        if sign == "/":
            del conditions[-1:]
        elif sign:
            conditions.append((name in filled) is (sign == "#"))
        elif name in filled and all(conditions):
            return True
    return False


def _hides(front: str, name: str) -> bool:
    references = (reference.split(":") for sign, reference in _REFERENCE.findall(front) if not sign)
    return any(parts[-1].strip() == name and "cloze" in parts[:-1] for parts in references)


def _kept(html: str, names: Mapping[str, str]) -> str:
    """A field that is neither question nor answer: safe, and otherwise as it was."""

    def renamed(image: re.Match[str]) -> str:
        return f"{image[1]}{names.get(unescape(image[2]), image[2])}{image[3]}"

    return unicodedata.normalize("NFC", _SOURCE.sub(renamed, safe_html(html)))
