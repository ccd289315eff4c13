"""WordPress's own marks: ``[code]``, ``[accordion title="…"]``, and paragraphs by blank lines."""

from __future__ import annotations

import html
import re

from builder.readers._pages.code import LANGUAGES

# A name, attributes without brackets, and maybe a slash at the end.
_CODE_NAMES = {"code", "sourcecode", "highlight", "pre", "source", "snippet", "crayon", "cc"}
_TAG = re.compile(
    r"\[(?P<close>/)?(?P<name>[a-z][a-z0-9_-]{0,40})(?P<rest>(?:\s[^\[\]<>]{0,500})?)(?P<self>/)?\]"
)
_TITLE = re.compile(
    r"(?:title|question|heading|header|summary|label|trigger)\s?=\s?(?:\"([^\"]{1,500})\"|'([^']{1,500})'"
    r"|&#8221;([^&]{1,500})&#8221;|”([^”]{1,500})”)",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"(?:lang(?:uage)?)\s?=\s?[\"'”]?([\w+#.-]{1,30})", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\s[\w-]{1,40}\s?=\s?\S")
_BLOCK = re.compile(
    r"\s*</?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|pre|blockquote|section"
    r"|article|figure|figcaption|details|summary|hr|form|script|style|iframe|!--)\b|\s*<!--",
    re.IGNORECASE,
)
_PRE = re.compile(r"<(/?)(pre|script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_BLANK = re.compile(r"(\n[ \t]*\n\s*)")


def settled(text: str) -> tuple[str, tuple[str, ...]]:
    """HTML with shortcodes as the elements they stand for, every line where it was.

    Those that are not understood are taken off and what they embrace stays; they are named. A
    shortcode has an end or attributes: ``[i]`` and ``[0]`` in a text are none.
    """
    tags = list(_TAG.finditer(text))
    closed = {tag["name"] for tag in tags if tag["close"]}
    parts: list[str] = []
    dropped: list[str] = []
    opened: list[tuple[str, str]] = []
    at = 0
    for tag in tags:
        name = tag["name"]
        if tag.start() < at or not (name in closed or _ATTRIBUTES.match(tag["rest"])):
            continue
        parts.append(text[at : tag.start()])
        at = tag.end()
        if tag["close"]:
            parts.append(_ending(name, opened))
        elif (name in _CODE_NAMES or name in LANGUAGES) and name in closed:
            end = text.find(f"[/{name}]", at)
            if end >= 0:
                parts.append(_code(tag, text[at:end]))
                at = end + len(name) + 3
        elif name in closed and not tag["self"]:
            title = _TITLE.search(tag["rest"])
            words = next((group for group in title.groups() if group), "") if title else ""
            opened.append((name, "</div></details>" if words else ""))
            if words:
                parts.append(f"<details><summary>{words}</summary><div>")
            elif name != "caption":
                dropped.append(name)
        else:
            dropped.append(name)
    return "".join([*parts, text[at:]]), tuple(dict.fromkeys(dropped))


def _ending(name: str, opened: list[tuple[str, str]]) -> str:
    """The end tag of the last shortcode of that name that is open; those inside it end too."""
    places = [place for place, (each, _) in enumerate(opened[-50:]) if each == name]
    if not places:
        return ""
    start = max(len(opened) - 50, 0) + places[-1]
    ends = "".join(end for _, end in reversed(opened[start:]))
    del opened[start:]
    return ends


def _code(tag: re.Match[str], inside: str) -> str:
    found = _LANGUAGE.search(tag["rest"])
    language = found[1] if found else tag["name"] if tag["name"] in LANGUAGES else ""
    # The editor may have escaped it already; what is code has no elements.
    plain = html.unescape(inside) if "&lt;" in inside or "&gt;" in inside else inside
    body = html.escape(plain.replace("<br />", ""), quote=False)
    return f'<pre class="language-{html.escape(language)}">{body}</pre>'


def with_paragraphs(text: str) -> str:
    """HTML whose paragraphs stand between blank lines, as the older editor keeps them, in ``p``.

    What has blocks or paragraphs of its own stays; lines stay where they are.
    """
    if "<!-- wp:" in text or re.search(r"<p[\s>]", text, re.IGNORECASE):
        return text
    return "".join(part if is_pre else _paragraphs(part) for part, is_pre in _apart(text))


def _apart(text: str) -> list[tuple[str, bool]]:
    parts = []
    at = start = 0
    name = ""
    for tag in _PRE.finditer(text):
        if not name and not tag[1]:
            name, start = tag[2].lower(), tag.start()
        elif tag[1] and tag[2].lower() == name:
            parts += [(text[at:start], False), (text[start : tag.end()], True)]
            name, at = "", tag.end()
    return [*parts, (text[at:], False)]


def _paragraphs(text: str) -> str:
    made = []
    for piece in _BLANK.split(text):
        if not piece.strip() or _BLOCK.match(piece):
            made.append(piece)
        else:
            body = piece.rstrip()
            lines = body.strip("\n").split("\n")
            inner = "<br>\n".join(lines) if not any(map(_BLOCK.match, lines)) else body
            before = piece[: len(piece) - len(piece.lstrip("\n"))]
            made.append(f"{before}<p>{inner.lstrip()}</p>{piece[len(body) :]}")
    return "".join(made)
