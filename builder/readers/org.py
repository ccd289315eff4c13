"""Org-mode files, made Markdown line by line and read for the dialects."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.model import Kind, Origin, Problem, Reading, Severity, Source
from builder.readers._difficulty import level_from
from builder.readers._documents.mapped import at_source
from builder.readers._documents.marks import Marks, marked
from builder.readers._documents.one_question import Headline, read_titled
from builder.readers._documents.repair import repaired
from builder.readers._org.cards import set_cards
from builder.readers._org.lines import OrgLines
from builder.readers._outlines.outline import outline
from builder.readers._signs import is_org

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.model import Question
    from builder.readers._org.signs import Head

# Tags that tell Org what to do with a heading and nobody what it is about.
_OF_ORG = frozenset(
    {"drill", "anki", "fc", "flashcard", "attach", "crypt", "ignore", "export", "card"}
)
_LEVEL_KEYS = ("difficulty", "level", "seniority")
_TOPIC_KEYS = ("topic", "category", "section")


def recognises(source: Source) -> bool:
    """Headings of stars with Org's keywords, blocks or drawers."""
    return is_org(source)


def read(source: Source) -> Reading:
    """The questions of an Org file, with the tags and properties that their headings inherit."""
    text, repairs = repaired(source.text, source.path)
    org = OrgLines(text.split("\n")).marked_up()
    set_cards(org)
    title = org.keywords.get("title", "")
    page = outline("\n".join(line.text for line in org.made))
    reading = read_titled(page, source.path, Headline(title))
    reading = at_source(reading, [line.number for line in org.made])
    reading = replace(reading, questions=_marked(reading.questions, org.heads))
    tags = tuple(tag for part in _tags_of(org.keywords) for tag in part.split(":") if tag)
    reading = marked(reading, Marks(tags, _level(org.keywords), _topic(org.keywords), title))
    said = [_left_out(head, source.path) for head in org.left_out]
    return replace(reading, problems=(*repairs, *said, *reading.problems))


def _tags_of(keywords: dict[str, str]) -> tuple[str, ...]:
    return tuple(keywords.get("filetags", "").split())


def _marked(questions: Sequence[Question], heads: Sequence[Head]) -> tuple[Question, ...]:
    """Each question with what the heading it stands under, and those above that, say of it."""
    lines = [head.line for head in heads]
    above = _ancestors(heads)
    made = []
    for question in questions:
        place = bisect_right(lines, question.origin.line) - 1
        chain = [heads[at] for at in above[place]] if place >= 0 else []
        made.append(_marked_by(question, chain))
    return tuple(made)


def _ancestors(heads: Sequence[Head]) -> list[tuple[int, ...]]:
    """For each heading the places of itself and those above it, innermost first."""
    found: list[tuple[int, ...]] = []
    stack: list[int] = []
    for place, head in enumerate(heads):
        while stack and heads[stack[-1]].level >= head.level:
            stack.pop()
        stack.append(place)
        found.append(tuple(reversed(stack)))
    return found


def _marked_by(question: Question, chain: Sequence[Head]) -> Question:
    names = [tag for head in chain for tag in head.tags if tag.casefold() not in _OF_ORG]
    levels = {tag: level_from(tag) for tag in names if tag[:1].isalpha()}
    level = next(
        filter(None, (_level(head.properties) for head in chain)),
        next(filter(None, (levels.get(tag, "") for tag in names)), ""),
    )
    tags = tuple(tag for tag in names if not levels.get(tag))
    own = _topic(chain[0].properties) if chain else ""
    is_cloze = "{{c1::" in question.question
    return replace(
        question,
        tags=tuple(dict.fromkeys((*question.tags, *tags))),
        level=question.level or level,
        topic=own or question.topic,
        kind=Kind.CLOZE if is_cloze else question.kind,
    )


def _level(said: dict[str, str]) -> str:
    return next(filter(None, (level_from(said.get(key, "")) for key in _LEVEL_KEYS)), "")


def _topic(said: dict[str, str]) -> str:
    return next((said[key] for key in _TOPIC_KEYS if said.get(key)), "")


def _left_out(head: Head, path: str) -> Problem:
    message = f"not for export, skipped with all below it: {head.title[:60]}"
    return Problem(Origin(path, head.line), Severity.INFO, "skipped", message)
