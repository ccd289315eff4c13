"""HTML to Markdown, tidied first so that what was bold stays bold.

Code and questions hidden in a page's own ways are straightened first (``_html_code``,
``questions``); the lines of the page are kept by ``lines``.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag
from markdownify import MarkdownConverter

from builder.readers._pages import code as _html_code
from builder.readers._pages import lines, questions
from builder.readers._pages.present import present
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
        language = _html_code.language_of(node)
        sign = lines.mark(node)
        first = f"\n\n{sign}" if sign else ""
        return f"{first}\n\n{fence}{language}\n{code.rstrip()}\n{fence}\n\n"

    def convert_details(self, node: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - as above
        return f"\n\n{lines.mark(node)}<details>\n{text.strip()}\n\n</details>\n\n"

    def convert_summary(self, node: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002 - as above
        # Inside the tag stands HTML: a sign that Markdown may hold bare is escaped for it.
        words = html.escape(" ".join(text.split()), quote=False)
        return f"<summary>{words}</summary>\n\n"


def to_markdown(fragment: str) -> str:
    """A fragment's HTML as Markdown.

    Raises ValueError with a sentence for the user when elements are nested deeper than 100.
    """
    return from_soup(parsed(fragment))


def settle(soup: BeautifulSoup) -> None:
    """Questions hidden in a page's own ways become toggles, and what each hides one answer."""
    questions.settle(soup)
    _flatten_answers(soup)


def parsed(page: str) -> BeautifulSoup:
    """The tree of a page or a fragment; raises ValueError when it is too deep."""
    if _depth(page) > _DEPTH:
        raise ValueError(f"its HTML is nested more than {_DEPTH} elements deep")
    soup = BeautifulSoup(page, "lxml")
    if _tree_depth(soup) > _DEPTH:  # an end tag of another name ends nothing
        raise ValueError(f"its HTML is nested more than {_DEPTH} elements deep")
    return soup


def from_soup(soup: BeautifulSoup, article: Tag | None = None) -> str:
    """The Markdown of a tree, or of one element of it; the tree is changed on the way."""
    _tidy(soup)
    lines.put_marks(soup)
    converter = _Converter(
        heading_style="atx",
        bullets="-",
        strong_em_symbol="*",
        escape_misc=False,
        table_infer_header=True,
        wrap=False,
    )
    markdown = str(converter.convert_soup(article or soup)).replace("\xa0", " ")
    return re.sub(r"\n{3,}", "\n\n", markdown).strip("\n")


def _depth(page: str) -> int:
    deepest = depth = 0
    for closing, name in _TAG.findall(page):
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


def _tidy(soup: BeautifulSoup) -> None:
    for comment in [node for node in soup.descendants if isinstance(node, Comment)]:
        comment.extract()
    _html_code.straighten(soup)
    there = present(soup)
    if there.among(_UNSEEN):
        for node in soup.find_all(_UNSEEN):
            node.decompose()
    if "class" in there.attributes:
        _raise_questions(soup)
    for name in there.among(("font", "mark", "span", "u")):
        for node in soup.find_all(name):
            node.unwrap()
    if there.among(_EMPHASIS):
        _tidy_emphasis(soup)
    else:
        soup.smooth()


def _tidy_emphasis(soup: BeautifulSoup) -> None:
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


def _flatten_answers(soup: BeautifulSoup) -> None:
    """What a toggle that asks hides is one answer: headings and toggles in it become bold lines."""
    for details in soup.find_all("details"):
        summary = details.find("summary")
        if not isinstance(summary, Tag) or not questions.asks(summary.get_text()):
            continue
        for node in details.find_all((*_HEADINGS, "summary", "details")):
            if node is summary:
                continue
            if node.name == "details":
                node.unwrap()
            else:
                node.name = "p"
                strong = soup.new_tag("strong")
                strong.extend(list(node.children))
                node.append(strong)


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
