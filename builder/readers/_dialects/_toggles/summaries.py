"""What a toggle's summary says it hides: a question's answer, a hint, or what it asks itself."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from builder.readers._dialects._labels.labels import is_bare, label_of
from builder.readers._dialects._labels.talk import asks
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION, asides, current, folded
from builder.readers._outlines.outline import plain_title, without_emphasis

ASK: Final = "ask"
HINT: Final = "hint"
FOLLOW_UP: Final = "follow_up"
EXPLANATION: Final = "explanation"
ASIDE: Final = "aside"
TOPIC: Final = "topic"

_CODE = re.compile(r"</?(?:code|tt|kbd)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.{0,300}?-->", re.DOTALL)
# Words that only open a toggle, whatever it hides.
_OPENERS: Final = frozenset(
    {
        *("click", "tap", "press", "show", "reveal", "expand", "open", "see", "view", "toggle"),
        *("details", "detail", "spoiler", "spoilers", "more", "read", "peek", "unfold", "hidden"),
        *("output", "result", "results", "check", "think", "first", "below", "yourself", "full"),
        *("please", "here", "to", "the", "it", "this", "me", "for", "on", "in", "and"),
    }
)
# What a document has beside its questions.
_APART = re.compile(
    r"(?:table of contents|contents|toc|index|translations?|languages?|about|introduction"
    r"|overview"
    r"|resources|references|further reading|credits|licen[cs]e|contribut\w{2,8}|prerequisites"
    r"|changelog|sponsors?|screenshots?|inhalt(?:sverzeichnis)?|sommaire|índice|оглавление"
    r"|содержание|目录|目次|목차)\b[^?]{0,40}$",
    re.IGNORECASE,
)
_EXPLAINS = re.compile(r"(?:why|explanation|rationale|reasoning)\W{0,3}$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_FEWER: Final = 3  # words of one that asks all the same: "Ready for the answer?" has four
_FEW: Final = 6  # words of a summary that names an answer and does not ask


def words_of(html: str) -> str:
    """A summary as Markdown on one line; code keeps its marks."""
    text = unescape(_TAG.sub(" ", _CODE.sub("`", html)))
    text = " ".join(text.replace("` `", "").split()).lstrip("#").strip()
    return without_emphasis(plain_title(text))


def kind_of(summary: str) -> str:
    """``answer``, ``hint``, ``follow_up``, ``explanation``, ``aside``, ``ask`` or ``topic``."""
    label = label_of(summary).label
    if label == QUESTION and not is_bare(summary, QUESTION):
        return ASK
    words = _WORD.findall(summary)
    if not words or label == ANSWER or is_bare(summary, ANSWER):
        return ANSWER
    if short := _short_kind(summary, words):
        return short
    if _APART.match(summary):
        return ASIDE
    return ASK if asks(summary) else TOPIC


def _short_kind(summary: str, words: list[str]) -> str:
    """What a few words that only name what is hidden say of it; empty where they say more."""
    if len(words) > _FEW:
        return ""
    first = asides().get(folded(" ".join(words[:2]))) or asides().get(folded(words[0]))
    if first in {HINT, FOLLOW_UP}:
        return first
    if _EXPLAINS.match(summary):
        return EXPLANATION
    named = _names_answer(words) and not (asks(summary) and len(words) > _FEWER)
    opens = all(word.casefold() in _OPENERS for word in words)
    return ANSWER if named or opens else ""


def _names_answer(words: list[str]) -> bool:
    """Whether one of the words is "answer" or "solution", in any language."""
    if any(current().kind(word) == ANSWER for word in words if len(word) > 1):
        return True
    text = "".join(words)
    return any(sign in text for sign in ("答案", "解答", "回答", "答え", "정답", "답변", "해답"))
