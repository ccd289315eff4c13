"""HTML to Markdown, tidied first so that what was bold stays bold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag
from markdownify import MarkdownConverter

from builder.text import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMPHASIS = ("strong", "b", "em", "i")
_UNSEEN = ("script", "style", "noscript", "template", "iframe", "form", "svg", "button", "nav")
# Plugins that set FAQ blocks name a question's element so, whatever element it is.
_FAQ_QUESTION = re.compile(r"faq\S{0,20}question(?![\w-]*(?:list|item|wrap|s\b))", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "ul", "ol", "pre", "table", *_HEADINGS)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})[^<>]{0,4000}>")
# Elements that HTML closes by itself: an open one does not mean a level of nesting.
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}
_LIGHT = frozenset(
    _VOID
    | {"track", "wbr", "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot"}
    | {"colgroup", "html", "head", "body"}
)
_DEPTH = 100


class _Converter(MarkdownConverter):
    """Markdownify with this project's escapes and code blocks."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return text if {"pre", "code", "kbd", "samp"} & parent_tags else escape_markdown(text)

    def convert_br(self, node: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - the library names them
        return " " if {"td", "th", *(f"h{n}" for n in range(1, 7))} & parent_tags else "\\\n"

    def convert_pre(self, node: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - as above
        code = node.get_text().strip("\n")
        longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
        fence = "`" * (longest + 1)
        return f"\n\n{fence}{_language(node)}\n{code.rstrip()}\n{fence}\n\n"


def to_markdown(html: str) -> str:
    """A page's or a fragment's HTML as Markdown.

    Raises ValueError with a sentence for the user when elements are nested deeper than 100.
    """
    if _depth(html) > _DEPTH:
        raise ValueError(f"its HTML is nested more than {_DEPTH} elements deep")
    soup = BeautifulSoup(html, "lxml")
    if _tree_depth(soup) > _DEPTH:  # an end tag of another name ends nothing
        raise ValueError(f"its HTML is nested more than {_DEPTH} elements deep")
    _tidy(soup)
    converter = _Converter(
        heading_style="atx",
        bullets="-",
        strong_em_symbol="*",
        escape_misc=False,
        table_infer_header=True,
        wrap=False,
    )
    return re.sub(r"\n{3,}", "\n\n", _convert(converter, soup)).strip("\n")


def _convert(converter: Any, soup: BeautifulSoup) -> str:
    return str(converter.convert_soup(soup)).replace("\xa0", " ")


def _depth(html: str) -> int:
    deepest = depth = 0
    for closing, name in _TAG.findall(html):
        if name.casefold() not in _LIGHT:
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _tree_depth(soup: BeautifulSoup) -> int:
    """The depth of the parsed tree, without what is light on the way."""
    depths = {id(soup): 0}
    for node in soup.descendants:
        if isinstance(node, Tag):
            heavy = node.name not in _LIGHT
            depths[id(node)] = depths.get(id(node.parent), 0) + heavy
    return max(depths.values())


def _language(node: Tag) -> str:
    for each in (node, *node.find_all("code", limit=1)):
        for name in each.get_attribute_list("class"):
            if name and name.startswith(("language-", "lang-")):
                return re.sub(r"[^\w+#.-]", "", name.split("-", 1)[1])
    return ""


def _tidy(soup: BeautifulSoup) -> None:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for node in soup.find_all(_UNSEEN):
        node.decompose()
    _raise_questions(soup)
    for name in ("font", "mark", "span", "u"):
        for node in soup.find_all(name):
            node.unwrap()
    for node in soup.find_all(_EMPHASIS):
        if node.find("br"):
            _split_at_breaks(soup, node)
    for node in soup.find_all(_EMPHASIS):
        _move_space_out(node)
    soup.smooth()
    for node in soup.find_all(_EMPHASIS):
        _join_next(node)


def _raise_questions(soup: BeautifulSoup) -> None:
    """The questions of FAQ blocks become headings, as which some plugins set them anyway."""
    for node in soup.find_all(class_=_FAQ_QUESTION):
        if node.name not in _HEADINGS and node.find(_BLOCKS) is None:
            node.name = "h4"


def _split_at_breaks(soup: BeautifulSoup, node: Tag) -> None:
    """``<b>one<br>two</b>`` as ``<b>one</b><br><b>two</b>``: no emphasis crosses a line."""
    runs = [soup.new_tag(node.name)]
    parts: list[Tag] = [*runs]
    for child in list(node.children):
        if isinstance(child, Tag) and child.name == "br":
            runs.append(soup.new_tag(node.name))
            parts += [child.extract(), runs[-1]]
        else:
            runs[-1].append(child.extract())
    node.replace_with(*parts)


def _move_space_out(node: Tag) -> None:
    """White space at the edge of an emphasis belongs outside; an empty one goes."""
    if not node.get_text(strip=True) and not node.find("img"):
        node.unwrap()
        return
    texts = [text for text in node.find_all(string=True) if isinstance(text, NavigableString)]
    first, last = texts[0], texts[-1]
    if first.lstrip() != first:
        node.insert_before(NavigableString(" "))
    if last.rstrip() != last:
        node.insert_after(NavigableString(" "))
    if first is last:
        first.replace_with(first.strip())
    else:
        first.replace_with(first.lstrip())
        last.replace_with(last.rstrip())


def _join_next(node: Tag) -> None:
    """``<b>one</b><b>two</b>`` as one element: adjoining marks would read as literal stars."""
    for sibling in _adjoining(node):
        for child in list(sibling.children):
            node.append(child.extract())
        sibling.decompose()


def _adjoining(node: Tag) -> Iterator[Tag]:
    while isinstance(node.next_sibling, Tag) and node.next_sibling.name == node.name:
        yield node.next_sibling
