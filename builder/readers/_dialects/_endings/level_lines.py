"""Lines below a question that say only its level and tags: ``Difficulty: ★★☆ | Tags: sql``."""

from __future__ import annotations

import re

from builder.readers._dialects._endings.levels import SAYS_LEVEL, level_of, plainly
from builder.readers._difficulty import level_from

_KEY = re.compile(
    r"\s{0,3}[-*+>]?\s{0,3}[*_`]{0,3}(?P<key>[^\W\d_][^\n:*_`]{0,30}?)[*_`]{0,3}\s?:[*_`]{0,3}"
    r"\s{0,3}(?P<value>[^\n]{1,200})$"
)
_SAYS_TAGS = re.compile(r"(?:tags?|keywords?|labels?|skills?)$", re.IGNORECASE)
_SEPARATED = re.compile(r"\s{1,3}[|·•/]\s{1,3}|\s{0,3}[|·•]\s{0,3}")


def said_below(line: str, scale: int = 3) -> tuple[str, tuple[str, ...]] | None:
    """Level and tags in a line that says only these, ``Difficulty: ★★☆``; None for any other."""
    if len(line) > 200 or not line.strip():
        return None
    alone = line.strip().strip("*_`[]() .")
    if len(alone) <= 15 and (marked := plainly(alone)):
        return marked, ()
    marked, left = level_of(f"? {line.strip()}", scale)
    if marked and not left.strip("? "):
        return marked, ()
    return _from_keys(line, scale)


def _from_keys(line: str, scale: int) -> tuple[str, tuple[str, ...]] | None:
    """What ``Key: value`` pairs say, where each of a line's parts is one of level or tags."""
    level = ""
    tags: list[str] = []
    for part in _SEPARATED.split(line.strip().strip("*_>|").replace("\uff1a", ":")):
        found = _KEY.match(part.strip())
        if not found:
            return None
        value = found["value"].strip().strip("*_`")
        if SAYS_LEVEL.match(found["key"].strip()):
            level = level or level_from(value, scale or 3) or level_of(f"x ({value})")[0]
            if not level:
                return None
        elif _SAYS_TAGS.match(found["key"].strip()):
            named = (tag.strip(" #`*_") for tag in re.split(r"[,;]|\s#", value))
            tags += [tag for tag in named if tag]
        else:
            return None
    return (level, tuple(tags)) if level or tags else None
