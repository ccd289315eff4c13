"""Markdown to safe HTML: one CommonMark library, one allow-list sanitiser.

What comes out is the same for the deck and for every PDF. Code is ``<pre class="code">`` with
spans of class ``k`` (keyword), ``s`` (string) and ``c`` (comment); mathematics is TeX in
``<span class="math inline">`` or ``<span class="math display">``; table cells that are not
left-aligned have the class ``center`` or ``right-aligned``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from builder.characters import CONTROL
from builder.errors import RenderError
from builder.markup import _pictures
from builder.markup._commonmark import from_markdown
from builder.markup._pictures import with_sources
from builder.markup._plain import from_html
from builder.markup._sanitiser import sanitise
from builder.markup._tidy import ExceededError, tidy

if TYPE_CHECKING:
    from builder.markup._pictures import Picture

MOST_BYTES = 200_000  # a field; the longest real answers are a tenth of it

__all__ = [
    "html_to_text",
    "inline_html",
    "limits",
    "losses",
    "pictures",
    "safe_html",
    "to_html",
    "to_text",
    "with_sources",
]


class _Rendered(NamedTuple):
    html: Markup
    lost: tuple[str, ...] = ()
    exceeded: tuple[str, ...] = ()


def to_html(markdown: str) -> Markup:
    """Safe block HTML; raises RenderError for a field that ``limits`` objects to."""
    rendered = _render(markdown)
    if rendered.exceeded:
        raise RenderError(f"A text cannot be shown: {'; '.join(rendered.exceeded)}. Shorten it.")
    return rendered.html


def safe_html(html: str) -> Markup:
    """HTML that stands in the bank as it is, through the same allow-list as any other."""
    return Markup(CONTROL.sub("", sanitise(html)))  # noqa: S704 - the sanitiser made it safe


def inline_html(markdown: str) -> Markup:
    """As ``to_html``, but a lone paragraph stands without its ``<p>``."""
    html = to_html(markdown)
    lone = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return html[len("<p>") : -len("</p>")] if lone else html


def to_text(markdown: str) -> str:
    """Plain text: paragraphs a blank line apart, code as it stands; raises as ``to_html``."""
    return from_html(to_html(markdown))


def html_to_text(html: str) -> str:
    """Plain text of HTML from anywhere, such as a field of a stranger's note."""
    return from_html(sanitise(html)) if "<" in html or "&" in html else " ".join(html.split())


def losses(markdown: str) -> tuple[str, ...]:
    """Names of the HTML elements in a text that its outputs will not show, sorted.

    An author who writes of ``<script>`` means the word; in backticks it is shown.
    """
    return _render(markdown).lost


def limits(markdown: str) -> tuple[str, ...]:
    """What makes a text too large, too deep or too wide to show; empty for real ones."""
    return _render(markdown).exceeded


def pictures(markdown: str) -> tuple[Picture, ...]:
    """The pictures and sounds of a text that are files, in order; those on the web are links.

    None of a text that ``limits`` objects to.
    """
    if not _pictures.may_show(markdown) or limits(markdown):
        return ()
    return _pictures.find(markdown)


# Checks, deck and papers ask for the same texts in turn: the size holds a bank of ten thousand.
@lru_cache(maxsize=65_536)
def _render(markdown: str) -> _Rendered:
    try:
        size = len(markdown.encode())
    except UnicodeEncodeError:
        return _Rendered(Markup(), exceeded=("half of a character (a lone surrogate)",))
    if size > MOST_BYTES:
        return _Rendered(Markup(), exceeded=(f"{size:,} bytes; at most {MOST_BYTES:,}",))
    try:
        tidied = tidy(from_markdown(markdown), raw="<" in markdown)
    except ExceededError as error:
        return _Rendered(Markup(), exceeded=(str(error),))
    # Removing characters is safe after sanitising: no mark-up depends on them.
    html = CONTROL.sub("", sanitise(tidied.html)).strip("\n")
    return _Rendered(Markup(html), lost=tidied.lost)  # noqa: S704 - the sanitiser made it safe
