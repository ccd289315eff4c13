"""Tables and code on paper: what a column cannot hold is made to fit before it is laid out.

Left to itself a table is at least as wide as its longest words side by side and runs off the page.
CSS alone cannot help: breaking words anywhere would also break them in tables that fit, and makes
the renderer measure every letter.
"""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

_TABLE = re.compile(r"<table[^>]*>(.*?)</table>", re.DOTALL)
_ROW = re.compile(r"<tr[^>]*>")
_CELL = re.compile(r"<t[hd][^>]*>")
_END_OF_CELL = re.compile(r"</(?:t[hdr]|thead|tbody|tfoot)>")
_CODE = re.compile(r"<pre([^>]*)>(.*?</pre>)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")

LONGEST = 24  # characters of a word that count: a longer one is broken anyway
LINES = 18  # of code: more may be split between two pages, fewer stay together
GAP = 2  # characters between two columns
STACKED = 1.5  # times too wide: from here on columns would be narrower than most words


def fit_blocks(html: Markup, width: int) -> Markup:
    """``html``, sanitised, with tables made to fit ``width`` characters and long code breakable."""
    return _fit_code(_fit_tables(html, width))


def _fit_code(html: Markup) -> Markup:
    """Mark code of more than LINES lines: kept whole, it would leave half a page empty."""

    def fit(match: re.Match[str]) -> str:
        lines = match.group(2).count("\n")
        return f'<pre class="code long">{match.group(2)}' if lines > LINES else match.group()

    return Markup(_CODE.sub(fit, str(html))) if "<pre" in html else html  # noqa: S704 - a fixed tag in sanitised HTML


class Column(NamedTuple):
    """What a column holds, in characters: its longest word and its longest cell."""

    word: int
    cell: int


def _fit_tables(html: Markup, width: int) -> Markup:
    """``html``, sanitised, with every table made to fit ``width`` characters.

    One somewhat too wide gets fixed columns, in which long words break. One far too wide is set
    row by row, each value behind the heading of its column.
    """
    if "<table" not in html:
        return html

    def fit(match: re.Match[str]) -> str:
        rows = [_CELL.split(row)[1:] for row in _ROW.split(match.group(1))[1:]]
        columns = _columns(rows)
        needed = sum(min(column.word, LONGEST) + GAP for column in columns)
        if sum(column.word + GAP for column in columns) <= width:
            return match.group()
        if needed > STACKED * width and len(rows) > 1:
            return _records(rows)
        return f'<table class="tight">{_widths(columns)}{match.group(1)}</table>'

    return Markup(_TABLE.sub(fit, str(html)))  # noqa: S704 - fixed tags and numbers in sanitised HTML


def _columns(rows: list[list[str]]) -> list[Column]:
    columns: list[Column] = []
    for row in rows:
        for place, cell in enumerate(row):
            text = unescape(_TAG.sub("", cell))
            size = Column(max(map(len, text.split()), default=0), len(text))
            if place == len(columns):
                columns.append(size)
            old = columns[place]
            columns[place] = Column(max(old.word, size.word), max(old.cell, size.cell))
    return columns


def _widths(columns: list[Column]) -> str:
    """Shares of the width: room for each column's longest word first, then for its longest cell."""
    shares = [min(column.word, LONGEST) + min(column.cell, 80) // 10 + GAP for column in columns]
    cols = (f'<col style="width:{100 * share / sum(shares):.1f}%">' for share in shares)
    return f"<colgroup>{''.join(cols)}</colgroup>"


def _records(rows: list[list[str]]) -> str:
    """One paragraph a row; cells are moved as they are, so nothing in them changes."""
    head, *body = ([_END_OF_CELL.sub("", cell).strip() for cell in row] for row in rows)
    head += [""] * (max(map(len, body)) - len(head))
    return "".join(
        '<p class="record">'
        + " · ".join(
            f"<b>{name}</b> {cell}" for name, cell in zip(head, row, strict=False) if cell or name
        )
        + "</p>"
        for row in body
    )
