"""Where toggles stand in a text: ``<details>`` with what it hides, whatever Markdown makes of it.

CommonMark ends a block of HTML at the first blank line. To its author a toggle is one thing, with
blank lines, fences and other toggles in it; it is found here before Markdown is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ANY = re.compile(r"<details\b", re.IGNORECASE)
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})([^\n]*)$")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s")
_TAG = re.compile(r"`[^`\n]{1,300}`|<(/?)(details|summary)\b[^<>]{0,500}>", re.IGNORECASE)
# Shown in place of a toggle: a comment is a block of its own, and may end a paragraph.
_STAND_IN = "<!---->"


@dataclass(frozen=True, slots=True)
class Toggle:
    """A toggle: the HTML of its summary, the text it hides, their lines counted from 0."""

    summary: str
    body: str
    line: int
    body_line: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Prose:
    """Text between toggles."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Region:
    """Toggles that stand side by side, from a place in one line to the end of another."""

    start: int
    column: int
    end: int  # the line after the last


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    start: int
    end: int
    closes: bool
    is_summary: bool


def has_toggles(text: str) -> bool:
    """Whether a toggle may stand in a text."""
    return bool(_ANY.search(text))


def masked(markdown: str) -> tuple[str, dict[int, Region]]:
    """A text with a comment in place of each toggle, and the toggles by the comment's line.

    The number of lines stays as it is.
    """
    if not has_toggles(markdown):
        return markdown, {}
    lines = markdown.split("\n")
    found: dict[int, Region] = {}
    for region in _regions(lines):
        before = lines[region.start][: region.column]
        place = region.start
        if before.strip():
            place += 1
            if place >= region.end:  # all on one line, behind other words: left where it is
                continue
            lines[region.start] = before.rstrip()
            indent = _indent(lines[place : region.end])
        else:
            indent = before
        for line in range(place, region.end):
            lines[line] = ""
        lines[place] = f"{indent}{_STAND_IN}"
        found[place] = region
    return "\n".join(lines), found


def text_of(region: Region, lines: Sequence[str]) -> str:
    """The text of toggles, from the lines of the document they stand in."""
    first = lines[region.start][region.column :]
    return "\n".join([first, *lines[region.start + 1 : region.end]]).rstrip()


def parts_of(text: str) -> Iterator[Toggle | Prose]:
    """The toggles of a text, outermost only, and the prose between them."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def place(mark: _Mark, *, end: bool = False) -> int:
        return starts[mark.line] + (mark.end if end else mark.start)

    marks = list(_marks(lines))
    ends = _ends(marks, lines)
    at, here = 0, 0
    while here < len(marks):
        mark = marks[here]
        if mark.is_summary or mark.closes:
            here += 1
            continue
        before = text[at : place(mark)]
        if before.strip():
            yield Prose(before, bisect_right(starts, at) - 1)
        stop, closed = ends[here]
        inside_end = place(marks[stop]) if closed else starts[min(stop, len(lines))]
        after = stop + 1 if closed else _first_at(marks, stop, here + 1)
        yield _toggle(text, starts, marks, here, min(inside_end, len(text)), closed=closed)
        at = place(marks[stop], end=True) if closed else min(inside_end, len(text))
        here = after
    rest = _CLOSING.sub("", text[at:])
    if rest.strip():
        yield Prose(rest, bisect_right(starts, at) - 1)


_CLOSING = re.compile(r"</(?:details|summary)\s{0,9}>", re.IGNORECASE)


def _toggle(  # noqa: PLR0913 - the text, how its lines and tags stand, and which toggle
    text: str, starts: list[int], marks: list[_Mark], here: int, end: int, *, closed: bool
) -> Toggle:
    mark = marks[here]
    body_at = starts[mark.line] + mark.end
    summary = ""
    following = marks[here + 1] if here + 1 < len(marks) else None
    if following and following.is_summary and not following.closes:
        opens = starts[following.line] + following.end
        if opens <= end and not text[body_at : starts[following.line] + following.start].strip():
            last = marks[here + 2] if here + 2 < len(marks) else None
            if last and last.is_summary and last.closes:
                stop, body_at = starts[last.line] + last.start, starts[last.line] + last.end
            else:
                stop = body_at = min(starts[following.line + 1] - 1, end)
            summary = text[opens:stop]
    # Counted from here on only: a text of many toggles is not read for each from its start.
    line = mark.line + text.count("\n", starts[mark.line], body_at)
    return Toggle(summary, text[body_at : max(end, body_at)], mark.line, line, closed)


def _first_at(marks: list[_Mark], line: int, start: int) -> int:
    while start < len(marks) and marks[start].line < line:
        start += 1
    return start


def _regions(lines: Sequence[str]) -> Iterator[Region]:
    """Each run of toggles: a second that begins on the line where one ends belongs to it."""
    marks = list(_marks(lines))
    ends = _ends(marks, lines)
    here = 0
    while here < len(marks):
        if marks[here].is_summary or marks[here].closes:
            here += 1
            continue
        first = marks[here]
        while True:
            stop, closed = ends[here]
            end = marks[stop].line + 1 if closed else stop
            here = stop + 1 if closed else _first_at(marks, stop, here + 1)
            follows = here < len(marks) and marks[here].line < end
            if not follows or marks[here].is_summary or marks[here].closes:
                break
        yield Region(first.line, first.start, end)
        while here < len(marks) and marks[here].line < end:
            here += 1


def _ends(marks: list[_Mark], lines: Sequence[str]) -> dict[int, tuple[int, bool]]:
    """For each opening mark, the mark that closes it; else the line where it must end."""
    ends: dict[int, tuple[int, bool]] = {}
    opened: list[int] = []
    for place, mark in enumerate(marks):
        if mark.is_summary:
            continue
        if not mark.closes:
            opened.append(place)
        elif opened:
            ends[opened.pop()] = (place, True)
    if opened:
        headings = [n for n, line in enumerate(lines) if _HEADING.match(line)]
        stops = sorted({*headings, *(m.line for m in marks if not m.closes and not m.is_summary)})
        at = 0
        for place in opened:
            while at < len(stops) and stops[at] <= marks[place].line:
                at += 1
            ends[place] = (stops[at] if at < len(stops) else len(lines), False)
    return ends


def _marks(lines: Sequence[str]) -> Iterator[_Mark]:
    """The tags of toggles that are not in code, in a quote or in a row of a table."""
    fence = ""
    for number, line in enumerate(lines):
        if found := _FENCE.match(line):
            signs = found[1]
            if not fence and not (signs[0] == "`" and "`" in found[2]):
                fence = signs
            elif fence and signs.startswith(fence) and not found[2].strip():
                fence = ""
            continue
        if fence or "<" not in line or line.lstrip()[:1] in {">", "|"}:
            continue
        for tag in _TAG.finditer(line):
            if tag[2]:
                is_summary = tag[2].lower() == "summary"
                yield _Mark(number, tag.start(), tag.end(), bool(tag[1]), is_summary)


def _indent(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return first[: len(first) - len(first.lstrip())]
