"""``deckpress import``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from builder.cli._shared import FORMAT, JSON, LABEL, MAP, Progress, print_json, print_problems
from builder.model import Severity


@click.command("import", short_help="Turn any source into a bank, or add what is new to one.")
@click.argument("source", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("content"),
    show_default=True,
    help="Folder of the bank; made if it is not there.",
)
@click.option("--name", help="What a new bank is called.")
@click.option(
    "--licence",
    metavar="NAME",
    help="Licence of the questions, such as CC-BY-4.0; else the LICENSE beside them tells it.",
)
@FORMAT
@MAP
@LABEL
@JSON
def import_sources(source: tuple[Path, ...], **options: Any) -> None:
    """Turn any source into a bank of YAML files, or add to a bank what is new.

    Every question gets a written id. What the bank has already is never changed, so the same
    source can be imported again. An Anki deck keeps its GUIDs and note types: a deck built from the
    bank updates the cards of those who study it, and their reviews stay.
    """
    from builder.importing import import_into

    with Progress() as progress:
        found = import_into(
            options["folder"],
            source,
            wanted_format=options["wanted_format"],
            columns=options["columns"],
            labels=options["labels"],
            name=options["name"],
            licence=options["licence"],
            progress=progress,
        )
    if options["as_json"]:
        print_json(found.as_data())
    else:
        print_problems(found.problems, Severity.WARNING)
        for each in found.merged:
            click.echo(f"merged  {each.dropped.origin}: {each.reason} as {each.kept.origin}")
        for path in found.paths:
            click.echo(f"wrote   {path}")
        click.echo(found.line())
    if any(problem.severity is Severity.ERROR for problem in found.problems):
        sys.exit(1)
