"""The cheat sheet: every answered question in a few lines, in columns on landscape paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.errors import RenderError
from builder.writers._parts import parts_of
from builder.writers._print import print_artifact
from builder.writers._topics import topics_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.model import Artifact, Bank
    from builder.settings import Settings
    from builder.writers._topics import Topic

USUAL = 7.2  # pt: the body type at scale 1, as in cheatsheet.css
SMALLEST = 6.5  # pt: a sheet on a wall is read from an arm's length
LARGEST = 9.0  # pt: beyond it a line holds too few words
STEP = 0.05  # pt: finer steps make no difference to the eye


def write(bank: Bank, settings: Settings) -> Artifact:
    """Write ``<name>-cheatsheet.pdf``; questions without an answer are counted, not shown.

    With ``settings.fit`` it is set in the largest type with which it has at most so many pages.
    Raises RenderError, naming what takes most room, where even the smallest is too large.
    """
    topics = topics_of(bank, lambda question: question.answered)
    omitted = sum(not question.answered for question in bank.questions)

    def at(points: float, *, divided: bool = False) -> Artifact:
        return print_artifact(
            "cheatsheet",
            settings,
            topics,
            media=bank.media,
            type_scale=points / USUAL,
            divided=divided,
            omitted=omitted,
        )

    if settings.fit is None:
        return at(USUAL, divided=True)
    if parts := parts_of(topics):
        # A part begins a page: in one piece the sheet has at most one page less for each after
        # the first. So what cannot fit is known without laying out all of it at once.
        least = (at(SMALLEST, divided=True).pages or 0) - len(parts) + 1
        if least > settings.fit:
            raise RenderError(_too_much(topics, least, settings.fit))
    return _fitted(at, topics, settings.fit)


def _fitted(at: Callable[[float], Artifact], topics: tuple[Topic, ...], pages: int) -> Artifact:
    """The sheet in the largest type that keeps to ``pages``, found by halving in seven tries."""
    best = at(SMALLEST)
    if best.pages is None or best.pages > pages:
        raise RenderError(_too_much(topics, best.pages or 0, pages))
    fits, too_large = 0, round((LARGEST - SMALLEST) / STEP) + 1
    while too_large - fits > 1:
        middle = (fits + too_large) // 2
        tried = at(SMALLEST + middle * STEP)
        if tried.pages is not None and tried.pages <= pages:
            fits, best = middle, tried
        else:
            too_large = middle
    return best


def _too_much(topics: tuple[Topic, ...], needed: int, pages: int) -> str:
    """What does not fit, and the topics that take most room, by their share of the text."""
    sizes = {
        topic.title or "(no topic)": sum(
            len(q.question.question) + len(q.question.short_answer or q.question.answer)
            for q in topic.questions
        )
        for topic in topics
    }
    whole = sum(sizes.values()) or 1
    largest = sorted(sizes, key=lambda title: -sizes[title])[:4]
    shares = ", ".join(f"{title} ({sizes[title] / whole:.0%})" for title in largest)
    return (
        f"The cheatsheet needs {needed} pages in the smallest type that can be read"
        f" ({SMALLEST} pt) and does not fit on {pages}. Leave out about {1 - pages / needed:.0%}"
        f" of it with --topic, --level or --tag; the most room is taken by {shares}."
    )
