"""A package of Anki: every note a question, with all that keeps its learners' reviews.

A note of Deckpress's own types becomes the question it was made from. Any other keeps its GUID
and its note type, so that a deck built from it updates the notes of those who study it already.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder import characters, files, packages
from builder.errors import DeckpressError
from builder.identity import question_id
from builder.model import AdoptedType, Kind, Media, Origin, Problem, Question, Reading, Severity
from builder.readers._anki import foreign
from builder.readers._anki import own as _anki_own
from builder.readers._anki.html import field_to_markdown, is_only_pictures
from builder.readers._bank.entry import GUID, ID
from builder.text import escape_markdown, repair

if TYPE_CHECKING:
    from builder.model import Source
    from builder.packages import Package, PackagedNote, PackagedType

_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_LATEX = re.compile(r"\[latex\]", re.IGNORECASE)
_TYPED = re.compile(r"\{\{(?:[^{}]{1,99}:)?type:")
_LONGEST = 200_000  # characters of a field; markup shows no more


def recognises(source: Source) -> bool:
    """Whether the bytes are a zip archive; no text is read from one otherwise."""
    return source.data.startswith(files.ZIP)


def read(source: Source) -> Reading:
    """The questions of a package, in the order in which its new cards come.

    The line of an origin is the note's place in that order, from 1.
    """
    try:
        package = packages.read(source.data, source.path)
    except DeckpressError as error:
        problem = Problem(Origin(source.path, 1), Severity.ERROR, "unreadable", str(error))
        return Reading((), (replace(problem, message=_without_name(str(error), source.path)),))
    return _Package(package, source.path).reading()


def _without_name(message: str, path: str) -> str:
    return message.removeprefix(f"{path}: ")


class _Package:
    """A package while it is read."""

    def __init__(self, package: Package, path: str) -> None:
        self._package = package
        self._types = {kind.id: kind for kind in package.types}
        self._path = path
        self._problems: list[Problem] = []

    def reading(self) -> Reading:
        notes = [self._cleaned(note, line) for line, note in enumerate(self._package.notes, 1)]
        own = [note for note in notes if _anki_own.is_own(self._types[note.type_id])]
        root = _anki_own.root_of(own)
        topics = foreign.topics_of(notes)
        questions = []
        for line, (note, topic) in enumerate(zip(notes, topics, strict=True), start=1):
            origin = Origin(self._path, line)
            question = self._question(note, topic, root, origin)
            if question and self._is_sound(question, note, origin):
                questions.append(question)
        used = {question.note_type for question in questions}
        types = [self._adopted(kind) for kind in self._types.values() if str(kind.id) in used]
        media = tuple(
            Media(name, data, Origin(self._path, 1)) for name, data in self._package.media
        )
        return Reading(tuple(questions), tuple(self._problems), media, tuple(types))

    def _question(
        self, note: PackagedNote, topic: str, root: str, origin: Origin
    ) -> Question | None:
        kind = self._types[note.type_id]
        own = _anki_own.is_own(kind)
        if own and _anki_own.is_retired(note):
            self._report(origin, Severity.INFO, "retired", "a retired note; it is left out")
            return None
        if not own and foreign.is_occlusion(note, kind):
            self._report(
                origin, Severity.WARNING, "image-occlusion", "hides parts of a picture; left out"
            )
            return None
        try:
            if own:
                question = _anki_own.question_of(note, root)
            else:
                question = foreign.question_of(note, kind, topic)
            return self._usable(question, origin)
        except ValueError as error:
            self._report(origin, Severity.ERROR, "unreadable", f"{error}; the note is left out")
            return None

    def _is_sound(self, question: Question, note: PackagedNote, origin: Origin) -> bool:
        """Whether there is something to ask; what a learner would miss of it is reported."""
        if not question.question.strip():
            self._report(
                origin, Severity.WARNING, "empty-question", "its front is empty; it is left out"
            )
            return False
        if question.kind is Kind.CLOZE and "{{c" not in question.question:
            self._report(origin, Severity.WARNING, "no-cloze", "hides nothing; it is left out")
            return False
        if question.kind is Kind.CHOICE and not any(choice.correct for choice in question.choices):
            self._report(origin, Severity.WARNING, "no-correct-choice", "left out: no right choice")
            return False
        if is_only_pictures(question.question):
            self._report(
                origin,
                Severity.WARNING,
                "only-pictures",
                "its front is a picture or a sound; write the question beside it",
            )
        if any(_LATEX.search(value) for _, value in note.fields):
            self._report(
                origin,
                Severity.WARNING,
                "latex",
                "[latex] stays as it is written; mathematics in dollars is shown",
            )
        return True

    def _usable(self, question: Question, origin: Origin) -> Question:
        """The question with an id and a GUID that a bank can hold."""
        identifier = question.id if ID.fullmatch(question.id) else question_id(question.question)
        question = replace(question, id=identifier, origins=(origin,))
        if GUID.fullmatch(question.guid):
            return question
        self._report(
            origin,
            Severity.WARNING,
            "bad-guid",
            "its GUID has spaces or letters beyond ASCII, so learners get it as a new card",
        )
        further = tuple(
            f"**{escape_markdown(name)}:** {field_to_markdown(value)}"
            for name, value in question.fields
        )
        answers = (*question.more_answers, *further)
        return replace(question, guid="", note_type="", fields=(), more_answers=answers)

    def _adopted(self, kind: PackagedType) -> AdoptedType:
        origin = Origin(self._path, 1)
        if foreign.runs_scripts(kind):
            self._report(
                origin,
                Severity.WARNING,
                "script",
                f"cards of the note type {kind.name!r} run a script; look at it before you share"
                " a deck with it",
            )
        if any(_TYPED.search(front) for _, _, front, _ in kind.templates):
            self._report(
                origin,
                Severity.INFO,
                "typed",
                f"answers of the note type {kind.name!r} are typed in; keep them to one line",
            )
        return foreign.adopted(kind, origin)

    def _cleaned(self, note: PackagedNote, line: int) -> PackagedNote:
        """A note without the characters that no source may have, its mojibake repaired."""
        own = _anki_own.is_own(self._types[note.type_id])
        origin = Origin(self._path, line)
        fields = []
        for name, value in note.fields:
            plain = characters.UNWANTED.sub("", _LINE_ENDS.sub("\n", value))
            # A question of ours may speak of mojibake; what Deckpress wrote was decoded before.
            mended, repairs = (plain, ()) if own else repair(plain)
            if repairs:
                self._report(
                    origin,
                    Severity.INFO,
                    "mojibake",
                    f"characters of {name} decoded with the wrong table, such as “â€™”, were"
                    " repaired",
                )
            if len(mended) > _LONGEST:
                self._report(
                    origin,
                    Severity.ERROR,
                    "too-large",
                    f"{name} is longer than {_LONGEST:,} characters; it is left out",
                )
                mended = ""
            fields.append((name, mended))
        return replace(note, fields=tuple(fields))

    def _report(self, origin: Origin, severity: Severity, code: str, message: str) -> None:
        self._problems.append(Problem(origin, severity, code, message))
