"""By what the syntaxes are told apart. A file belongs to one syntax, so they share this."""

from __future__ import annotations

import re

from builder.readers._dialects._labels import label_of

_MARKDOWN = re.compile(r"^ {0,3}(?:`{3,}|~{3,}|#{1,6}\s+\S)|\*\*\S|\]\(\S", re.MULTILINE)
_UNMISTAKABLE = re.compile(
    r"^ {0,3}(?:`{3,}|~{3,}|#{2,6}\s+\S)|\*\*\S[^\n*]{0,300}\*\*|\]\(\S", re.MULTILINE
)
_BANK = re.compile(r"^(?:questions|topic)\s*:", re.MULTILINE)
_HTML = re.compile(r"\s*<(?:!doctype|html|\?xml|p|div|h[1-6]|section|article)\b", re.IGNORECASE)


def is_data(text: str) -> bool:
    """JSON, a bank in YAML, or a page in HTML: not text written line by line."""
    start = text.lstrip()[:1]
    return start in {"{", "["} or bool(_BANK.search(text)) or bool(_HTML.match(text))


def is_markdown(text: str) -> bool:
    """Text with headings, fences, bold or links in Markdown's signs.

    Code pasted without fences may hold a ``# comment``; a text whose questions are bare ``Q1.``
    lines and which has no surer sign of Markdown is pasted text.
    """
    if is_data(text) or not _MARKDOWN.search(text):
        return False
    return bool(_UNMISTAKABLE.search(text)) or not has_bare_questions(text)


def has_bare_questions(text: str) -> bool:
    """Whether two lines or more begin with a question's label and no mark before it."""
    lines = (line for line in text.split("\n") if line[:1] in {"Q", "q"})
    return sum(label_of(line).label == "question" for line in lines) >= 2
