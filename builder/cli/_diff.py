"""``deckpress diff``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from builder import report
from builder.cli._shared import (
    FORMAT,
    JSON,
    LABEL,
    MAP,
    SOURCES,
    Progress,
    gathered_from,
    now,
    print_json,
    print_problems,
)
from builder.errors import DeckpressError, UsageError
from builder.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from builder.comparison import Comparison, Line
    from builder.pipeline import Gathered

_SUFFIXES = (".apkg", ".colpkg")
_ZIP = b"PK\x03\x04"
_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"bold": True},
    "added": {"fg": "green"},
    "removed": {"fg": "red"},
    "error": {"fg": "red", "bold": True},
}


@click.command(short_help="Say what a new deck will change for those who have an old one.")
@SOURCES
@click.option("--notes", "release", is_flag=True, help="Print release notes in Markdown.")
@click.option("--unanswered", is_flag=True, help="Count cards of questions without an answer too.")
@click.option("--name", help="Name of the deck in the release notes.")
@FORMAT
@MAP
@LABEL
@JSON
def diff(source: tuple[Path, ...], **options: Any) -> None:
    """Say what importing the new deck over an old one does, as Anki counts it.

    \b
      deckpress diff old.apkg             the bank of this folder against an old deck
      deckpress diff old.apkg notes.md    ... a deck built from notes.md
      deckpress diff old.apkg new.apkg    ... a deck that is built already
      deckpress diff                      the bank against its ledger, without an old deck

    The first SOURCE is the old deck. It stands for the learner's collection: imported into Anki
    and not edited since. Nothing is written. Exit status 1 where learners would lose work or
    never get an update.
    """  # noqa: D301 - \b is click's own mark: it keeps the lines that follow it
    old, rest = (source[0], source[1:]) if source and _is_package(source[0]) else (None, source)
    if old is None:
        if rest or options["release"]:
            raise UsageError("name the old deck first: deckpress diff OLD.apkg [SOURCE]...")
        _tell_outlook(options)
        return
    found, name = _compared(old, rest, options)
    if options["as_json"]:
        _print_data(found)
    elif options["release"]:
        _tell_release(found, options["name"] or name)
    else:
        _tell(found)
    sys.exit(1 if any(f.severity is Severity.ERROR for f in found.findings) else 0)


def _is_package(path: Path) -> bool:
    if path.suffix.lower() in _SUFFIXES:
        return True
    try:  # opening a pipe would wait for its writer
        return path.is_file() and _begins(path) == _ZIP
    except OSError:
        return False  # the reading of sources says what is wrong with it


def _begins(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_ZIP))


def _compared(old: Path, rest: tuple[Path, ...], options: dict[str, Any]) -> tuple[Comparison, str]:
    from builder import comparison, pipeline

    if len(rest) == 1 and _is_package(rest[0]):
        packages = pipeline.read_package(old), pipeline.read_package(rest[0])
        return comparison.compare(*packages, now=now()), rest[0].stem
    with Progress() as progress:
        gathered = gathered_from(rest, options, progress)
        _stop_at_errors(gathered)
        order = pipeline.Order(now=now(), unanswered=options["unanswered"])
        return pipeline.compare(gathered, old, order), gathered.settings.title


def _stop_at_errors(gathered: Gathered) -> None:
    from builder import pipeline

    if pipeline.prevents(gathered.problems, strict=False):
        print_problems(gathered.problems, Severity.ERROR)
        raise DeckpressError("no deck can be built before these are put right")
    if not gathered.bank.questions:
        raise DeckpressError("there is no question to build from; see what `deckpress list` finds")


def _tell(found: Comparison) -> None:
    from builder import comparison

    click.echo(comparison.summary(found.counts()))
    _print_lines(comparison.finding_lines(found))
    _print_lines(comparison.note_lines(found))


def _tell_release(found: Comparison, name: str) -> None:
    """Release notes alone on standard output; what the author should know goes to the other."""
    from builder import comparison

    click.echo(comparison.release_notes(found, name), nl=False)
    click.echo(comparison.summary(found.counts()), err=True)
    _print_lines(comparison.finding_lines(found), err=True)


def _print_data(found: Comparison) -> None:
    from builder import comparison

    print_json(comparison.as_data(found))


def _tell_outlook(options: dict[str, Any]) -> None:
    """The bank against its ledger, which knows which notes changed but not what is in them."""
    from builder import comparison, pipeline

    with Progress() as progress:
        gathered = gathered_from((), options, progress)
        _stop_at_errors(gathered)
        order = pipeline.Order(now=now(), unanswered=options["unanswered"])
        outlook, remarks = pipeline.look_ahead(gathered, order)
    if options["as_json"]:
        problems = [report.problem_as_data(problem) for problem in remarks]
        print_json({**outlook.as_data(), "problems": problems})
    else:
        click.echo(comparison.summary(outlook.counts()))
        for fate, stamps in (
            ("new", outlook.new),
            ("updated", outlook.changed),
            ("retired", outlook.retired),
            ("note type updated in place", outlook.types),
        ):
            for stamp in stamps:
                click.echo(f"  {fate}: {stamp.id}")
        print_problems(remarks, Severity.WARNING)
    sys.exit(1 if any(problem.code in {"id-changed", "guid-changed"} for problem in remarks) else 0)


def _print_lines(lines: Iterable[Line], *, err: bool = False) -> None:
    """Lines in colour; click takes the colour out where no terminal is."""
    for line in lines:
        click.secho(line.text, err=err, **_STYLES.get(line.style, {}))
