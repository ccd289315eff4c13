"""The same question once: what certainly asks the same becomes one that keeps every answer.

Certain are the same words, what a line of the bank says (``same_as``), and what ``matching`` finds
the same with nothing left over. What is only likely is suggested and never merged.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from builder import matching
from builder.merge._joined import is_written, joined
from builder.merge._settled import settled
from builder.model import Bank, Duplicate, Merge, Problem, Severity, Suggestion
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from builder.model import Question

__all__ = ["grouped", "merge", "remarks", "suggestions"]

_WORDS: Final = "the same words"
_MEANING: Final = "the same question in other words"
_SETTLED: Final = "said to be the same by same_as"
# How many suggestions one question may be in: where all look alike, the best of them will do.
_MOST: Final = 5


@dataclass
class _Entry:
    """Questions that are one: the first member leads; ``ids`` are those of all."""

    members: list[Question]
    place: int
    ids: set[str] = field(default_factory=set)
    written: str = ""


def merge(questions: Sequence[Question]) -> Merge:
    """A bank in which each question stands once, and an account of every merge.

    Two entries whose written ids differ merge only by ``same_as``: an id carries the review history
    of everyone who studies it. They are reported instead. Which questions merge does not depend on
    their order; of several without a written id the first leads.
    """
    gatherer = _Gatherer(questions)
    entries = gatherer.entries()
    merged = _with_own_ids([(joined(entry.members), entry) for entry in entries])
    apart = gatherer.apart
    owners = {name: question.id for question, entry in merged for name in entry.ids}
    kept_apart = {frozenset(owners.get(name, name) for name in pair) for pair in apart}
    return Merge(
        Bank(grouped(question for question, _ in merged)),
        tuple(gatherer.duplicates),
        (*gatherer.problems, *_asked_twice(merged, apart)),
        frozenset(pair for pair in kept_apart if len(pair) > 1),
    )


def suggestions(merged: Merge) -> tuple[Suggestion, ...]:
    """Pairs of a bank that probably ask the same and that nothing has settled, best first."""
    questions = merged.bank.questions
    found: list[Suggestion] = []
    times: dict[str, int] = defaultdict(int)
    for pair in matching.likely_pairs(questions):
        first, second = questions[pair.first], questions[pair.second]
        crowded = max(times[first.id], times[second.id]) >= _MOST
        if crowded or frozenset((first.id, second.id)) in merged.settled:
            continue
        times[first.id] += 1
        times[second.id] += 1
        found.append(Suggestion(first, second, pair.score, pair.reason))
    return tuple(found)


def remarks(found: Iterable[Suggestion]) -> Iterator[Problem]:
    """A remark for each suggestion that a line of the bank could settle.

    Two written ids in the same words have a warning already.
    """
    for each in found:
        first, second = each.first, each.second
        if not is_written(second):
            first, second = second, first
        same = same_words(first.question) == same_words(second.question)
        if is_written(second) and not (same and is_written(first)):
            yield Problem(
                second.origin,
                Severity.INFO,
                "likely-duplicate",
                f"probably asks the same as {first.id} ({first.origin}; {each.score:.2f});"
                " `deckpress duplicates` says how to settle it",
            )


def grouped(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions with those of one topic together, topics in order of first appearance."""
    pairs = Bank(tuple(questions)).by_topic()
    return tuple(question for _, members in pairs for question in members)


class _Gatherer:
    """Puts each question to its like: first what is settled, then written ids, then the rest."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.duplicates: list[Duplicate] = []
        said = settled(questions)
        self.problems, self.apart, self._groups = said.problems, said.apart, said.groups
        self._questions = questions
        self._certain = matching.certain_keys(questions)
        self._entries: list[_Entry] = []
        self._known: dict[object, list[_Entry]] = defaultdict(list)

    def entries(self) -> list[_Entry]:
        """The entries in the order of their first questions."""
        done = set[int]()
        for group in self._groups:
            entry = None
            for place in group:
                entry = self._put(place, entry, _SETTLED)
            done.update(group)
        rest = (place for place in range(len(self._questions)) if place not in done)
        for place in sorted(rest, key=lambda p: not is_written(self._questions[p])):
            entry, reason = self._like(place)
            self._put(place, entry, reason)
        return sorted(self._entries, key=lambda entry: entry.place)

    def _keys(self, place: int) -> Iterator[tuple[object, str]]:
        question = self._questions[place]
        options = tuple(sorted(same_words(choice.text) for choice in question.choices))
        yield (question.kind, same_words(question.question), options), _WORDS
        yield ("certain", self._certain[place]), _MEANING

    def _like(self, place: int) -> tuple[_Entry | None, str]:
        question = self._questions[place]
        for key, reason in self._keys(place):
            for entry in self._known.get(key, ()):
                if self._may_join(question, entry, reason):
                    return entry, reason
        return None, ""

    def _may_join(self, question: Question, entry: _Entry, reason: str) -> bool:
        notes = {each.guid for each in (question, *entry.members) if each.guid}
        if reason == _MEANING and len(notes) > 1:
            return False  # both are notes in use, each with its own history
        if entry.written and is_written(question) and entry.written != question.id:
            return False
        if any(frozenset((question.id, name)) in self.apart for name in entry.ids):
            return False
        return not any(matching.told_apart(question, member) for member in entry.members[:3])

    def _put(self, place: int, entry: _Entry | None, reason: str) -> _Entry:
        question = self._questions[place]
        if entry is None:
            entry = _Entry([], place)
            self._entries.append(entry)
        else:
            self.duplicates.append(Duplicate(entry.members[0], question, reason))
        entry.members.append(question)
        entry.ids.add(question.id)
        entry.place = min(entry.place, place)
        if not entry.written and is_written(question):
            entry.written = question.id
        for key, _ in self._keys(place):
            shelf = self._known[key]
            if not any(known is entry for known in shelf):
                shelf.append(entry)
        return entry


def _with_own_ids(merged: list[tuple[Question, _Entry]]) -> list[tuple[Question, _Entry]]:
    """The same words may ask several things: all but the first get an id with their own digest."""
    seen: set[str] = set()
    found = []
    for question, entry in merged:
        own = question
        if question.id in seen and not is_written(question):
            options = "\x1f".join(choice.text for choice in question.choices)
            text = f"{options}\x1f{question.answer}".encode()
            own = replace(question, id=f"{question.id}-{hashlib.sha256(text).hexdigest()[:4]}")
        seen.add(own.id)
        found.append((own, entry))
    return found


def _asked_twice(
    merged: Iterable[tuple[Question, _Entry]], apart: set[frozenset[str]]
) -> Iterator[Problem]:
    """Entries with ids of their own in the same words: kept, and reported."""
    first_of: dict[object, Question] = {}
    for question, entry in merged:
        if not entry.written:
            continue
        options = tuple(sorted(same_words(choice.text) for choice in question.choices))
        key = (question.kind, same_words(question.question), options)
        first = first_of.setdefault(key, question)
        if first is not question and frozenset((first.id, question.id)) not in apart:
            yield Problem(
                question.origin,
                Severity.WARNING,
                "asked-twice",
                f"asks in the same words as {first.id} ({first.origin}); ids are written, both are"
                " kept",
            )
