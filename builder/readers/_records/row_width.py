"""Rows of a table with more cells than it has columns, or too few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from builder.readers._difficulty import level_from
from builder.readers._records.nodes import asks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._records.columns import Columns
    from builder.readers._records.rows import Row

# Columns with prose, in which a sign that parts cells may stand unquoted; likeliest first.
_PROSE: Final = ("answer", "explanation", "question", "short_answer", "remark", "more_answers")
_WIDEST: Final = 60  # columns; nobody mends a wider row by hand either


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows are held against; ``topics`` are those of the rows that fit."""

    columns: Columns
    width: int
    sign: str
    needed: int
    topics: frozenset[str]


def shape_of(
    full: Sequence[Row], names: Sequence[str], columns: Columns, width: int, sign: str
) -> Shape:
    """The shape of a table; ``width`` is that of its header."""
    places = [p for p, field in enumerate(columns.fields) if field in {"question", "answer"}]
    column = columns.fields.index("topic") if columns.has("topic") else None
    topics = {row.cells[column] for row in full if column is not None and len(row.cells) == width}
    return Shape(columns, max(width, len(names)), sign, max(places) + 1, frozenset(topics - {""}))


def fitted(cells: tuple[str, ...], shape: Shape) -> tuple[tuple[str, ...], str]:
    """The cells of a row, one for each column, and what to say of it; empty where it fits."""
    count = len(cells)
    while len(cells) > shape.width and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) > shape.width:
        return _mended(cells, shape)
    if count < shape.needed and shape.sign != "\t":
        return cells, f"{count} cells where the header names {shape.width}; what there is, is read"
    return cells, ""


def _mended(cells: tuple[str, ...], shape: Shape) -> tuple[tuple[str, ...], str]:
    """A row whose prose was parted: joined where the other columns then say what they should."""
    what = f"{len(cells)} cells where the header names {shape.width}"
    advice = f"put quotes round text with “{shape.sign}” in it"
    fields = shape.columns.fields
    places = [place for name in _PROSE for place, field in enumerate(fields) if field == name]
    if not places or shape.width > _WIDEST:
        rest = " ".join(cells[shape.width :])[:60]
        return cells[: shape.width], f"{what}; left out: {rest}; {advice}"
    joined = {place: _joined(cells, place, shape) for place in places}
    best = max(places, key=lambda place: _sense(joined[place], shape))
    return joined[best], f"{what}; the {fields[best]} was put together again: {advice}"


def _joined(cells: tuple[str, ...], place: int, shape: Shape) -> tuple[str, ...]:
    end = place + len(cells) - shape.width + 1
    gap = shape.sign if shape.sign == "\t" else f"{shape.sign} "
    return (*cells[:place], gap.join(cells[place:end]), *cells[end:])


def _sense(cells: tuple[str, ...], shape: Shape) -> int:
    """How many columns say what their names promise."""
    sense = 0
    for cell, field in zip(cells, shape.columns.fields, strict=False):
        sense += field == "level" and bool(level_from(cell, 10))
        sense += field == "topic" and cell in shape.topics
        sense += field == "question" and asks(cell)
    return sense
