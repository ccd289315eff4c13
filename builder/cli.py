"""The command line: arguments in, one call, results printed. Only here is anything printed.

The modules that do the work are imported by the command that needs them, so that ``--help`` and
shell completion answer at once.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import click

from builder import report
from builder.errors import DeckpressError, UsageError
from builder.model import LEVELS, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from builder.model import Problem
    from builder.pipeline import Gathered

# The names of the outputs and formats, said again here because reading them from their tables
# would import the readers; a test holds the two together.
OUTPUTS = ("deck", "cheatsheet", "packet", "handout")
FORMATS = ("bank", "wordpress", "markdown", "text")

_SOURCES = click.argument("source", nargs=-1, type=click.Path(path_type=Path))
_FORMAT = click.option(
    "--format",
    "wanted_format",
    type=click.Choice(FORMATS),
    help="Read every source as this format instead of recognising it by its content.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for scripts.")
_STRICT = click.option("--strict", is_flag=True, help="Let warnings fail as errors do.")


class _Commands(click.Group):
    """The one door for errors: what a user can put right is said in a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Commands in the order in which one meets them."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error)) from error
        except DeckpressError as error:
            click.echo(f"deckpress: {error}", err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deckpress", message="%(prog)s %(version)s")
def main() -> None:
    """Make an Anki deck, a cheat sheet and an interview packet from interview questions.

    Without SOURCE a command works on the bank of the current folder (content/); with one or
    more, on those files and folders, whatever their format. "-" is standard input.

    \b
      deckpress build                   build everything from content/
      deckpress build notes.md          ... from your own notes
      deckpress check notes.md          what was understood, and what was not
    """  # noqa: D301 - \b is click's own mark: it keeps the lines that follow it


@main.command()
@_SOURCES
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="Folder for the outputs; made if it is not there.",
)
@click.option(
    "--only",
    "outputs",
    type=click.Choice(OUTPUTS),
    multiple=True,
    help="Build only this output; may be repeated.",
)
@click.option("--topic", "topics", multiple=True, help="Only this topic; may be repeated.")
@click.option(
    "--level",
    "levels",
    type=click.Choice(LEVELS),
    multiple=True,
    help="Only this level; may be repeated.",
)
@click.option("--tag", "tags", multiple=True, help="Only questions with this tag; may be repeated.")
@click.option("--paper", type=click.Choice(("a4", "letter")), help="Paper of the PDFs.")
@click.option(
    "--fit",
    type=click.IntRange(1, 100),
    metavar="PAGES",
    help="Set the cheat sheet in type small enough for this many pages, or say what does not fit.",
)
@click.option("--name", help="Stem of the output files.")
@click.option("--unanswered", is_flag=True, help="Make cards of questions without an answer too.")
@_FORMAT
@_STRICT
@_JSON
def build(source: tuple[Path, ...], **options: Any) -> None:
    """Build the deck, the cheat sheet, the packet and the handout.

    The outputs are put in place together or not at all. Problems in the content are printed with
    path and line; an error stops the build, a warning only under --strict.
    """
    from builder import pipeline
    from builder.selection import Selection

    order = pipeline.Order(
        now=_now(),
        selection=Selection(options["topics"], options["levels"], options["tags"]),
        **{key: options[key] for key in ("outputs", "paper", "fit", "unanswered", "strict")},
    )
    with _Progress() as progress:
        gathered = _gathered(source, options, progress, name=options["name"])
        built = pipeline.build(gathered, options["folder"], order, progress)
    if options["as_json"]:
        _print_json(report.built_as_data(built.questions, built.artifacts, built.problems))
    else:
        _print_problems(built.problems, Severity.WARNING)
        for artifact, path in built.artifacts:
            click.echo(report.artifact_line(artifact, path))
        click.echo(report.counted(built.questions, built.problems), err=True)
    if not built.artifacts:
        click.echo("deckpress: nothing was written", err=True)
        sys.exit(1)


@main.command("list")
@_SOURCES
@click.option("--no-merge", is_flag=True, help="List repeated questions as often as they occur.")
@_FORMAT
@_JSON
def list_questions(source: tuple[Path, ...], **options: Any) -> None:
    """List the questions found, by topic."""
    from builder import pipeline

    with _Progress() as progress:
        gathered = _gathered(source, options, progress, merged=not options["no_merge"])
    if options["as_json"]:
        _print_json([report.question_as_data(question) for question in gathered.bank.questions])
    else:
        for topic, questions in gathered.bank.by_topic():
            click.secho(topic or "(no topic)", bold=True)
            for question in questions:
                click.echo(report.question_line(question))
        click.echo(report.counted(len(gathered.bank.questions), gathered.problems), err=True)
    if pipeline.prevents(gathered.problems, strict=False):
        _print_problems(gathered.problems, Severity.ERROR)
        sys.exit(1)


@main.command(short_help="Say what is off with the content, with path and line.")
@_SOURCES
@_FORMAT
@_STRICT
@_JSON
def check(source: tuple[Path, ...], **options: Any) -> None:
    """Say what is off with the content, with path and line: errors, warnings, what was skipped."""
    from builder import pipeline

    with _Progress() as progress:
        gathered = _gathered(source, options, progress)
    if options["as_json"]:
        _print_json(
            {
                "questions": len(gathered.bank.questions),
                "problems": [report.problem_as_data(problem) for problem in gathered.problems],
            }
        )
    else:
        for problem in gathered.problems:
            click.echo(str(problem))
        click.echo(report.counted(len(gathered.bank.questions), gathered.problems))
    sys.exit(1 if pipeline.prevents(gathered.problems, strict=options["strict"]) else 0)


@main.command(short_help="List what is read and what is written.")
@_JSON
def formats(*, as_json: bool) -> None:
    """List the formats that are read and the outputs that are written."""
    from builder.readers import READERS
    from builder.writers import WRITERS

    if as_json:
        _print_json(
            {
                "read": [
                    {"format": r.name, "title": r.title, "suffixes": r.suffixes} for r in READERS
                ],
                "written": [
                    {"output": w.name, "title": w.title, "file": f"<name>{w.filename}"}
                    for w in WRITERS
                ],
            }
        )
        return
    click.echo("Read (recognised by content; the suffix is only usual):")
    for reader in READERS:
        click.echo(f"  {reader.name:<11}{reader.title:<22}{' '.join(reader.suffixes)}")
    click.echo("\nWritten:")
    for writer in WRITERS:
        click.echo(f"  {writer.name:<11}{writer.title:<22}<name>{writer.filename}")


@main.command(short_help="Show which libraries and fonts this machine has.")
@_JSON
def doctor(*, as_json: bool) -> None:
    """Show what this machine has: libraries, fonts and versions, and what to do about the rest."""
    from builder.environment import inspect

    findings = inspect()
    if as_json:
        keys = ("name", "ok", "detail", "advice")
        _print_json([{key: getattr(finding, key) for key in keys} for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{'ok ' if finding.ok else 'no '} {finding.name:<24}{finding.detail}")
            if finding.advice:
                click.echo(f"{'':28}{finding.advice}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


def _gathered(
    source: Sequence[Path],
    options: dict[str, Any],
    progress: Callable[[str], None],
    **more: Any,
) -> Gathered:
    from builder import pipeline

    return pipeline.gather(
        source, wanted_format=options["wanted_format"], progress=progress, **more
    )


class _Progress:
    """The stage a command is at, on a terminal's last line, from its second second on."""

    def __init__(self) -> None:
        self._shown = False
        self._start = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo("\r\033[K", nl=False, err=True)

    def __call__(self, stage: str) -> None:
        if self._terminal and (self._shown or time.monotonic() - self._start > 1):
            self._shown = True
            click.echo(f"\r\033[K{stage} …", nl=False, err=True)


def _print_problems(problems: Sequence[Problem], least: Severity) -> None:
    for problem in problems:
        if problem.severity >= least:
            click.echo(str(problem), err=True)


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _now() -> int:
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
