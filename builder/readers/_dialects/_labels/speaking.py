"""Who asks in a document and who answers, told by what they say: names, and words of a form.

``**Mia:** What is …?`` and ``**Tom:** It is …`` in turn, or ``Ask:`` above every ``Good answer:``.
No list of words knows these; that one of them asks again and again does.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._lists.asking import Asks, asks, ends_asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

QUESTION: Final = "question"
ANSWER: Final = "answer"
_SAID = re.compile(
    r"[\s>-]{0,6}(?P<open>[*_]{0,3})(?P<who>[^\W\d_][^\W_]{0,20}(?:[ -][^\W_]{1,20}){0,2})"
    r"(?P<mid>[*_]{0,3})\s?[:：](?P<close>[*_]{0,3})\s{0,3}(?P<text>.*)$"
)
_COUNT = re.compile(r"\s?\d{1,20}$")
# Questions of another form: headings, bold lines and numbers.
_RIVAL = re.compile(r"\s{0,3}(?:#{1,6}\s|\*\*|__|\d{1,4}[.)]\s)")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
# What belongs to a question or an answer, whatever it asks itself.
_BESIDE: Final = frozenset({"follow_up", "hint", "red_flag", "explanation"})
_ENOUGH: Final = 2
_LONGEST: Final = 2000


@dataclass(slots=True)
class _Line:
    """Who says a line, and whether it asks."""

    who: str
    asks: bool


def speakers_of(
    lines: Iterable[str], known: Callable[[str], str], beside: Mapping[str, str]
) -> dict[str, str]:
    """The words of a document that label its questions, and where two persons talk its answers.

    ``known`` says what a word labels anyway. Nothing is found where questions have a known label,
    or where headings and the like ask: then such words are part of an answer.
    """
    said, rivals = _said(lines)
    kinds = {line.who: known(line.who) for line in said}
    if QUESTION in kinds.values() or "q" in kinds:
        return {}
    counts = Counter(line.who for line in said)
    asking = Counter(line.who for line in said if line.asks)
    for who, count in asking.most_common(3):
        if count < _ENOUGH or count * 2 < counts[who] or count <= rivals:
            continue
        if kinds[who] == ANSWER or beside.get(who) in _BESIDE:
            continue
        others = Counter(_replies(said, who))
        if sum(others[each] for each, kind in kinds.items() if kind == ANSWER) * 2 >= count:
            return {who: QUESTION}
        if who in beside or not others:
            continue
        reply, times = others.most_common(1)[0]
        if _in_talk(reply, times, others, asking, counts) and reply not in beside:
            return {who: QUESTION, reply: ANSWER}
    return {}


def _in_talk(
    reply: str, times: int, others: Counter[str], asking: Counter[str], counts: Counter[str]
) -> bool:
    """Whether one person mostly replies, and seldom asks back."""
    most = times >= _ENOUGH and times * 5 >= sum(others.values()) * 3
    return most and asking[reply] * 3 <= counts[reply]


def _replies(said: list[_Line], who: str) -> list[str]:
    """Who speaks next after each time that someone has spoken."""
    return [after.who for before, after in pairwise(said) if before.who == who != after.who]


def _said(lines: Iterable[str]) -> tuple[list[_Line], int]:
    """The lines that begin with a word and a colon, and how many of another form ask."""
    said: list[_Line] = []
    rivals = 0
    waiting = in_code = False
    for line in lines:
        if _FENCE.match(line):
            in_code = not in_code
        if in_code or not line.strip():
            continue
        if found := _SAID.match(line[:_LONGEST]):
            text = found["text"].strip(" *_\\")
            who = _COUNT.sub("", " ".join(found["who"].casefold().split()))
            said.append(_Line(who, _asks(text)))
            waiting = not text
        elif _RIVAL.match(line):
            rivals += ends_asking(line[:_LONGEST])
        elif waiting:
            said[-1].asks = _asks(line.strip())
            waiting = False
    return said, rivals


def _asks(text: str) -> bool:
    return ends_asking(text) or asks(text) >= Asks.TELL
