"""CSV and TSV: one record a row, its columns known by the names in the first row."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from builder.model import Origin, Problem, Reading, Severity
from builder.readers._documents.repair import repaired
from builder.readers._records.cells import cell_markdown
from builder.readers._records.columns import Columns, field_of, resolved, without_asides
from builder.readers._records.nodes import asks
from builder.readers._records.record import Record
from builder.readers._records.records import MAX_QUESTIONS, read_records
from builder.readers._records.row_width import fitted, shape_of
from builder.readers._records.rows import MAX_CELLS, Row, header_in, rows, shares, table_of
from builder.readers._records.signs import kind_of
from builder.strict_yaml import YamlText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.model import Source

_NAMED_AT_MOST: Final = 20
_FAULTS: Final = 20
_ABOVE: Final = 100  # rows more than questions: titles, names, and one too many


def recognises(source: Source) -> bool:
    """A file that ends so, or rows of equal width below the names of columns."""
    return not source.data and kind_of(source.text, source.path) == "csv"


def read(source: Source) -> Reading:
    """The questions of a table; what a row has too much or too little is reported."""
    text, repairs = repaired(source.text, source.path)
    table = table_of(text, source.path)
    # What is beyond the last question that may be read need not be taken apart.
    filled = (row for row in rows(text, table) if not row.is_blank or row.faults)
    found = list(islice(filled, MAX_QUESTIONS + _ABOVE))
    report = _Report(source.path)
    report.faults(found)
    if sum(len(row.cells) for row in found) >= MAX_CELLS:
        said = f"more than {MAX_CELLS:,} cells; the rest is left out: split the file"
        report.add(found[-1].line, Severity.ERROR, "too-many", said)
    full = [row for row in found if not row.is_blank]
    place = header_in(full, source.columns)
    if place is None:
        names, columns, first = _without_header(full, source, report)
    else:
        names, first = _widened(full[place].cells, full), place + 1
        columns = _without_counts(resolved(names, source.columns), full[place], full[first:])
        for row in full[:place]:
            report.skipped(row.line, f"above the header, skipped: {_shown(row.cells)}")
    if not columns.has("question"):
        return Reading((), (_without_question(full, names, source.path),))
    columns = without_asides(columns, names, source.columns)
    last = _foot(full, first, columns)
    for row in full[last:]:
        report.skipped(row.line, f"below the questions, skipped: {_shown(row.cells)}")
    full = full[:last]
    width = len(full[place].cells) if place is not None else shares(full)[0]
    shape = shape_of(full[first:], names, columns, width, table.delimiter)
    made = []
    for row in full[first:]:
        cells, said = fitted(row.cells, shape)
        if said:
            report.add(row.line, Severity.WARNING, "row-width", said)
        pairs = zip(names, (YamlText(cell, row.line, 1) for cell in cells), strict=False)
        made.append(Record(row.line, tuple(pairs), columns.fields[: len(cells)]))
    reading = read_records(made, source.path, cell_markdown)
    return Reading(reading.questions, (*repairs, *report.problems, *reading.problems))


def _without_header(
    full: Sequence[Row], source: Source, report: _Report
) -> tuple[tuple[str, ...], Columns, int]:
    """Columns by what is in them: the one that asks, and beside it the one that says most."""
    width = shares(full)[0]
    names = tuple(f"column {place + 1}" for place in range(width))
    said = resolved(names, source.columns)
    if said.has("question"):
        return names, said, 0
    asking = [
        sum(asks(row.cells[place]) for row in full if len(row.cells) > place)
        for place in range(min(width, 50))
    ]
    question = max(range(len(asking)), key=lambda place: asking[place], default=0)
    if not full or not asking or asking[question] < 0.6 * len(full):
        return (full[0].cells if full else ()), Columns(()), 0
    first = 0
    if not asks(_cell(full[0], question)) and len(full) > 2 and len(full[0].cells) == width:
        first, names = 1, full[0].cells  # names of columns, in words that nobody knows
    lengths = [sum(len(_cell(row, place)) for row in full[first:]) for place in range(width)]
    others = [place for place in range(width) if place != question and lengths[place]]
    known = list(resolved(names, source.columns).fields) if first else [""] * width
    known[question] = "question"
    if others and "answer" not in known:
        known[max(others, key=lambda place: lengths[place])] = "answer"
    told = ", ".join(f"column {place + 1}: {field}" for place, field in enumerate(known) if field)
    report.skipped(
        full[0].line,
        f"no row names the columns; read as {told}"
        + (f"; skipped: {_shown(names)}" if first else ""),
    )
    return names, Columns(tuple(known)), first


def _without_counts(columns: Columns, header: Row, full: Sequence[Row]) -> Columns:
    """The columns; one without a name that counts the rows is known for what it is."""
    fields = list(columns.fields)
    for place, name in enumerate(header.cells):
        if not name.strip() and not fields[place]:
            cells = [_cell(row, place).strip() for row in full]
            if all(cell.isdecimal() or not cell for cell in cells):
                fields[place] = "number"
    return Columns(tuple(fields), columns.weak)


def _widened(names: tuple[str, ...], full: Sequence[Row]) -> tuple[str, ...]:
    """Names for all columns that are in use: a header may leave out the last ones."""
    width = max(len(names), shares(full)[0])
    spare = tuple(f"column {place + 1}" for place in range(len(names), width))
    return tuple(name or f"column {place + 1}" for place, name in enumerate((*names, *spare)))


def _without_question(full: Sequence[Row], names: Sequence[str], path: str) -> Problem:
    """A table of something else: repositories hold many, so that it is no error."""
    cells = full[0].cells if full else names
    shown = [name for name in (" ".join(cell.split())[:40] for cell in cells) if name]
    listed = ", ".join(f"“{name}”" for name in shown[:_NAMED_AT_MOST])
    likely = next((name for name in shown if field_of(name)[0] == "weak question"), "")
    name = likely or (shown[0] if shown else "COLUMN")
    said = (
        f"no column is known to hold questions; its columns are {listed or 'empty'}."
        f' If one does: --map "{name}=question"'
    )
    line = full[0].line if full else 1
    return Problem(Origin(path, line), Severity.WARNING, "no-question-column", said)


def _foot(full: Sequence[Row], first: int, columns: Columns) -> int:
    """The place after the last question: below it may stand a count, a date, a name.

    Such a row says at most half of what the others do, and asks nothing where most of them ask.
    """
    last = len(full)
    place = columns.fields.index("question")
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in full]
    usual = sorted(filled[first:])[(last - first) // 2] if first < last else 0
    while last > first and filled[last - 1] * 2 <= usual:
        said = _cell(full[last - 1], place)
        if not said.strip() or asks(said):
            break
        last -= 1
    asking = sum(asks(_cell(row, place)) for row in full[first:last])
    return last if asking * 4 >= (last - first) * 3 else len(full)


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _shown(cells: Sequence[str]) -> str:
    text = " ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return text if len(text) <= 60 else f"{text[:57].rstrip()}…"


class _Report:
    """Gathers what is off with the table."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.problems: list[Problem] = []

    def add(self, line: int, severity: Severity, code: str, message: str) -> None:
        self.problems.append(Problem(Origin(self._path, line), severity, code, message))

    def skipped(self, line: int, message: str) -> None:
        self.add(line, Severity.INFO, "skipped", message)

    def faults(self, found: Sequence[Row]) -> None:
        lines = [line for row in found for line in row.faults]
        for line in lines[:_FAULTS]:
            said = "a quote opens a cell here and does not close it; close it, or double it"
            self.add(line, Severity.ERROR, "open-quote", said)
