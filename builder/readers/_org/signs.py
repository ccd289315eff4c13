"""The shapes of an Org file's lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HEADING = re.compile(r"(?P<stars>\*{1,40})\s+(?P<text>\S.*)$")
_TAGS = re.compile(r"(?:^|[ \t])(:[\w@#%:]{1,400}:)[ \t]*$")
_PRIORITY = re.compile(r"\[#[A-Za-z0-9]{1,2}\]\s*")
_COOKIE = re.compile(r"\s*\[\d{0,5}(?:/\d{0,5}|%)\]")
BEGIN = re.compile(r"\s*#\+begin_(?P<kind>\w{1,40})\b[ \t]*(?P<rest>.*)$", re.IGNORECASE)
END = re.compile(r"\s*#\+end_(?P<kind>\w{1,40})[ \t]*$", re.IGNORECASE)
KEYWORD = re.compile(r"\s*#\+(?P<name>[\w-]{1,60})(?:\[[^\[\]]{0,200}\])?:[ \t]*(?P<value>.*)$")
DRAWER = re.compile(r"\s*:(?P<name>[\w-]{1,60}):[ \t]*$")
PROPERTY = re.compile(r"\s*:(?P<name>[\w+-]{1,60}):[ \t]+(?P<value>\S.*)$")
PLANNING = re.compile(r"\s*(?:CLOSED|SCHEDULED|DEADLINE|CLOCK):")
COMMENT = re.compile(r"\s*#(?:\s|$)")
FIXED = re.compile(r"\s*:(?:\s(?P<text>.*)|)$")
TABLE = re.compile(r"\s*\|")
TABLE_RULE = re.compile(r"\s*\|-")
NOTE = re.compile(r"\[fn:(?P<name>[^\[\]:\s]{1,60})\][ \t]*(?P<text>.*)$")
RULE = re.compile(r"\s*-{5,}\s*$")
ITEM = re.compile(
    r"(?P<indent>\s*)(?P<mark>[-+]|(?<=\s)\*|\d{1,9}[.)])(?:\s+(?:\[@\d{1,9}\]\s*)?(?P<text>.*)|)$"
)
TERM = re.compile(r"(?P<term>\S.{0,300}?)\s+::(?:\s+(?P<rest>.*)|)$")
_TODO = (
    "TODO DONE NEXT WAITING WAIT HOLD CANCELLED CANCELED STARTED STRT INPROGRESS IN-PROGRESS PROJ"
    " IDEA KILL SOMEDAY REVIEW"
)
TODO = frozenset(_TODO.split())


def is_silent(line: str) -> bool:
    """Whether a line is for Org alone: a date, a comment, a note that moves."""
    return any(pattern.match(line) for pattern in (PLANNING, COMMENT, NOTE, END))


@dataclass(slots=True)
class Head:
    """A heading and what is kept of it: its place in the made lines, its tags and properties."""

    title: str
    level: int
    line: int
    place: int = 0
    tags: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    is_comment: bool = False


def head_of(line: str, number: int, keywords: frozenset[str]) -> Head | None:
    """A heading without its keyword, priority, cookie and tags; None for any other line."""
    found = HEADING.match(line[:2000])
    if not found:
        return None
    text = found["text"].strip()
    tags = _TAGS.search(text)
    names = tuple(tag for tag in tags[1].split(":") if tag) if tags else ()
    text = text[: tags.start()].strip() if tags else text
    first, _, rest = text.partition(" ")
    if first in keywords:
        text = rest.strip()
    text = _PRIORITY.sub("", text, count=1) if text.startswith("[#") else text
    is_comment = text == "COMMENT" or text.startswith("COMMENT ")
    return Head(
        _COOKIE.sub("", text).strip(),
        len(found["stars"]),
        number,
        tags=names,
        is_comment=is_comment,
    )


def todo_words(value: str) -> frozenset[str]:
    """The keywords of ``#+TODO: ASK(a) SURE | DROPPED(d@)``."""
    return frozenset(word.partition("(")[0] for word in value.split() if word != "|")


def indent_of(line: str) -> int:
    """How far a line is indented; a tab goes to the next eighth column."""
    expanded = line.expandtabs(8)
    return len(expanded) - len(expanded.lstrip())
