"""Macros of Confluence that an export leaves in its text, as the Markdown they stand for.

``{expand:Title}`` … ``{expand}`` is a toggle, ``{code:sql}`` … ``{code}`` a fence; of the others
(``{info}``, ``{panel}``, ``{toc}``) what they hold stays. Every line stays where it was. Names and
parameters: Confluence's "Wiki Markup for Macros".
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Final

_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})")
_ALONE = re.compile(
    r"(?P<indent>\s{0,12})\{(?P<name>[a-z]{2,20})(?::(?P<said>[^{}\n]{0,300}))?\}\s*$"
)
_TITLE = re.compile(r"(?:^|\|)\s?title\s?=\s?([^|]{1,200})", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\|)\s?(?:language\s?=\s?)?([A-Za-z][\w+#-]{0,20})\s?(?=\||$)")
_COLOUR = re.compile(r"\{color(?::[#\w]{1,20})?\}")
_CODE: Final = ("code", "noformat")
_BOXES: Final = frozenset(
    (
        *("info", "note", "tip", "warning", "panel", "section", "column", "quote", "excerpt"),
        *("toc", "children", "anchor", "pagetree", "recently", "contributors", "attachments"),
    )
)


def without_macros(text: str) -> str:
    """A text without these macros; code in fences stays as it is."""
    if "{" not in text:
        return text
    page = _Page(text.split("\n"))
    fence = ""
    for place, line in enumerate(page.lines):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
        elif mark and page.code < 0:
            fence = mark[1]
        elif "{" in line:
            page.settle(place)
    return "\n".join(page.lines)


@dataclass(slots=True)
class _Page:
    """Lines on their way; the places of an open ``{code}`` and an open ``{expand}``, or -1."""

    lines: list[str]
    code: int = -1
    toggle: int = -1

    def settle(self, place: int) -> None:
        """Replace the macro of a line, and of the line where it began."""
        line = self.lines[place]
        found = _ALONE.match(line)
        name = found["name"] if found else ""
        if found and name in _CODE and self.code >= 0:
            self.lines[self.code], self.lines[place] = _fences(self.lines[self.code], found)
            self.code = -1
        elif name in _CODE:
            self.code = place
        elif self.code >= 0:
            return
        elif name == "expand" and self.toggle >= 0:
            self.lines[self.toggle] = _opening(self.lines[self.toggle])
            self.lines[place] = "</details>"
            self.toggle = -1
        elif name == "expand":
            self.toggle = place
        elif found and name in _BOXES:
            self.lines[place] = _titled(found)
        else:
            self.lines[place] = _COLOUR.sub("", line)


def _fences(first: str, last: re.Match[str]) -> tuple[str, str]:
    found = _ALONE.match(first)
    said = (found["said"] or "") if found else ""
    language = _LANGUAGE.search(said) if found and found["name"] == "code" else None
    indent = found["indent"] if found else ""
    return f"{indent}```{language[1] if language else ''}", f"{last['indent']}```"


def _opening(line: str) -> str:
    found = _ALONE.match(line)
    title = ((found["said"] or "") if found else "").removeprefix("title=").strip()
    return f"<details><summary>{html.escape(title or 'Answer', quote=False)}</summary>"


def _titled(found: re.Match[str]) -> str:
    """The title of a box as a bold line; one that asks is the page's and no question of it."""
    title = _TITLE.search(found["said"] or "")
    if not title:
        return ""
    words = title[1].strip()
    return f"({words})" if words.endswith("?") else f"{found['indent']}**{words}**\\"
