"""What the printed outputs share: numbering, headlines, paper, and the way to a PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from builder.errors import RenderError
from builder.markup import inline_html, to_html
from builder.model import Artifact
from builder.templating import render
from builder.writers._cloze import blanked, filled
from builder.writers._fit import fit_blocks
from builder.writers._media import PREFIX, on_paper, packed, packed_names
from builder.writers._parts import Part, parts_of
from builder.writers._pdf import render_parts, render_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from markupsafe import Markup

    from builder.model import Media
    from builder.settings import Settings
    from builder.writers._topics import Topic

PAPERS = {"a4": "A4", "letter": "letter"}  # names of CSS Paged Media
TABLE_WIDTHS = {"cheatsheet": 40}  # characters, at the narrowest paper; 76 on a portrait page


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
