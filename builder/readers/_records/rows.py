"""Tables as text: rows of cells with a sign between them, quoted cells over several lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from builder.readers._records.columns import resolved
from builder.readers._records.nodes import asks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS: Final = ("\t", ";", "|", ",")
# A cell takes about a hundred bytes in memory.
MAX_CELLS: Final = 1_000_000
_SAMPLE: Final = 64_000  # characters by which a table is told
_ROWS: Final = 100
_HEADER_WITHIN: Final = 20  # rows: above it stand titles and dates
# Possessive, so that a quote without an end is looked for once.
_DOUBLED: Final = re.compile(r'[ ]*"([^"]*+(?:""[^"]*+)*+)"[ ]*')
_ESCAPED: Final = re.compile(r'[ ]*"((?:[^"\\]|\\.)*+)"[ ]*', re.DOTALL)
_DOUBLED_INSIDE: Final = re.compile(r'[^\\,;\t|\n]""[^,;\t|\n]')
_SEPARATOR: Final = re.compile(r"sep=(.)[^\n]{0,3}\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and the line on which it begins; ``faults`` are lines of open quotes."""

    line: int
    cells: tuple[str, ...]
    faults: tuple[int, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether no cell says anything."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """How a text is divided: the sign between cells, and where its rows begin."""

    delimiter: str
    start: int = 0
    line: int = 1


def table_of(text: str, path: str = "") -> Table:
    """The table in a text: by a first line ``sep=;``, else the sign that divides it evenly.

    Evenly: most rows have as many cells, and their first names a column of questions, at best.
    """
    said = _SEPARATOR.match(text)
    start, line = (said.end(), 2) if said else (0, 1)
    if said and said[1] in (*DELIMITERS, ":", "^", "~"):
        return Table(said[1], start, line)
    if path.lower().endswith((".tsv", ".tab")) and "\t" in text[:_SAMPLE]:
        return Table("\t", start, line)
    return Table(max(DELIMITERS, key=lambda sign: _evenness(sample(text, sign))), start, line)


def sample(text: str, delimiter: str) -> list[Row]:
    """The first rows with something in them, at most a hundred."""
    head = text[:_SAMPLE]
    if len(head) < len(text):
        head = head[: head.rfind("\n") + 1] or head
    found = []
    for row in rows(head, Table(delimiter)):
        if not row.is_blank:
            found.append(row)
        if len(found) == _ROWS:
            break
    # The last one may be cut in the middle of a cell.
    return found[:-1] if len(head) < len(text) and len(found) > 2 else found


def header_in(found: Sequence[Row], said: Sequence[tuple[str, str]] = ()) -> int | None:
    """The place of the first row that names a column of questions; None where there is none."""
    for place, row in enumerate(found[:_HEADER_WITHIN]):
        columns = resolved(row.cells, said)
        if not columns.has("question") or any(asks(cell) for cell in row.cells):
            continue
        known = sum(1 for field in columns.fields if field)
        after = found[place + 1 :]
        alone = sum(1 for cell in row.cells if cell.strip()) == 1
        if alone and any(sum(map(bool, each.cells)) > 1 for each in after[:5]) and known < 2:
            continue  # a title such as "Questions" above the table
        if not columns.weak or known > 1:
            return place
    return None


def shares(found: Sequence[Row]) -> tuple[int, float]:
    """The number of cells that most rows have, and the share of the rows that have as many."""
    widths = [len(row.cells) for row in found]
    most = max(sorted(set(widths), reverse=True), key=widths.count, default=0)
    return most, widths.count(most) / len(widths) if widths else 0.0


def rows(text: str, table: Table) -> Iterator[Row]:
    """Yield every row in linear time; blank ones too. Stops after a million cells."""
    head = text[:_SAMPLE]
    backslashes = '\\"' in head and not _DOUBLED_INSIDE.search(head)
    scanner = _Scanner(text, table, _ESCAPED if backslashes else _DOUBLED)
    return scanner.rows()


def _evenness(found: Sequence[Row]) -> tuple[bool, float, int]:
    width, share = shares(found)
    head = header_in(found)
    wide = head is not None and len(found[head].cells) > 1
    return wide, share if width > 1 else 0.0, width


class _Scanner:
    """Where in the text the next cell begins, and on which line."""

    def __init__(self, text: str, table: Table, quoted: re.Pattern[str]) -> None:
        self._text = text
        self._at = table.start
        self._line = table.line
        self._sign = table.delimiter
        self._quoted = quoted
        self._plain = re.compile(rf"[^{re.escape(table.delimiter)}\n]*")
        self._ends = ("", "\n", table.delimiter)

    def rows(self) -> Iterator[Row]:
        count = 0
        while self._at < len(self._text) and count < MAX_CELLS:
            line, faults = self._line, list[int]()
            cells = [self._cell(faults)]
            while self._text[self._at : self._at + 1] == self._sign and len(cells) < MAX_CELLS:
                self._at += 1
                cells.append(self._cell(faults))
            self._at += 1  # the end of the line
            self._line += 1
            count += len(cells)
            yield Row(line, tuple(cells), tuple(faults))

    def _cell(self, faults: list[int]) -> str:
        found = None
        if '"' in self._text[self._at : self._at + 5]:
            found = self._quoted.match(self._text, self._at)
            if found and self._text[found.end() : found.end() + 1] in self._ends:
                self._at = found.end()
                self._line += found[0].count("\n")
                return self._unquoted(found[1])
            opens = self._text[self._at : self._at + 5].lstrip(" ").startswith('"')
            if opens and (not found or "\n" in found[0]):
                faults.append(self._line)
        plain = self._plain.match(self._text, self._at)
        text = plain[0] if plain else ""
        self._at += len(text)
        return text.strip()

    def _unquoted(self, text: str) -> str:
        return text.replace('""', '"') if self._quoted is _DOUBLED else text.replace('\\"', '"')
