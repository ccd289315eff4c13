"""Several entries as one that keeps every answer, the best first, and every origin."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder.identity import question_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.model import Question

# Words beyond which an answer is no better for being longer: about what one says in two minutes.
_ENOUGH: Final = 200
_SHOWN: Final = 20  # what a piece of code or a table counts for, in words
_CODE_OR_TABLE: Final = re.compile(r"^ {0,3}(?:```|~~~|\|[ :-]*-{3})", re.MULTILINE)


def is_written(question: Question) -> bool:
    """Whether somebody wrote the id, rather than that it was derived from the words."""
    return question.id != question_id(question.question)


def joined(members: Sequence[Question]) -> Question:
    """One entry of many: the first leads; the answers, tags and origins of all."""
    lead, *others = members
    for other in others:
        lead = _with(lead, other)
    own = (members[0].answer, *members[0].more_answers) if is_written(members[0]) else ()
    answers = [text for each in members for text in (each.answer, *each.more_answers)]
    short, *more_short = _distinct(each.short_answer for each in members) or [""]
    ranked = sorted(_distinct(answers), key=_fullness, reverse=True)
    # What a bank's author wrote comes first as written; the rest by how much it says.
    answer, *more = [*_distinct([*own, *ranked, *more_short])] or [""]
    return replace(lead, short_answer=short, answer=answer, more_answers=tuple(more))


def _fullness(answer: str) -> int:
    """How much an answer says, in words; sorting by it keeps the order of equal ones."""
    shown = len(_CODE_OR_TABLE.findall(answer)) > 0
    return min(len(answer.split()), _ENOUGH) + _SHOWN * shown


def _with(lead: Question, other: Question) -> Question:
    # A note in use goes with its type and its fields, whichever of the two it belongs to, unless
    # the lead's own id carries a history.
    adopts = other.guid and not lead.guid and not (is_written(lead) and is_written(other))
    note = other if adopts else lead
    return replace(
        lead,
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
        licence="; ".join(dict.fromkeys(filter(None, (lead.licence, other.licence)))),
        same_as=tuple(dict.fromkeys((*lead.same_as, *other.same_as))),
        not_same_as=tuple(dict.fromkeys((*lead.not_same_as, *other.not_same_as))),
        origins=tuple(dict.fromkeys((*lead.origins, *other.origins))),
    )


def _distinct(answers: Iterable[str]) -> list[str]:
    """Answers without empty ones and repetitions; white space alone makes no difference."""
    found: dict[str, str] = {}
    for answer in answers:
        if answer:
            found.setdefault(" ".join(answer.split()), answer)
    return list(found.values())
