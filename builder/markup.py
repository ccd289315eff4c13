"""Markdown to safe HTML: one CommonMark library, one allow-list sanitiser."""

from __future__ import annotations

import comrak
import nh3
from markupsafe import Markup


def to_html(markdown: str) -> Markup:
    """Render Markdown as safe block HTML."""
    extensions = comrak.ExtensionOptions()
    extensions.table = extensions.strikethrough = extensions.math_dollars = True
    options = comrak.RenderOptions()
    options.unsafe_ = True
    html = comrak.render_markdown(markdown, extensions, None, options)
    return Markup(nh3.clean(html))  # noqa: S704 - the sanitiser is what makes it safe
