"""What the printed outputs share: numbering, headlines, paper, and the way to a PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from builder.errors import RenderError
from builder.markup import inline_html, to_html, to_text
from builder.model import Artifact, Bank, Kind, Question
from builder.templating import render
from builder.text import escape_markdown

from ._cloze import blanked, filled, outlined
from ._fit import fit_blocks
from ._media import PREFIX, on_paper, packed, packed_names
from ._parts import Part, parts_of
from ._pdf import render_parts, render_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from builder.model import Media
    from builder.settings import Settings

PAPERS = {"a4": "A4", "letter": "letter"}  # names of CSS Paged Media
TABLE_WIDTHS = {"cheatsheet": 40}  # characters, at the narrowest paper; 76 on a portrait page
HEADLINE = 110  # characters: two lines of a table of contents


@dataclass(frozen=True, slots=True)
class Numbered:
    """A question with its place in the print: ``number`` counts from 1 through the whole bank."""

    number: int
    question: Question
    headline: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic in print: ``number`` counts from 1, ``title`` is empty for questions without one."""

    number: int
    title: str
    questions: tuple[Numbered, ...]


def topics_of(bank: Bank, keep: Callable[[Question], bool] = lambda _: True) -> tuple[Topic, ...]:
    """The bank's topics and questions, numbered; those not kept take no number."""
    topics: list[Topic] = []
    number = 0
    for title, questions in bank.by_topic():
        kept = [question for question in questions if keep(question)]
        numbered = tuple(
            Numbered(number + place, _with_fields(question), headline(question))
            for place, question in enumerate(kept, start=1)
        )
        number += len(kept)
        if numbered:
            topics.append(Topic(len(topics) + 1, title, numbered))
    return tuple(topics)


def _with_fields(question: Question) -> Question:
    """An adopted question with its other fields as one more answer, each below its name."""
    if not question.fields:
        return question
    shown = "\n\n".join(f"**{escape_markdown(name)}**\n\n{html}" for name, html in question.fields)
    return replace(question, more_answers=(*question.more_answers, shown))


def headline(question: Question) -> str:
    """One line that says what a question is about, and never gives away a cloze."""
    to_line = outlined if question.kind is Kind.CLOZE else to_text
    words = " ".join(to_line(_opening(question.question)).split())
    if len(words) <= HEADLINE:
        return words
    return words[:HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:.…") + "…"


def _opening(markdown: str) -> str:
    """The first paragraph, for a headline; the whole where it starts with code."""
    text = markdown.strip()
    first = text.split("\n\n", 1)[0]
    return text if "```" in first or first.count("{{") != first.count("}}") else first


def print_artifact(  # noqa: PLR0913 - what the printed outputs differ in, by name
    output: str,
    settings: Settings,
    topics: tuple[Topic, ...],
    *,
    media: tuple[Media, ...] = (),
    type_scale: float = 1,
    divided: bool = True,
    about: Callable[[tuple[Topic, ...]], Mapping[str, Any]] = lambda _: {},
    **more: Any,
) -> Artifact:
    """Render ``print/<output>.html`` as ``<name>-<output>.pdf``; raises RenderError.

    ``media`` are what the questions may show; ``type_scale`` makes the type of a cheat sheet
    larger or smaller than it usually is. A large bank is laid out in parts where it may be
    ``divided``; ``about`` says what the template is told of the topics of a document.
    """
    if settings.paper not in PAPERS:
        raise RenderError(f"Paper {settings.paper!r} is not known. Use {' or '.join(PAPERS)}.")
    width = int(TABLE_WIDTHS.get(output, 76) / type_scale)
    names = packed_names(media)

    def block(html: Markup) -> Markup:
        return fit_blocks(on_paper(html, names), width)

    def page(topics: tuple[Topic, ...], part: Part | None = None) -> str:
        return render(
            f"print/{output}.html",
            settings=settings,
            paper=PAPERS[settings.paper],
            made=datetime.fromtimestamp(settings.built_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            topics=topics,
            part=part,
            type_scale=type_scale,
            count=sum(len(topic.questions) for topic in topics),
            html=lambda markdown: block(to_html(markdown)),
            inline=lambda markdown: on_paper(inline_html(markdown), names),
            filled=lambda markdown: block(filled(markdown)),
            blanked=lambda markdown: block(blanked(markdown)),
            **about(topics),
            **more,
        )

    pictures = {PREFIX + name: data for name, data in packed(media).items()}
    if parts := parts_of(topics) if divided else ():
        pages = [(part.title, partial(page, part.topics, part)) for part in parts]
        pdf = render_parts(pages, output, settings.built_at, pictures)
    else:
        pdf = render_pdf(page(topics), output, settings.built_at, pictures=pictures)
    return Artifact(output, f"{settings.name}-{output}.pdf", pdf.data, pages=pdf.pages)
