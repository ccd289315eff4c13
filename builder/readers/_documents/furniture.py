"""What the pages of a copied document add to its text: headers, footers, numbers, broken words.

A PDF or a Word file copied as text keeps what its program set around each page. A page is known by
its number, counting up, or by a form feed; what stands beside several of those and says the same is
its header or footer. Every line stays where it was: what is taken out leaves a blank one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from builder.model import Origin, Problem, Severity
from builder.readers._dialects._labels.labels import label_of
from builder.readers._documents.wrapping import continues, rejoined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST: Final = 100  # signs of a header; a longer line is text
_GAP: Final = 40  # lines between the two halves of a paragraph that a page broke
_NEAR: Final = 3  # lines on either side of a page's number
_COUNT = r"(?P<page>\d{1,4})(?:\s?(?:of|/|von|de|di|sur|из|from)\s?(?P<all>\d{1,4}))?"
# "Page 2 of 3", "Seite 4", "p. 7", behind or before a running title.
_NAMED = re.compile(
    rf"(?:(?P<before>[^\n]{{0,90}}?)(?:^|\s{{2,60}}|\t|[|·•–—-]\s{{1,3}}))?"
    rf"(?:page|seite|página|pagina|страница|стр\.|strona|pág\.|p\.)\s?{_COUNT}"
    r"(?:$|(?:\s{2,60}|\t|\s{1,3}[|·•–—-]\s)(?P<behind>[^\n]{0,90})$)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?:[-–—|\[(]\s?)?{_COUNT}(?:\s?[-–—|\])])?$")
_DRESS: Final = "*_> \t\\"
_MATTER = re.compile(r"[-+•▪●◦‣■➢►▶→(\[]|\d{1,4}[.)]\s|[A-Ha-h][.)]\s|```|~~~|\|")
_FIELD = re.compile(r"[^\W\d_][\w /-]{0,20}:\s")  # a line of a form, such as "Level: easy"
_LEADER = re.compile(r"[^\n]{2,200}?(?:\.{4,}|(?:\. ){4,}|…{2,})\.?\s{0,9}\d{1,4}$")
_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})")


def unpaged(text: str, path: str, *, is_plain: bool = False) -> tuple[str, tuple[Problem, ...]]:
    """A text without the furniture of its pages, and what is to be said of that.

    In plain text a labelled question that goes on over a line's end is put on one line as well.
    """
    lines = text.split("\n")
    sheet = _Sheet(lines)
    gone = sheet.furniture()
    problems = [*_contents(sheet)]
    if gone:
        shown = ", ".join(f"“{words}”" for words in _shown(lines, gone))
        what = f"headers and footers of pages, skipped: {len(gone)} lines, such as {shown}"
        problems.append(Problem(Origin(path, min(gone) + 1), Severity.INFO, "skipped", what))
        kept = [("" if n in gone else line) for n, line in enumerate(sheet.lines)]
        sheet.lines = _joined(kept, gone)
    problems = [_placed(problem, path) for problem in problems]
    return "\n".join(rejoined(sheet.lines, is_copy=bool(gone), is_plain=is_plain)), tuple(problems)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a page ends or begins: its line, its number, how many there are, what else it says."""

    place: int
    page: int = 0
    count: int = 0
    beside: str = ""


@dataclass(slots=True)
class _Sheet:
    """The lines of a text, and those that begin with a form feed."""

    lines: list[str]
    feeds: list[int] = field(default_factory=list)
    code: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        fence = ""
        for place, line in enumerate(self.lines):
            if "\f" in line:
                self.feeds.append(place)
                self.lines[place] = line.replace("\f", "")
            found = _FENCE.match(line)
            if fence or found:
                self.code.add(place)
            if found and not fence:
                fence = found[1]
            elif found and found[1].startswith(fence):
                fence = ""

    def furniture(self) -> set[int]:
        """The places of lines that are of the page and not of the text."""
        named = _counting([*self._named()])
        # A page has some lines.
        fed = self.feeds if len(self.feeds) * _NEAR <= len(self.lines) else ()
        feeds = [_Mark(place) for place in fed]
        gone = {mark.place for mark in named}
        gone |= self._running([*named, *feeds])
        if not named:
            bare = self._bare(_counting([*self._alone()], least=2))
            gone |= {mark.place for mark in bare} | self._running([*bare, *feeds])
        return gone | self._after_last(named)

    def _named(self) -> Iterator[_Mark]:
        for place, line in enumerate(self.lines):
            if place in self.code or len(line) > 2 * _LONGEST or not any(map(str.isdigit, line)):
                continue
            found = _NAMED.match(line.strip(_DRESS))
            beside = " ".join(filter(None, (found["before"], found["behind"]))) if found else ""
            if found and not beside.rstrip().endswith("?"):
                yield _Mark(place, int(found["page"]), int(found["all"] or 0), beside)

    def _alone(self) -> Iterator[_Mark]:
        for place, line in enumerate(self.lines):
            bare = line.strip(_DRESS)
            if place not in self.code and len(bare) < 20 and (found := _ALONE.match(bare)):
                yield _Mark(place, int(found["page"]), int(found["all"] or 0))

    def _bare(self, marks: list[_Mark]) -> list[_Mark]:
        """Numbers without a word that are those of pages: beside what says the same, or a feed.

        Without such, where most of them stand in the middle of a sentence. Never where questions
        stand below them, which they count.
        """
        if sum(self._asks_below(mark.place) for mark in marks) * 2 >= len(marks):
            return []
        running = self._running(marks)
        feeds = {near for feed in self.feeds for near in range(feed - _NEAR, feed + _NEAR + 1)}
        told = [
            mark
            for mark in marks
            if mark.place in feeds or any(near in running for near in self._near(mark.place))
        ]
        if len(told) * 2 >= len(marks):
            return told
        inside = sum(continues(*self._around(mark.place)) for mark in marks)
        return marks if inside * 2 > len(marks) else []

    def _asks_below(self, place: int) -> bool:
        below = [line for line in self.lines[place + 1 : place + 7] if line.strip()]
        return any(line.rstrip("*_ \\").endswith(("?", "\uff1f")) for line in below[:2])

    def _around(self, place: int) -> tuple[str, str]:
        before = (self.lines[n] for n in range(place - 1, max(place - 9, -1), -1))
        behind = (self.lines[n] for n in range(place + 1, min(place + 9, len(self.lines))))
        return next(filter(str.strip, before), ""), next(filter(str.strip, behind), "")

    def _near(self, place: int) -> Iterator[int]:
        """The short lines beside a mark that may be of its page."""
        for step in (-1, 1):
            at, seen = place + step, 0
            while 0 <= at < len(self.lines) and seen < _NEAR and abs(at - place) < 4 * _NEAR:
                line = self.lines[at].strip(_DRESS)
                if line and (at in self.code or not _may_run(line)):
                    break
                seen += bool(line)
                if line:
                    yield at
                at += step

    def _running(self, marks: Sequence[_Mark]) -> set[int]:
        """Lines beside marks that say the same beside several, or what a line above said alone."""
        places: defaultdict[str, set[int]] = defaultdict(set)
        for mark in marks:
            for n in self._near(mark.place):
                places[_key(self.lines[n])].add(n)
        enough = max(2, len({mark.page for mark in marks}) // 3)
        found = {n for said in places.values() if len(said) >= enough for n in said}
        if not marks:
            return found
        first: dict[str, int] = {}
        for place, line in enumerate(self.lines):
            if line.strip() and len(line) <= _LONGEST:
                first.setdefault(line.strip(), place)
        for mark in marks:
            beside = (mark.place - 1, mark.place + 1) if mark.page else (mark.place,)
            for at in beside:
                line = self.lines[at].strip() if 0 <= at < len(self.lines) else ""
                again = first.get(line, at) < min(at, mark.place)
                if again and _may_run(line) and self._stands_alone(first[line]):
                    found.add(at)
        return found

    def _stands_alone(self, place: int) -> bool:
        beside = self.lines[max(place - 1, 0) : place] + self.lines[place + 1 : place + 2]
        return not any(map(str.strip, beside))

    def _after_last(self, marks: Sequence[_Mark]) -> set[int]:
        """What stands below the footer of the last page of a document."""
        if not marks or marks[-1].page != marks[-1].count or not self._is_footer(marks[0]):
            return set()
        left = [n for n in range(marks[-1].place + 1, len(self.lines)) if self.lines[n].strip()]
        short = len(left) <= _NEAR and all(_may_run(self.lines[n].strip(), 2) for n in left)
        return set(left) if short else set()

    def _is_footer(self, first: _Mark) -> bool:
        """Whether pages are numbered at their foot: text stands above the first of them."""
        return sum(bool(line.strip()) for line in self.lines[: first.place]) > _NEAR


def _counting(marks: list[_Mark], least: int = 1) -> list[_Mark]:
    """The marks that count pages up; one alone has to say how many there are."""
    kept: list[_Mark] = []
    for mark in marks:
        if kept and not kept[-1].page < mark.page <= kept[-1].page + 9:
            continue
        kept.append(mark)
    steps = sum(after.page == before.page + 1 for before, after in pairwise(kept))
    if len(kept) < max(least, 2):
        return [mark for mark in kept if least == 1 and mark.page <= mark.count]
    return kept if steps * 2 >= len(kept) - 1 else []


def _may_run(line: str, lines: int = 1) -> bool:
    """Whether a line may be a header: short, no item, no label, and it does not ask."""
    return (
        bool(line)
        and len(line) <= lines * _LONGEST
        and not line.endswith(("?", ":", "\uff1f"))
        and not _MATTER.match(line)
        and not _FIELD.match(line)
        and not label_of(line).label
    )


def _key(line: str) -> str:
    """A line without what differs from page to page."""
    return re.sub(r"\d+", "#", " ".join(line.strip(_DRESS).casefold().split()))


def _shown(lines: Sequence[str], gone: set[int]) -> list[str]:
    texts = dict.fromkeys(" ".join(lines[n].split())[:50] for n in sorted(gone))
    return list(texts)[:2]


def _joined(lines: list[str], gone: set[int]) -> list[str]:
    """Paragraphs that a page broke, in one piece; the blank lines come after them."""
    made = list(lines)
    last = 0  # the end of what has been looked at
    for place in sorted(gone):
        if place < last:
            continue
        top = end = place
        while top and not made[top - 1].strip() and place - top < _GAP:
            top -= 1
        while end < len(made) and not made[end].strip():
            end += 1
        last = end
        inside = 0 < top < end < len(made) and end - top <= _GAP
        if not inside or not continues(made[top - 1], made[end]):
            continue
        while last < len(made) and made[last].strip():
            last += 1
        made[top:last] = [*made[end:last], *made[top:end]]
    return made


def _contents(sheet: _Sheet) -> Iterator[Problem]:
    """Take out lines that lead to a page with dots, where two or more stand together."""
    runs: list[list[int]] = []
    for place, line in enumerate(sheet.lines):
        bare = line.strip()
        if place in sheet.code or len(bare) > 300 or not _LEADER.match(bare):
            continue
        close = runs and not any(map(str.strip, sheet.lines[runs[-1][-1] + 1 : place]))
        if close:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        if len(run) >= 2:
            count = run[-1] - run[0] + 1
            words = f"not part of a question, skipped (contents, {count} lines)"
            yield Problem(Origin("", run[0] + 1), Severity.INFO, "skipped", words)
            for place in run:
                sheet.lines[place] = ""


def _placed(problem: Problem, path: str) -> Problem:
    return Problem(
        Origin(path, problem.origin.line), problem.severity, problem.code, problem.message
    )
