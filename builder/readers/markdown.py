"""Markdown files: CommonMark with tables, read for the dialects.

One file may hold many questions, or be one: then its front matter, its first heading or its name
asks, and all of its text answers (``_one_question``).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.model import Origin, Problem, Reading, Severity, Source
from builder.readers._documents import habits, paths
from builder.readers._documents.front_matter import front_matter
from builder.readers._documents.furniture import unpaged
from builder.readers._documents.keycaps import with_numbers
from builder.readers._documents.macros import without_macros
from builder.readers._documents.marks import Marks, marked
from builder.readers._documents.one_question import Headline, read_titled
from builder.readers._documents.repair import repaired
from builder.readers._outlines.admonitions import as_toggles
from builder.readers._outlines.outline import outline
from builder.readers._signs import is_markdown, is_org

if TYPE_CHECKING:
    from builder.readers._documents.front_matter import FrontMatter

# A link to a file or a folder beside this one: no scheme, no place on the same page.
_TO_A_FILE = re.compile(
    r"\]\(\s{0,3}<?(?![a-z][a-z+.-]{0,20}:|#|//)[^()\s<>#]{1,500}(?:\.(?:mdx?|markdown|html?)|/)"
    r"(?:#[^()\s]{0,200})?>?\s{0,3}\)",
    re.IGNORECASE,
)


def recognises(source: Source) -> bool:
    """Text with front matter, or with headings, fences, bold or links in Markdown's signs."""
    return is_markdown(source.text, source.path) and not is_org(source)


def read(source: Source) -> Reading:
    """The questions of a Markdown file."""
    text, repairs = repaired(source.text, source.path)
    text, left_out = unpaged(text, source.path)
    repairs += left_out
    front = front_matter(text, source.path)
    body = without_macros("\n".join(text.split("\n")[front.lines :]))
    body = as_toggles(with_numbers(body))
    is_mdx = source.path.casefold().endswith(".mdx")
    body, tags = habits.settled(body, is_mdx=is_mdx)
    reading = read_titled(
        outline(body, front.lines + 1), source.path, _headline(front, source.path)
    )
    reading = _without_index(reading, body, front.lines)
    if front.answer:
        reading = _with_answer(reading, front.answer)
    is_single = len(reading.questions) == 1
    folder = paths.topic_of(source.path) if is_single else ""
    named = (
        ""
        if front.is_card or _is_card(reading, body, front.lines)
        else (paths.page_of(source.path))
    )
    topic = front.topic or ("" if named else folder)
    marks = Marks(_tags(front, tags), front.level, topic, front.title or named)
    reading = marked(reading, marks, is_single=is_single and bool(front.topic))
    said = (*front.problems, *_unused(front, source.path))
    return replace(reading, problems=(*repairs, *said, *reading.problems))


def _is_card(reading: Reading, body: str, above: int) -> bool:
    """Whether a file is one question and no page with one: nothing comes before it."""
    if len(reading.questions) != 1:
        return False
    lines = body.split("\n")
    place = reading.questions[0].origin.line - above - 1
    return lines[max(place, 0)].startswith("# ") or not any(map(str.strip, lines[: max(place, 0)]))


def _without_index(reading: Reading, body: str, above: int) -> Reading:
    """A reading without questions that only lead to the files in which they are answered."""
    lines = body.split("\n")
    leads = [
        not q.answered and bool(_TO_A_FILE.search(lines[max(q.origin.line - above - 1, 0)][:2000]))
        for q in reading.questions
    ]
    if not any(leads):
        return reading
    said = Problem(
        next(q.origin for q, away in zip(reading.questions, leads, strict=True) if away),
        Severity.INFO,
        "skipped",
        f"links to other files, where these questions are answered: {sum(leads)}",
    )
    kept = (q for q, away in zip(reading.questions, leads, strict=True) if not away)
    return replace(reading, questions=tuple(kept), problems=(*reading.problems, said))


def _headline(front: FrontMatter, path: str) -> Headline:
    return Headline(
        front.question or front.title,
        paths.question_of(path),
        front.line,
        is_question=bool(front.question),
        is_card=front.is_card and not paths.is_index(path),
    )


def _tags(front: FrontMatter, found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*front.tags, *found)))


def _with_answer(reading: Reading, answer: str) -> Reading:
    """The answer of the front matter: the short one, where the text below has the long."""
    if len(reading.questions) != 1:
        return reading
    (question,) = reading.questions
    if question.answer:
        return replace(reading, questions=(replace(question, short_answer=answer),))
    return replace(reading, questions=(replace(question, answer=answer),))


def _unused(front: FrontMatter, path: str) -> tuple[Problem, ...]:
    if not front.unused:
        return ()
    message = f"front matter: not used: {', '.join(front.unused)}"
    return (Problem(Origin(path, 1), Severity.INFO, "skipped", message),)
