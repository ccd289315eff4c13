"""Which lines of plain text are questions: by the habit of the text, since no mark tells them.

A text keeps to one way: labels ``Q7.``, numbers that go on counting, bullets, or bare lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._lists.asking import (
    Asks,
    asks,
    ends_asking,
    invites,
    is_split_plainly,
    split_line,
)
from builder.readers._dialects._lists.division import head_lines
from builder.readers._dialects._lists.items import continuing

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERED = re.compile(
    r"(?P<indent>\s{0,12})[(#]{0,2}(?P<number>\d{1,4})"
    r"(?:[.)\]:]{1,2}\s{1,4}|[.)](?=[^\W\d_])|\s[-–]\s)(?P<text>\S.{0,2000})$"
)
_BULLET = re.compile(r"(?P<indent>\s*)[-*+•▪●◦‣■➢➤►▶]\s{1,4}(?P<text>\S.*)$")
_UNDERLINE = re.compile(r"\s{0,3}([=~*_\u2796\u2014\u2500\u2501\u2550-])\1{2,200}\s*$")
_LONGEST = 300
_PARAGRAPH = 4  # lines that a question takes at most
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s{1,3}")
# Of the paragraphs of a text so many ask where it is made of questions and answers.
_SHARE = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that begins at a line: its number, its words, and how many lines it takes.

    ``rest`` is an answer that begins on its last line.
    """

    text: str
    lines: int = 1
    number: int | None = None
    rest: str = ""


def is_underline(line: str) -> bool:
    """Whether a line is nothing but a rule drawn with signs."""
    return bool(_UNDERLINE.match(line))


def questions_of(lines: Sequence[str]) -> dict[int, Asked]:
    """The questions of a text without labels, by the place of their first line, from 0."""
    if any(label_of(line.lstrip()).label == "question" for line in lines):
        return {}
    return _numbered(lines) or ({} if in_bullets(lines) else _bare(lines))


def in_bullets(lines: Sequence[str]) -> bool:
    """Whether the questions are bullets, which lists of questions are read from."""
    found = [match for match in map(_BULLET.match, lines) if match]
    if not found:
        return False
    base = min(len(match["indent"]) for match in found)
    outer = [match["text"] for match in found if len(match["indent"]) == base]
    asking = sum(asks(text[:2000]) >= Asks.TELL for text in outer)
    return asking >= 2 and asking * 2 >= len(outer)


def _numbered(lines: Sequence[str]) -> dict[int, Asked]:
    """Numbers that go on counting, where most of them ask."""
    found = [(place, match) for place, line in enumerate(lines) if (match := _NUMBERED.match(line))]
    heads = [_head(lines, place, match["text"]) for place, match in found]
    asking = [asks(head) for head, _ in heads]
    bases = [
        len(match["indent"])
        for (_, match), each in zip(found, asking, strict=True)
        if each >= Asks.TELL
    ]
    if not bases:
        return {}
    # Numbers set flush right are up to two columns apart; steps of an answer stand deeper.
    chosen = [i for i, (_, match) in enumerate(found) if len(match["indent"]) <= min(bases) + 2]
    kept = continuing([(int(found[i][1]["number"]), asking[i]) for i in chosen])
    outer = [chosen[i] for i in kept]
    outer = [
        i
        for i, following in zip(outer, [*outer[1:], None], strict=True)
        if asking[i] >= Asks.TELL or not _is_chapter(found, i, following)
    ]
    sure = sum(asking[i] >= Asks.TELL for i in outer)
    if sure * 2 < len(outer) or not any(asking[i] is Asks.ASK for i in outer):
        return {}
    plainly = sum(is_split_plainly(heads[i][0]) for i in outer) * 4 >= sure
    made = {}
    for i in outer:
        text, rest = split_line(heads[i][0], plainly=plainly)
        number = int(found[i][1]["number"])
        made[found[i][0]] = Asked(text, heads[i][1], number, rest)
    return made


def _is_chapter(
    found: Sequence[tuple[int, re.Match[str]]], this: int, following: int | None
) -> bool:
    """Whether a number that does not ask heads others that start again: ``2. Caching``."""
    if following is None:
        return False
    return following == this + 1 and (
        int(found[following][1]["number"]) <= int(found[this][1]["number"])
    )


def _head(lines: Sequence[str], place: int, text: str) -> tuple[str, int]:
    """A question that may go on over the next lines, and how many lines it takes."""
    several = [text, *lines[place + 1 : place + 8]]
    blank = next((i for i, line in enumerate(several) if not line.strip()), len(several))
    stop = next((i for i in range(1, blank) if _starts_anew(several[i])), blank)
    count = head_lines(several[:stop])
    return " ".join(line.strip() for line in several[:count]), count


def _starts_anew(line: str) -> bool:
    return bool(_NUMBERED.match(line) or _BULLET.match(line) or is_underline(line))


def _bare(lines: Sequence[str]) -> dict[int, Asked]:
    """Lines that ask at the start of a paragraph, or between sentences where none are blank."""
    apart: dict[int, Asked] = {}
    tight: dict[int, Asked] = {}
    paragraphs = 0
    for place, line in enumerate(lines):
        before = lines[place - 1].strip() if place else ""
        starts = not before or is_underline(before)
        paragraphs += starts and bool(line.strip())
        if not line.strip() or len(line) > _LONGEST or line[0].isspace() or _starts_anew(line):
            continue
        closed = ends_asking(line)
        text, count = (line.strip(), 1) if closed else _head(lines, place, line.strip())
        alone = place + count >= len(lines) or not lines[place + count].strip()
        if invites(text):
            continue
        if ends_asking(text) and asks(text) is Asks.ASK:
            if starts or place - 1 in apart:
                apart[place] = Asked(text, count)
            elif before.endswith((".", "!", "?", ")", '"', "”")) and line[:1].isupper():
                tight[place] = Asked(text, count)
        elif starts and alone and asks(text) is Asks.TELL and len(text) < 150:
            apart[place] = Asked(text, count)
    if len(tight) <= len(apart):
        apart |= _above_indents(lines, apart)
    found = {**apart, **tight} if len(tight) > len(apart) else apart
    sure = sum(ends_asking(each.text) for each in found.values())
    return found if sure >= 2 and len(found) * _SHARE >= paragraphs else {}


def _above_indents(lines: Sequence[str], known: dict[int, Asked]) -> dict[int, Asked]:
    """Paragraphs at the margin that ask above an indented answer, as the questions found do.

    "You see a queue grow. Tell me what you do." asks in its last sentence only.
    """
    above = sum(_is_above_indent(lines, place + each.lines) for place, each in known.items())
    if above < 2 or above * 3 < len(known) * 2:
        return {}
    made = {}
    for place, line in enumerate(lines):
        starts = place == 0 or not lines[place - 1].strip()
        if place in known or not starts or not line.strip() or line[0].isspace():
            continue
        end = next((i for i, each in enumerate(lines[place:], place) if not each.strip()), place)
        text = " ".join(each.strip() for each in lines[place:end])
        if 0 < end - place <= _PARAGRAPH and _is_above_indent(lines, end) and _asks_at_end(text):
            made[place] = Asked(text, end - place)
    return made


def _is_above_indent(lines: Sequence[str], end: int) -> bool:
    """Whether the next line with words, from one place on, is indented."""
    following = next((line for line in lines[end : end + 4] if line.strip()), "")
    return following[:1] in {" ", "\t"}


def _asks_at_end(text: str) -> bool:
    last = _SENTENCE_END.split(text[:_LONGEST])[-1]
    return len(text) <= _LONGEST and (ends_asking(text) or asks(last) >= Asks.TELL)
