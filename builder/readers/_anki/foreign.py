"""Notes of other people's types: which field asks, which answers, and what the rest is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.identity import question_id
from builder.model import AdoptedType, Kind, Origin, Question
from builder.readers._anki.html import field_to_markdown, sounds_as_pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.packages import PackagedNote, PackagedType

_QUESTION = (
    "question",
    "front",
    "prompt",
    "q",
    "frage",
    "vorderseite",
    "recto",
    "pregunta",
    "text",
)
_ANSWER = ("answer", "back", "a", "solution", "antwort", "rückseite", "verso", "respuesta")
_REFERENCE = re.compile(r"\{\{\s{0,9}(?![#^/!=])([^{}]{1,300})\}\}")
_SPECIAL = {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"}
# A back that is one idea can be recalled; a longer one is an answer (docs/bank.md).
_SHORT = 60  # words
_SCRIPT = re.compile(r"<script\b|\bon[a-z]{3,20}\s{0,9}=|javascript:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roles:
    """The fields of a type that ask and answer; ``answer`` is empty where none does."""

    question: str
    answer: str


def roles_of(kind: PackagedType) -> Roles:
    """By the fields' names, else by where the first card shows them, else by their order."""
    names = [name for name, _ in kind.fields]
    front, back = kind.templates[0][2:] if kind.templates else ("", "")
    hidden = _shown(front, names, cloze=True)
    shown = [*_shown(front, names), *names]
    question = hidden[0] if hidden else _named(names, _QUESTION) or shown[0]
    rest = [name for name in names if name != question]
    behind = [name for name in _shown(back, rest) if name not in _shown(front, names)]
    spare = [] if kind.kind == "cloze" else rest
    answer = _named(rest, _ANSWER) or next(iter([*behind, *spare]), "")
    return Roles(question, answer)


def adopted(kind: PackagedType, origin: Origin) -> AdoptedType:
    """The type as the bank keeps it."""
    roles = roles_of(kind)
    return AdoptedType(str(kind.id), roles.question, roles.answer, kind.definition, origin)


def runs_scripts(kind: PackagedType) -> bool:
    """Whether a template runs something when its card is shown."""
    return any(_SCRIPT.search(side) for template in kind.templates for side in template[2:])


def is_occlusion(note: PackagedNote, kind: PackagedType) -> bool:
    """Whether a note hides parts of a picture: there is no text to ask with."""
    stock = json.loads(kind.definition).get("originalStockKind")
    return stock == 6 or any("image-occlusion:" in value for _, value in note.fields)


def question_of(note: PackagedNote, kind: PackagedType, topic: str) -> Question:
    """The question of a note; its id follows from its words.

    Raises ValueError with a sentence for the user for HTML that cannot be converted.
    """
    roles = roles_of(kind)
    values = dict(note.fields)
    text = field_to_markdown(values.get(roles.question, ""))
    answer = field_to_markdown(values.get(roles.answer, ""))
    short = len(answer.split()) <= _SHORT
    return Question(
        id=question_id(text),
        question=text,
        short_answer=answer if short else "",
        answer="" if short else answer,
        kind=Kind.CLOZE if kind.kind == "cloze" else Kind.OPEN,
        topic=topic,
        tags=note.tags,
        guid=note.guid,
        note_type=str(kind.id),
        fields=tuple(
            (name, sounds_as_pictures(value).strip("\n"))
            for name, value in note.fields
            if name not in (roles.question, roles.answer) and value.strip()
        ),
    )


def topics_of(notes: Sequence[PackagedNote]) -> list[str]:
    """The topic of each note: the last part of its deck's name, where there are several decks.

    In a single deck it is the tag nested in the root that most notes share, if there is one.
    """
    decks = {note.deck for note in notes}
    roots = [tag.partition("::")[0] for note in notes for tag in note.tags if "::" in tag]
    root = max(sorted(set(roots)), key=roots.count, default="")
    nested = [_nested(note.tags, root) for note in notes]
    by_tags = len(decks) == 1 and root and sum(map(bool, nested)) * 2 > len(notes)
    return [
        (tag if by_tags else "") or _words(note.deck.rpartition("::")[2])
        for note, tag in zip(notes, nested, strict=True)
    ]


def _nested(tags: Iterable[str], root: str) -> str:
    parts = (tag.split("::") for tag in tags)
    return next((_words(part[1]) for part in parts if len(part) > 1 and part[0] == root), "")


def _words(name: str) -> str:
    return " ".join(re.sub(r"[-_]+", " ", name).split()) if " " not in name else name.strip()


def _named(names: Iterable[str], known: Sequence[str]) -> str:
    by_name = {name.casefold().strip(): name for name in names}
    return next((by_name[word] for word in known if word in by_name), "")


def _shown(side: str, names: Sequence[str], *, cloze: bool = False) -> list[str]:
    """The fields a side of a card shows, in order; only those in which it looks for clozes."""
    found = []
    for reference in _REFERENCE.findall(side):
        *filters, name = (part.strip() for part in reference.split(":"))
        if name in names and name not in _SPECIAL and (not cloze or "cloze" in filters):
            found.append(name)
    return found
