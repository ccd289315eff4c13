"""What of an import is new, and what the bank has already.

A question is known by its GUID in Anki, because the bank asks the same, or by its id.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder import matching
from builder.identity import guid_of
from builder.model import Problem, Severity
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from builder.model import Question
    from builder.settings import Settings

_LONGEST_ID: Final = 80


class Known:
    """Sorts questions into ``new`` ones, each with an id of its own, and ``old`` ones."""

    def __init__(self, present: Sequence[Question], settings: Settings) -> None:
        """Begin with the questions of the bank; ``settings`` give the GUIDs of those without."""
        self.new: list[Question] = []
        self.old: list[tuple[Question, str]] = []
        self._namespace = settings.namespace
        self._guids = {guid_of(each, settings.namespace): each for each in present}
        self._words = {_words(each): each for each in present}
        self._ids = {each.id: each for each in present}
        self._present = tuple(present)
        self._certain: dict[object, Question] = {}
        self._taken = set(self._ids)

    def sort(self, questions: Iterable[Question]) -> Iterator[Problem]:
        """Sort them all; a note in use that the bank knows by another GUID is reported."""
        asked = tuple(questions)
        keys = matching.certain_keys((*self._present, *asked))
        self._certain = dict(reversed(list(zip(keys, self._present, strict=False))))
        for question, key in zip(asked, keys[len(self._present) :], strict=True):
            twin = self._twin(question, key)
            if twin is None:
                self._add(question)
            else:
                self.old.append((question, twin.id))
                yield from self._strangers(question, twin)

    def _twin(self, question: Question, key: object) -> Question | None:
        by_guid = self._guids.get(question.guid) if question.guid else None
        by_id = self._ids.get(question.id)
        same_id = by_id if by_id and by_id.kind is question.kind else None
        return by_guid or self._asking(question, key) or same_id

    def _asking(self, question: Question, key: object) -> Question | None:
        """What asks the same, in the same words or in others, unless the bank says it does not."""
        for twin in (self._words.get(_words(question)), self._certain.get(key)):
            if twin and question.id not in twin.not_same_as:
                return None if matching.told_apart(question, twin) else twin
        return None

    def _strangers(self, question: Question, twin: Question) -> Iterator[Problem]:
        if not question.guid or question.guid == guid_of(twin, self._namespace):
            return
        also = f" and note_type: {question.note_type}" if question.note_type else ""
        yield Problem(
            question.origin,
            Severity.WARNING,
            "not-adopted",
            f"{twin.id} asks the same and is another note in Anki, so learners of this deck would"
            f" get it as a new card; to keep their reviews, write guid: {question.guid}{also}",
        )

    def _add(self, question: Question) -> None:
        stem, number = question.id, 2
        while question.id in self._taken:
            end = f"-{number}"
            question = replace(question, id=stem[: _LONGEST_ID - len(end)] + end)
            number += 1
        self._taken.add(question.id)
        self._guids[guid_of(question, self._namespace)] = question
        self.new.append(question)


def _words(question: Question) -> object:
    options = tuple(sorted(same_words(choice.text) for choice in question.choices))
    return question.kind, same_words(question.question), options
