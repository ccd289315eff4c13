"""The last look: lines that ask and of which nothing was read or reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.question_texts import markdown_texts
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from builder.model import Question
    from builder.readers._outlines.outline import Outline

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_ASKS = re.compile(r"[?？؟][\s*_`\"'”’»)\]\\|]{0,20}(?:<[^<>]{1,80}>\s{0,9}){0,3}$")


def unread(
    outline: Outline, questions: Iterable[Question], reported: Iterable[Block]
) -> list[Block]:
    """The lines of a document that ask, have a word that no question has, and are in no report.

    Dialects report what they pass over; this is for what falls between them.
    """
    questions = tuple(questions)
    read = {question.question for question in questions}
    covered = {
        line
        for block in reported
        for line in range(block.line, block.line + block.text.count("\n") + 1)
    }
    asking = [
        line
        for line in _lines(outline)
        if line.line not in covered
        and _ASKS.search(line.text[-300:])
        # Most lines that ask are a question as they stand; then its words need not be compared.
        and not (len(line.text) < 300 and line.text in read)
    ]
    known = _words(questions) if asking else set()
    return [line for line in asking if not known.issuperset(_last_words(line.text))]


def _last_words(text: str) -> list[str]:
    """What a line asks stands at its end; labels, numbers and speakers stand before it."""
    said = _TAG.sub(" ", text[-300:]).replace("\uff1a", ":").rpartition(":")[2]
    return _WORD.findall(said.casefold())[-2:]


def _words(questions: Iterable[Question]) -> set[str]:
    known: set[str] = set()
    for question in questions:
        references = (f"{each.title} {each.url}" for each in question.references)
        for text in (*markdown_texts(question), question.topic, *question.tags, *references):
            known.update(_WORD.findall(text.casefold()))
    return known


def _lines(outline: Outline) -> Iterator[Block]:
    for section in outline.sections:
        if section.level:
            title = section.raw if "\n" in section.raw else section.title
            for place, line in enumerate(title.split("\n")):
                yield Block("heading", line.strip(), section.line + place)
        yield from _lines_of(section.blocks)


def _lines_of(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if not any(mark in block.text for mark in "?？؟"):
            continue
        for place, line in enumerate(block.text.split("\n")):
            yield Block("line", line.strip(), block.line + place)
