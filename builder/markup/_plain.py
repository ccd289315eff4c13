"""Sanitised HTML to plain text."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

# A ``>`` inside a quoted value does not end a tag.
_TAG: Final = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>')
_PRE: Final = re.compile(r"<pre\b[^<>]*>(.*?)</pre>", re.DOTALL)
_ALTERNATIVE: Final = re.compile(r' alt="([^"]*)"')
_SPACE: Final = re.compile(r"\s+")
_BLANK_LINES: Final = re.compile(r"\n{3,}")

_BLOCKS: Final = frozenset(
    ("blockquote", "details", "div", "dl", "figure", "hr", "ol", "p", "table", "ul")
) | {f"h{level}" for level in range(1, 7)}
_LINES: Final = frozenset(("br", "caption", "figcaption", "summary"))
_SPACED: Final = {"dd": "\n", "dt": "\n", "td": " ", "th": " ", "tr": "\n"}
# Stand for an item's dash and for a code block until the white space is settled.
_ITEM, _CODE = "\ue0fe", "\ue0ff"
_NO_MARKS: Final = str.maketrans("", "", _ITEM + _CODE)
_ITEM_START: Final = re.compile(rf"{_ITEM}\s*")


def from_html(html: str) -> str:
    """Paragraphs a blank line apart, items on lines of their own after a dash, code as it is."""
    html = html.translate(_NO_MARKS)
    codes = [_TAG.sub("", code).strip("\n") for code in _PRE.findall(html)]
    html = _SPACE.sub(" ", _PRE.sub(f"<p>{_CODE}</p>", html))
    lines = _TAG.sub(_spacing, html).split("\n")
    text = "\n".join(" ".join(line.split()) for line in lines)
    text = _ITEM_START.sub("- ", _BLANK_LINES.sub("\n\n", text).strip())
    first, *others = text.split(_CODE)
    rest = (code + other for code, other in zip(codes, others, strict=True))
    return unescape(first + "".join(rest))


def _spacing(tag: re.Match[str]) -> str:
    closing, name = bool(tag[1]), tag[2]
    if name in _BLOCKS:
        return "\n\n"
    if name in _LINES:
        return "\n"
    if name == "li":
        return "" if closing else f"\n{_ITEM}"
    if name == "img":
        alternative = _ALTERNATIVE.search(tag[3])
        return alternative[1] if alternative else ""
    return "" if closing else _SPACED.get(name, "")
