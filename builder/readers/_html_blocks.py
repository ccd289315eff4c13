"""What HTML in a Markdown document says of its structure: headings and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_HEADING = re.compile(
    r"(?P<before>(?:\s{0,9}</?(?:a|div|center|p|br|hr)\b[^<>]{0,300}>){0,6})\s{0,9}"
    r"<h(?P<level>[1-6])\b[^<>]{0,300}>(?P<title>.{0,2000}?)</h(?P=level)\s{0,3}>[ \t]{0,9}",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_CODE = re.compile(r"</?code\b[^<>]{0,200}>", re.IGNORECASE)
_EMPTY = re.compile(r"(?:\s|</?(?:a|div|center|p|br|span)\b[^<>]{0,300}>)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlHeading:
    """``<h3>…</h3>``: its level, its Markdown, and the text after it with the offset of a line."""

    level: int
    title: str
    rest: str
    offset: int


def heading_in(html: str) -> HtmlHeading | None:
    """The heading that a block of HTML begins with; None where it begins with anything else."""
    found = _HEADING.match(html)
    if not found:
        return None
    rest = html[found.end() :]
    if _EMPTY.fullmatch(rest):
        rest = ""
    title = unescape(_TAG.sub("", _CODE.sub("`", found["title"])))
    offset = html.count("\n", 0, found.end()) + len(rest) - len(rest.lstrip("\n"))
    return HtmlHeading(int(found["level"]), " ".join(title.split()), rest.strip("\n"), offset)


def without_comments(html: str) -> tuple[str, str]:
    """A block of HTML without its comments, and what these say."""
    shown: list[str] = []
    said: list[str] = []
    for place, piece in enumerate(html.split("<!--")):
        comment, _, after = piece.partition("-->") if place else ("", "", piece)
        shown.append(after)
        said.append(" ".join(comment.split()))
    return "".join(shown).strip(), " ".join(said).strip()


def is_empty(html: str) -> bool:
    """Whether HTML shows nothing: anchors and boxes without content."""
    return bool(_EMPTY.fullmatch(html))
