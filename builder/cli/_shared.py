"""What the commands share: options, progress, and the printing of problems and data."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from builder.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from builder.model import Problem, Severity
    from builder.pipeline import Gathered

# The names of the outputs and formats, said again here because reading them from their tables
# would import the readers; a test holds the two together.
OUTPUTS = ("deck", "notes", "cheatsheet", "packet", "handout", "overview")
FORMATS = (
    *("bank", "wordpress", "markdown", "org", "html", "wxr", "csv", "json", "yaml", "text"),
    *("anki", "anki-text"),
)

SOURCES = click.argument("source", nargs=-1, type=click.Path(path_type=Path))
FORMAT = click.option(
    "--format",
    "wanted_format",
    type=click.Choice(FORMATS),
    help="Read every source as this format instead of recognising it by its content.",
)


def _column(
    _context: click.Context, _parameter: click.Parameter, said: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """``COLUMN=FIELD`` as a pair; a column's name may have the sign in it as well."""
    pairs = [each.rpartition("=") for each in said]
    for column, sign, field in pairs:
        if not (sign and column.strip() and field.strip()):
            raise click.BadParameter("write COLUMN=FIELD, such as Prompt=question")
    return tuple((column.strip(), field.strip()) for column, _, field in pairs)


MAP = click.option(
    "--map",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    callback=_column,
    help="What a column of CSV, or a key of JSON or YAML, holds; may be repeated.",
)


def _label(
    _context: click.Context, _parameter: click.Parameter, said: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """``question=WORD`` or ``answer=WORD`` as a pair of word and kind."""
    pairs = [each.partition("=") for each in said]
    for kind, _, word in pairs:
        if kind.strip() not in {"question", "answer"} or not word.strip():
            raise click.BadParameter("write question=WORD or answer=WORD, such as answer=Vastaus")
    return tuple((word.strip(), kind.strip()) for kind, _, word in pairs)


LABEL = click.option(
    "--label",
    "labels",
    metavar="KIND=WORD",
    multiple=True,
    callback=_label,
    help="A word that labels a question or an answer, such as answer=Vastaus; may be repeated.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
IGNORE = click.option(
    "--ignore",
    "ignored",
    metavar="CODE",
    multiple=True,
    help="Leave out findings of this code, such as wide-code; may be repeated.",
)
STRICT = click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")


def gathered_from(
    source: Sequence[Path],
    options: dict[str, Any],
    progress: Callable[[str], None],
    **more: Any,
) -> Gathered:
    from builder import pipeline

    return pipeline.gather(
        source,
        wanted_format=options["wanted_format"],
        columns=options.get("columns", ()),
        labels=options.get("labels", ()),
        progress=progress,
        **more,
    )


class Progress:
    """The stage a command is at and its seconds so far, on a terminal's last line.

    Nothing is shown where standard error is not a terminal, nor in the first second.
    """

    def __init__(self) -> None:
        self._stage = "working"
        self._start = time.monotonic()
        self._done = threading.Event()
        self._shower = threading.Thread(target=self._show, daemon=True)

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._shower.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        if self._shower.is_alive():
            self._shower.join()

    def __call__(self, stage: str) -> None:
        self._stage = stage

    def _show(self) -> None:
        if self._done.wait(1):
            return
        while not self._done.wait(0.2):
            seconds = time.monotonic() - self._start
            click.echo(f"\r\033[K{self._stage} … {seconds:.0f} s", nl=False, err=True)
        click.echo("\r\033[K", nl=False, err=True)


def print_problems(problems: Sequence[Problem], least: Severity, also: Sequence[str] = ()) -> None:
    """Print the problems of that severity or more, and those of the codes named."""
    for problem in problems:
        if problem.severity >= least or problem.code in also:
            click.echo(str(problem), err=True)


def print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def now() -> int:
    """The time of the build in Unix seconds: SOURCE_DATE_EPOCH where it is set.

    Anki panics at time 0, and a note from the future would never take a later correction.
    """
    now = int(time.time())
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said is None:
        return now
    if not (said.isascii() and said.isdigit() and 0 < int(said) <= now):
        raise UsageError(
            f"SOURCE_DATE_EPOCH is {said!r}; it must be in Unix seconds, after 1970 and not in the"
            " future"
        )
    return int(said)
