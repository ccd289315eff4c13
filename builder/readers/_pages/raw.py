"""The parts of a page that are no text and may look like elements: scripts, styles, drawings."""

from __future__ import annotations

import re

_NAMES = ("script", "style", "svg", "noscript", "template")
_START = re.compile(rf"<({'|'.join(_NAMES)})\b[^<>]{{0,4000}}>", re.IGNORECASE)
_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _NAMES}


def without_raw(page: str) -> tuple[str, tuple[str, ...]]:
    """A page with these parts empty, every line where it was, and the JSON-LD of its scripts."""
    parts: list[str] = []
    data: list[str] = []
    at = 0
    for start in _START.finditer(page):
        if start.start() < at:
            continue  # inside the one before
        end = _ENDS[start[1].lower()].search(page, start.end())
        close = end.start() if end else len(page)
        parts += [page[at : start.end()], "\n" * page.count("\n", start.end(), close)]
        if "application/ld+json" in start[0].lower():
            data.append(page[start.end() : close])
        at = close
    return "".join([*parts, page[at:]]), tuple(data)
