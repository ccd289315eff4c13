"""Anki's own export of notes as text: ``#`` headers, then one note a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from builder.model import Origin, Problem, Reading, Severity
from builder.readers._anki.html import field_to_markdown, is_only_pictures
from builder.readers._documents.repair import repaired
from builder.readers._records.cells import cell_markdown
from builder.readers._records.columns import resolved
from builder.readers._records.record import Record
from builder.readers._records.records import read_records
from builder.readers._records.rows import Row, Table, rows, shares
from builder.readers._records.signs import kind_of
from builder.strict_yaml import YamlList, YamlText

if TYPE_CHECKING:
    from builder.model import Source

_HEADER: Final = re.compile(r"#([a-z ]{2,20}):([^\n]*)\n?", re.IGNORECASE)
# Anki's manual names these signs, in its chapter on text files.
_SIGNS: Final = {
    "tab": "\t",
    "comma": ",",
    "semicolon": ";",
    "pipe": "|",
    "colon": ":",
    "space": " ",
}
_META: Final = {
    "guid column": "guid",
    "tags column": "tags",
    "deck column": "topic",
    "notetype column": "skip",
}
_KNOWN: Final = {*_META, "separator", "html", "columns", "tags", "deck", "notetype", "if matches"}


@dataclass(slots=True)
class _Head:
    """What the headers say; columns count from 1."""

    values: dict[str, str] = field(default_factory=dict)
    meta: dict[int, str] = field(default_factory=dict)
    table: Table = field(default_factory=lambda: Table("\t"))
    unknown: list[tuple[int, str]] = field(default_factory=list)


def recognises(source: Source) -> bool:
    """Text that begins with a header such as ``#separator:tab``."""
    return not source.data and kind_of(source.text, source.path) == "anki-text"


def read(source: Source) -> Reading:
    """The questions of an export; their GUIDs stay, so that learners' cards are updated."""
    text, repairs = repaired(source.text, source.path)
    head = _head(text)
    found = [row for row in rows(text, head.table) if not _is_comment(row)]
    names, fields = _columns(head, found, source)
    made = [_record(row, names, fields, head) for row in found]
    is_html = head.values.get("html", "").strip().casefold() == "true"
    reading = read_records(
        made, source.path, field_to_markdown if is_html else cell_markdown, recalled=True
    )
    problems = [_problem(source.path, line, said) for line, said in head.unknown]
    pictures = [
        Problem(
            question.origin,
            Severity.WARNING,
            "only-pictures",
            "its front is a picture or a sound; write the question beside it",
        )
        for question in reading.questions
        if is_only_pictures(question.question)
    ]
    return Reading(reading.questions, (*repairs, *problems, *reading.problems, *pictures))


def _head(text: str) -> _Head:
    head = _Head()
    at, line = 0, 1
    while (found := _HEADER.match(text, at)) and found[1].strip().casefold() in _KNOWN:
        name, value = found[1].strip().casefold(), found[2]
        if name in _META and value.strip().isdecimal():
            head.meta[int(value.strip()[:6])] = _META[name]
        elif name == "if matches":
            head.unknown.append((line, f"“#{found[0].strip()[1:60]}” is for Anki alone, skipped"))
        head.values[name] = value
        at, line = found.end(), line + 1
    said = head.values.get("separator", "tab")
    sign = _SIGNS.get(said.strip().casefold(), said[:1] or "\t")
    head.table = Table(sign, at, line)
    return head


def _is_comment(row: Row) -> bool:
    return row.is_blank or (len(row.cells) == 1 and row.cells[0].startswith("#"))


def _columns(head: _Head, found: list[Row], source: Source) -> tuple[list[str], list[str]]:
    """Names and fields: by the header's names, else the first column asks and the next answers."""
    said = head.values.get("columns", "")
    width = max(shares(found)[0], *head.meta, 1)
    names = [name.strip() for name in said.split(head.table.delimiter)] if said.strip() else []
    names += [f"column {place}" for place in range(len(names) + 1, width + 1)]
    places = [place for place in range(len(names)) if place + 1 not in head.meta]
    fields = [head.meta.get(place + 1, "") for place in range(len(names))]
    known = resolved([names[place] for place in places], source.columns)
    for place, each in zip(places, known.fields, strict=True):
        fields[place] = each
    if "question" not in fields and places:
        fields[places[0]] = "question"
    if "answer" not in fields and not said.strip() and len(places) > 1:
        fields[places[1]] = "answer"
        for place in places[2:]:
            fields[place] = fields[place] or "explanation"
    return names, fields


def _record(row: Row, names: list[str], fields: list[str], head: _Head) -> Record:
    cells = [
        (name, _value(cell, kind, row.line))
        for name, cell, kind in zip(names, row.cells, fields, strict=False)
    ]
    deck = head.values.get("deck", "")
    record = Record(row.line, tuple(cells), tuple(fields[: len(cells)]), _last_part(deck))
    if tags := head.values.get("tags", "").split():
        value = YamlList(tuple(YamlText(tag, row.line, 1) for tag in tags), row.line, 1)
        record = replace(
            record, cells=(*record.cells, ("#tags", value)), fields=(*record.fields, "tags")
        )
    return record


def _value(cell: str, kind: str, line: int) -> YamlText | YamlList:
    if kind == "tags":
        return YamlList(tuple(YamlText(tag, line, 1) for tag in cell.split()), line, 1)
    return YamlText(_last_part(cell) if kind == "topic" else cell, line, 1)


def _last_part(deck: str) -> str:
    return deck.rpartition("::")[2].strip()


def _problem(path: str, line: int, message: str) -> Problem:
    return Problem(Origin(path, line), Severity.INFO, "skipped", message)
