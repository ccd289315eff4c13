"""Which headings of a document are its questions, told by the document's own regularity.

Levels are decided from the highest down. Whatever stands below a question belongs to it, and is
not looked at again; so a rhetorical "How does it work?" below "3. What is X?" stays inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from builder.readers._dialects._heading_facts import PROJECT, Asks, Fact, fact_of, says_questions
from builder.readers._outline import without_emphasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.readers._outline import Block, Section

_ASKING_ITEM = re.compile(
    r"^\s{0,12}(?:[-*+]|\d{1,4}[.)])\s[^\n]{0,600}\?[*_)\]\s]{0,6}$", re.MULTILINE
)
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,4}[.)])\s", re.MULTILINE)
_ANSWER_LABEL = re.compile(r"[*_]{0,3}(answers?|ans|solution)\b[*_]{0,3}\s?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The places of headings that are questions, and of those whose body holds the question."""

    facts: tuple[Fact, ...]
    places: frozenset[int]
    told_below: frozenset[int]


def chosen(sections: Sequence[Section]) -> Chosen:
    """Choose among all headings of a document."""
    choosing = _Choosing(sections)
    for level in sorted({section.level for section in sections} - {0}):
        choosing.decide(level)
    return Chosen(
        tuple(choosing.facts), frozenset(choosing.questions), frozenset(choosing.told_below)
    )


@dataclass(frozen=True, slots=True)
class _Level:
    """The headings of a level: how many, which ask, their share, whether most have an answer."""

    count: int
    asking: frozenset[int]
    share: float
    answered: bool


@dataclass(slots=True)
class _Choosing:
    sections: Sequence[Section]
    facts: list[Fact] = field(init=False)
    parents: list[int] = field(init=False)
    kids: list[list[int]] = field(init=False)
    leads: list[bool] = field(init=False)  # whether headings below it ask, by majority
    below: list[bool] = field(init=False)  # whether it stands in a question or in a footer
    questions: set[int] = field(default_factory=set)
    told_below: set[int] = field(default_factory=set)
    says_questions: bool = False
    is_project: bool = False
    question_chapters: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        count = len(self.sections)
        self.facts = [fact_of(section) for section in self.sections]
        self.parents, self.kids = [-1] * count, [[] for _ in range(count)]
        stack: list[int] = []
        for place, section in enumerate(self.sections):
            while stack and self.sections[stack[-1]].level >= section.level:
                stack.pop()
            if stack:
                self.parents[place] = stack[-1]
                self.kids[stack[-1]].append(place)
            if section.level:
                stack.append(place)
        self.below = [False] * count
        for place, fact in enumerate(self.facts):
            if fact.footer or (self.parents[place] >= 0 and self.below[self.parents[place]]):
                self.below[place] = True
        self.leads = [False] * count
        for place in reversed(range(count)):
            kids = [kid for kid in self.kids[place] if self.facts[kid].plain]
            asking = sum(self._asks(kid) for kid in kids)
            self.leads[place] = bool(asking and asking * 2 >= len(kids)) or any(
                self.leads[kid] and not self._asks(kid) for kid in kids
            )
        first = next((section for section in self.sections if section.level == 1), None)
        titles = [section.title for section in (self.sections[:1] or ()) if section.title]
        titles += [first.title] if first else []
        self.says_questions = any(says_questions(title) for title in titles)
        self.question_chapters = frozenset(
            place for place, section in enumerate(self.sections) if says_questions(section.title)
        )
        project = sum(bool(PROJECT.fullmatch(section.title)) for section in self.sections)
        asking = sum(self._asks(place) for place in range(count))
        self.is_project = project >= 2 and asking * 3 <= count and not self.says_questions

    def decide(self, level: int) -> None:
        """Choose among the headings of a level that do not stand below a question."""
        here = [
            place
            for place, section in enumerate(self.sections)
            if section.level == level and not self.below[place] and self.facts[place].plain
        ]
        sure = {place for place in here if self._asks(place)}
        parents = {self.parents[place] for place in sure}
        most = len(sure) * 2 >= len(here)
        asking = sure | {
            p for p in here if sure and self._may(p) and (most or self.parents[p] in parents)
        }
        share = len(asking) / len(here) if here else 0
        lone = sum(not self.leads[p] and self._has_body(p) for p in asking)
        whole = _Level(len(here), frozenset(asking), share, lone * 2 >= len(asking))
        leaves = [p for p in here if not self._is_chapter(p, whole)]
        leaves = [p for p in leaves if p in asking or self._has_body(p)]
        if self.is_project:
            leaves = [p for p in leaves if self.parents[p] in self.question_chapters]
        picked = self._pick(leaves, asking)
        for place in sorted(picked):
            if not self.below[place]:
                self.questions.add(place)
                self._claim(place)

    def _pick(self, leaves: list[int], asking: set[int]) -> set[int]:
        asked = [place for place in leaves if place in asking]
        if asked and len(asked) * 2 >= len(leaves):
            return self._majority(leaves, asked)
        groups = _grouped(leaves, self.parents)
        picked: set[int] = set()
        for group in groups:
            asked_here = [place for place in group if place in asking]
            if len(asked_here) >= 2 and len(asked_here) * 2 >= len(group):
                picked |= self._majority(group, asked_here)
        if picked:
            return picked
        if self._counts_up(leaves) and (self.says_questions or len(asked) * 5 >= len(leaves)):
            return set(leaves)
        told = [p for p in leaves if self._body_asks(p)]
        if len(told) >= 2 and len(told) * 5 >= len(leaves) * 3:
            self.told_below |= set(told)
            return set(told)
        return set(leaves) if self._are_topics(leaves) else set()

    def _majority(self, leaves: list[int], asked: list[int]) -> set[int]:
        """Where most ask: those that ask, and those beside them that are written like them."""
        numbered = [p for p in asked if self.facts[p].number is not None]
        counted = len(numbered) >= 5 and len(numbered) * 5 >= len(asked) * 4
        picked = {
            p
            for p in asked
            if not counted or self.facts[p].number is not None or numbered[0] < p < numbered[-1]
        }
        groups = {self.parents[place] for place in asked}
        sure = len(asked) * 4 >= len(leaves) * 3 or self.says_questions
        generous = len(asked) * 5 >= len(leaves) * 3 or self.says_questions
        for place in leaves:
            if place in picked or place in asked or self._holds_list(place):
                continue
            beside = self.parents[place] in groups or (sure and place < asked[-1])
            counts = self.facts[place].number is not None
            if counts or (generous and not counted and asked[0] < place and beside):
                picked.add(place)
        return picked

    def _is_chapter(self, place: int, whole: _Level) -> bool:
        """Whether the headings below one are the questions, and not it."""
        if not self.leads[place]:
            return False
        kids = [kid for kid in self.kids[place] if self.facts[kid].plain]
        count_below = sum(self._is_counted(kid) for kid in kids) * 2 > len(kids)
        if self._is_counted(place) != count_below:
            return count_below
        if place not in whole.asking or (whole.count == 1 and len(kids) > 1):
            return True
        return whole.share < 0.5 if self._has_body(place) else not whole.answered

    def _claim(self, place: int) -> None:
        """Everything below a question is its own, up to a heading that goes on counting."""
        level, number = self.sections[place].level, self.facts[place].number
        end = place + 1
        while end < len(self.sections) and self.sections[end].level > level:
            end += 1
        follower = self.facts[end].number if end < len(self.sections) else None
        for each in range(place + 1, end):
            fact = self.facts[each]
            slipped = number is not None and fact.number == number + 1 and follower != number + 1
            if slipped and fact.asks is Asks.YES:
                return
            self.below[each] = True

    def _asks(self, place: int) -> bool:
        fact = self.facts[place]
        if fact.bare:
            return bool(self.sections[place].blocks) or self._is_answered(place)
        return fact.plain and (fact.asks is Asks.YES or fact.labelled or self._is_answered(place))

    def _may(self, place: int) -> bool:
        return self.facts[place].asks is Asks.MAYBE

    def _is_answered(self, place: int) -> bool:
        """Whether a heading that says "Answer" follows."""
        after = place + 1
        return (
            after < len(self.sections)
            and self.facts[after].answer
            and self.sections[after].level >= self.sections[place].level
            and bool(self.facts[place].words)
        )

    def _is_counted(self, place: int) -> bool:
        return self.facts[place].number is not None or self.facts[place].labelled

    def _has_body(self, place: int) -> bool:
        return any(block.kind not in {"rule", "comment"} for block in self.sections[place].blocks)

    def _holds_list(self, place: int) -> bool:
        """Whether a list of questions stands below a heading, which is their chapter."""
        return any(holds_questions(block) for block in self.sections[place].blocks)

    def _counts_up(self, leaves: list[int]) -> bool:
        """Whether five headings or more count 1, 2, 3."""
        numbers = [self.facts[p].number for p in leaves if self._has_body(p)]
        known = [number for number in numbers if number is not None]
        steps = sum(after == before + 1 for before, after in pairwise(known))
        return len(known) >= 5 and len(known) * 4 >= len(leaves) * 3 and steps * 4 >= len(known) * 3

    def _body_asks(self, place: int) -> bool:
        first = next(iter(self.sections[place].blocks), None)
        return (
            first is not None
            and first.kind == "paragraph"
            and without_emphasis(first.text).rstrip("*_\\ ").endswith("?")
        )

    def _are_topics(self, leaves: list[int]) -> bool:
        """Whether headings are questions because the document says so, and nothing in it asks."""
        whole = self.sections[-1].index - self.sections[0].index + 1 == len(self.sections)
        return (
            self.says_questions
            and whole
            and len(leaves) >= 3
            and not self.questions
            and not any(self._asks(p) or self._holds_list(p) for p in range(len(self.sections)))
            and sum(bool(self.kids[p]) for p in leaves) * 3 <= len(leaves)
        )


def holds_questions(block: Block) -> bool:
    """Whether a block is a list of which most items end in a question mark."""
    if block.kind != "list" or "?" not in block.text:
        return False
    return len(_ASKING_ITEM.findall(block.text)) * 2 >= len(_ITEM.findall(block.text))


def answer_label(block: Block, *, plainly: bool = False) -> bool:
    """Whether a block begins with ``Answer:``, or where not ``plainly`` with ``Solution:``."""
    found = _ANSWER_LABEL.match(block.text) if block.kind == "paragraph" else None
    return bool(found) and not (plainly and found and found[1].casefold() == "solution")


def _grouped(places: Iterable[int], parents: Sequence[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for place in places:
        groups.setdefault(parents[place], []).append(place)
    return list(groups.values())
