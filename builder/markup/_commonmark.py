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


def from_markdown(markdown: str) -> str:
    """CommonMark with tables, strikethrough, task lists, bare links and ``$TeX$``; unsafe HTML.

    A text in which a ``$`` is doubtful is taken to have no mathematics.
    """
    html: str = comrak.render_markdown(markdown, _WITH_MATH, None, _RENDERING)
    if "data-math-style" in html and _DOUBTFUL.search(html):
        html = comrak.render_markdown(markdown, _WITHOUT_MATH, None, _RENDERING)
    return html


def _extensions(*, math: bool) -> comrak.ExtensionOptions:
    extensions = comrak.ExtensionOptions()
    extensions.autolink = True
    extensions.strikethrough = True
    extensions.table = True
    extensions.tasklist = True
    extensions.math_dollars = math
    return extensions


def _rendering() -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.unsafe_ = True  # else raw HTML is dropped unseen; the sanitiser comes later
    return options


_WITH_MATH: Final = _extensions(math=True)
_WITHOUT_MATH: Final = _extensions(math=False)
_RENDERING: Final = _rendering()
