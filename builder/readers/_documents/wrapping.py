"""Text set to a width: words and questions that a line's end divides, put together again."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_BROKEN = re.compile(r"(?:^|[\s(\"“'‘*_])(?P<word>[^\W\d_]{2,20})-$")
_FIRST = re.compile(r"(?P<word>[^\W\d_A-Z]{2,20})(?P<behind>[.,;:!?)\"”’]{0,3})(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+){0,3}")
_ITEM = re.compile(r"\s*(?:[-*+•▪●◦‣>|#]|\d{1,4}[.)]\s)")
# Words that English joins to another with a hyphen it keeps.
_KEPT_WORDS: Final = (
    "self non well high low long short cross real one two three multi end right left single first"
    " second third read write time run all half anti ad in so built open closed fine general"
)
_KEPT: Final = frozenset(_KEPT_WORDS.split())
_ENOUGH: Final = 2  # broken words that make a habit of it
_NARROW: Final = 30


def continues(before: str, behind: str) -> bool:
    """Whether one line goes on with the other: a sentence is open, and a small letter follows."""
    end, start = before.rstrip(), behind.lstrip()
    if not end or not start or _ITEM.match(behind):
        return False
    open_end = end[-1].isalnum() or end[-1] in ",-–—"
    return open_end and start[0].islower() and len(end) >= _NARROW


def rejoined(lines: Sequence[str], *, is_copy: bool, is_plain: bool) -> list[str]:
    """Lines with broken words whole, on the line where they begin.

    ``is_copy`` says that the text certainly was set to a width.
    """
    made = list(lines)
    broken = [n for n in range(len(made) - 1) if made[n].endswith("-") and _parts(made, n)]
    if broken and (is_copy or len(broken) >= _ENOUGH):
        words = (word.casefold() for line in made for word in _WORD.findall(line[:2000]))
        known = Counter(words)
        for place in broken:
            _join(made, place, known)
    if is_plain:
        for place in range(len(made) - 1):
            _question(made, place)
    return made


def _parts(lines: Sequence[str], place: int) -> tuple[str, str, str] | None:
    """The two halves of a word that a line's end divides, and the signs behind it."""
    line, follower = lines[place], lines[place + 1]
    indent = len(line) - len(line.lstrip())
    found = _BROKEN.search(line[-40:])
    first = _FIRST.match(follower.lstrip())
    narrow = not _NARROW <= len(line) <= 200
    if narrow or indent >= 8 or not found or not first:
        return None
    return found["word"], first["word"], first["behind"]


def _join(lines: list[str], place: int, known: Counter[str]) -> None:
    halves = _parts(lines, place)
    if not halves:  # the line above took the word that stood here
        return
    head, tail, behind = halves
    whole = f"{head}{tail}".casefold()
    hyphened = f"{head}-{tail}".casefold()
    # Each half is counted where it stands here as well.
    both = known[head.casefold()] > 1 and known[tail.casefold()] > 1
    keeps = whole not in known and (hyphened in known or head.casefold() in _KEPT or both)
    rest = lines[place + 1].lstrip()[len(tail) + len(behind) :].lstrip()
    if not rest:  # nothing would be left of the line, which would end the paragraph
        return
    indent = lines[place + 1][: len(lines[place + 1]) - len(lines[place + 1].lstrip())]
    lines[place] = f"{lines[place][:-1]}{'-' if keeps else ''}{tail}{behind}"
    lines[place + 1] = f"{indent}{rest}"


def _question(lines: list[str], place: int) -> None:
    """A labelled question with its last words on the next line, on one line."""
    line, follower = lines[place].rstrip(), lines[place + 1].strip()
    if not follower.endswith(("?", "\uff1f")) or len(follower) > 2 * _NARROW:
        return
    if len(line) > 200 or "?" in line or not continues(line, follower):
        return
    if label_of(line.lstrip()).label == "question":
        lines[place], lines[place + 1] = f"{line} {follower}", ""
