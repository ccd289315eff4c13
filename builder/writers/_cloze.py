"""Clozes on paper: ``{{c1::answer::hint}}`` filled in, or left blank.

Anki's rules: clozes may nest; the first ``::`` inside one starts its hint. One more of our own: in
a cloze, inline code is one piece, so neither ``}}`` nor ``::`` between backticks ends anything. A
cloze that is never closed reaches to the end. One pass from left to right: the time is linear.

The marks pass through the Markdown renderer as private-use characters and become tags only
afterwards, in HTML that is already sanitised: whether ``**`` means bold would depend on the letters
around it. The tags carry no quotation marks, so they are inert should one end up in an attribute.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from builder.markup import to_html, to_text

OPEN, CLOSE, BLANK = "\ue000", "\ue001", "\ue002"
_NO_MARKS = str.maketrans("", "", OPEN + CLOSE + BLANK)

# Nothing repeats what the next part could also match: linear.
_TOKEN = re.compile(r"\{\{c\d{1,4}::|\}\}|::|`+")


def filled(markdown: str) -> Markup:
    """HTML of a cloze text with every answer in ``<strong>``, hints left out."""
    html = str(to_html(_replace(markdown, blank=False)))
    if html.count(OPEN) != html.count(CLOSE):
        # A cloze that was never closed may end inside a fence, which keeps no marks.
        html = html.translate(_NO_MARKS)
    return Markup(html.replace(OPEN, "<strong>").replace(CLOSE, "</strong>"))  # noqa: S704 - two fixed tags in sanitised HTML


def blanked(markdown: str) -> Markup:
    """HTML of a cloze text with every answer as a blank, all of one width."""
    html = str(to_html(_replace(markdown, blank=True)))
    return Markup(html.replace(BLANK, "<u class=blank>&nbsp;</u>"))  # noqa: S704 - one fixed tag in sanitised HTML


def outlined(markdown: str) -> str:
    """Plain text of a cloze text, as for a table of contents: an ellipsis for every answer."""
    return to_text(_replace(markdown, blank=True)).replace(BLANK, "…")


def _replace(markdown: str, *, blank: bool) -> str:
    """Markdown with marks where its clozes were."""
    text = markdown.translate(_NO_MARKS)
    tokens = list(_TOKEN.finditer(text))
    code_ends = _code_ends(tokens)
    out: list[str] = []
    depth = hint = position = 0  # hint: how deep the cloze lies whose hint is being passed over
    for token in tokens:
        if token.start() < position:
            continue  # in a code span already written
        if not (hint or (blank and depth)):
            out.append(text[position : token.start()])
        position, mark = token.end(), token.group()
        if mark.startswith("{{"):
            depth += 1
            mark = "" if blank and depth > 1 else BLANK if blank else OPEN
        elif mark == "}}" and depth:
            hint, mark = (0 if hint == depth else hint), ("" if blank else CLOSE)
            depth -= 1
        elif mark == "::" and depth:
            hint, mark = hint or depth, ""
        elif mark.startswith("`") and depth:
            position = code_ends.get(token.start(), position)
            mark = "" if blank else text[token.start() : position]
        if not hint:
            out.append(mark)
    if not (hint or (blank and depth)):
        out.append(text[position:])
    return "".join(out) + ("" if blank else CLOSE * (hint or depth))


def _code_ends(tokens: list[re.Match[str]]) -> dict[int, int]:
    """Where the code span that a run of backticks opens ends: start of the run -> end."""
    ends: dict[int, int] = {}
    later: dict[int, int] = {}  # length of a run -> end of the next run of that length
    for token in reversed(tokens):
        if token.group().startswith("`"):
            length = token.end() - token.start()
            if length in later:
                ends[token.start()] = later[length]
            later[length] = token.end()
    return ends
