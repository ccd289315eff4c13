"""Org's marks inside a line, as Markdown's: ``=code=``, ``*bold*``, ``[[link][words]]``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

# What may stand before and after a mark (Org manual, 12.2); repetitions are bounded.
_BEFORE = r"(?:(?<=[\s({'\"|\u2014-])|^)"
_AFTER = r"(?=[\s.,;:!?'\")}\[|\\\u2014-]|$)"
_PIECE = re.compile(
    r"\[\[(?P<target>[^\[\]\n]{1,1000})\](?:\[(?P<words>[^\[\]\n]{1,500})\])?\]"
    r"|\[fn:(?P<note>[^\[\]:\s]{0,60})(?::(?P<said>[^\[\]\n]{1,1000}))?\]"
    r"|\\\((?P<inline>[^\n]{1,500}?)\\\)|\\\[(?P<display>[^\n]{1,500}?)\\\]"
    r"|(?P<dollars>\$\$[^$\n]{1,500}\$\$|\$(?=\S)[^$\n]{1,200}(?<=\S)\$(?![\w$]))"
    rf"|{_BEFORE}~(?P<code>[^~\n]{{1,200}})~{_AFTER}"
    rf"|{_BEFORE}=(?=\S)(?P<verbatim>(?:[^=\n]|(?<=\s)={{1,3}}(?=\s)|(?<=[!<>=])=|=(?=[>=\w])"
    rf"){{1,200}})(?<=\S)={_AFTER}"
    rf"|{_BEFORE}\*(?=\S)(?P<bold>[^*\n]{{1,300}})(?<=\S)\*{_AFTER}"
    rf"|{_BEFORE}/(?=\S)(?P<italic>[^/\n]{{1,300}})(?<=\S)/{_AFTER}"
    rf"|{_BEFORE}_(?=\S)(?P<under>[^_\n]{{1,300}})(?<=\S)_{_AFTER}"
    rf"|{_BEFORE}\+(?=\S)(?P<struck>[^+\n]{{1,300}})(?<=\S)\+{_AFTER}"
)
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", re.IGNORECASE)
_AROUND = {"bold": "**", "italic": "*", "under": "*", "struck": "~~"}


def to_markdown(text: str, notes: Mapping[str, str], depth: int = 0) -> str:
    """A line's text in Markdown; a footnote stands in brackets where it was referred to."""
    parts = []
    at = 0
    for found in _PIECE.finditer(text):
        parts += [_plain(text[at : found.start()], at), _piece(found, notes, depth)]
        at = found.end()
    return "".join([*parts, _plain(text[at:], at)])


def _plain(text: str, at: int) -> str:
    # Signs that act at the start of a line act there alone.
    return escape_markdown(text) if not at else escape_markdown(f".{text}")[1:]


def _piece(found: re.Match[str], notes: Mapping[str, str], depth: int) -> str:
    kind = found.lastgroup or ""
    if found["target"]:
        return _link(found["target"], found["words"] or "", notes)
    if found["note"] is not None:
        said = found["said"] or notes.get(found["note"], "")
        return f" ({to_markdown(said.rstrip('.'), notes, depth + 1)})" if said and depth < 3 else ""
    if kind in {"inline", "display"}:
        mark = "$" if kind == "inline" else "$$"
        return f"{mark}{found[kind].strip()}{mark}"
    if kind == "dollars":
        return found[0]
    if kind in {"code", "verbatim"}:
        code = found[kind]
        mark = "``" if "`" in code else "`"
        space = " " if mark == "``" else ""
        return f"{mark}{space}{code}{space}{mark}"
    inner = to_markdown(found[kind], notes, depth + 1) if depth < 3 else found[kind]
    return f"{_AROUND[kind]}{inner}{_AROUND[kind]}"


def _link(target: str, words: str, notes: Mapping[str, str]) -> str:
    path = target.removeprefix("file:").removeprefix("./")
    if _IMAGE.search(path) and not words:
        return f"![]({_address(path)})"
    inner = to_markdown(words, notes, 2) if words else ""
    if target.startswith(("http://", "https://", "mailto:", "file:", "./")):
        return f"[{inner}]({_address(path)})" if words else f"<{path}>"
    # A place in Org itself (*heading, #id, id:…) leads nowhere outside of it.
    return inner or escape_markdown(target.lstrip("*#"))


def _address(path: str) -> str:
    return f"<{path}>" if set(path) & set(" ()") else path
