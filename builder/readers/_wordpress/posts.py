"""A post of WordPress: its HTML, with shortcodes and without paragraphs as its editor keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.model import Origin, Problem, Reading, Severity
from builder.readers._documents.mapped import at_source
from builder.readers._documents.marks import Marks, marked
from builder.readers._documents.one_question import Headline, read_titled
from builder.readers._documents.repair import repaired
from builder.readers._outlines.outline import Outline, outline
from builder.readers._pages import article
from builder.readers._pages import html as _html
from builder.readers._pages import lines as _html_lines
from builder.readers._wordpress import shortcodes

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Post:
    """A post: ``html`` begins on ``line`` and goes on below it, unless it ``is_one_line``."""

    title: str
    html: str
    line: int
    tags: tuple[str, ...] = ()
    category: str = ""
    has_one_category: bool = False
    is_one_line: bool = False


def read_post(post: Post, path: str) -> Reading:
    """The questions of a post; its title is the topic of those below no heading."""
    count = post.html.count("\n") + 1
    numbers = (post.line,) if post.is_one_line else range(post.line, post.line + count)
    text, repairs = repaired(post.html, path, post.line)
    text, dropped = shortcodes.settled(text)
    try:
        markdown, lines, around = _settled(shortcodes.with_paragraphs(text), numbers)
    except ValueError as error:
        return Reading((), (_finding(path, post.line, Severity.ERROR, "unreadable", str(error)),))
    sections = outline(markdown).sections
    # Text before the first heading stands below the post's own title.
    page = Outline((replace(sections[0], title=post.title), *sections[1:]))
    reading = at_source(read_titled(page, path, Headline(post.title)), lines)
    # Without headings, questions are about the one category of their post, or what it is called.
    topic = post.category if len(reading.questions) == 1 or post.has_one_category else ""
    if post.has_one_category:
        reading = _untitled(reading, post.title)
    reading = marked(reading, Marks(post.tags, "", topic, post.title))
    words = (*_said(dropped), *around)
    said = [_finding(path, post.line, Severity.INFO, "skipped", each) for each in words]
    return replace(reading, problems=(*_placed(repairs, numbers), *said, *reading.problems))


def _untitled(reading: Reading, title: str) -> Reading:
    """A reading whose questions do not have their post's title as their topic."""
    return replace(
        reading,
        questions=tuple(replace(q, topic="") if q.topic == title else q for q in reading.questions),
    )


def _settled(text: str, numbers: Sequence[int]) -> tuple[str, tuple[int, ...], list[str]]:
    """A post's HTML as Markdown, the line of each of its lines, and what plugins had added.

    Line ``n`` of the HTML is ``numbers[n - 1]``.
    """
    soup = _html.parsed(_html_lines.numbered(text, numbers))
    _html.settle(soup)
    left = article.free(soup)
    names = ", ".join(f"{name} {count}" if count > 1 else name for name, count in left.items())
    markdown, lines = _html_lines.without_marks(_html.from_soup(soup))
    return markdown, lines, [f"added to the post by plugins, skipped: {names}"] if names else []


def _placed(repairs: tuple[Problem, ...], numbers: Sequence[int]) -> tuple[Problem, ...]:
    if len(numbers) > 1:
        return repairs
    return tuple(replace(p, origin=Origin(p.origin.path, numbers[0])) for p in repairs[:1])


def _said(dropped: Sequence[str]) -> list[str]:
    return (
        [f"shortcodes taken off, what they embrace kept: {', '.join(dropped)}"] if dropped else []
    )


def _finding(path: str, line: int, severity: Severity, code: str, message: str) -> Problem:
    return Problem(Origin(path, line), severity, code, message)
