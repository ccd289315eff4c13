"""What HTML in a Markdown document says of its structure: headings and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_HEADING = re.compile(
    r"<h(?P<level>[1-6])\b[^<>]{0,300}>(?P<title>.{0,2000}?)</h(?P=level)\s{0,3}>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_CODE = re.compile(r"</?code\b[^<>]{0,200}>", re.IGNORECASE)
_EMPTY = re.compile(
    r"(?:\s|</?(?:a|div|center|p|br|span)\b[^<>]{0,300}>|</(?:details|summary)\s{0,9}>)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HtmlHeading:
    """``<h3>…</h3>``: its level and Markdown, and the text up to the next one.

    ``place`` and ``below`` are the lines, from 0, at which the heading and that text begin. What
    stands before the first heading has the level 0.
    """

    level: int
    title: str
    place: int
    text: str
    below: int


def headings_in(html: str) -> tuple[HtmlHeading, ...]:
    """The headings of a block of HTML with the text below each; none where it has no heading."""
    found = list(_HEADING.finditer(html)) if "<h" in html or "<H" in html else []
    if not found:
        return ()
    made = [HtmlHeading(0, "", 0, html[: found[0].start()], 0)]
    line = place = 0
    ends = [each.start() for each in found[1:]] + [len(html)]
    for each, end in zip(found, ends, strict=True):
        line += html.count("\n", place, each.start())
        begins = line + html.count("\n", each.start(), each.end())
        text = html[each.end() : end]
        below = begins + len(text) - len(text.lstrip("\n"))
        title = unescape(_TAG.sub("", _CODE.sub("`", each["title"])))
        made.append(HtmlHeading(int(each["level"]), " ".join(title.split()), line, text, below))
        line, place = begins, each.end()
    return tuple(made)


def without_comments(html: str) -> tuple[str, str]:
    """A block of HTML without its comments, and what these say."""
    shown: list[str] = []
    said: list[str] = []
    for place, piece in enumerate(html.split("<!--")):
        comment, _, after = piece.partition("-->") if place else ("", "", piece)
        shown.append(after)
        said.append(" ".join(comment.split()))
    # What is left may by chance read as the start of another.
    return "".join(shown).replace("<!--", "").strip(), " ".join(said).strip()


def is_empty(html: str) -> bool:
    """Whether HTML shows nothing: boxes without content, anchors, stray ends of toggles."""
    return bool(_EMPTY.fullmatch(html))
