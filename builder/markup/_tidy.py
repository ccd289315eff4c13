"""Rendered Markdown made well-formed and bounded, with nothing an author wrote lost unseen.

This comes before the sanitiser and is no part of its safety. An HTML parser drops what it does not
know, moves what stands in the wrong place, and repeats what is never closed, until memory is full.
So tags are paired here first. Those of unknown elements, and those without a partner, are what
somebody wrote *about*, and become text. One pass; the time is linear.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from builder.markup._code import MOST_IN_ALL, render_code
from builder.markup._elements import (
    ALLOWED,
    ENDS,
    HOMES,
    KNOWN,
    OPTIONAL_END,
    RENAMED,
    UNWRAPPED,
    VOID,
)
from builder.markup._sanitiser import FILE
from builder.markup._tokens import ATTRIBUTE, TOKEN, unpaired, without_comments

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_DEEP = 32  # elements within each other; those whose end tag is optional are not counted
MOST_TABLES = 4  # within each other: each multiplies the time to lay one out
MOST_WIDE = 20  # columns or rows a cell spans
MOST: Final = {
    "lines of code": 2_000,
    "list items": 2_000,
    "paragraphs and line breaks": 5_000,
    "table cells": 5_000,
}
_COUNTED: Final = {
    **dict.fromkeys(("li", "dd", "dt"), "list items"),
    **dict.fromkeys(("p", "br", "hr", "div"), "paragraphs and line breaks"),
}
_ALIGNED: Final = {"center": "center", "right": "right-aligned"}
_NUMBER: Final = re.compile(r"\s*\+?0*(\d{1,9})")
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_LINKED: Final = re.compile(r"https?://|mailto:|ftp://|#", re.IGNORECASE)
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9.+-]{1,31}:")


class ExceededError(Exception):
    """A text is beyond a limit; the message says which."""


class Tidied(NamedTuple):
    """HTML whose tags nest, and the sorted names of elements in it that will not be shown."""

    html: str
    lost: tuple[str, ...]


def tidy(html: str, *, raw: bool = True) -> Tidied:
    """Pair the tags of rendered Markdown; raises ExceededError.

    Without ``raw`` the HTML is the renderer's alone, whose tags are pairs already.
    """
    if "<!--" in html:
        html = without_comments(html)
    run = _Run(unpaired(html) if raw else ())
    return Tidied(TOKEN.sub(run.replace, html), tuple(sorted(run.lost)))


class _Run:
    """One pass over a text: what is open, what was counted, what is lost."""

    def __init__(self, alone: Collection[int]) -> None:
        self.alone = alone
        self.open: list[str] = []
        self.deep = 0
        self.coloured = 0  # characters of code
        self.counts: Counter[str] = Counter()
        self.lost: set[str] = set()

    def replace(self, token: re.Match[str]) -> str:
        if token["name"]:
            return self._end(token) if token["end"] else self._start(token)
        if (code := token["code"]) is not None:
            return self._code(token, code)
        if (tex := token["tex"]) is not None:
            return f'<span class="math {token["style"]}">{tex.strip()}</span>'
        return _link(token) if token["href"] is not None else "&lt;"

    def _code(self, token: re.Match[str], code: str) -> str:
        self._count("lines of code", code.count("\n"))
        if token["formula"]:
            return f'<p><span class="math display">{code.strip()}</span></p>'
        self.coloured += len(code)
        colours = self.coloured <= MOST_IN_ALL
        return render_code(unescape(token["info"] or ""), code, colours=colours)

    def _start(self, token: re.Match[str]) -> str:
        name, attributes = token["name"].lower(), token["attributes"]
        if self._is_text(name, token):
            return escape(token[0], quote=False)
        name = RENAMED.get(name, name)
        if name == "img":
            return self._image(attributes)
        if name == "input" and "checkbox" in attributes:
            return "☑" if "checked" in attributes else "☐"
        if name not in ALLOWED and name not in UNWRAPPED:
            self.lost.add(name)
        if name in _COUNTED:
            self._count(_COUNTED[name])
        elif name in {"td", "th"}:
            attributes = self._cell(attributes)
        return f"{self._make_room(name)}<{name}{attributes}>"

    def _is_text(self, name: str, token: re.Match[str]) -> bool:
        return (
            name not in KNOWN
            or token.start() in self.alone
            or (name in HOMES and HOMES[name].isdisjoint(self.open))
            or (name in VOID and name not in ALLOWED and not token["attributes"])
        )

    def _make_room(self, name: str) -> str:
        """End what a start tag ends, and keep count of what is open."""
        ends = ENDS.get(name, ())
        count = 0
        while count < len(self.open) and self.open[-1 - count] in ends:
            count += 1
        closed = self._close(count)
        if name not in VOID:
            self.open.append(name)
            self.deep += name not in OPTIONAL_END
            if self.deep > MOST_DEEP or len(self.open) > 4 * MOST_DEEP:
                raise ExceededError(f"elements nested more than {MOST_DEEP} deep")
            if name == "table" and self.open.count("table") > MOST_TABLES:
                raise ExceededError(f"tables nested more than {MOST_TABLES} deep")
        return closed

    def _end(self, token: re.Match[str]) -> str:
        name = token["name"].lower()
        if name not in KNOWN or token.start() in self.alone:
            return escape(token[0], quote=False)
        name = RENAMED.get(name, name)
        if name not in self.open:  # something else ended it already
            return ""
        return self._close(self.open[::-1].index(name) + 1)

    def _close(self, count: int) -> str:
        names = [self.open.pop() for _ in range(count)]
        self.deep -= sum(name not in OPTIONAL_END for name in names)
        return "".join(f"</{name}>" for name in names)

    def _count(self, what: str, number: int = 1) -> None:
        self.counts[what] += number
        if self.counts[what] > MOST[what]:
            raise ExceededError(f"more than {MOST[what]:,} {what}")

    def _cell(self, attributes: str) -> str:
        if not attributes:
            self._count("table cells")
            return ""
        values = _values(attributes)
        kept, size = "", 1
        for key in ("colspan", "rowspan"):
            if span := _NUMBER.match(values.get(key, "")):
                if int(span[1]) > MOST_WIDE:
                    raise ExceededError(f"{key} of {int(span[1]):,}; at most {MOST_WIDE}")
                kept += f' {key}="{span[1]}"'
                size *= int(span[1])
        self._count("table cells", size)
        aligned = _ALIGNED.get(values.get("align", "").lower())
        return f'{kept} class="{aligned}"' if aligned else kept

    def _image(self, attributes: str) -> str:
        """A file of the bank's own as it is; one on the web as a link, for nothing is fetched."""
        values = _values(attributes)
        source, alternative = values.get("src", "").strip(), values.get("alt", "").strip()
        name = unquote(source).removeprefix("./")
        if FILE.fullmatch(name):
            title = f' title="{escape(values["title"])}"' if values.get("title") else ""
            return f'<img src="{escape(name)}" alt="{escape(alternative)}"{title}>'
        shown = escape(alternative, quote=False)
        if not _WEB.match(source):
            self.lost.add("img")
            return shown
        if "a" in self.open:
            return shown or escape(source, quote=False)
        return f'<a href="{escape(source)}">{shown or escape(source, quote=False)}</a>'


def _values(attributes: str) -> dict[str, str]:
    """Attributes by name, the first of each, as HTML has it."""
    values: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(attributes):
        value = match[2] or match[3] or match[4] or ""
        values.setdefault(match[1].lower(), unescape(value))
    return values


def _link(token: re.Match[str]) -> str:
    """A link as it is; ``<std::string>``, which Markdown takes for one, as text."""
    address, text = unescape(token["href"]), unescape(token["text"])
    scheme = _SCHEME.match(text)
    if scheme and not _LINKED.match(address) and unquote(address) == unquote(text):
        return f"&lt;{token['text']}&gt;"
    return token[0]
