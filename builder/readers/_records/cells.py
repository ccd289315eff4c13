"""A cell of a record as Markdown, and as the short things cells hold: lists, minutes, links."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from builder.model import Reference
from builder.readers._pages.html import to_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAGS: Final = (
    "p br div span b strong i em u s sub sup code pre ul ol li table thead tbody tr td th a img"
    " h1 h2 h3 h4 h5 h6 blockquote hr font mark kbd small del ins dl dt dd section article tt"
)
_NAMES: Final = "|".join(_TAGS.split())
_TAG: Final = re.compile(rf"<(/?)({_NAMES})(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_BLOCK: Final = re.compile(
    r"\s*<(?:p|div|ul|ol|pre|table|h[1-6]|blockquote|dl)\b[^<>]{0,2000}>", re.IGNORECASE
)
_LONE: Final = frozenset({"br", "img", "hr"})
_BREAK: Final = re.compile(r"<br\s{0,3}/?>\n?", re.IGNORECASE)
_MARKS: Final = re.compile(
    r"`|\*\*\S|\]\(\S|^ {0,3}(?:#{1,6}\s|[-*+]\s|~~~|\|.*\|\s*$)", re.MULTILINE
)
_ENTITY: Final = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_STRAY: Final = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]{1,2000}>)")
_TICKS: Final = re.compile(r"`+")
_FENCE: Final = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_STARTS_BLOCK: Final = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|\||>|`{3,}|~{3,})|\s{4}")
_LIST: Final = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_BULLET: Final = re.compile(r"^(\s*)[•▪●◦‣∙·]\s*", re.MULTILINE)
_INLINE_BULLETS: Final = re.compile(r"\s+[•▪●]\s*(?=\S)")
_ITEM_MARK: Final = re.compile(r"^\s*(?:[-*+•▪●◦‣–—]|\(?\d{1,3}[.)]|\(?[a-hA-H][.)])\s+")
_QUOTED: Final = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_URL: Final = re.compile(r"https?://[^\s<>\"'|]{1,1990}", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()<>]{1,1990})\)")
_MINUTES: Final = re.compile(r"(\d{1,3})(?:\.0)?\s{0,3}(?:m|min|mins|minutes?|minuten|мин|分)?\.?")
_CLOCK: Final = re.compile(r"(?:0?0:)?(\d{1,2}):00")


def cell_markdown(text: str, *, breaks: bool = True) -> str:
    """A cell's Markdown: HTML is converted, Markdown stays, bullets become lists.

    ``breaks`` keeps the line breaks of plain text, which in a cell were typed on purpose. Raises
    ValueError with a sentence for the user for HTML that is nested too deep.
    """
    text = text.strip("\n").rstrip()
    if not text.strip():
        return ""
    kind = _kind_of(text) if "<" in text else ""
    if kind == "html":
        whole = text if _BLOCK.search(text) or "<br" in text.lower() else text.replace("\n", "<br>")
        return to_markdown(whole)
    if kind == "breaks":
        text = _BREAK.sub("\n", text)
    if "&" in text or "<" in text:
        text = "".join(
            part if is_code else _signs_shown(part, tags=kind == "inline")
            for part, is_code in _code_apart(text)
        )
    text = _BULLET.sub(r"\1- ", _bullets_apart(text))
    return _with_breaks(text, breaks=breaks or kind == "breaks") if "\n" in text else text.strip()


def items_of(text: str, separators: str = ",;|\n") -> tuple[str, ...]:
    """The things that a cell lists, such as tags, each once."""
    text = text.strip()
    if text[:1] in "[{(" and text[-1:] in "]})" and len(text) > 2:
        quoted = [one or other for one, other in _QUOTED.findall(text)]
        text = "\n".join(quoted) if quoted else text[1:-1]
    separator = next((sign for sign in "\n;|," if sign in text and sign in separators), "")
    parts = text.split(separator) if separator else _words(text)
    named = (" ".join(_ITEM_MARK.sub("", part).split()).removeprefix("#") for part in parts)
    return tuple(dict.fromkeys(filter(None, named)))


def _words(text: str) -> list[str]:
    """Tags that blanks part: those of Anki, ``a::b c``, and ``#those #with #a #sign``."""
    words = text.split()
    if len(words) > 1 and (all(w[0] == "#" for w in words) or any("::" in w for w in words)):
        return words
    return [text]


def questions_in(text: str) -> tuple[str, ...]:
    """Several questions of one cell: its lines, its items, or its sentences that ask."""
    found = items_of(text, "\n;|" if "?" not in text else "\n|")
    if len(found) == 1 and found[0].count("?") > 1:
        return tuple(part.strip() for part in re.findall(r"[^?]+\?+|[^?]+$", found[0]) if part)
    return found


def minutes_of(text: str) -> int | None:
    """``5``, ``5 min`` or ``0:05:00``; None for anything else, or beyond two hours."""
    found = _MINUTES.fullmatch(text.strip().casefold()) or _CLOCK.fullmatch(text.strip())
    return int(found[1]) if found and 1 <= int(found[1]) <= 120 else None


def references_in(text: str) -> tuple[Reference, ...]:
    """The addresses of a cell, with the words linked or written before them; else its items."""
    found = [Reference(" ".join(words.split()), url) for words, url in _LINK.findall(text)]
    rest = _LINK.sub("\n", text)
    for line in re.split(r"[\n;|]", rest):
        urls = [url.rstrip(".,)") for url in _URL.findall(line)]
        words = " ".join(_ITEM_MARK.sub("", _URL.sub(" ", line)).split()).strip(" -–—:,()")
        if len(urls) == 1:
            found.append(Reference(words[:300] or urls[0], urls[0]))
        else:
            found += [Reference(url, url) for url in urls]
            found += [Reference(words[:300])] if words else []
    return tuple(dict.fromkeys(found))


def _kind_of(text: str) -> str:
    """``html``; ``breaks`` or ``inline`` for Markdown with such tags in it; or nothing of these.

    A tag that a question only names ("What does ``<div>`` do?") has no end tag.
    """
    prose = "".join(part for part, is_code in _code_apart(text) if not is_code)
    opened: set[str] = set()
    paired: set[str] = set()
    for closing, name in _TAG.findall(prose):
        low = name.casefold()
        if low in _LONE or (closing and low in opened):
            paired.add(low)
        opened.add(low)
    if not paired:
        return ""
    if _BLOCK.match(text) or not _MARKS.search(text):
        return "html"
    is_table = any(line.lstrip().startswith("|") for line in text.split("\n"))
    return "breaks" if paired == {"br"} and not is_table else "inline"


def _code_apart(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it stands between backticks; each is looked at once."""
    runs = list(_TICKS.finditer(text))
    later: dict[str, list[int]] = {}
    for place in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[place][0], []).append(place)
    at = place = 0
    while place < len(runs):
        waiting = later[runs[place][0]]
        while waiting and waiting[-1] <= place:
            waiting.pop()
        if not waiting:
            place += 1
            continue
        end = waiting[-1]
        yield text[at : runs[place].start()], False
        yield text[runs[place].start() : runs[end].end()], True
        at, place = runs[end].end(), end + 1
    yield text[at:], False


def _signs_shown(text: str, *, tags: bool) -> str:
    """Prose whose entities are the signs they mean, and whose ``<`` is shown, not obeyed."""
    text = _STRAY.sub(lambda found: _stray(found, text, tags=tags), text)
    return _ENTITY.sub(_sign, text)


def _stray(found: re.Match[str], text: str, *, tags: bool) -> str:
    return "<" if tags and _TAG.match(text, found.start()) else "\\<"


def _sign(found: re.Match[str]) -> str:
    sign = html.unescape(found[0]).replace("\xa0", " ")
    return f"\\{sign}" if sign in set("<&*_`[]\\") else sign


def _bullets_apart(text: str) -> str:
    """``• one • two`` on a line of its own as two lines."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if line.count("•") + line.count("▪") + line.count("●") > 1:
            lines[place] = _INLINE_BULLETS.sub("\n• ", line)
    return "\n".join(lines)


def _with_breaks(text: str, *, breaks: bool) -> str:
    """Lines that end where they were ended, and lists apart from what stands before them."""
    lines = text.split("\n")
    width = max(map(len, lines))
    made: list[str] = []
    fence = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if mark := _FENCE.match(line):
            sign = mark[0].strip()
            fence = "" if fence and sign.startswith(fence) else fence or sign
            made.append(line)
            continue
        if fence or not line.strip() or not after.strip():
            made.append(line)
        elif _LIST.match(after) and not _STARTS_BLOCK.match(line):
            made += [line, ""]
        elif (
            not breaks
            or _STARTS_BLOCK.match(after)
            or _is_alone(line)
            or _is_full(line, after, width)
        ):
            made.append(line)
        else:
            made.append(f"{line.rstrip()}\\")
    return "\n".join(made).strip("\n")


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether a line ended where it was full, in the middle of a sentence, as editors wrap them."""
    if not 60 <= len(line) <= 130 or line.rstrip().endswith((".", ":", ";", "!", "?")):
        return False
    return len(line) + 1 + len(after.split(maxsplit=1)[0]) > width


def _is_alone(line: str) -> bool:
    """Whether a line ends by itself: a heading, a row, code, or a break that is there already."""
    return bool(re.match(r"\s*(?:#{1,6}\s|\||`{3,}|~{3,})|\s{4}", line)) or line.endswith(
        ("\\", "  ")
    )
