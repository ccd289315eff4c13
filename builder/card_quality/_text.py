"""Markdown as its words and its code. Each step takes time in proportion to the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"`+[^`]*`+")
_QUOTED = re.compile(r'"[^"]*"|“[^“”]*”|„[^„“]*“|«[^«»]*»')
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+\S")


class Parts(NamedTuple):
    """The lines of a text outside its code blocks, and those within."""

    prose: tuple[str, ...]
    code: tuple[str, ...]


# A question's text is asked for by several rules; they ask for it one after the other.
@lru_cache(maxsize=64)
def parts(markdown: str) -> Parts:
    """The lines of a text; code loses the indentation of the list it stands in."""
    prose: list[str] = []
    code: list[str] = []
    fence, indent = "", 0
    for line in markdown.split("\n"):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
            else:
                code.append(line[min(indent, len(line) - len(line.lstrip())) :].rstrip())
        elif found:
            fence, indent = found[1], found.start(1)
        else:
            prose.append(line)
    return Parts(tuple(prose), tuple(code))


def words(markdown: str) -> tuple[str, ...]:
    """The words outside code blocks, in small letters."""
    return tuple(_WORD.findall("\n".join(parts(markdown).prose).casefold()))


def asked(markdown: str) -> str:
    """What is asked, on one line: without code, without what somebody else is quoted with."""
    prose = " ".join(" ".join(parts(markdown).prose).split())
    return _QUOTED.sub("…", _CODE_SPAN.sub("…", prose)).replace("*", "").replace("_", " ")


def items(markdown: str) -> int:
    """How many entries the longest list of a text has, lists within lists apart."""
    most = 0
    counts: dict[int, int] = {}
    for line in parts(markdown).prose:
        indent = len(line) - len(line.lstrip())
        if _ITEM.match(line.lstrip()):
            counts = {depth: count for depth, count in counts.items() if depth <= indent}
            counts[indent] = counts.get(indent, 0) + 1
            most = max(most, counts[indent])
        elif line.strip() and not indent:
            counts = {}
    return most
