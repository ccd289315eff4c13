"""A document that is one question: its title asks, and all of its body answers.

A file of a folder of cards, a post, a page. A title that asks does not settle it: a page called
"What do they ask about Redis?" may hold many. The body decides, by how its own questions look.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.readers._dialects import read_drafts, read_outline
from builder.readers._dialects._draft import Draft
from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._lists.asking import Asks, asks
from builder.readers._dialects._toggles.opened import opened
from builder.readers._documents.threads import accepted
from builder.readers._finish import question_text
from builder.readers._outlines.outline import Outline, Section, as_blocks
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.model import Reading
    from builder.readers._outlines.outline import Block

# Titles of pages about many questions, or about none.
_PLURAL = re.compile(
    r"\b(?:top|best|most|common|frequently|popular|interview|\d{1,4})\b[^?]{0,60}\bquestions\b"
    r"|\bquestions (?:and|&) answers\b|\bfaqs?\b|\bq ?& ?a\b|\bcheat ?sheet\b"
    r"|^how to (?:study|use|prepare|read|contribute|install|run|get started)\b"
    r"|^(?:read ?me|about|index|contents|introduction|contributing|licen[cs]e|changelog)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:the )?(?:answers?|solution|response)\s*:?", re.IGNORECASE)
_QUESTION = re.compile(r"(?:the )?(?:question|problem|prompt|front)\s*:?", re.IGNORECASE)
_ONLY_LINK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)]|\|)?\s*\[[^\[\]]{1,300}\]\([^()]{1,500}\)\s*\|?$")


@dataclass(frozen=True, slots=True)
class Headline:
    """What a document says of itself.

    ``title`` is its own title, ``name`` that of its file in words. ``is_question`` says the title
    is a question whatever its form, ``is_card`` that the document is one card of a set. Where the
    title's ``line`` is not known (0) it is that of the first heading.
    """

    title: str = ""
    name: str = ""
    line: int = 0
    is_question: bool = False
    is_card: bool = False


def read_titled(outline: Outline, path: str, headline: Headline) -> Reading:
    """One question where the title asks and the body answers, else the questions of the body."""
    first = _only_first_heading(outline.sections, headline.title)
    asked = _asked(headline, first)
    if not asked.question:
        return read_outline(outline, path)
    body = [replace(s, title="", level=0) if s is first else s for s in outline.sections]
    # The body is looked at without its first heading, which may be the title once more.
    inside = read_outline(Outline(tuple(body)), path)
    own = inside.questions if not asked.is_sure else ()
    if own or any(_QUESTION.fullmatch(section.title) for section in body):
        return read_outline(outline, path)
    if not headline.is_question and (_holds_many(inside, body, asked) or _is_index(body)):
        return read_outline(outline, path)
    heading = question_text(first.title)[0] if first else ""
    topic = heading if same_words(heading) != same_words(asked.question) else ""
    return _as_one(asked, body, topic, path)


def _as_one(asked: _Asked, body: Sequence[Section], topic: str, path: str) -> Reading:
    """The question as the dialects read it below a heading that asks, labels and toggles opened.

    First with the headings of its answer, some of which they know (answer, follow-ups, sources);
    where those ask as well, with all of them as bold lines.
    """
    lead = tuple(block for section in body if not section.level for block in section.blocks)
    parents = (topic,) if topic else ()
    top = Section(asked.question, 1, asked.line, lead, None, parents, 0)
    deeper = [replace(s, level=max(s.level, 2), index=n) for n, s in enumerate(_below(body), 1)]
    flat = _answer(body)
    if thread := accepted(flat):
        answer, beside = thread
        return read_drafts([Draft(asked.question, asked.line, answer, topic=topic)], path, beside)
    for sections in ((top, *deeper), (replace(top, blocks=flat),)):
        reading = read_outline(Outline(sections), path)
        if len(reading.questions) == 1 and reading.questions[0].origin.line == asked.line:
            return reading
    return read_drafts([Draft(asked.question, asked.line, opened(flat), topic=topic)], path)


def _below(body: Sequence[Section]) -> list[Section]:
    return [section for section in body if section.level]


def _only_first_heading(sections: Sequence[Section], title: str) -> Section | None:
    """The heading of a whole document: the first thing in it, as high as no other."""
    heads = [section for section in sections if section.level]
    if not heads or any(s.level <= heads[0].level for s in heads[1:]):
        return None
    begins = not any(s.blocks for s in sections[: sections.index(heads[0])])
    words = question_text(heads[0].title)[0]
    is_title = heads[0].level == 1 or same_words(words) == same_words(title)
    return heads[0] if begins and is_title else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a document as a whole would ask.

    One that ``is_sure`` asks whatever its body does; one ``is_said`` apart from the text counts
    more than one that is only its first heading.
    """

    question: str = ""
    line: int = 1
    is_sure: bool = True
    is_said: bool = True


def _asked(headline: Headline, first: Section | None) -> _Asked:
    """The question of a whole document; an empty one where it has none."""
    title = headline.title
    line = headline.line or (first.line if first else 1)
    if headline.is_question or _is_one_question(title):
        return _Asked(title, line)
    if first and asks(first.title) >= Asks.TELL:
        said = bool(title)
        mine = _is_one_question(first.title)
        return _Asked(first.title, first.line, is_said=said) if mine else _Asked()
    if headline.name:
        return _Asked(headline.name, first.line if first else 1, is_sure=False)
    is_card = headline.is_card and not _PLURAL.search(title)
    return _Asked(title, line, is_sure=False) if is_card else _Asked()


def _is_one_question(title: str) -> bool:
    return asks(title) >= Asks.TELL and not _PLURAL.search(title)


def _holds_many(reading: Reading, sections: Sequence[Section], asked: _Asked) -> bool:
    """Whether a body holds questions of its own rather than the parts of an answer.

    Parts of an answer ask as well ("How does it work?"), but they have no numbers, no labels and
    are seldom the greater part of its headings.
    """
    heads = {section.line: section for section in sections if section.level}
    lines = {q.origin.line for q in reading.questions}
    kinds: Counter[str] = Counter()
    for section in sections:
        if section.level and section.line in lines:
            labelled = label_of(section.title).label == "question"
            kinds["sure" if labelled or section.number is not None else "head"] += 1
            kinds["marked"] += section.title.rstrip("*_ ").endswith("?")
        for block in section.blocks:
            rows = block.text.split("\n")
            inside = [row for n, row in enumerate(rows, block.line) if n in lines - heads.keys()]
            labelled_rows = sum(label_of(row.lstrip(" -*+>")).label == "question" for row in inside)
            kinds["sure"] += labelled_rows + (len(inside) if block.kind == "html" else 0)
            kinds["listed"] += len(inside) - labelled_rows
            kinds["rows"] += len(rows)
    heads_that_ask = kinds["marked"] >= 3 and kinds["marked"] * 5 >= len(heads) * 3
    heads_that_ask |= not asked.is_said and kinds["marked"] > 1 and kinds["marked"] == len(heads)
    only_a_list = kinds["listed"] >= 3 and kinds["listed"] * 2 >= kinds["rows"]
    return kinds["sure"] >= 2 or heads_that_ask or only_a_list


def _is_index(sections: Sequence[Section]) -> bool:
    """Whether a page mostly leads to others."""
    rows = [
        row
        for section in sections
        for block in section.blocks
        for row in block.text.split("\n")
        if row.strip()
    ]
    return sum(bool(_ONLY_LINK.match(row)) for row in rows) * 2 > len(rows)


def _answer(sections: Sequence[Section]) -> tuple[Block, ...]:
    answer: list[Block] = []
    for section in sections:
        if section.level and _ANSWER.fullmatch(section.title):
            answer += section.blocks
        elif section.title or section.blocks:
            answer += as_blocks(section)
    return tuple(answer)
