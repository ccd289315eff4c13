"""What people have settled: ``same_as`` and ``not_same_as`` of a bank's entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.merge._joined import is_written
from builder.model import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.model import Question


@dataclass
class Settled:
    """``groups`` are places of questions that are one, the leading one first; ``apart`` ids."""

    groups: list[list[int]] = field(default_factory=list)
    apart: set[frozenset[str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def settled(questions: Sequence[Question]) -> Settled:
    """What the lines of a bank settle; a line that settles nothing is a WARNING."""
    found = Settled()
    places: dict[str, list[int]] = defaultdict(list)
    for place, question in enumerate(questions):
        places[question.id].append(place)
    for question in questions:
        for name in question.not_same_as:
            if _is_known(question, name, "not_same_as", places, found):
                found.apart.add(frozenset((question.id, name)))
    links = {place: _same(place, questions, places, found) for place in range(len(questions))}
    links = {place: targets for place, targets in links.items() if targets}
    found.groups = _groups(questions, links)
    return found


def _same(
    place: int, questions: Sequence[Question], places: dict[str, list[int]], found: Settled
) -> list[int]:
    """The places of the questions that one says it is the same as."""
    question = questions[place]
    targets: list[int] = []
    for name in question.same_as:
        if not _is_known(question, name, "same_as", places, found):
            continue
        if frozenset((question.id, name)) in found.apart:
            found.problems.append(_contradiction(question, name))
            continue
        for target in places[name]:
            if questions[target].kind is question.kind:
                targets.append(target)
            else:
                found.problems.append(_unlike(question, questions[target]))
    return targets


def _groups(questions: Sequence[Question], links: dict[int, list[int]]) -> list[list[int]]:
    """Places that are linked, however far; the one that leads is named and names none itself.

    A written id leads before a derived one: only it has a history.
    """
    near: dict[int, set[int]] = defaultdict(set)
    for place, targets in links.items():
        for target in targets:
            near[place].add(target)
            near[target].add(place)
    groups, seen = [], set[int]()
    for start in sorted(near):
        if start in seen:
            continue
        members, waiting = set[int](), [start]
        while waiting:
            place = waiting.pop()
            if place not in members:
                members.add(place)
                waiting += near[place]
        seen |= members
        groups.append(sorted(members, key=lambda p: (not is_written(questions[p]), p in links, p)))
    return groups


def _is_known(
    question: Question, name: str, key: str, places: dict[str, list[int]], found: Settled
) -> bool:
    if name == question.id:
        found.problems.append(_warning(question, f"{key} names {name}, which is its own id"))
    elif name not in places:
        message = f"{key} names {name}, which no question has; see `deckpress duplicates`"
        found.problems.append(_warning(question, message))
    else:
        return True
    return False


def _contradiction(question: Question, name: str) -> Problem:
    return _warning(question, f"{name} is said to be the same and not the same; both are kept")


def _unlike(question: Question, other: Question) -> Problem:
    message = f"same_as names {other.id}, which is of the kind {other.kind}; both are kept"
    return _warning(question, message)


def _warning(question: Question, message: str) -> Problem:
    return Problem(question.origin, Severity.WARNING, "not-settled", message)
