"""Where the items of an ordinary list begin, without reading its Markdown as a whole.

Half the cost of reading a document of lists was to parse them again and again for their items. In
a list as people write them, each line at the margin begins an item and each other line is indented
far enough to belong to the one above: then CommonMark (0.31, section 5.2) leaves no doubt.
"""

from __future__ import annotations

import re

# A marker at the margin and one space, then a sign that begins no other block.
_ITEM = re.compile(r"(?P<mark>[-*+]|\d{1,9}(?=(?P<delimiter>[.)]))[.)]) (?:[^\W_]|\*\*[^\W_])")
# The library stops at 64 blocks in blocks, and a line may open one with each second sign.
_DEEP = re.compile(r"^[-*+>.) \d]{40}", re.MULTILINE)


def item_starts(text: str) -> list[int] | None:
    """The places of the lines where items begin; None for a list that has to be parsed."""
    if "\t" in text or "\r" in text or "<" in text or _DEEP.search(text):
        return None
    lines = text.split("\n")
    if len(lines) > 1 and "|" in lines[0] and not lines[1].strip("|-: "):
        return None  # a table, whose first cell looks like an item
    starts: list[int] = []
    kind, width = "", 0
    for place, line in enumerate(lines):
        if found := _ITEM.match(line):
            own = found["delimiter"] or found["mark"]
            if kind not in {"", own}:
                return None
            kind, width = own, len(found["mark"]) + 1
            starts.append(place)
        elif line.strip(" ") and (not starts or len(line) - len(line.lstrip(" ")) < width):
            return None
    return starts
