"""Markdown to HTML as it is written: raw HTML and all."""

from __future__ import annotations

import re
from typing import Final

import comrak

# What looks like `$TeX$` but is prose about prices or variables: a word right before or after it
# (endings as in "the $n$th" aside), or code inside it.
_DOUBTFUL: Final = re.compile(
    r'\w<span data-math-style="inline">'
    r'|<span data-math-style="inline">[^<`]*(?:`|</span>(?!(?:st|nd|rd|th|s)\b)\w)'
)


def from_markdown(markdown: str, *, positions: bool = False) -> str:
    """CommonMark with tables, strikethrough, task lists, bare links and ``$TeX$``; unsafe HTML.

    A text in which a ``$`` is doubtful is taken to have no mathematics. With ``positions`` each
    element of Markdown says where it stands: ``data-sourcepos="line:column-line:column"``, in
    bytes, both ends included.
    """
    html: str = comrak.render_markdown(markdown, _WITH_MATH, None, _RENDERING)
    doubtful = "data-math-style" in html and _DOUBTFUL.search(html)
    if doubtful or positions:
        extensions = _WITHOUT_MATH if doubtful else _WITH_MATH
        options = _WITH_POSITIONS if positions else _RENDERING
        html = comrak.render_markdown(markdown, extensions, None, options)
    return html


def _extensions(*, math: bool) -> comrak.ExtensionOptions:
    extensions = comrak.ExtensionOptions()
    extensions.autolink = True
    extensions.strikethrough = True
    extensions.table = True
    extensions.tasklist = True
    extensions.math_dollars = math
    return extensions


def _rendering(*, positions: bool = False) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = True  # else raw HTML is dropped unseen; the sanitiser comes later
    options.sourcepos = positions
    return options


_WITH_MATH: Final = _extensions(math=True)
_WITHOUT_MATH: Final = _extensions(math=False)
_RENDERING: Final = _rendering()
_WITH_POSITIONS: Final = _rendering(positions=True)
