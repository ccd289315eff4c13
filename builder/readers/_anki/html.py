"""A field of Anki's, HTML with marks of its own, as Markdown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import Tag

from builder.readers._pages.html import to_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Bounded repetitions and classes without their ends: no field makes a search turn back far.
_SOUND = re.compile(r"\[sound:([^\[\]<>\n]{1,300})\]", re.IGNORECASE)
_CODE = re.compile(r"<(/?)(pre|code)\b[^<>]{0,999}>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]{0,99}>|</(?:div|p)\s{0,9}>", re.IGNORECASE)
# A break at an edge parts nothing, and in Markdown would be a backslash.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_EDGES = ("&nbsp;", "<br>", "<br/>", "<br />")
_LAST_BREAK = re.compile(
    r"<br\b[^<>]{0,99}>\s{0,99}(?=</(?:div|p|li|td|th|b|i|span)\b)", re.IGNORECASE
)
_MATH = re.compile(
    r"\\\((?P<inline>.{0,1000}?)\\\)|\\\[(?P<display>.{0,1000}?)\\\]"
    r"|\[\$\](?P<latex>.{0,1000}?)\[/\$\]|\[\$\$\](?P<latex_display>.{0,1000}?)\[/\$\$\]",
    re.DOTALL,
)
_IMAGE = re.compile(r"<img\b[^<>]{0,99999}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,9999}>")
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"[\w.+-]+")
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|$~])")
# What must pass the conversion unchanged waits outside it, under a number between two private
# characters; plane 15 has no letters of its own.
_OPEN, _CLOSE = "\U000f0000", "\U000f0001"
_HELD = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


def field_to_markdown(field: str) -> str:
    """Markdown of a field: pictures and sounds as ``![words](name)``, mathematics in dollars.

    Raises ValueError with a sentence for the user when elements are nested too deep.
    """
    held: list[str] = []

    def hold(markdown: str) -> str:
        held.append(markdown)
        return f"{_OPEN}{len(held) - 1}{_CLOSE}"

    parts = []
    for part, is_code in _code_apart(_trimmed(field.replace(_OPEN, "").replace(_CLOSE, ""))):
        parts.append(_with_lines(part) if is_code else _held(_plain(part), hold))
    markdown = to_markdown("".join(parts))
    return _HELD.sub(lambda number: held[int(number[1])], markdown).strip("\n")


def sounds_as_pictures(field: str) -> str:
    """A field whose sounds stand as ``<img>``, the way a bank refers to every file."""
    return _SOUND.sub(lambda found: f'<img src="{found[1]}" alt="">', field)


def is_only_pictures(markdown: str) -> bool:
    """Whether a text shows pictures or sounds and no word."""
    return (
        "![" in markdown
        and not re.sub(r"!\[[^\[\]]*\]\((?:<[^<>]*>|[^()]*)\)", "", markdown).strip()
    )


def _plain(html: str) -> str:
    """HTML outside code: a run of white space is one blank, a break before an end tag is none."""
    return _LAST_BREAK.sub("", _SPACE.sub(" ", html))


def _trimmed(field: str) -> str:
    """A field without white space and breaks at its ends."""
    before = None
    while before != field:
        before = field
        field = field.strip()
        for edge in _EDGES:
            field = field.removeprefix(edge).removesuffix(edge)
    return field


def _code_apart(field: str) -> Iterator[tuple[str, bool]]:
    """The field in pieces, each with whether it is code: from one tag to its end tag."""
    at = start = 0
    name = ""
    for tag in _CODE.finditer(field):
        if not name and not tag[1]:
            name, start = tag[2].lower(), tag.start()
        elif tag[1] and tag[2].lower() == name:
            yield field[at:start], False
            yield field[start : tag.end()], True
            name, at = "", tag.end()
    yield field[at:], False


def _with_lines(code: str) -> str:
    """Code whose lines Anki's editor has parted with elements."""
    if not code[:4].lower().startswith("<pre"):
        return code
    return _BREAK.sub("\n", code)


def _held(field: str, hold: Callable[[str], str]) -> str:
    text = _SOUND.sub(lambda found: hold(_picture(html.unescape(found[1]), "")), field)
    text = _MATH.sub(lambda found: hold(_dollars(found)), text)
    return _IMAGE.sub(lambda found: hold(_image(found[0])), text)


def _dollars(found: re.Match[str]) -> str:
    tex = next(part for part in found.groups() if part is not None)
    plain = " ".join(html.unescape(_TAG.sub(" ", tex)).split())
    if not plain:
        return ""
    display = found["display"] is not None or found["latex_display"] is not None
    return f"$${plain}$$" if display else f"${plain}$"


def _image(tag: str) -> str:
    image = BeautifulSoup(tag, "lxml").find("img")
    if not isinstance(image, Tag):
        return ""
    return _picture(str(image.get("src") or ""), str(image.get("alt") or ""))


def _picture(source: str, words: str) -> str:
    """A picture in Markdown; one that is written into the address itself is left out."""
    source = source.strip()
    if not source or source.lower().startswith("data:"):
        return ""
    if not _ELSEWHERE.match(source):
        source = unquote(source)
    alternative = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
    plain = _ELSEWHERE.match(source) or _PLAIN_NAME.fullmatch(source)
    address = source if plain and not set(source) & set(" ()<>") else f"<{_bare(source)}>"
    return f"![{alternative}]({address})"


def _bare(source: str) -> str:
    return re.sub(r"[<>\n\\]", "", source)
