"""The lines of a page: noted in its HTML before it is parsed, found again in its Markdown.

The parser keeps no lines, so each block's tag gets its own as an attribute, and its text begins
with a mark that passes the conversion: a number between two private characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bs4 import BeautifulSoup

_OPEN, _CLOSE = "\U000f0002", "\U000f0003"
_MARK = re.compile(f"{_OPEN}([0-9]{{1,9}}){_CLOSE}[ \\t]*")
_NAME = "data-deckpress-line"
_START = re.compile(
    r"<(?:h[1-6]|p|li|dt|dd|summary|details|pre|tr|div|section|blockquote|br|button|label)"
    r"(?=[\s/>])",
    re.IGNORECASE,
)
_MARKED = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "tr", "div", "section")


def numbered(html: str, numbers: Sequence[int] = ()) -> str:
    """HTML whose blocks bear their lines; line ``n`` is ``numbers[n - 1]`` where those are given.

    The value has no quotes, so that a tag inside an attribute stays inside it.
    """
    html = html.replace(_OPEN, "").replace(_CLOSE, "")
    parts = []
    at, line = 0, 1
    for tag in _START.finditer(html):
        line += html.count("\n", at, tag.start())
        parts += [html[at : tag.start()], tag[0], f" {_NAME}={_shown(line, numbers)}"]
        line += tag[0].count("\n")
        at = tag.end()
    return "".join([*parts, html[at:]])


def _shown(line: int, numbers: Sequence[int]) -> int:
    return numbers[min(line, len(numbers)) - 1] if numbers else line


def mark(node: Tag) -> str:
    """The mark of an element's line; empty where it bears none."""
    line = str(node.get(_NAME) or "")
    return f"{_OPEN}{line}{_CLOSE}" if line.isdecimal() and len(line) < 10 else ""


def put_marks(soup: BeautifulSoup) -> None:
    """A mark at the start of the text of each block; last, when the tree has its shape."""
    for node in soup.find_all(_MARKED):
        sign = mark(node)
        if not sign:
            continue
        target = node.find(("td", "th")) if node.name == "tr" else node
        if not isinstance(target, Tag):
            continue
        first = next(iter(target.children), None)
        if isinstance(first, NavigableString) and not first.strip():
            first = first.next_sibling
        if isinstance(first, Tag) and first.name in {*_MARKED, "ul", "ol", "table", "pre"}:
            continue  # the element inside bears its own
        if isinstance(first, NavigableString):
            first.replace_with(NavigableString(first.lstrip()))
        target.insert(0, NavigableString(sign))


def without_marks(markdown: str) -> tuple[str, tuple[int, ...]]:
    """Markdown without marks, and for each of its lines the line of the page."""
    lines: list[str] = []
    numbers: list[int] = []
    current, alone = 1, False
    for line in markdown.split("\n"):
        found = _MARK.search(line)
        if found:
            current = int(found[1])
        bare = _MARK.sub("", line) if found else line
        if not bare.strip() and (found or alone) and lines[-1:] in ([], [""]):
            alone = True  # the mark of what has no text of its own, and the blank line below it
            continue
        alone = False
        lines.append(bare)
        numbers.append(current)
    return "\n".join(lines), tuple(numbers)
