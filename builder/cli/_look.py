"""Commands that look and change nothing: ``list``, ``check``, ``formats``, ``doctor``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from builder import report
from builder.cli._shared import (
    FORMAT,
    IGNORE,
    JSON,
    LABEL,
    MAP,
    SOURCES,
    STRICT,
    Progress,
    gathered_from,
    print_json,
    print_problems,
)
from builder.model import Severity

if TYPE_CHECKING:
    from pathlib import Path


@click.command("list")
@SOURCES
@click.option("--no-merge", is_flag=True, help="List repeated questions as often as they occur.")
@FORMAT
@MAP
@LABEL
@JSON
def list_questions(source: tuple[Path, ...], **options: Any) -> None:
    """List the questions found, by topic."""
    from builder import pipeline

    with Progress() as progress:
        gathered = gathered_from(source, options, progress, merged=not options["no_merge"])
    if options["as_json"]:
        print_json([report.question_as_data(question) for question in gathered.bank.questions])
    else:
        for topic, questions in gathered.bank.by_topic():
            click.secho(topic or "(no topic)", bold=True)
            for question in questions:
                click.echo(report.question_line(question))
        click.echo(report.counted(len(gathered.bank.questions), gathered.problems), err=True)
    if pipeline.prevents(gathered.problems, strict=False):
        print_problems(gathered.problems, Severity.ERROR)
        sys.exit(1)


@click.command(short_help="Say what is off with the content, with path and line.")
@SOURCES
@FORMAT
@MAP
@LABEL
@IGNORE
@STRICT
@JSON
def check(source: tuple[Path, ...], **options: Any) -> None:
    """Say what is off with the content, with path and line: errors, warnings, what was skipped."""
    from builder import pipeline

    with Progress() as progress:
        gathered = gathered_from(source, options, progress, likely=True, ignored=options["ignored"])
    if options["as_json"]:
        print_json(
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


@click.command(short_help="List what is read and what is written.")
@JSON
def formats(*, as_json: bool) -> None:
    """List the formats that are read and the outputs that are written."""
    from builder.readers import READERS
    from builder.writers import WRITERS

    if as_json:
        print_json(
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


@click.command(short_help="Show which libraries and fonts this machine has.")
@JSON
def doctor(*, as_json: bool) -> None:
    """Show what this machine has: libraries, fonts and versions, and what to do about the rest."""
    from builder.environment import inspect

    findings = inspect()
    if as_json:
        keys = ("name", "ok", "detail", "advice")
        print_json([{key: getattr(finding, key) for key in keys} for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{'ok ' if finding.ok else 'no '} {finding.name:<24}{finding.detail}")
            if finding.advice:
                click.echo(f"{'':28}{finding.advice}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)
