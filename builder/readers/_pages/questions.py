"""Questions that a page hides in its own ways, as the one way Markdown has: ``<details>``.

Accordions, definition lists, microdata and pairs of elements named question and answer all show
a line and, below it or when clicked, what belongs to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

from builder.readers._pages.present import present

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import BeautifulSoup

    from builder.readers._pages.present import Present

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ASKS = re.compile(
    r"(?:\W{0,9}(?:q(?:uestion)?\W{0,3})?\d{0,4}[.):]?\s{0,9})"
    r"(?:what|why|how|when|where|which|who|whose|explain|describe|define|compare|discuss|list|name"
    r"|give|write|implement|design|tell|walk|differentiate|differences?|can|could|should|would|is"
    r"|are|do|does|did|have|has)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:^|[-_])(?:answers?|ans|solution|response)(?:$|[-_])", re.IGNORECASE)
_QUESTION = re.compile(r"(?:^|[-_])(?:questions?|ques|q)(?:$|[-_])", re.IGNORECASE)
_OPENER = re.compile(r"accordion|collaps|toggle|expand|spoiler|disclosure|faq", re.IGNORECASE)
_OPENER_TAGS = ("button", "label", "a", "div", "span", "p", *HEADINGS)
_BLOCKS = ("p", "div", "ul", "ol", "pre", "table", "section", "blockquote", "dl", "details")
_LONGEST = 600


def asks(text: str) -> bool:
    """Whether a line asks something: it ends in ``?`` or begins as questions do."""
    bare = text.strip()
    return bare.endswith(("?", "\uff1f", "\u061f")) or bool(_ASKS.match(bare))


def settle(soup: BeautifulSoup) -> None:
    """Every question hidden in one of these ways becomes ``<details><summary>``."""
    there = present(soup)
    if "itemtype" in there.attributes:
        for node in soup.find_all(itemtype=_is_question_type):
            _settle_microdata(soup, node)
    if "dl" in there.names:
        for node in soup.find_all("dl"):
            _settle_definitions(soup, node)
    if "id" in there.attributes:
        _settle_named(soup, there)
    if "class" in there.attributes:
        for answer in soup.find_all(class_=_ANSWER):
            _settle_answer(soup, answer)
    for opener in soup.find_all(_OPENER_TAGS):
        if opener.name in {"button", "label"} or _has(opener, _OPENER):
            _settle_sibling(soup, opener)


def _settle_named(soup: BeautifulSoup, there: Present) -> None:
    """The questions whose element says by its id what it opens."""
    by_id = {str(node["id"]): node for node in soup.find_all(id=True)}
    if "aria-controls" in there.attributes:
        for opener in soup.select("[aria-controls]"):
            _settle_controlled(soup, opener, by_id.get(str(opener["aria-controls"])))
    for key in ("data-bs-target", "data-target", "href"):
        for opener in soup.select(f'[{key}^="#"]') if key in there.attributes else ():
            if key != "href" or opener.get("data-toggle") or opener.get("data-bs-toggle"):
                _settle_controlled(soup, opener, by_id.get(str(opener[key])[1:]))


def _is_question_type(value: str | None) -> bool:
    return bool(value) and str(value).rstrip("/").endswith("schema.org/Question")


def _settle_microdata(soup: BeautifulSoup, node: Tag) -> None:
    name = node.find(itemprop="name")
    accepted = node.find_all(itemprop="acceptedAnswer") + node.find_all(itemprop="suggestedAnswer")
    if not isinstance(name, Tag) or not accepted:
        return
    texts = [answer.find(itemprop="text") or answer for answer in accepted]
    _make(soup, node, name, [text for text in texts if isinstance(text, Tag)])


def _settle_definitions(soup: BeautifulSoup, node: Tag) -> None:
    """A list of definitions whose terms mostly ask becomes toggles, any other a list of points."""
    pairs: list[tuple[list[Tag], list[Tag]]] = []
    for each in node.find_all(["dt", "dd"]):
        if each.find_parent("dl") is not node:
            continue
        if each.name == "dt" and (not pairs or pairs[-1][1]):
            pairs.append(([each], []))
        elif pairs:
            pairs[-1][0 if each.name == "dt" else 1].append(each)
    asking = sum(asks(_words(terms[-1])) for terms, _ in pairs)
    if not pairs:
        return
    if asking * 2 >= len(pairs):
        made = [_details(soup, terms[0], found) for terms, found in pairs]
        node.replace_with(*made)
        return
    points = soup.new_tag("ul")
    for terms, found in pairs:
        point = soup.new_tag("li", attrs=_lines_of(terms[0]))
        strong = soup.new_tag("strong")
        strong.string = ", ".join(_words(term) for term in terms)
        point.append(strong)
        for each in found:
            point.append(NavigableString(": ") if each is found[0] else soup.new_tag("br"))
            point.extend(list(each.children))
        points.append(point)
    node.replace_with(points)


def _settle_controlled(soup: BeautifulSoup, opener: Tag, panel: Tag | None) -> None:
    """An opener that names its panel; ``Show answer`` opens what belongs to a question above."""
    if panel is None or opener.parent is None or panel.parent is None:
        return
    if _is_within(opener, panel) or _is_within(panel, opener) or not _words(panel):
        return
    if opener.find_parent(("nav", "header", "summary")) or not asks(_words(opener)):
        return
    outer = opener.find_parent(HEADINGS) or opener
    if not _is_within(panel, outer):
        _make(soup, outer, opener, [panel])


def _settle_answer(soup: BeautifulSoup, answer: Tag) -> None:
    if answer.parent is None or answer.find_parent(("details", "summary")) or not _words(answer):
        return
    if answer.name in {*HEADINGS, "span", "strong", "b"} or answer.find_parent(class_=_ANSWER):
        return
    question = _before(answer)
    if question is None or question.name in {*HEADINGS, "details"}:
        return
    if (
        question.name != "p"
        and question.find(_BLOCKS) is not None
        and not _has(question, _QUESTION)
    ):
        return
    words = _words(question)
    if 0 < len(words) <= _LONGEST and (asks(words) or _has(question, _QUESTION)):
        _make(soup, question, question, [answer])


def _settle_sibling(soup: BeautifulSoup, opener: Tag) -> None:
    """An opener without names: what it opens stands right after it."""
    if opener.parent is None or opener.find_parent(("details", "nav", "pre")):
        return
    words = _words(opener)
    if not 0 < len(words) <= _LONGEST or not words.rstrip().endswith("?"):
        return
    if opener.find(("p", "ul", "ol", "pre", "table")) is not None:
        return
    panel = _after(opener)
    if panel is None or panel.name not in _BLOCKS or not _words(panel):
        return
    outer = opener.find_parent(HEADINGS) or opener
    if outer.name in HEADINGS and outer is opener:
        return  # a heading that asks needs no help
    _make(soup, outer, opener, [panel])


def _is_within(node: Tag, outer: Tag) -> bool:
    return any(parent is outer for parent in node.parents)


def _before(node: Tag) -> Tag | None:
    """The element before a node, or before the wrapper that begins with it."""
    for each in (node, node.parent):
        if isinstance(each, Tag):
            found = each.find_previous_sibling()
            if isinstance(found, Tag):
                return found
    return None


def _after(node: Tag) -> Tag | None:
    for each in (node, node.parent):
        if isinstance(each, Tag):
            found = each.find_next_sibling()
            if isinstance(found, Tag):
                return found
    return None


def _make(soup: BeautifulSoup, place: Tag, question: Tag, answers: Iterable[Tag]) -> None:
    """``<details>`` where ``place`` stood; question and answers move into it."""
    anchor = soup.new_tag("deckpress-anchor")
    place.insert_before(anchor)
    made = _details(soup, question, list(answers))
    place.extract()
    anchor.replace_with(made)


def _details(soup: BeautifulSoup, question: Tag, answers: list[Tag]) -> Tag:
    details = soup.new_tag("details", attrs=_lines_of(question))
    summary = soup.new_tag("summary", attrs=_lines_of(question))
    answers = [answer.extract() for answer in answers]
    summary.extend(list(question.children))
    details.append(summary)
    for answer in answers:
        answer.name = "div" if answer.name not in {"p", "ul", "ol", "pre", "table"} else answer.name
        details.append(answer)
    return details


def _lines_of(node: Tag) -> dict[str, str]:
    return {key: str(value) for key, value in node.attrs.items() if key.startswith("data-deck")}


def _has(node: Tag, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(name) for name in node.get_attribute_list("class") if name)


def _words(node: Tag) -> str:
    return " ".join(node.get_text(" ").split())
