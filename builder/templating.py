"""Jinja with autoescape on and nothing undefined."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def folder() -> Path:
    """The templates: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    inside = here / "templates"
    return inside if inside.is_dir() else here.parent / "templates"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **context: Any) -> str:
    """Render a template once; ``template`` is relative to the templates folder, in POSIX form."""
    return _environment().get_template(template).render(context)


def read(template: str) -> str:
    """A template file as it stands: Anki's own files never pass through Jinja."""
    return (folder() / template).read_text(encoding="utf-8")
