"""Fences that never close: found, and ended where the document's own headings go on.

Whoever forgets a closing fence swallows the questions after it. CommonMark is right to read on; a
reader of questions is right to stop at "### 8." when the last heading was "### 7.".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)$")
_HEADING = re.compile(r"^ {0,3}(?P<signs>#{1,6})[ \t]+(?P<title>\S[^\n]*)$")
_NUMBER = re.compile(r"[^\w]{0,6}(?:q|question|ques)?[ .]{0,2}#?(\d{1,4})\b", re.IGNORECASE)
# A label that counts: "Q4)", "**Frage 5:**", "**6. …". What word it is does not matter here.
_LABEL = re.compile(
    r" {0,3}(?:[*_]{0,3}(?P<word>[^\W\d_]{1,20})[ .]{0,2}#?|[*_]{2,3})(?P<number>\d{1,4})"
    r"(?:[*_]{0,3}\s?\([^()\n]{1,40}\))?[*_]{0,3}[.:)]"
)
_TOO_SHORT = {"``", "~~"}
_MARKDOWN = re.compile(r"\s*(?:markdown|md|mdx|rst|org)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document and the place of its first line, from 0."""

    start: int
    text: str


@dataclass(slots=True)
class _Scan:
    """A walk down the lines; ``opened`` is the place of the fence that is open, or -1."""

    lines: list[str]
    opened: int = -1
    fence: str = ""
    wrong: int = -1  # a line in the open fence that closes with the wrong signs
    number: dict[int, int] = field(default_factory=dict)  # the last number at each level
    asking: Counter[int] = field(default_factory=Counter)  # headings that ask, by level
    labels: dict[str, int] = field(default_factory=dict)  # the last number of each label
    cuts: list[int] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)

    def run(self) -> None:
        for place, line in enumerate(self.lines):
            if found := _FENCE.match(line):
                self._fence(place, found)
            elif self.opened >= 0 and self.wrong < 0 and line.strip() in _TOO_SHORT:
                self.wrong = place
            elif (heading := _HEADING.match(line)) and (
                self.opened < 0 or (self._stands_apart(place) and self._goes_on(heading))
            ):
                if self.opened >= 0:
                    self._end(place)
                self._remember(heading)
            elif (label := _LABEL.match(line)) and (
                self.opened < 0 or (self._stands_apart(place) and self._counts_on(label))
            ):
                if self.opened >= 0:
                    self._end(place)
                self.labels[label["word"] or ""] = int(label["number"])
        if self.opened >= 0 and not _MARKDOWN.match(_info(self.lines[self.opened])):
            self._mend()
            self.unclosed.append(self.opened)

    def _fence(self, place: int, found: re.Match[str]) -> None:
        signs, bare = found["fence"], not found["info"].strip()
        if self.opened < 0:
            # An info string with a backtick is inline code that begins a line.
            if not (signs[0] == "`" and "`" in found["info"]):
                self.opened, self.fence, self.wrong = place, signs, -1
        elif bare and signs[0] == self.fence[0] and len(signs) >= len(self.fence):
            self.opened = -1
        elif bare and self.wrong < 0:
            self.wrong = place

    def _stands_apart(self, place: int) -> bool:
        """Whether a line in the open fence follows a blank one, or what may have closed it."""
        return place - 1 == self.wrong or not self.lines[place - 1].strip()

    def _goes_on(self, heading: re.Match[str]) -> bool:
        """Whether a heading inside the open fence goes on as the headings outside do."""
        if _MARKDOWN.match(_info(self.lines[self.opened])):
            return False
        level, title = len(heading["signs"]), heading["title"].rstrip("# ")
        number = _NUMBER.match(title)
        if number:
            return int(number[1]) == self.number.get(level, -1) + 1
        # "# What now?" is a comment in many languages; "## What now?" in none.
        return level > 1 and title.endswith("?") and self.asking[level] > 0

    def _counts_on(self, label: re.Match[str]) -> bool:
        """Whether a label inside the open fence has the number after the last one outside."""
        if _MARKDOWN.match(_info(self.lines[self.opened])):
            return False
        return self.labels.get(label["word"] or "", -1) == int(label["number"]) - 1

    def _end(self, place: int) -> None:
        self._mend()
        self.unclosed.append(self.opened)
        self.cuts.append(place)
        self.opened = -1

    def _mend(self) -> None:
        if self.wrong >= 0:
            self.lines[self.wrong] = self.fence

    def _remember(self, heading: re.Match[str]) -> None:
        level, title = len(heading["signs"]), heading["title"].rstrip("# ")
        if number := _NUMBER.match(title):
            self.number[level] = int(number[1])
        self.asking[level] += title.endswith("?")


def divided(markdown: str) -> tuple[tuple[Part, ...], tuple[int, ...]]:
    """A document cut where an unclosed fence has to end, and the places of such fences.

    A whole document is one part. Nothing is cut where every fence closes before another with a
    language opens: code may hold ``# 4. a comment``.
    """
    lines = markdown.split("\n")
    if not _is_suspicious(lines):
        return (Part(0, markdown),), ()
    scan = _Scan(lines)
    scan.run()
    starts = [0, *scan.cuts]
    ends = [*scan.cuts, len(lines)]
    parts = (
        Part(start, "\n".join(lines[start:end])) for start, end in zip(starts, ends, strict=True)
    )
    return tuple(parts), tuple(scan.unclosed)


def closed(code: str) -> str:
    """A fenced block of code with its closing fence, also where the document has none."""
    first, _, rest = code.partition("\n")
    found = _FENCE.match(first)
    if not found:
        return code
    last = rest.rsplit("\n", 1)[-1].strip()
    is_closed = len(last) >= len(found["fence"]) and not last.strip(found["fence"][0])
    return code if is_closed and rest else f"{code}\n{found['indent']}{found['fence']}"


def _is_suspicious(lines: list[str]) -> bool:
    """Whether a fence stays open, or holds what looks like the start of another."""
    fence = ""
    for line in lines:
        if "```" not in line and "~~~" not in line:
            continue
        found = _FENCE.match(line)
        if not found:
            continue
        signs, info = found["fence"], found["info"].strip()
        if not fence:
            fence = "" if signs[0] == "`" and "`" in info else signs
            if fence and _MARKDOWN.match(info):
                fence += " md"
        elif signs[0] == fence[0] and not info and len(signs) >= len(fence.split()[0]):
            fence = ""
        elif signs[0] == fence[0] and info and len(signs) == len(fence):
            return True
    return bool(fence)


def _info(line: str) -> str:
    found = _FENCE.match(line)
    return found["info"] if found else ""
