"""Which headings of a document are its questions, told by the document's own regularity.

Levels are decided from the highest down. Whatever stands below a question belongs to it, and is
not looked at again; so a rhetorical "How does it work?" below "3. What is X?" stays inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._headings.facts import Asks, is_task, says_questions
from builder.readers._dialects._headings.forest import Forest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.readers._dialects._headings.facts import Fact
    from builder.readers._outlines.outline import Section

_ENOUGH: Final = 3  # marks that make a rule
_OF_QUESTIONS = re.compile(r"questions?\b|interview|quiz|faq", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The places of headings that are questions, and of those whose body holds the question."""

    facts: tuple[Fact, ...]
    parents: tuple[int, ...]
    places: frozenset[int]
    told_below: frozenset[int]


def chosen(sections: Sequence[Section]) -> Chosen:
    """Choose among all headings of a document."""
    choosing = _Choosing(Forest(sections))
    for level in sorted({section.level for section in sections} - {0}):
        choosing.decide(level)
    return Chosen(
        tuple(choosing.forest.facts),
        tuple(choosing.forest.parents),
        frozenset(choosing.questions),
        frozenset(choosing.told_below),
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """The headings of a level: how many, which ask, their share, whether most have an answer."""

    count: int
    asking: frozenset[int]
    share: float
    answered: bool


@dataclass(frozen=True, slots=True)
class _Marked:
    """A level whose headings bear the mark of this document's questions, and those that do.

    The mark is a line of level or tags below them, or where not ``below`` a number or a label.
    """

    level: int = 0
    places: frozenset[int] = frozenset()
    below: bool = False

    def excludes(self, level: int, picked: set[int]) -> bool:
        """Whether headings of a level are none, since few of them stand above the marked ones."""
        if not self.places or level >= self.level:
            return False
        return self.below or len(picked) * 3 <= len(self.places)


@dataclass(slots=True)
class _Choosing:
    forest: Forest
    below: list[bool] = field(init=False)  # whether it stands in a question or in a footer
    questions: set[int] = field(default_factory=set)
    told_below: set[int] = field(default_factory=set)
    says_questions: bool = field(init=False)
    chapters: frozenset[int] | None = field(init=False)  # the only ones that may hold questions
    marked: _Marked = field(init=False)

    def __post_init__(self) -> None:
        sections = self.forest.sections
        self.below = [False] * len(sections)
        for place, fact in enumerate(self.forest.facts):
            parent = self.forest.parents[place]
            self.below[place] = fact.footer or (parent >= 0 and self.below[parent])
        self.says_questions = self.forest.says_questions()
        self.marked = _marked(self.forest)
        self.chapters = None
        if self.forest.is_project():
            named = (n for n, section in enumerate(sections) if says_questions(section.title))
            self.chapters = frozenset(named)

    def decide(self, level: int) -> None:
        """Choose among the headings of a level that do not stand below a question."""
        forest = self.forest
        here = [
            place
            for place, section in enumerate(forest.sections)
            if section.level == level and not self.below[place] and forest.facts[place].plain
        ]
        sure = {place for place in here if forest.asks(place)}
        if not sure and forest.are_tasks(here):
            sure = {place for place in here if is_task(forest.facts[place].words)}
        parents = {self.forest.parents[place] for place in sure}
        most = len(sure) * 2 >= len(here)
        asking = sure | {
            p
            for p in here
            if sure and self.forest.may(p) and (most or self.forest.parents[p] in parents)
        }
        share = len(asking) / len(here) if here else 0
        lone = sum(not self.forest.leads[p] and self.forest.has_body(p) for p in asking)
        whole = _Level(len(here), frozenset(asking), share, lone * 2 >= len(asking))
        leaves = [p for p in here if not self._is_chapter(p, whole)]
        leaves = [p for p in leaves if p in asking or self.forest.has_body(p)]
        if self.chapters is not None:
            leaves = [p for p in leaves if self.forest.parents[p] in self.chapters]
        picked = self._pick(leaves, asking)
        if self.marked.below and level == self.marked.level:
            picked = self._beside_marked(here)
        elif self.marked.excludes(level, picked):
            picked = {p for p in picked if forest.is_counted(p) or forest.says_level(p)}
        if level == 1 and len(here) == 1 and self._is_question_too(here[0]):
            self.questions.add(here[0])
        for place in sorted(picked):
            if not self.below[place]:
                self.questions.add(place)
                self._claim(place)

    def _beside_marked(self, here: list[int]) -> set[int]:
        """The headings with the mark below them, and those between them that only lack it."""
        forest, places = self.forest, self.marked.places
        groups = {forest.parents[p] for p in places}
        beside = (p for p in here if forest.parents[p] in groups and forest.has_body(p))
        return {*(p for p in here if p in places), *beside}

    def _pick(self, leaves: list[int], asking: set[int]) -> set[int]:
        asked = [place for place in leaves if place in asking]
        if asked and len(asked) * 2 >= len(leaves):
            return self._majority(leaves, asked)
        if picked := self._groups(leaves, asking):
            return picked
        if self.forest.counts_up(leaves) and (self.says_questions or len(asked) * 5 >= len(leaves)):
            return set(leaves)
        told = [p for p in leaves if self.forest.body_asks(p)]
        if len(told) >= 2 and len(told) * 5 >= len(leaves) * 3:
            self.told_below |= set(told)
            return set(told)
        return set(leaves) if self._are_topics(leaves) else set()

    def _groups(self, leaves: list[int], asking: set[int]) -> set[int]:
        """The questions of chapters in which most ask, where those of others do not."""
        picked: set[int] = set()
        lone: set[int] = set()
        for group in _grouped(leaves, self.forest.parents):
            asked = [place for place in group if place in asking]
            if len(asked) >= 2 and len(asked) * 2 >= len(group):
                picked |= self._majority(group, asked)
            elif len(group) == 1:
                lone |= set(asked)
        return picked | lone if picked else picked

    def _majority(self, leaves: list[int], asked: list[int]) -> set[int]:
        """Where most ask: those that ask, and those beside them that are written like them."""
        numbered = [p for p in asked if self.forest.facts[p].number is not None]
        counted = (len(numbered) >= 5 and len(numbered) * 5 >= len(asked) * 4) or (
            len(numbered) >= 3 and len(numbered) == len(asked)
        )
        facts = self.forest.facts
        picked = {
            p
            for p in asked
            if not counted or facts[p].number is not None or numbered[0] < p < numbered[-1]
        }
        groups = {self.forest.parents[place] for place in asked}
        sure = len(asked) * 4 >= len(leaves) * 3 or self.says_questions
        generous = len(asked) * 5 >= len(leaves) * 3 or self.says_questions
        for place in leaves:
            if place in picked or place in asked or self.forest.holds_list(place):
                continue
            beside = self.forest.parents[place] in groups or (sure and place < asked[-1])
            counts = self.forest.facts[place].number is not None
            if counts or (generous and not counted and asked[0] < place and beside):
                picked.add(place)
        return picked

    def _is_chapter(self, place: int, whole: _Level) -> bool:
        """Whether the headings below one are the questions, and not it."""
        if not self.forest.leads[place]:
            return False
        kids = [kid for kid in self.forest.kids[place] if self.forest.facts[kid].plain]
        count_below = sum(self.forest.is_counted(kid) for kid in kids) * 2 > len(kids)
        if self.forest.is_counted(place) != count_below:
            return count_below
        if place not in whole.asking or (whole.count == 1 and len(kids) > 1):
            return True
        return whole.share < 0.5 if self.forest.has_body(place) else not whole.answered

    def _is_question_too(self, place: int) -> bool:
        """Whether a title that asks has an answer of its own above the questions below it."""
        return (
            self.forest.facts[place].asks is Asks.YES
            and self.forest.leads[place]
            and not _OF_QUESTIONS.search(self.forest.facts[place].words)
            and any(block.kind == "paragraph" for block in self.forest.sections[place].blocks)
        )

    def _claim(self, place: int) -> None:
        """Everything below a question is its own, up to a heading that goes on counting."""
        sections, facts = self.forest.sections, self.forest.facts
        level, number = sections[place].level, facts[place].number
        end = place + 1
        while end < len(sections) and sections[end].level > level:
            end += 1
        follower = facts[end].number if end < len(sections) else None
        for each in range(place + 1, end):
            fact = facts[each]
            slipped = number is not None and fact.number == number + 1 and follower != number + 1
            if slipped and fact.asks is Asks.YES:
                return
            self.below[each] = True

    def _are_topics(self, leaves: list[int]) -> bool:
        """Whether headings are questions because the document says so, and nothing in it asks."""
        whole = self.forest.sections[-1].index - self.forest.sections[0].index + 1 == len(
            self.forest.sections
        )
        return (
            self.says_questions
            and whole
            and len(leaves) >= 3
            and not self.questions
            and not any(
                self.forest.asks(p) or self.forest.holds_list(p)
                for p in range(len(self.forest.sections))
            )
            and sum(bool(self.forest.kids[p]) for p in leaves) * 3 <= len(leaves)
        )


def _marked(forest: Forest) -> _Marked:
    """The level on which three headings or more, and most of them, bear such a mark."""
    best = _Marked()
    everywhere = range(len(forest.sections))
    is_bank = any(forest.asks(place) for place in everywhere) or any(
        _OF_QUESTIONS.search(section.title) for section in forest.sections
    )
    levels: dict[int, list[int]] = {}
    for place, section in enumerate(forest.sections):
        if section.level and forest.facts[place].plain:
            levels.setdefault(section.level, []).append(place)
    for level, places in levels.items():
        told = frozenset(p for p in places if is_bank and forest.says_level(p))
        if sum(forest.leads[p] for p in told) * 2 > len(told):  # chapters of a level each
            told = frozenset()
        counted = frozenset(p for p in places if forest.is_counted(p) and forest.asks(p))
        for found, below in ((told, True), (counted, False)):
            enough = len(found) >= _ENOUGH and len(found) * 3 >= len(places) * 2
            if enough and len(found) > len(best.places):
                best = _Marked(level, found, below)
    return best


def _grouped(places: Iterable[int], parents: Sequence[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for place in places:
        groups.setdefault(parents[place], []).append(place)
    return list(groups.values())
