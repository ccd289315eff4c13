"""By what the syntaxes are told apart. A file belongs to one syntax, so they share this."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.labels import label_of
from builder.readers._documents.paths import question_of
from builder.readers._records.signs import is_foreign, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.model import Source

# A heading underlined with "===" is one as much as one with number signs.
_UNDERLINED = r"|^\w[^\n\t]{0,200}\n={3,}[ \t]*$"
# Toggles and callouts, which pasted text has not.
_FOLDED = re.compile(
    r"^[ \t>]{0,12}<(?:details|summary)\b|^> ?\[!\w{2,20}\]|^\?\?\?\+? \w|^:::\s?details\b",
    re.MULTILINE | re.IGNORECASE,
)
# A line in italics or quoted that asks, and the line below a table's head.
_ASKED_OR_TABLE = (
    r"|^(?P<sign>[*_])\w[^*_\n]{2,300}\?(?P=sign)\s{0,9}$|^>\s{1,3}\w[^\n]{2,300}\?\s{0,9}$"
    r"|^ {0,3}\|?\s{0,9}:?-{2,60}:?\s{0,9}\|[ \t|:-]{0,300}$"
)
_MARKDOWN = re.compile(
    rf"^ {{0,3}}(?:`{{3,}}|~{{3,}}|#{{1,6}}\s+\S)|\*\*\S|\]\(\S{_UNDERLINED}{_ASKED_OR_TABLE}",
    re.MULTILINE,
)
# A term and below it ": what it means".
_DEFINED = re.compile(r"^[^\s:][^\n]{1,300}\n\n?:[ \t]{1,4}\S", re.MULTILINE)
_UNMISTAKABLE = re.compile(
    rf"^ {{0,3}}(?:`{{3,}}|~{{3,}}|#{{2,6}}\s+\S)|\*\*\S[^\n*]{{0,300}}\*\*|\]\(\S{_UNDERLINED}",
    re.MULTILINE,
)
_BANK_START = re.compile(r"(?:[ \t]*(?:#[^\n]*|-{3}[ \t]*)?\n)*(?:questions|topic)[ \t]*:")
_JSON = re.compile(r'\{\s*["}]|\[\s*(?:["{\]]|\[\s*["{\[\d])')
_COMMENTS = re.compile(r"\s*(?:<!--.{0,20000}?-->\s*){0,9}", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|rss|feed|opml)\b", re.IGNORECASE)
_PIECE = re.compile(
    r"<(?:p|div|h[1-6]|section|article|main|header|table|ul|ol|dl|pre|details|strong|figure)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"</(?:p|div|h[1-6]|section|article|li|dd|details|td|pre)>", re.IGNORECASE)
_IN_CODE = re.compile(r"</?(pre|code|script|style)\b[^<>]{0,2000}>", re.IGNORECASE)
_WXR = re.compile(r"wordpress\.org/export/\d")
_ORG_SIGN = re.compile(
    r"#\+(?:[A-Za-z_]{2,30}(?:\[[^\[\]\n]{0,80}\])?:|begin_\w)|[ \t]*:PROPERTIES:[ \t]*$"
    r"|\*{1,9} (?:TODO|DONE|NEXT|WAITING) \S|\*{1,9} \S[^\n]{0,400}[ \t]:[\w@#%:]{1,200}:[ \t]*$",
    re.IGNORECASE,
)
_ORG_DEEP = re.compile(r"\*{2,9} \S")
_MARKDOWN_LINE = re.compile(r" {0,3}(?:`{3,}|~{3,})|#{1,6} \S")
_HEAD: Final = 20_000
_QUESTIONS_KEY: Final = re.compile(r"questions[ \t]*:[ \t]*(#.*|\[.*)?")
_FIRST_ITEM: Final = re.compile(r"[ \t]*(-[ \t]*(#.*|\{.*|[\"']?[A-Za-z_]+[\"']?[ \t]*:.*)?|\[.*)")
_TOP_LEVEL: Final = re.compile(r"[ \t#%-].*|[A-Za-z_]+[ \t]*:([ \t].*)?|\.\.\.")
_FRONT_KEY: Final = re.compile(r"[\"']?[A-Za-z_][\w .-]{0,40}[\"']?\s*[:=]")
_FRONT_ENDS: Final = {"---": ("---", "..."), "+++": ("+++",)}
_FRONT_LINES: Final = 200


def is_data(text: str, path: str = "") -> bool:
    """JSON, XML, YAML, a table, or a page in HTML: not text written line by line."""
    if kind_of(text, path):
        return True
    if _JSON.match(text.lstrip()[:200]) or is_bank(text) or is_xml(text) or is_page(text):
        return True
    return not front_matter_end(text) and bool(_BANK_START.match(text[:_HEAD]))


def is_bank(text: str) -> bool:
    """Whether the text is a mapping with a list ``questions`` in it, judged by its first lines.

    A file with errors in it is recognised too, so that they are reported as a bank's errors.
    """
    lines = iter(text[:_HEAD].split("\n"))
    for line in lines:
        key = _QUESTIONS_KEY.fullmatch(line.rstrip())
        if key:
            begins = (key[1] or "").startswith("[") or _begins_list(lines)
            return begins and not is_foreign(text)
        if line.strip() and not _TOP_LEVEL.fullmatch(line):
            return False
    return False


def _begins_list(lines: Iterator[str]) -> bool:
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            return bool(_FIRST_ITEM.fullmatch(line))
    return True  # nothing follows: a bank somebody has only just begun


def is_xml(text: str) -> bool:
    """XML that is no page: exports, feeds."""
    start = _after_comments(text)
    return bool(_XML.match(start)) and not _PAGE.search(start[:1000])


def is_wordpress_export(text: str) -> bool:
    """WXR, the XML that WordPress exports: RSS with a namespace of its own."""
    return is_xml(text) and bool(_WXR.search(text[:_HEAD]))


def is_page(text: str) -> bool:
    """A page in HTML, or a piece of one.

    Markdown may begin with HTML as well, a logo set in the middle for one: a piece is a page only
    where no line outside code has a sign of Markdown.
    """
    start = _after_comments(text)
    if _PAGE.match(start) or (_XML.match(start) and _PAGE.search(start[:1000])):
        return True
    if not _PIECE.match(start) or not _ENDS.search(start):
        return False
    bare = _without_code(start)
    return not _MARKDOWN.search(bare) and not has_bare_questions(bare)


def _after_comments(text: str) -> str:
    found = _COMMENTS.match(text)
    return text[found.end() :] if found else text


def _without_code(text: str) -> str:
    """HTML without what stands in its code: there a ``# comment`` is no heading."""
    parts = []
    at, name = 0, ""
    for tag in _IN_CODE.finditer(text):
        closing = tag[0].startswith("</")
        if not name and not closing:
            parts.append(text[at : tag.start()])
            name = tag[1].lower()
        elif closing and tag[1].lower() == name:
            at, name = tag.end(), ""
    return "".join([*parts, "" if name else text[at:]])


def is_org(source: Source) -> bool:
    """Org-mode: headings of stars, with its keywords, blocks or drawers.

    One star and a blank begin a list in Markdown. So do stars count where something of Org's own
    stands beside them, where some stand deeper, or where the file's name says so.
    """
    text = source.text
    if is_data(text, source.path) or front_matter_end(text):
        return False
    stars = deep = signs = markdown = 0
    in_block = False
    for line in text.split("\n"):
        start = line.lstrip()[:12].casefold()
        if start.startswith(("#+begin_", "#+end_")):
            in_block = start.startswith("#+begin_")
            signs += 1
        elif not in_block:
            stars += line.startswith("*") and line.lstrip("*")[:1] == " "
            deep += bool(_ORG_DEEP.match(line))
            signs += bool(_ORG_SIGN.match(line))
            markdown += bool(_MARKDOWN_LINE.match(line))
    if source.path.casefold().endswith(".org"):
        return bool(stars or signs)
    return bool(signs and (stars or not markdown)) or bool(stars and deep and not markdown)


def front_matter_end(text: str) -> int:
    """How many lines the front matter at a text's start has, its marks included; 0 for none.

    Between ``---`` stands YAML, between ``+++`` TOML. A rule that opens a text is none: the first
    line below must be a key.
    """
    lines = text[: _FRONT_LINES * 1000].split("\n", _FRONT_LINES)
    ends = _FRONT_ENDS.get(lines[0].rstrip(), ())
    keys = (line for line in lines[1:] if line.strip() and not line.lstrip().startswith("#"))
    if not ends or not _FRONT_KEY.match(next(keys, "")):
        return 0
    return next((n for n, line in enumerate(lines[1:], 2) if line.rstrip() in ends), 0)


def is_markdown(text: str, path: str = "") -> bool:
    """Text with headings, fences, bold or links in Markdown's signs.

    Code pasted without fences may hold a ``# comment``; a text whose questions are bare ``Q1.``
    lines and which has no surer sign of Markdown is pasted text. So is one with no sign at all,
    front matter apart.
    """
    if is_data(text, path):
        return False
    if front_matter_end(text) or _FOLDED.search(text):
        return True
    if len(_DEFINED.findall(text)) > 1:
        return True
    if not _MARKDOWN.search(text):
        # A note whose name asks needs no sign of Markdown to be the answer.
        named = path.casefold().endswith((".md", ".mdx", ".markdown")) and question_of(path)
        return bool(named) and bool(text.strip()) and not has_bare_questions(text)
    return bool(_UNMISTAKABLE.search(text)) or not has_bare_questions(text)


def has_bare_questions(text: str) -> bool:
    """Whether two lines or more begin with a question's label and no mark before it."""
    lines = (line for line in text.split("\n") if line[:1] in {"Q", "q"})
    return sum(label_of(line).label == "question" for line in lines) >= 2
