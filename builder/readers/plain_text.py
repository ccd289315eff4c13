"""Plain text, such as notes pasted from a page: ``Q7. …`` lines, emoji headings, tables of tabs.

The marks that pasting lost are put back line by line; from there it is read like Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.model import Origin, Reading, Source
from builder.readers._dialects import read_outline
from builder.readers._dialects._labels import label_of
from builder.readers._outline import outline
from builder.readers._pasted import (
    Line,
    goes_with_code,
    is_code,
    is_table_row,
    opened_by,
    table,
    without_symbols,
)
from builder.readers._repair import repaired
from builder.readers._signs import is_data, is_markdown, is_org
from builder.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERED = re.compile(r"\s{0,3}(\d{1,4})[.)]\s+(\S.{0,300})$")
_HEADING_SIGN = re.compile(
    r"#{1,6}\s+|(?:section|part|chapter|unit|module)\s+\d{1,3}\b", re.IGNORECASE
)
# Pictures that mark a point of an answer rather than a chapter.
_POINTS = frozenset("✅❌✔✖☑✓✗➡👉⚠💡📌⭐•▪►●○→🔹🔸")
_BULLET = re.compile(r"\s*(?:[-*+•▪●◦]|\d{1,4}[.)])\s+\S")


def recognises(source: Source) -> bool:
    """Any text without the signs of another format."""
    text = source.text
    return bool(text.strip()) and not (is_data(text) or is_markdown(text) or is_org(source))


def read(source: Source) -> Reading:
    """The questions of pasted text."""
    text, repairs = repaired(source.text, source.path)
    lines = _Paste(text.split("\n")).marked_up()
    reading = read_outline(outline("\n".join(line.text for line in lines)), source.path)

    def original(origin: Origin) -> Origin:
        return Origin(origin.path, lines[origin.line - 1].number)

    return Reading(
        tuple(replace(q, origins=tuple(map(original, q.origins))) for q in reading.questions),
        (*repairs, *(replace(p, origin=original(p.origin)) for p in reading.problems)),
    )


@dataclass(slots=True)
class _Paste:
    """Pasted lines on their way to Markdown; ``at`` is the line being looked at, from 0."""

    lines: Sequence[str]
    at: int = 0
    made: list[Line] = field(default_factory=list)
    numbered_questions: bool = False
    section: int = 0

    def marked_up(self) -> list[Line]:
        labelled = any(label_of(line).label == "question" for line in self.lines)
        self.numbered_questions = not labelled
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self._emit([Line("", self.at + 1)])
            elif self._is_question(line):
                self._apart([Line(self._question(line), self.at + 1)])
            elif (title := self._heading(line)) is not None:
                self._apart([Line(f"## {title}", self.at + 1)])
            elif is_table_row(line):
                self._apart(table(self._rows()), moved=True)
            elif code := self._code():
                self._apart(code, moved=True)
            else:
                self._prose(line)
        return self.made

    def _emit(self, lines: list[Line], *, moved: bool = False) -> None:
        self.made += lines
        self.at += 0 if moved else 1

    def _apart(self, lines: list[Line], *, moved: bool = False) -> None:
        """Lines that need a blank one on either side."""
        first, last = lines[0].number, lines[-1].number
        self._emit([Line("", first), *lines, Line("", last)], moved=moved)

    def _is_question(self, line: str) -> bool:
        if label_of(line.lstrip()).label == "question":
            return True
        numbered = _NUMBERED.match(line) if self.numbered_questions else None
        return bool(numbered and numbered[2].rstrip().endswith("?"))

    def _question(self, line: str) -> str:
        numbered = _NUMBERED.match(line) if self.numbered_questions else None
        if numbered:
            return f"Q{numbered[1]}. {escape_markdown(numbered[2].strip())}"
        return escape_markdown(line.strip())

    def _heading(self, line: str) -> str | None:
        """A heading's text: a short line with a picture or number of its own before a question."""
        bare = without_symbols(line).strip()
        if not bare or len(bare) > 90 or bare[-1] in ".?!:;," or is_table_row(line):
            return None
        after = self.lines[self.at + 1 : self.at + 6]
        follower = next((each for each in after if each.strip()), "")
        if not self._is_question(follower):
            return None
        pictured = bare != line.strip() and line.strip()[0] not in _POINTS
        numbered = _NUMBERED.match(bare)
        if numbered and (pictured or int(numbered[1]) == self.section + 1):
            self.section = int(numbered[1])
            return bare
        sign = _HEADING_SIGN.match(bare)
        if pictured or sign or (bare.isupper() and " " in bare):
            return bare[sign.end() :] if sign and bare.startswith("#") else bare
        return None

    def _rows(self) -> list[Line]:
        rows = []
        while self.at < len(self.lines) and is_table_row(self.lines[self.at]):
            rows.append(Line(self.lines[self.at], self.at + 1))
            self.at += 1
        return rows

    def _code(self) -> list[Line]:
        """The code that begins here, in a fence; none where the line is prose."""
        if not is_code(self.lines[self.at]):
            return []
        start, depth = self.at, 0
        end = start
        while end < len(self.lines):
            line = self.lines[end]
            if self._is_question(line) or not (depth > 0 or goes_with_code(line)):
                break
            depth += opened_by(line)
            end += 1
        while not self.lines[end - 1].strip():
            end -= 1
        self.at = end
        body = [Line(self.lines[n], n + 1) for n in range(start, end)]
        return [Line("```", start + 1), *body, Line("```", end)]

    def _prose(self, line: str) -> None:
        """A line of an answer; its break is kept, since in pasted text it was one."""
        follower = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        bullet = _BULLET.match(line)
        text = escape_markdown(line.strip()) if not bullet else _as_bullet(line)
        goes_on = (
            follower.strip()
            and not _BULLET.match(follower)
            and not self._is_question(follower)
            and not is_table_row(follower)
            and not is_code(follower)
        )
        self._emit([Line(f"{text}\\" if goes_on else text, self.at + 1)])


def _as_bullet(line: str) -> str:
    mark, _, rest = line.strip().partition(" ")
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}{'-' if mark in '•▪●◦' else mark} {escape_markdown(rest.strip())}"
