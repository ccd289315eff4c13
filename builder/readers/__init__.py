"""The table of formats, and which of its rows a source belongs to."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from builder.errors import UsageError
from builder.model import Origin, Problem, Reading, Severity, Source
from builder.readers import (
    anki_export,
    anki_package,
    delimited,
    html_page,
    json_records,
    markdown,
    org,
    plain_text,
    wordpress,
    wordpress_xml,
    yaml_bank,
    yaml_records,
)
from builder.readers._dialects._labels.vocabulary import named_labels
from builder.readers._records.columns import FIELDS
from builder.tables import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

READERS = (
    Reader("bank", "Bank YAML", (".yaml", ".yml"), yaml_bank.recognises, yaml_bank.read),
    Reader("wordpress", "WordPress JSON", (".json",), wordpress.recognises, wordpress.read),
    Reader(
        "markdown", "Markdown", (".md", ".markdown", ".mdx"), markdown.recognises, markdown.read
    ),
    Reader("org", "Org-mode", (".org",), org.recognises, org.read),
    Reader("html", "Web page", (".html", ".htm"), html_page.recognises, html_page.read),
    Reader("wxr", "WordPress export", (".xml",), wordpress_xml.recognises, wordpress_xml.read),
    Reader("csv", "CSV and TSV", (".csv", ".tsv"), delimited.recognises, delimited.read),
    Reader(
        "json",
        "JSON records",
        (".json", ".jsonl", ".ndjson"),
        json_records.recognises,
        json_records.read,
    ),
    Reader("yaml", "YAML records", (".yaml", ".yml"), yaml_records.recognises, yaml_records.read),
    Reader("text", "Pasted text", (".txt",), plain_text.recognises, plain_text.read),
    Reader(
        "anki", "Anki package", (".apkg", ".colpkg"), anki_package.recognises, anki_package.read
    ),
    Reader("anki-text", "Anki text export", (".txt",), anki_export.recognises, anki_export.read),
)


def read(source: Source, wanted: str | None = None) -> Reading:
    """Read one source with the reader that recognises it, or with the one ``wanted`` names."""
    with named_labels(source.labels, source.text):
        return _read(source, wanted)


def _read(source: Source, wanted: str | None) -> Reading:
    readers = [_named(wanted)] if wanted else [r for r in READERS if r.recognises(source)]
    if len(readers) == 1:
        reading = readers[0].read(source)
        return reading if reading.questions or reading.problems else _nothing(source, readers[0])
    if not source.text.strip():
        return _report(source, Severity.WARNING, "no-questions", "there is nothing in it")
    names = " and ".join(reader.name for reader in readers)
    message = (
        f"both {names} recognise this file; choose one with --format"
        if readers
        else f"no reader recognises this file; name its format with --format ({_names()})"
    )
    return _report(source, Severity.ERROR, "format", message)


def read_all(sources: Sequence[Source], wanted: str | None = None) -> Reading:
    """The questions and problems of all sources, in their order."""
    readings = [read(source, wanted) for source in sources]
    return Reading(
        tuple(question for reading in readings for question in reading.questions),
        tuple(problem for reading in readings for problem in reading.problems),
        tuple(file for reading in readings for file in reading.media),
        tuple(kind for reading in readings for kind in reading.types),
    )


def with_columns(sources: Sequence[Source], columns: Sequence[tuple[str, str]]) -> list[Source]:
    """The sources with what the user says of their columns; raises UsageError for no field."""
    for column, field in columns:
        if field not in FIELDS:
            close = get_close_matches(field[:40], FIELDS, n=1)
            hint = f"did you mean {close[0]}?" if close else f"it is one of {', '.join(FIELDS)}"
            raise UsageError(f"--map {column}={field}: there is no field {field!r}; {hint}")
    return [replace(source, columns=(*source.columns, *columns)) for source in sources]


def with_labels(sources: Sequence[Source], labels: Sequence[tuple[str, str]]) -> list[Source]:
    """The sources with the user's own words for a question and an answer."""
    return [replace(source, labels=(*source.labels, *labels)) for source in sources]


def _named(name: str) -> Reader:
    for reader in READERS:
        if reader.name == name:
            return reader
    raise UsageError(f"there is no format “{name}”; choose one of {_names()}")


def _names() -> str:
    return ", ".join(reader.name for reader in READERS)


def _nothing(source: Source, reader: Reader) -> Reading:
    message = f"read as {reader.title}, but no question was found"
    return _report(source, Severity.WARNING, "no-questions", message)


def _report(source: Source, severity: Severity, code: str, message: str) -> Reading:
    return Reading((), (Problem(Origin(source.path, 1), severity, code, message),))
