"""Toggles as other tools write them, made those of HTML: ``:::details``, ``???``, callouts.

A line stays a line: where the end tag needs one of its own, it takes the blank line that follows.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# Each form by how it opens; the words after it are the summary.
_COLONS = re.compile(
    r"^\s{0,3}:{3,}\s?(?:details|spoiler|collapse|expand|toggle|solution|answer"
    r"|question(?=[ \t]*[^\s{]))\b[ \t]*(?P<title>[^\n]*)$"
)
_COLONS_END = re.compile(r"^\s{0,3}:{3,}\s*$")
_LIQUID = re.compile(
    r"^\s{0,3}\{[%{]<?\s*(?:details|expand|collapse|spoiler|collapsible)\s*"
    r"[\"“]?(?P<title>[^\n\"”%{}>]*)[\"”]?[^\n%{}]{0,80}[%}]\}\s*$"
)
_LIQUID_END = re.compile(
    r"^\s{0,3}\{[%{]<?\s*(?:end|/)\s*(?:details|expand|collapse|spoiler|collapsible)\s*>?[%}]\}\s*$"
)
_DISCOURSE = re.compile(r"^\s{0,3}\[details=?[\"“]?(?P<title>[^\n\]\"”]*)[\"”]?\]\s*$")
_DISCOURSE_END = re.compile(r"^\s{0,3}\[/details\]\s*$")
_INDENTED = re.compile(
    r"^(?P<indent>\s{0,12})(?:\?{3}\+?|!{3}) (?P<kind>[\w-]{1,30})[^\n\"]{0,60}"
    r"(?:\"(?P<title>[^\n]*)\")?\s*$"
)
_CALLOUT = re.compile(
    r"^ {0,3}> ?\[!(?P<kind>[\w-]{1,30})\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*)$"
)
_QUOTED = re.compile(r"^ {0,3}> ?")
# Kinds of admonitions that hold questions or their answers; a note stays a note.
_KINDS: Final = frozenset(
    {
        *("question", "faq", "help", "quiz", "details", "spoiler"),
        *("success", "check", "done", "answer", "solution", "hint"),
    }
)
_FENCE = re.compile(r"^\s*(?:>\s?){0,4}(`{3,}|~{3,})")
_SIGN = re.compile(r":::|\{[%{]|\[details|\?\?\?|!!!|\[!")
_DEEPEST: Final = 4
_CLOSERS: Final = (
    (_COLONS, _COLONS_END),
    (_LIQUID, _LIQUID_END),
    (_DISCOURSE, _DISCOURSE_END),
)


def as_toggles(text: str) -> str:
    """A text in which foldable containers and callouts are ``<details>``; others stay."""
    if not _SIGN.search(text):
        return text
    return "\n".join(_folded(text.split("\n"), 0))


def _folded(lines: list[str], depth: int) -> list[str]:
    made: list[str] = []
    closers: list[re.Pattern[str]] = []
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if fence:
            made.append(line)
            at += 1
        elif closers and closers[-1].match(line):
            closers.pop()
            made.append("</details>")
            at += 1
        elif opening := _opening(line):
            title, end = opening
            closers.append(end)
            made.append(_tag(title))
            at += 1
        elif depth < _DEEPEST and (found := _CALLOUT.match(line)) and _folds(found):
            at, inside = _inside(lines, at, _of_quote)
            at = _add(made, _title(found), _folded(inside, depth + 1), lines, at)
        elif depth < _DEEPEST and (found := _INDENTED.match(line)) and _folds(found):
            width = len(found["indent"]) + 4
            at, inside = _inside(lines, at, _of_indent(width))
            at = _add(made, _title(found), _folded(inside, depth + 1), lines, at)
        else:
            made.append(line)
            at += 1
    return made


def _opening(line: str) -> tuple[str, re.Pattern[str]] | None:
    for opens, closes in _CLOSERS:
        if found := opens.match(line):
            return found["title"], closes
    return None


def _folds(found: re.Match[str]) -> bool:
    kind = found["kind"].casefold()
    folded = found.re is _CALLOUT and bool(found["fold"])
    return kind in _KINDS or folded or found[0].lstrip().startswith("???")


def _title(found: re.Match[str]) -> str:
    return (found["title"] or "").strip() or found["kind"].capitalize()


def _inside(lines: list[str], at: int, inner: Callable[[str], str | None]) -> tuple[int, list[str]]:
    """The lines of a container told by how they begin, and the place of the first after them."""
    end = at + 1
    body: list[str] = []
    while end < len(lines) and (text := inner(lines[end])) is not None:
        body.append(text)
        end += 1
    while body and not body[-1].strip():
        body.pop()
        end -= 1
    return end, body


def _add(made: list[str], title: str, body: list[str], lines: list[str], end: int) -> int:
    """Add a container with its tags; the place of the line to go on with."""
    made += [_tag(title), *body]
    if end < len(lines) and not lines[end].strip():
        made.append("</details>")
        return end + 1
    # Nothing parts it from the next line: the tag goes behind the last, or below a fence.
    made[-1] += "\n</details>" if _FENCE.match(made[-1]) else "</details>"
    return end


def _of_quote(line: str) -> str | None:
    found = _QUOTED.match(line)
    return line[found.end() :] if found and not _CALLOUT.match(line) else None


def _of_indent(width: int) -> Callable[[str], str | None]:
    def inner(line: str) -> str | None:
        if not line.strip():
            return ""
        return line[width:] if line.startswith(" " * width) else None

    return inner


def _tag(title: str) -> str:
    words = title.strip().strip('"“”').removeprefix("[").removesuffix("]").strip() or "Details"
    return f"<details><summary>{escape(words, quote=False)}</summary>"
