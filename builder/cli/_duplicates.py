"""``deckpress duplicates``."""

from __future__ import annotations

import sys
from dataclasses import asdict
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
    print_json,
    print_problems,
)
from builder.model import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from builder.model import Duplicate, Question, Suggestion


@click.command(short_help="Say which questions ask the same: merged ones, and likely ones.")
@SOURCES
@FORMAT
@MAP
@LABEL
@JSON
def duplicates(source: tuple[Path, ...], **options: Any) -> None:
    """Say which questions ask the same.

    What certainly does is merged, and every merge is listed with its reason. What probably does is
    suggested with a score from 0.7 to 1, and with the line for the bank that settles it: same_as
    makes one of the two, not_same_as keeps both and is never asked about again.
    """
    from builder import pipeline

    with Progress() as progress:
        gathered = gathered_from(source, options, progress, likely=True)
    if options["as_json"]:
        print_json(
            {
                "merged": [_merged_as_data(each) for each in gathered.duplicates],
                "suggested": [_suggested_as_data(each) for each in gathered.suggestions],
            }
        )
    else:
        _tell_merged(gathered.duplicates)
        for each in gathered.suggestions:
            _tell_suggested(each)
        counts = (len(gathered.duplicates), "merged"), (len(gathered.suggestions), "to settle")
        click.echo(", ".join(f"{count:,} {what}" for count, what in counts))
    unsettled = [each for each in gathered.problems if each.code == "not-settled"]
    print_problems(unsettled, Severity.WARNING)
    if pipeline.prevents(gathered.problems, strict=False):
        print_problems(gathered.problems, Severity.ERROR)
        sys.exit(1)


def _tell_merged(merged: tuple[Duplicate, ...]) -> None:
    """Each question that others were merged into, with those below it."""
    groups: dict[str, list[Duplicate]] = {}
    for each in merged:
        groups.setdefault(each.kept.id, []).append(each)
    for found in groups.values():
        kept = found[0].kept
        click.secho(f"merged into {kept.id}", bold=True)
        _tell(kept)
        for each in found:
            _tell(each.dropped)
            click.echo(f"      {each.reason}")
        click.echo()


def _tell_suggested(each: Suggestion) -> None:
    click.secho(f"{each.score:.2f}  {each.reason}", bold=True)
    _tell(each.first)
    _tell(each.second)
    click.echo(f"      two questions: not_same_as: [{each.second.id}]  at {each.first.id}")
    click.echo(f"      one question:  same_as: [{each.first.id}]  at {each.second.id}")
    click.echo()


def _tell(question: Question) -> None:
    click.echo(f"  {question.origin}: {report.question_line(question).strip()}")


def _merged_as_data(each: Duplicate) -> dict[str, Any]:
    return {
        "kept": each.kept.id,
        "dropped": each.dropped.id,
        "reason": each.reason,
        "score": each.score,
        "origins": _places(each.kept, each.dropped),
    }


def _suggested_as_data(each: Suggestion) -> dict[str, Any]:
    return {
        "first": each.first.id,
        "second": each.second.id,
        "score": each.score,
        "reason": each.reason,
        "origins": _places(each.first, each.second),
    }


def _places(*questions: Question) -> list[list[dict[str, Any]]]:
    """Where the questions stand, one list for each."""
    return [[asdict(origin) for origin in question.origins] for question in questions]
