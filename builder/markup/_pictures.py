"""Which pictures a text shows, and giving them other addresses where they stand.

Markdown has too many ways to write a picture for a search through its letters: code that looks
like one, references defined elsewhere, brackets within brackets. So the renderer is asked. It tells
where each picture of Markdown starts and ends; those of raw HTML it copies through in order.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from builder.markup._commonmark import from_markdown
from builder.markup._tokens import ATTRIBUTE, TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LINES: Final = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|$)")
_PLACE: Final = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_RAW: Final = re.compile(r"(?:<|&lt;)img\b", re.IGNORECASE)
_MOST_MOVED: Final = 50  # bytes
_TAG: Final = re.compile(r"""<img\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>""", re.IGNORECASE)
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>&|$~])")
_PLAIN: Final = re.compile(r"[\w.-]+")
_ELSEWHERE: Final = re.compile(r"//|[a-zA-Z][a-zA-Z0-9+.-]*:")


class Picture(NamedTuple):
    """A picture as a text shows it: its address, decoded, and the words that stand for it."""

    source: str
    alternative: str


def may_show(markdown: str) -> bool:
    """Whether it is worth looking closer."""
    return "![" in markdown or "<img" in markdown.lower()


def find(markdown: str) -> tuple[Picture, ...]:
    """The pictures of a text that are files, in order; those on the web are links."""
    return tuple(
        Picture(source, values.get("alt", "").strip())
        for values in _images(from_markdown(markdown))
        if (source := _file(values.get("src", "")))
    )


def with_sources(markdown: str, names: Mapping[str, str]) -> str:
    """The text with other addresses: ``names`` by the address that ``find`` gives.

    Where the renderer and the text do not agree on what is a picture, nothing is changed.
    """
    if not may_show(markdown):
        return markdown
    before = [picture.source for picture in find(markdown)]
    wanted = [names.get(source, source) for source in before]
    if wanted == before:
        return markdown
    changed = _in_markdown(_in_html(markdown, names), names)
    return changed if [picture.source for picture in find(changed)] == wanted else markdown


def _images(html: str) -> Iterator[dict[str, str]]:
    for token in TOKEN.finditer(html):
        if token["name"] and not token["end"] and token["name"].lower() == "img":
            values: dict[str, str] = {}
            for match in ATTRIBUTE.finditer(token["attributes"]):
                value = match[2] or match[3] or match[4] or ""
                values.setdefault(match[1].lower(), unescape(value))
            yield values


def _file(source: str) -> str:
    source = source.strip()
    return "" if _ELSEWHERE.match(source) else unquote(source)


def _in_html(markdown: str, names: Mapping[str, str]) -> str:
    """Tags of raw HTML: the n-th ``<img`` of the text is the n-th of the page, code or not."""
    rendered = [
        match[0].startswith("<")
        for match in _RAW.finditer(from_markdown(markdown, positions=True))
        if not match.string.startswith(" data-sourcepos=", match.end())
    ]
    written = list(_RAW.finditer(markdown))
    if len(rendered) != len(written) or not any(rendered):
        return markdown
    starts = {match.start() for match, real in zip(written, rendered, strict=True) if real}

    def change(tag: re.Match[str]) -> str:
        values = next(_images(tag[0]), {})
        name = names.get(_file(values.get("src", "")))
        if name is None or tag.start() not in starts:
            return tag[0]
        title = f' title="{escape(values["title"])}"' if values.get("title") else ""
        return f'<img src="{escape(name)}" alt="{escape(values.get("alt", ""))}"{title}>'

    return _TAG.sub(change, markdown)


def _in_markdown(markdown: str, names: Mapping[str, str]) -> str:
    """Pictures of Markdown, which the renderer gives the line and column of, counted in bytes."""
    data = markdown.encode()
    starts = [0, *(match.end() for match in _LINES.finditer(data))]
    parts: list[bytes] = []
    at = 0
    for values in _images(from_markdown(markdown, positions=True)):
        place = _PLACE.fullmatch(values.get("data-sourcepos", ""))
        name = names.get(_file(values.get("src", "")))
        if place is None or name is None:
            continue
        line, column, last_line, last_column = map(int, place.groups())
        if max(line, last_line) >= len(starts):
            return markdown
        start = _from(data, b"![", starts[line - 1] + column - 1)
        end = starts[last_line - 1] + last_column
        end = min(_from(data, b")", end - 1), _from(data, b"]", end - 1)) + 1
        if not at <= start < end <= len(data):
            return markdown
        parts += [data[at:start], _written(name, values).encode()]
        at = end
    return b"".join([*parts, data[at:]]).decode()


def _from(data: bytes, sign: bytes, start: int) -> int:
    """Where a sign stands, at ``start`` or shortly after; far away if it does not.

    In a cell of a table an escaped bar before a picture moves it by the backslash left out.
    """
    found = data.find(sign, start, start + _MOST_MOVED + len(sign))
    return found if found >= 0 else len(data)


def _written(name: str, values: Mapping[str, str]) -> str:
    """A picture in Markdown, with nothing in its words that Markdown would take for its own."""
    words = _SPECIAL.sub(r"\\\1", " ".join(values.get("alt", "").split()))
    title = " ".join(values.get("title", "").split()).replace("\\", "\\\\").replace('"', '\\"')
    address = name if _PLAIN.fullmatch(name) else f"<{name}>"
    return f"![{words}]({address}" + (f' "{title}")' if title else ")")
