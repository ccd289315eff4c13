"""Saved web pages: the article found, its HTML made Markdown, and that read for the dialects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.model import Origin, Problem, Reading, Severity, Source
from builder.readers._dialects import read_drafts
from builder.readers._dialects._draft import Draft
from builder.readers._documents.mapped import at_source
from builder.readers._documents.marks import Marks, marked
from builder.readers._documents.one_question import Headline, read_titled
from builder.readers._documents.repair import repaired
from builder.readers._outlines.outline import blocks_of, outline
from builder.readers._pages import article as _html_page
from builder.readers._pages import html, lines
from builder.readers._pages.json_ld import asked_in
from builder.readers._pages.raw import without_raw
from builder.readers._records.signs import kind_of
from builder.readers._signs import is_page

if TYPE_CHECKING:
    from collections import Counter

    from builder.readers._pages.json_ld import Asked


def recognises(source: Source) -> bool:
    """A page, or a piece of one, in HTML."""
    return is_page(source.text) and not kind_of(source.text, source.path)


def read(source: Source) -> Reading:
    """The questions of a page; those it only tells search engines count where it shows none."""
    text, repairs = repaired(source.text, source.path)
    try:
        bare, data = without_raw(text)
        soup = html.parsed(lines.numbered(bare))
    except ValueError as error:
        problem = Problem(Origin(source.path, 1), Severity.ERROR, "unreadable", str(error))
        return Reading((), (problem,))
    html.settle(soup)
    article, left = _html_page.article_of(soup)
    title = _html_page.title_of(soup, article)
    markdown, numbers = lines.without_marks(html.from_soup(soup, article))
    page = outline(markdown)
    reading = at_source(read_titled(page, source.path, Headline(title)), numbers)
    if not reading.questions:
        reading = _told_to_engines(asked_in(data), text, source.path) or reading
    reading = marked(reading, Marks(title=title))
    said = _left_out(left, source.path)
    return replace(reading, problems=(*repairs, *said, *reading.problems))


def _told_to_engines(asked: list[Asked], text: str, path: str) -> Reading | None:
    drafts = []
    for each in asked:
        question = html.to_markdown(each.question)
        answers = [blocks_of(html.to_markdown(answer), 1) for answer in each.answers]
        at = text.find(each.question.split("\\")[0][:60])
        line = text.count("\n", 0, max(at, 0)) + 1
        first = answers[0] if answers else ()
        drafts.append(Draft(question, line, first, further=tuple(answers[1:])))
    return read_drafts(drafts, path) if drafts else None


def _left_out(left: Counter[str], path: str) -> tuple[Problem, ...]:
    if not left:
        return ()
    names = ", ".join(f"{name} {count}" if count > 1 else name for name, count in left.items())
    message = f"around the article, skipped: {names}"
    return (Problem(Origin(path, 1), Severity.INFO, "skipped", message),)
