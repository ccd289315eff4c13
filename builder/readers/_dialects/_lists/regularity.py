"""What a document does over and over: whether its lists ask, and where its answers stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from builder.readers._dialects._lists.asking import Asks, asks, has_options, is_split_plainly
from builder.readers._dialects._lists.division import head_lines, is_bold_with_more, is_dead

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.readers._dialects._lists.items import Item
    from builder.readers._outlines.outline import Block, Section

# Titles and lead-ins under which lists tell what to do or where to read. They rule a list out
# even where it asks: "Before the interview: have you slept?".
_INSTRUCTS = re.compile(
    r"(?:.{0,40}\b(?:tips?|advice|checklists?|table of contents|toc|licen[cs]e|contribut\w{2,4}"
    r"|acknowledge?ments?|prerequisites|change ?log|disclaimer)\b"
    r"|(?:before|during|after) (?:the|your|an?|each|every) (?:\w+ )?"
    r"(?:interview|call|session|meeting)"
    r"|how to (?:use|study|prepare|read|contribute|answer)"
    r"|(?:\w+ )?(?:resources|references|links|sources|reading|books|videos|articles|credits)$"
    r"|(?:contents|index|about|installation|usage|roadmap|instructions|rules|preparation)$"
    r"|see also|(?:then )?ask yourself|remember|make sure|keep in mind"
    r"|when (?:answering|preparing))",
    re.IGNORECASE,
)
_TO_ONESELF = re.compile(
    r"\b(?:ask yourself|questions? (?:to ask )?(?:yourself|before you\b))", re.IGNORECASE
)
_QUESTIONS = re.compile(
    r"\b(?:questions?|quiz|q ?& ?a|faq|exercises?|problems?|challenges?|katas?|puzzles?|tasks"
    r"|coding"
    r"|preguntas|questões|perguntas|fragen|вопросы|pytania|domande)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Run:
    """Items one below the other, the blocks between them and the next ones, and their lead-in."""

    items: list[Item]
    after: list[Block] = field(default_factory=list)
    lead: Block | None = None

    @property
    def ordered(self) -> bool:
        """Whether the items are numbered."""
        return self.items[0].number is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items of one list or of all ask, and how plainly."""

    ask: int = 0
    tell: int = 0
    task: int = 0
    bold: int = 0
    count: int = 0

    @property
    def strong(self) -> int:
        """Items that ask or tell somebody to answer."""
        return self.ask + self.tell


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of a document: see the questions that its fields answer.

    ``spread``: do unindented answers stand between ``1.`` and ``2.``? ``single``: between bullets?
    ``plainly``: do answers follow the question mark on its line? ``bold``: do bold lines ask?
    """

    all: Tally
    spread: bool = False
    single: bool = False
    plainly: bool = False
    bold: bool = False
    claimed: int = 0

    @property
    def asks(self) -> bool:
        """Whether most items of the document's lists ask."""
        return self.all.strong * 5 >= self.all.count * 2

    @property
    def regular(self) -> bool:
        """Whether the document is a list of questions beyond doubt."""
        whole = self.all
        mostly = whole.strong * 5 >= whole.count * 3
        with_tasks = (whole.strong + whole.task) * 5 >= whole.count * 4
        return whole.strong >= 3 and (mostly or (with_tasks and whole.strong * 3 >= whole.count))


def instructs(text: str) -> bool:
    """Whether a title or lead-in announces advice, or things to read."""
    words = text.strip().strip("*_:# ").strip()
    if _TO_ONESELF.search(words):
        return True
    return bool(_INSTRUCTS.match(words)) and not _QUESTIONS.search(words)


def promises(section: Section) -> bool:
    """Whether a section's title promises questions."""
    return bool(_QUESTIONS.search(section.title))


def strength(item: Item) -> Asks:
    """How plainly an item asks: its first paragraph, or the options below it."""
    lines = item.text[:4000].split("\n")
    end = head_lines(lines)
    asking = asks(" ".join(lines[:end]))
    if asking < Asks.TELL and len(lines) > 2 and has_options(lines[end:]):
        return Asks.ASK
    return asking


def tally(items: Iterable[Item]) -> Tally:
    """Count the items of a list by how plainly they ask."""
    counts = [0, 0, 0, 0]
    bold = 0
    for item in items:
        if is_dead(item):
            continue
        asking = strength(item)
        counts[asking] += 1
        bold += asking < Asks.TELL and is_bold_with_more(item)
    return Tally(counts[Asks.ASK], counts[Asks.TELL], counts[Asks.TASK], bold, sum(counts))


def habits_of(runs: Sequence[Run], claimed: int) -> Habits:
    """The habits of a document, from all lists that are left in it."""
    items = [item for run in runs for item in run.items]
    whole = tally(items)
    ordered = [run for run in runs if run.ordered]
    spread = [run for run in ordered if len(run.items) == 1 and run.after]
    bullets = [r for r in runs if not r.ordered and any(strength(i) >= Asks.TELL for i in r.items)]
    single = [run for run in bullets if run.after and strength(run.items[-1]) >= Asks.TELL]
    asking = [item for item in items if strength(item) is Asks.ASK]
    plainly = sum(is_split_plainly(item.first) for item in asking if "\n" not in item.text)
    bold = [item for item in items if is_bold_with_more(item)]
    bold_asking = sum(strength(item) >= Asks.TELL for item in bold)
    return Habits(
        whole,
        spread=len(spread) >= 2 and len(spread) * 2 >= len(ordered),
        single=len(single) >= 2
        and len(single) * 2 >= len(bullets)
        and sum(len(run.items) == 1 for run in bullets) * 2 >= len(bullets),
        plainly=plainly >= 2 and plainly * 4 >= len(asking),
        bold=bool(bold_asking) and bold_asking * 3 >= len(bold),
        claimed=claimed,
    )
