"""The same question once: entries in the same words become one that keeps every answer.

A comparator says why two questions are the same. There is one so far, of the same words; wider
ones belong beside it in COMPARATORS, and nothing else has to change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.identity import question_id
from builder.model import Bank, Duplicate, Merge, Problem, Question, Severity
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Comparator:
    """``key`` gives questions that are the same the same value; ``reason`` is told to people."""

    reason: str
    key: Callable[[Question], object]


def _words(question: Question) -> object:
    options = tuple(sorted(same_words(choice.text) for choice in question.choices))
    return question.kind, same_words(question.question), options


COMPARATORS = (Comparator("the same words", _words),)


def merge(questions: Sequence[Question]) -> Merge:
    """A bank in which each question stands once, and an account of every merge.

    Two entries whose written ids differ are never merged: an id carries the review history of
    everyone who studies it. They are reported instead.
    """
    kept: list[Question] = list(questions)
    duplicates: list[Duplicate] = []
    problems: list[Problem] = []
    for comparator in COMPARATORS:
        kept, merged, apart = _merge_by(comparator, kept)
        duplicates += merged
        problems += apart
    return Merge(Bank(grouped(kept)), tuple(duplicates), tuple(problems))


def grouped(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions with those of one topic together, topics in order of first appearance."""
    pairs = Bank(tuple(questions)).by_topic()
    return tuple(question for _, members in pairs for question in members)


def _merge_by(
    comparator: Comparator, questions: Sequence[Question]
) -> tuple[list[Question], list[Duplicate], list[Problem]]:
    groups: dict[object, list[Question]] = {}
    order: list[tuple[object, int]] = []
    duplicates: list[Duplicate] = []
    problems: list[Problem] = []
    for question in questions:
        key = comparator.key(question)
        group = groups.setdefault(key, [])
        place = _twin(group, question)
        if place is None:
            if group:
                problems.append(_apart(group[0], question))
            order.append((key, len(group)))
            group.append(question)
        else:
            duplicates.append(Duplicate(group[place], question, comparator.reason))
            group[place] = joined(group[place], question)
    return [groups[key][place] for key, place in order], duplicates, problems


def _twin(group: Sequence[Question], question: Question) -> int | None:
    """The first of a group that a question can join: at most one of the two ids is written."""
    for place, other in enumerate(group):
        if other.id == question.id or not (_is_written(other) and _is_written(question)):
            return place
    return None


def _is_written(question: Question) -> bool:
    return question.id != question_id(question.question)


def joined(first: Question, second: Question) -> Question:
    """One entry of two: the written one leads, else the first; answers, tags, origins of both."""
    if _is_written(second) and not _is_written(first):
        lead, other = second, first
    else:
        lead, other = first, second
    answers = _distinct((lead.answer, *lead.more_answers, other.answer, *other.more_answers))
    # A note in use goes with its type and its fields, whichever of the two it belongs to.
    note = lead if lead.guid or not other.guid else other
    short_answer, *more_short = _distinct((lead.short_answer, other.short_answer)) or [""]
    answer, *more = [*answers, *more_short] or [""]
    return replace(
        lead,
        short_answer=short_answer,
        answer=answer,
        more_answers=tuple(more),
        topic=lead.topic or other.topic,
        level=lead.level or other.level,
        minutes=lead.minutes or other.minutes,
        tags=tuple(dict.fromkeys((*lead.tags, *other.tags))),
        follow_ups=tuple(dict.fromkeys((*lead.follow_ups, *other.follow_ups))),
        rubric=lead.rubric or other.rubric,
        red_flags=tuple(dict.fromkeys((*lead.red_flags, *other.red_flags))),
        references=tuple(dict.fromkeys((*lead.references, *other.references))),
        checked=lead.checked or other.checked,
        reverse=lead.reverse or other.reverse,
        guid=note.guid,
        note_type=note.note_type,
        fields=note.fields,
        origins=tuple(dict.fromkeys((*lead.origins, *other.origins))),
    )


def _distinct(answers: Iterable[str]) -> list[str]:
    """Answers without empty ones and repetitions; white space alone makes no difference."""
    seen = {" ".join(answer.split()): answer for answer in reversed(list(answers)) if answer}
    return list(reversed(seen.values()))


def _apart(first: Question, second: Question) -> Problem:
    return Problem(
        second.origin,
        Severity.WARNING,
        "asked-twice",
        f"asks in the same words as {first.id} ({first.origin}); ids are written, both are kept",
    )
