"""The headings of a document as a forest: what each is, and what stands below it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from builder.readers._dialects._endings.level_lines import said_below
from builder.readers._dialects._headings.facts import (
    PROJECT,
    Asks,
    Fact,
    fact_of,
    is_task,
    says_questions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block, Section

_ASKING_ITEM = re.compile(
    r"^\s{0,12}(?:[-*+]|\d{1,4}[.)])\s[^\n]{0,600}\?[*_)\]\s]{0,6}$", re.MULTILINE
)
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,4}[.)])\s", re.MULTILINE)
_FOR_INTERVIEWS = re.compile(r"interview|questions?\b|exercises?\b|quiz|kata", re.IGNORECASE)
_ANSWER_LABEL = re.compile(r"[*_]{0,3}(answers?|ans|solution)\b[*_]{0,3}\s?:", re.IGNORECASE)


@dataclass(slots=True)
class Forest:
    """Sections by their place; ``leads`` are those below which headings ask, by majority."""

    sections: Sequence[Section]
    facts: list[Fact] = field(init=False)
    parents: list[int] = field(init=False)
    kids: list[list[int]] = field(init=False)
    leads: list[bool] = field(init=False)

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
        self.leads = [False] * count
        for place in reversed(range(count)):
            kids = [kid for kid in self.kids[place] if self.facts[kid].plain]
            asking = sum(self.asks(kid) for kid in kids)
            self.leads[place] = bool(asking and asking * 2 >= len(kids)) or any(
                self.leads[kid] and not self.asks(kid) for kid in kids
            )

    def says_questions(self) -> bool:
        """Whether the document's title says that questions follow."""
        first = next((section for section in self.sections if section.level == 1), None)
        titles = [self.sections[0].title, first.title if first else ""]
        return any(says_questions(title) for title in titles)

    def is_project(self) -> bool:
        """Whether it is a program's own page, on which little asks."""
        count = len(self.sections)
        project = sum(bool(PROJECT.fullmatch(section.title)) for section in self.sections)
        asking = sum(self.asks(place) for place in range(count))
        return project >= 2 and asking * 3 <= count and not self.says_questions()

    def asks(self, place: int) -> bool:
        """Whether a heading asks for sure: by its words, its label, or the answer below it."""
        fact = self.facts[place]
        if fact.bare:
            parent = self.parents[place]
            if parent >= 0 and self.facts[parent].answer:
                return False
            return bool(self.sections[place].blocks) or self.is_answered(place)
        return fact.plain and (fact.asks is Asks.YES or fact.labelled or self.is_answered(place))

    def are_tasks(self, places: Sequence[int]) -> bool:
        """Whether most headings set a task, in a document that says it is for interviews."""
        titles = (section.title for section in self.sections if section.level <= 1)
        tasks = sum(is_task(self.facts[place].words) for place in places)
        said = any(_FOR_INTERVIEWS.search(title) for title in titles)
        return said and tasks >= 2 and tasks * 5 >= len(places) * 3

    def may(self, place: int) -> bool:
        """Whether a heading asks where others beside it do."""
        return self.facts[place].asks is Asks.MAYBE

    def is_answered(self, place: int) -> bool:
        """Whether a heading that says "Answer" follows."""
        after = place + 1
        return (
            after < len(self.sections)
            and self.facts[after].answer
            and not says_questions(self.sections[place].title)
            and self.sections[after].level >= self.sections[place].level
            and bool(self.facts[place].words)
        )

    def says_level(self, place: int) -> bool:
        """Whether a line of level or tags stands right below a heading: ``Difficulty: easy``."""
        first = next(iter(self.sections[place].blocks), None)
        if first is None or first.kind not in {"paragraph", "list"}:
            return False
        return said_below(first.text.split("\n", 1)[0].rstrip("\\").strip()) is not None

    def is_counted(self, place: int) -> bool:
        """Whether a heading has a number or a label."""
        return self.facts[place].number is not None or self.facts[place].labelled

    def has_body(self, place: int) -> bool:
        """Whether anything is to be read right below a heading."""
        return any(block.kind not in {"rule", "comment"} for block in self.sections[place].blocks)

    def holds_list(self, place: int) -> bool:
        """Whether a list of questions stands below a heading, which is their chapter."""
        return any(holds_questions(block) for block in self.sections[place].blocks)

    def counts_up(self, leaves: list[int]) -> bool:
        """Whether five headings or more count 1, 2, 3."""
        numbers = [self.facts[p].number for p in leaves if self.has_body(p)]
        known = [number for number in numbers if number is not None]
        steps = sum(after == before + 1 for before, after in pairwise(known))
        return len(known) >= 5 and len(known) * 4 >= len(leaves) * 3 and steps * 4 >= len(known) * 3

    def body_asks(self, place: int) -> bool:
        """Whether the first paragraph below a heading is the question."""
        first = next(iter(self.sections[place].blocks), None)
        return (
            first is not None
            and first.kind == "paragraph"
            and not first.text.startswith(("**", "__"))  # a heading of its own
            and first.text.rstrip("*_\\ ").endswith("?")
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
