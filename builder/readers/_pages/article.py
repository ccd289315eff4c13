"""The article of a saved page: found, and freed of what stands around it on every page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from builder.readers._pages.present import present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup
    from bs4.element import Tag

    from builder.readers._pages.present import Present

_AROUND_TAGS = ("nav", "footer", "aside", "form", "dialog", "menu")
_AROUND_ROLES = {
    *("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"),
    *("menu", "menubar", "toolbar"),
}
# The parts of a class's name that say it is none of the article, and what to call it.
_AROUND = {
    **dict.fromkeys(("nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs"), "nav"),
    **dict.fromkeys(("pagination", "pager", "toc", "skip"), "nav"),
    **dict.fromkeys(("sidebar", "widget", "widgets"), "sidebar"),
    **dict.fromkeys(("cookie", "cookies", "consent", "gdpr"), "cookie notice"),
    **dict.fromkeys(("share", "sharing", "sharedaddy", "social", "addtoany"), "sharing"),
    **dict.fromkeys(("comments", "disqus", "respond", "comment"), "comments"),
    **dict.fromkeys(("related", "recommended", "recommendations", "jp-relatedposts"), "related"),
    **dict.fromkeys(("newsletter", "subscribe", "subscription", "signup", "optin"), "newsletter"),
    **dict.fromkeys(("ad", "ads", "advert", "advertisement", "sponsor", "sponsored"), "ads"),
    **dict.fromkeys(("adsbygoogle", "promo", "popup", "modal", "cta"), "ads"),
    **dict.fromkeys(("byline", "author", "authorbox", "postmeta"), "author"),
    "footer": "footer",
}
_PAIRS = {"post meta": "author", "entry meta": "author", "table of": "nav", "read time": "author"}
_DENIED = {"no", "has", "with", "without", "is", "not", "hide", "open"}
_BOXES = ("div", "section", "ul", "ol", "header", "p", "table", "span", "article")
# The element or the attribute that a page must have, and what is looked for then.
_ARTICLES = {
    "article": "article",
    "itemprop": '[itemprop="articleBody"]',
    "class": (
        ".entry-content, .post-content, .article-content, .markdown-body, .post-body, .page-content"
    ),
}
# What of it the plugins of a blog put into a post itself.
_OF_POSTS = {"sharing", "related", "newsletter", "ads", "author"}
_INVITATION = 300  # signs of the words around a form
# An element with so much of a page's text is no ornament, whatever it is called.
_TOO_MUCH = 0.4
_MOST = 0.6


def article_of(soup: BeautifulSoup) -> tuple[Tag, Counter[str]]:
    """The element that holds the article, and what was taken out of it or left around it."""
    body = soup.body or soup
    left = _freed(body, [*_signups(body), *_around(body)])
    there = present(body)
    marked = "main" in there.names or "role" in there.attributes
    main = (body.select_one("main, [role=main]") if marked else None) or body
    if main is not body and _length(main) * 10 < _length(body):
        main = body
    return _narrowed(main, there), left


def free(soup: BeautifulSoup) -> Counter[str]:
    """Take out of a post's own text what plugins add to it, and say what."""
    body = soup.body or soup
    around = (each for each in _around(body) if each[1] in _OF_POSTS)
    return _freed(body, [*_signups(body), *around])


def _freed(body: Tag, around: list[tuple[Tag, str]]) -> Counter[str]:
    left: Counter[str] = Counter()
    whole = _length(body)
    for node, name in around:
        if node.decomposed or node.find_parent("pre"):
            continue
        if _length(node) > whole * _TOO_MUCH or (name != "nav" and node.find("h1")):
            continue
        if node.get_text(strip=True):
            left[name] += 1
        node.decompose()
    return left


def _signups(body: Tag) -> Iterator[tuple[Tag, str]]:
    """The boxes around forms that ask for an address, with the words that invite to it."""
    for form in body.find_all("form"):
        if form.find("input", type="email") is None:
            continue
        box = form
        for above in form.parents:
            if above is body or above.name not in _BOXES or _length(above) > _INVITATION:
                break
            box = above
        yield box, "newsletter"


def title_of(soup: BeautifulSoup, article: Tag) -> str:
    """What a page is about: its only first heading, else its title without the site's name."""
    heads = article.find_all("h1") or soup.find_all("h1")
    if len(heads) == 1:
        return " ".join(heads[0].get_text(" ").split())
    title = soup.title.get_text(" ") if soup.title else ""
    parts = re.split(r"\s[|•·»–—-]\s", " ".join(title.split()))
    return parts[0] if len(parts) < 3 else " - ".join(parts[:-1])


def _narrowed(main: Tag, there: Present) -> Tag:
    """The part of ``main`` that most of its text stands in, if it is marked as the article."""
    for mark, selector in _ARTICLES.items():
        if mark not in there.names | there.attributes:
            continue
        found = main.select(selector)
        longest = max(found, key=_length, default=None)
        if longest is not None and _length(longest) >= _length(main) * _MOST:
            return longest
    return main


def _around(body: Tag) -> Iterator[tuple[Tag, str]]:
    for node in body.find_all():
        if node.name in _AROUND_TAGS:
            yield node, node.name
        elif str(node.get("role") or "").casefold() in _AROUND_ROLES:
            yield node, str(node["role"]).casefold()
        elif node.name == "header" and node.find("h1") is None and _is_page_header(node):
            yield node, "header"
        elif node.name in _BOXES and (name := _name_of(node)):
            yield node, name
        elif node.name in {"ul", "ol"} and _is_contents(node):
            yield node, "nav"


def _is_page_header(node: Tag) -> bool:
    return node.find_parent(("article", "main", "section", "details")) is None


def _name_of(node: Tag) -> str:
    names = [str(name) for name in (*node.get_attribute_list("class"), node.get("id")) if name]
    for name in names:
        parts = [part for part in re.split(r"[-_\s]+|(?<=[a-z])(?=[A-Z])", name) if part]
        words = [part.casefold() for part in parts]
        if words[:2] == ["elementor", "widget"]:  # a page builder's word for any piece of text
            continue
        if len(words) > 6 or _DENIED & set(words):
            continue
        for pair in itertools.pairwise(words):
            if found := _PAIRS.get(" ".join(pair)):
                return found
        if found := next((_AROUND[word] for word in words if word in _AROUND), ""):
            return found
    return ""


def _is_contents(node: Tag) -> bool:
    """Whether a list only leads to places on its own page."""
    links = node.find_all("a", href=True)
    if len(links) < 2 or not all(str(a["href"]).startswith("#") for a in links):
        return False
    linked = sum(len(a.get_text(strip=True)) for a in links)
    return linked >= 0.8 * len(node.get_text(strip=True))


def _length(node: Tag) -> int:
    return sum(len(text.strip()) for text in node.strings)
