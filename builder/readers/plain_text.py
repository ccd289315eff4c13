"""Plain text, such as notes pasted from a page: ``Q7. …`` lines, emoji headings, tables of tabs.

The marks that pasting lost are put back line by line; from there it is read like Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.model import Origin, Problem, Reading, Severity, Source
from builder.readers._dialects import read_outline
from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._labels.vocabulary import current, named_labels
from builder.readers._dialects._lists.division import head_lines
from builder.readers._documents.chat import chat_of
from builder.readers._documents.furniture import unpaged
from builder.readers._documents.keycaps import with_numbers
from builder.readers._documents.pasted import (
    Line,
    goes_with_code,
    is_code,
    is_table_row,
    opened_by,
    table,
    without_symbols,
)
from builder.readers._documents.plain_questions import Asked, in_bullets, is_underline, questions_of
from builder.readers._documents.repair import repaired
from builder.readers._outlines.outline import outline
from builder.readers._signs import is_data, is_markdown, is_org
from builder.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 60
_NUMBERED = re.compile(r"\s{0,3}(\d{1,4})[.)]\s+(\S.{0,300})$")
_HEADING_SIGN = re.compile(
    r"#{1,6}\s+|(?:section|part|chapter|unit|module|block)\s+(?:\d{1,3}|[A-Z])\b", re.IGNORECASE
)
# Pictures that mark a point of an answer rather than a chapter.
_POINTS = frozenset("✅❌✔✖☑✓✗➡👉⚠💡📌⭐•▪►●○◦‣■➢➤▶→🔹🔸")
# A title between signs: "=== Queues ===", "*** Queues ***", "[Queues]".
_FRAMED = re.compile(
    r"(?:(?P<sign>[=~*_#-])(?P=sign){1,40}\s{0,9}(?P<title>[^\s=~*_#-].{0,80}?)\s{0,9}(?P=sign){2,40}"
    r"|\[(?P<in>[^\[\]]{2,80})\])$"
)
# What happens meanwhile in a conversation: "[pause]".
_MEANWHILE = re.compile(r"\s{0,9}[(\[][^\W\d_][^()\[\]]{1,100}[)\]]\s{0,9}$")
_BULLET = re.compile(r"\s*(?:[-*+•▪●◦]|\d{1,4}[.)])\s+\S")


def recognises(source: Source) -> bool:
    """Any text without the signs of another format."""
    text = source.text
    return bool(text.strip()) and not (
        is_data(text, source.path) or is_markdown(text, source.path) or is_org(source)
    )


def read(source: Source) -> Reading:
    """The questions of pasted text."""
    text, repairs = repaired(source.text, source.path)
    text, left_out = unpaged(text, source.path, is_plain=True)
    repairs += left_out
    text = with_numbers(text)
    chat = chat_of(text, source.labels)
    if chat is None:
        reading = _read(text, source.path, range(1, text.count("\n") + 2))
        return replace(reading, problems=(*repairs, *reading.problems))
    with named_labels(source.labels, chat.text):
        reading = _read(chat.text, source.path, [number for _, number in chat.lines])
    talk = (_said(words, Origin(source.path, line)) for words, line in chat.talk)
    problems = sorted((*talk, *reading.problems), key=lambda p: p.origin)
    return replace(reading, problems=(*repairs, *problems))


def _read(text: str, path: str, numbers: Sequence[int]) -> Reading:
    """The questions of a text whose lines have these numbers in their file."""
    lines = _Paste(text.split("\n")).marked_up()
    reading = read_outline(outline("\n".join(line.text for line in lines)), path)

    def original(origin: Origin) -> Origin:
        return Origin(origin.path, numbers[lines[origin.line - 1].number - 1])

    return Reading(
        tuple(replace(q, origins=tuple(map(original, q.origins))) for q in reading.questions),
        tuple(replace(p, origin=original(p.origin)) for p in reading.problems),
    )


def _said(words: str, origin: Origin) -> Problem:
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"
    message = f"not part of a question, skipped (talk): {shown}"
    return Problem(origin, Severity.INFO, "skipped", message)


@dataclass(slots=True)
class _Paste:
    """Pasted lines on their way to Markdown; ``at`` is the line being looked at, from 0."""

    lines: list[str]
    at: int = 0
    made: list[Line] = field(default_factory=list)
    section: int = 0
    asked: dict[int, Asked] = field(default_factory=dict)
    bulleted: bool = False
    margin: int = 0

    def marked_up(self) -> list[Line]:
        self.asked = questions_of(self.lines)
        self.bulleted = not self.asked and in_bullets(self.lines)
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self._emit([Line("", self.at + 1)])
            elif self._is_question(self.at):
                self._question(line)
            elif is_underline(line):
                self._apart([Line("***", self.at + 1)])
            elif current().speakers and _MEANWHILE.match(line):
                self._apart([Line(escape_markdown(line.strip()), self.at + 1)])
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

    def _is_question(self, at: int) -> bool:
        return at in self.asked or (
            at < len(self.lines) and label_of(self.lines[at].lstrip()).label == "question"
        )

    def _question(self, line: str) -> None:
        """A question under a label, which a rule drawn below it is not part of."""
        asked = self.asked.get(self.at)
        if asked is None:
            self._apart([Line(escape_markdown(line.strip()), self.at + 1)])
            return
        label = "Q:" if asked.number is None else f"Q{asked.number}."
        made = [Line(f"{label} {escape_markdown(asked.text)}", self.at + 1)]
        end = self.at + asked.lines
        if asked.rest:
            made += [Line("", end), Line(escape_markdown(asked.rest), end)]
        if end < len(self.lines) and is_underline(self.lines[end]):
            end += 1
        self._apart(made, moved=True)
        self.at = end
        following = next((each for each in self.lines[end : end + 3] if each.strip()), "")
        self.margin = len(following) - len(following.lstrip(" "))

    def _heading(self, line: str) -> str | None:
        """A heading's text: a short line before a question, set apart by how it is written."""
        bare = without_symbols(line).strip()
        framed = _FRAMED.match(bare)
        if framed and self._goes_before_question(1):
            return (framed["title"] or framed["in"]).strip()
        if not bare or len(bare) > 90 or bare[-1] in ".?!;," or is_table_row(line):
            return None
        if self._is_underlined():
            drawn = self.lines[self.at + 1].strip()
            if drawn[0] != "=" and not self._goes_before_question(2):
                return None
            self.lines[self.at + 1] = ""
            return bare.rstrip(":")
        if not self._goes_before_question(1):
            return None
        return self._chapter(line, bare)

    def _chapter(self, line: str, bare: str) -> str | None:
        """A line before a question that is a chapter's name by its sign, number or letters."""
        starts = not self._follows_text()
        if bare[-1] == ":":
            return bare.rstrip(":") if starts and len(bare.split()) <= 4 else None
        pictured = bare != line.strip() and line.strip()[0] not in _POINTS
        numbered = _NUMBERED.match(bare)
        if numbered and (pictured or int(numbered[1]) == self.section + 1):
            self.section = int(numbered[1])
            return bare
        sign = _HEADING_SIGN.match(bare)
        capitals = bare.isupper() and len(bare) > 2 and (starts or self.bulleted or " " in bare)
        above_bullets = self.bulleted and starts and len(bare.split()) <= 5 and not numbered
        if pictured or sign or capitals or above_bullets:
            return bare[sign.end() :] if sign and bare.startswith("#") else bare
        return None

    def _goes_before_question(self, ahead: int) -> bool:
        places = range(self.at + ahead, min(self.at + ahead + 5, len(self.lines)))
        place = next((each for each in places if self.lines[each].strip()), len(self.lines))
        if self.bulleted and place < len(self.lines) and _BULLET.match(self.lines[place]):
            return True
        return self._is_question(place)

    def _is_underlined(self) -> bool:
        following = self.lines[self.at + 1 : self.at + 2]
        return bool(following) and is_underline(following[0]) and not self._follows_text()

    def _follows_text(self) -> bool:
        before = self.lines[self.at - 1].strip() if self.at else ""
        return bool(before) and not is_underline(before)

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
            if self._is_question(end) or not (depth > 0 or goes_with_code(line)):
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
        text = escape_markdown(line.strip()) if not bullet else _as_bullet(line, self.margin)
        wraps = bullet and self.bulleted and head_lines([line.strip(), follower]) > 1
        goes_on = (
            not wraps
            and follower.strip()
            and not _BULLET.match(follower)
            and not self._is_question(self.at + 1)
            and not is_underline(follower)
            and not is_table_row(follower)
            and not is_code(follower)
        )
        self._emit([Line(f"{text}\\" if goes_on else text, self.at + 1)])


def _as_bullet(line: str, margin: int) -> str:
    mark, rest = line.strip().split(maxsplit=1)
    indent = line[: len(line) - len(line.lstrip())]
    indent = indent[min(margin, len(indent)) :]
    return f"{indent}{'-' if mark in '•▪●◦' else mark} {escape_markdown(rest.strip())}"
