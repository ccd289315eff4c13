"""``deckpress build``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from builder import report
from builder.cli._shared import (
    FORMAT,
    IGNORE,
    JSON,
    LABEL,
    MAP,
    OUTPUTS,
    SOURCES,
    STRICT,
    Progress,
    gathered_from,
    now,
    print_json,
    print_problems,
)
from builder.model import LEVELS, Severity

# A remark that is no matter of taste: those who build should know it before they hand a deck on.
_NEWS = ("no-ledger",)


@click.command()
@SOURCES
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
@click.option(
    "--new-ledger",
    is_flag=True,
    help="Start the bank's ledger afresh where it is lost; learners' edits are overwritten once.",
)
@FORMAT
@MAP
@LABEL
@IGNORE
@STRICT
@JSON
def build(source: tuple[Path, ...], **options: Any) -> None:
    """Build the deck, the cheat sheet, the packet and the handout.

    The outputs are put in place together or not at all. Problems in the content are printed with
    path and line; an error stops the build, a warning only under --strict.
    """
    from builder import pipeline
    from builder.selection import Selection

    order = pipeline.Order(
        now=now(),
        selection=Selection(options["topics"], options["levels"], options["tags"]),
        **{
            key: options[key]
            for key in ("outputs", "paper", "fit", "unanswered", "strict", "new_ledger")
        },
    )
    with Progress() as progress:
        gathered = gathered_from(
            source, options, progress, name=options["name"], ignored=options["ignored"]
        )
        built = pipeline.build(gathered, options["folder"], order, progress)
    if options["as_json"]:
        print_json(report.built_as_data(built.questions, built.artifacts, built.problems))
    else:
        print_problems(built.problems, Severity.WARNING, also=_NEWS)
        for artifact, path in built.artifacts:
            click.echo(report.artifact_line(artifact, path))
        click.echo(report.counted(built.questions, built.problems), err=True)
    if not built.artifacts:
        click.echo("deckpress: nothing was written", err=True)
        sys.exit(1)
