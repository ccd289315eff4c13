"""Which words are labels in one document: those of every language, and those its user names."""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.speaking import ANSWER, QUESTION, speakers_of
from builder.readers._dialects._labels.words import ANSWERING, ASIDES, ASKING, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["ANSWER", "QUESTION", "Words", "asides", "current", "folded", "vocabulary"]

# A single letter with a mark at the start of a line, below any bullets, quotes and emphasis.
_LETTER = re.compile(
    r"[\s>*_+#-]{0,12}(?:\d{1,3}[.)]\s{1,3})?[\[(*_]{0,4}([^\W\d_])\s?\d{0,4}[*_\])]{0,4}"
    r"\s{0,2}(?:\([^()\n]{1,40}\)[*_]{0,3})?([:：.)–—-]?)"
)
_SPEAKER = re.compile(
    r"[\s>*_#-]{0,12}([^\W\d_]{2,20}(?:[ -][^\W\d_]{2,20}){0,2})[*_]{0,3}\s?[:：]"
)
_FIRST_TWO = re.compile("[^ '-]{1,99}(?:[ '-][^ '-]{1,99})?")
# The Q and A of English count with a colon everywhere, with another mark only in alternation.
_ENGLISH: Final = ("q", "a")
_LONGEST_RUN: Final = 3  # questions in a row without an answer, in a document that alternates


@dataclass(frozen=True, slots=True)
class Words:
    """``kinds`` by word; ``letters`` by single letter, only those this document alternates.

    ``speakers`` are the words that name who speaks in a conversation, ``begins`` how all labels
    begin: nearly every line of prose is known by its first two words not to have one.
    """

    kinds: Mapping[str, str]
    letters: Mapping[str, str]
    speakers: frozenset[str] = frozenset()
    begins: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        begins = _own_begins() | first_two(self.kinds.keys() - _built_in().keys())
        object.__setattr__(self, "begins", begins | first_two(self.letters))

    def kind(self, word: str) -> str:
        """What a word labels, ``question`` or ``answer``; empty where it labels nothing."""
        plain = folded(word)
        return self.kinds.get(plain, "") or self.letters.get(plain, "")


def folded(word: str) -> str:
    """A word as it stands in the tables, whatever its case and its spaces."""
    if not word.isascii():
        word = unicodedata.normalize("NFC", word.replace("’", "'"))
    return " ".join(word.casefold().split())


@cache
def _built_in() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for _, questions, answers, _ in LANGUAGES:
        kinds |= {folded(word): QUESTION for word in questions.split("|")}
        kinds |= {folded(word): ANSWER for word in answers.split("|")}
    return kinds


@cache
def _own_begins() -> frozenset[str]:
    return first_two((*_built_in(), *_ENGLISH))


def first_two(phrases: Iterable[str]) -> frozenset[str]:
    """The first two words of each phrase; the only one where it has no second."""
    return frozenset(found[0] for phrase in phrases if (found := _FIRST_TWO.match(phrase)))


@cache
def asides() -> Mapping[str, str]:
    """What else is said beside a question, by word: ``level``, ``hint``, and more."""
    return {folded(word): kind for kind, words in ASIDES for word in words.split("|")}


@cache
def aside_begins() -> frozenset[str]:
    """How all begins that is said beside a question."""
    return first_two(asides())


@cache
def speakers() -> Mapping[str, str]:
    """Who asks and who answers in a conversation."""
    asking = {folded(word): QUESTION for word in ASKING.split("|")}
    return {folded(word): ANSWER for word in ANSWERING.split("|")} | asking


BUILT_IN: Final = Words(_built_in(), {})
# Every syntax and dialect reads labels; what the user names holds for all of them while one source
# is read, and is set in one place only: ``named_labels``.
_current: ContextVar[Words] = ContextVar("labels", default=BUILT_IN)


@contextmanager
def named_labels(labels: Iterable[tuple[str, str]], text: str = "") -> Iterator[None]:
    """While a source is read, the user's own words are labels too: ``(word, kind)`` pairs.

    So are the letters that its text alternates between, and those who speak in it.
    """
    named = {folded(word.strip().rstrip(":：")): kind for word, kind in labels}
    kinds = {**_built_in(), **named} if named else _built_in()
    token = _current.set(_extended(Words(kinds, {}), text.split("\n")))
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Words:
    """The words that are labels in any document now."""
    return _current.get()


def vocabulary(lines: Iterable[str]) -> Words:
    """The words that are labels in a document of these lines, with the letters it alternates."""
    return _extended(current(), lines)


def _extended(words: Words, lines: Iterable[str]) -> Words:
    lines = tuple(lines)
    found = [
        (folded(match[1]), match[2])
        for line in lines
        if (match := _LETTER.match(line)) and (match[2] or match[0].rstrip("*_ ")[-1] in ")]")
    ]
    letters: dict[str, str] = {}
    if _alternate([letter for letter, _ in found], *_ENGLISH):
        letters = {"q": QUESTION, "a": ANSWER}
    for pair in dict.fromkeys(row[3] for row in LANGUAGES if row[3]):
        asks, answers = map(folded, pair.split("/"))
        if (asks, answers) != _ENGLISH and _alternate(
            [letter for letter, mark in found if mark in {":", "："}], asks, answers
        ):
            letters |= {asks: QUESTION, answers: ANSWER}
    talk = speakers() if _is_conversation(lines) else {}
    told = talk or speakers_of(lines, words.kind, asides())
    names = frozenset(told) if ANSWER in told.values() else frozenset()
    return Words(
        {**words.kinds, **told} if told else words.kinds,
        {**words.letters, **letters},
        words.speakers | names,
    )


def _is_conversation(lines: Iterable[str]) -> bool:
    """Whether somebody who asks and somebody who answers speak in turn."""
    said = [speakers().get(folded(m[1]), "") for line in lines if (m := _SPEAKER.match(line))]
    return said.count(QUESTION) > 1 and ANSWER in said


def _alternate(letters: list[str], asks: str, answers: str) -> bool:
    """Whether a document's lines begin with the two letters in turn.

    Each answer follows a question, most questions have one, and no third letter such as the ``B``
    of options comes between the two as often.
    """
    turns = [letter for letter in letters if letter in {asks, answers}]
    if asks == answers or asks not in turns or turns.count(answers) < 2:
        return False
    run, pairs = 0, 0
    for turn in turns:
        if turn == answers:
            if not run:
                return False
            pairs += 1
            run = 0
        else:
            run += 1
            if run > _LONGEST_RUN:
                return False
    others = max((letters.count(o) for o in {*letters} - {asks, answers}), default=0)
    return pairs * 2 >= turns.count(asks) and others < pairs
