"""Runs of options among blocks: lettered lines, task lists, lists, tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._options.keys import is_key
from builder.readers._dialects._options.lists import items_of, listed, listed_in_html, tabled
from builder.readers._dialects._options.marks import (
    MOST,
    Mark,
    Option,
    Run,
    are_questions,
    follower,
    judged,
    marks_of,
    without_fence,
)
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# How far the next option may be: a listing with each, a few lines of explanation.
_LINES_APART, _BLOCKS_APART = 60, 6
_LONGEST: Final = 2000  # lines of a list that may be one of options: more than 26 times 60
_TRIES: Final = 100  # lines of one paragraph that may be a first option
_MAY_BEGIN = re.compile(
    r"^(?:[^\w\n(\[]|&nbsp;|\\|<br\s?/?>){0,20}[(\[]?(?:(?:option|choice|вариант)\s)?"
    r"(?:[a\u0430i\u03b11][^\w\n]|[\[(]?[ xX*✓✔_]?\\?[\])]\s|[①Ⓐ🅰🇦☐☑☒○●◯◉])",
    re.MULTILINE | re.IGNORECASE,
)
# What ``_IN_LINE`` looks for, without what has to stand around it: found ten times as fast.
_LETTERS_A: Final = tuple(letter + sign for letter in "Aa" for sign in ").]:")
_IN_LINE = re.compile(r"(?<=[\s?:.])[*_]{0,3}[(\[]?[Aa][).\]:][*_]{0,3}\s?(?=\S)")
_BREAK = re.compile(r"<br\s?/?>(?=\s{0,9}\S)", re.IGNORECASE)
_PROSE: Final = frozenset({"paragraph", "options"})


def run_at(blocks: Sequence[Block], place: int) -> Run | None:
    """The run of options that begins in the block at ``place``, or none."""
    block = _as_prose(blocks[place])
    if block.kind in _PROSE:
        return _lettered(blocks, place) if _may_hold(block.text) else None
    if block.kind == "list" and block.text.count("\n") < _LONGEST:
        items = items_of(block)
        lettered = any(mark.place == 0 for mark in marks_of(_first_line(items)))
        return (_lettered(blocks, place) if lettered else None) or listed(block, items, place)
    if block.kind == "html" and "<li" in block.text.casefold():
        return listed_in_html(block, place)
    return tabled(block, place) if block.kind == "table" else None


@lru_cache(maxsize=1024)  # a dialect looks several times at the paragraphs of a section
def _may_hold(text: str) -> bool:
    """Whether an option may begin in a text; most texts are prose, and say no at once."""
    if not all(map(_is_prose, text.split("\n"))) and _MAY_BEGIN.search(text):
        return True
    return any(map(text.__contains__, _LETTERS_A)) and bool(_IN_LINE.search(text))


def _is_prose(line: str) -> bool:
    """Whether a line begins with a word, and no option does with its first two signs."""
    first, second = line[:1], line[1:2]
    if not (first.isascii() and first.isalnum()):
        return not first
    # "option" and "choice" may stand before a letter.
    return first not in "AaIi1OoCc" or (second.isalnum() and second not in "PpHh")


def _as_prose(block: Block) -> Block:
    """Options that are indented so far that they would be code, as a paragraph."""
    if block.kind != "code":
        return block
    first = block.text.split("\n", 1)[0]
    indented = not first.lstrip().startswith(("```", "~~~"))
    return replace(block, kind="paragraph") if indented and marks_of(first) else block


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph or of an item; or a block that has no lines of its own.

    ``unit`` counts the paragraphs and items, ``place`` is that of the block.
    """

    text: str
    line: int
    place: int
    unit: int
    item: bool = False
    block: Block | None = None


@dataclass(slots=True)
class _Lines:
    """The lines of blocks, made as they are asked for: a run seldom needs more than a few."""

    source: Iterator[_Line]
    made: list[_Line] = field(default_factory=list)

    def at(self, place: int) -> _Line | None:
        while len(self.made) <= place:
            line = next(self.source, None)
            if line is None:
                return None
            self.made.append(line)
        return self.made[place]


@dataclass(slots=True)
class _Growing:
    """An option whose end has not been seen, and the lines below its first."""

    mark: Mark
    lines: list[_Line] = field(default_factory=list)

    def text(self) -> str:
        parts = [self.mark.text]
        unit = self.lines[0].unit if self.lines else 0
        for line in self.lines:
            apart = "\n\n" if line.block or line.unit != unit else "\n"
            unit = line.unit
            parts.append(apart + (line.text if line.block else line.text.rstrip().rstrip("\\")))
        return without_fence("".join(parts).strip())


def _lines(blocks: Sequence[Block], start: int) -> Iterator[_Line]:
    """The lines from a block on; a list whose items have marks is taken apart."""
    unit = 0
    for place in range(start, len(blocks)):
        block = _as_prose(blocks[place])
        parts: tuple[Block, ...] = (block,) if block.kind in _PROSE else ()
        if block.kind == "list":
            items = items_of(block) if block.text.count("\n") < _LONGEST else ()
            parts = items if marks_of(_first_line(items)) else ()
        if not parts:
            unit += 1
            yield _Line(block.text, block.line, place, unit, block=block)
        for part in parts:
            unit += 1
            for number, line in enumerate(part.text.split("\n")):
                for piece in _BREAK.split(line) if "<" in line else (line,):
                    yield _Line(piece, part.line + number, place, unit, part.kind == "item")


def _first_line(items: Sequence[Block]) -> str:
    return items[0].text.split("\n", 1)[0] if items else ""


def _lettered(blocks: Sequence[Block], place: int) -> Run | None:
    """A run of lines with marks in their order, the first of them in the block at ``place``."""
    lines = _Lines(_lines(blocks, place))
    at = tries = 0
    while (line := lines.at(at)) and line.place == place and not line.block and tries < _TRIES:
        for mark in marks_of(line.text):
            found = _grown(mark, lines, at) if mark.place in {0, None} else None
            tries += mark.place in {0, None}
            if found and len(found[0]) > MOST:
                return None
            if found and not are_questions([each.mark for each in found[0]]):
                return _run(blocks, place, lines.made[:at], *found, lines)
        if inside := _IN_LINE.search(line.text):
            start = replace(line, text=line.text[inside.start() :])
            for mark in marks_of(start.text):
                if mark.place == 0 and (found := _grown(mark, lines, at, alone=True)):
                    asked = replace(line, text=line.text[: inside.start()].rstrip())
                    return _run(blocks, place, [*lines.made[:at], asked], *found, lines)
        at += 1
    return None


def _grown(
    first: Mark, lines: _Lines, at: int, *, alone: bool = False
) -> tuple[list[_Growing], int] | None:
    """The options of a run and the place after it; None where there are not two.

    Where it has more than MOST options it ends with the next one.
    """
    grown = [_Growing(first)]
    gap: list[_Line] = []
    _split_in_line(grown, lines, at)
    if alone and len(grown) < 2:
        return None
    end = at + 1
    place = at
    boxed = first.place is None
    while (line := lines.at(place := place + 1)) and not _ends(line, gap):
        mark = _next(grown[-1].mark, line)
        if mark and len(grown) <= MOST:
            grown[-1].lines += gap
            gap = []
            grown.append(_Growing(mark))
            _split_in_line(grown, lines, place)
            end = place + 1
        elif mark or _begins(line) or (boxed and line.unit != lines.made[end - 1].unit):
            break
        else:
            gap.append(line)
    if len(grown) < 2:
        return None
    last = lines.made[end - 1]
    while (line := lines.at(end)) and _belongs(line, last, grown):
        grown[-1].lines.append(line)
        end += 1
    return (grown, end) if all(each.text() for each in grown) else None


def _next(mark: Mark, line: _Line) -> Mark | None:
    for each in () if line.block else marks_of(line.text):
        if (each.alphabet, each.upper) == (mark.alphabet, mark.upper) and (
            mark.place is None or each.place == mark.place + 1
        ):
            return each
    return None


def _begins(line: _Line) -> bool:
    """Whether another run begins here."""
    return not line.block and any(mark.place == 0 for mark in marks_of(line.text))


def _ends(line: _Line, gap: Sequence[_Line]) -> bool:
    """Whether a line says that no further option comes."""
    if line.block:
        blocks = sum(each.block is not None for each in gap)
        return line.block.kind == "rule" or blocks >= _BLOCKS_APART
    return len(gap) >= _LINES_APART or is_key(line.text)


def _belongs(line: _Line, last: _Line, grown: Sequence[_Growing]) -> bool:
    """Whether a line below the last option's first is more of it.

    The lines of an item are; those of a paragraph only where another option has more than one.
    """
    before = [each.lines[0] for each in grown[:-1] if each.lines]
    if line.block:
        taken = any(each.block for each in grown[-1].lines)
        return line.block.kind != "rule" and not taken and any(each.block for each in before)
    if line.unit != last.unit or is_key(line.text):
        return False
    indented = line.text.startswith((" ", "\t")) and bool(line.text.strip())
    return line.item or indented or any(not each.block for each in before)


def _split_in_line(grown: list[_Growing], lines: _Lines, at: int) -> None:
    """``A) x  B) y`` are two options, unless the next line begins with the second."""
    following = lines.at(at + 1)
    if following and _next(grown[-1].mark, following):
        return
    line = lines.made[at]
    while (place := follower(grown[-1].mark, grown[-1].mark.text)) > 0:
        mark = grown[-1].mark
        later = _next(mark, replace(line, text=mark.text[place:]))
        if not later or len(grown) > MOST:
            return
        text, right, stressed = judged(mark.text[:place].rstrip(" \t;,|/"))
        right = mark.right if right is None else right
        grown[-1].mark = replace(mark, text=text, right=right, stressed=stressed)
        grown.append(_Growing(later))


def _run(  # noqa: PLR0913, PLR0917 - the parts of one run
    blocks: Sequence[Block],
    place: int,
    head: Sequence[_Line],
    grown: Sequence[_Growing],
    at: int,
    lines: _Lines,
) -> Run:
    """The run, with what its first block has before it and its last one after it."""
    end = lines.made[at - 1].place + 1
    rest = []
    while (line := lines.at(at)) and line.place == end - 1:
        rest.append(line.text)
        at += 1
    text = "\n".join(line.text for line in head).strip().removesuffix("\\").strip()
    tail = "\n".join(rest).strip()
    return Run(
        tuple(
            Option(each.text(), each.mark.right, each.mark.stressed and not each.lines)
            for each in grown
        ),
        "boxes" if grown[0].mark.place is None else "letters",
        place,
        end,
        replace(blocks[place], kind="paragraph", text=text) if text else None,
        Block("paragraph", tail, lines.made[at - len(rest)].line) if tail else None,
    )
