"""Jinja with autoescape on and nothing undefined.

Values that are HTML already come as ``Markup``, from ``builder.markup``; the writers pass its
functions in with the context. A value is never rendered again: braces in it print as they are.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def folder() -> Path:
    """The templates: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    inside = here / "templates"
    return inside if inside.is_dir() else here.parent / "templates"


def _loader() -> FileSystemLoader:
    return FileSystemLoader(folder())


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=_loader(),
        autoescape=True,  # not by suffix: page.html.j2 would then not be escaped
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **context: Any) -> str:
    """Render a template once; ``template`` is relative to the templates folder, in POSIX form.

    A name outside the folder raises ``jinja2.TemplateNotFound``, a value that is missing
    ``jinja2.UndefinedError``: both are mistakes in the program.
    """
    return _environment().get_template(template).render(context)


@cache
def read(template: str) -> str:
    """A template file as it stands: Anki's own files never pass through Jinja."""
    return _loader().get_source(_environment(), template)[0]
