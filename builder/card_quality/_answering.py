"""What a card shows for an answer: short answers, lists, code, clozes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from builder.card_quality import _text
from builder.card_quality._finding import Finding
from builder.model import Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.model import Question

SHORT_ANSWER_WORDS = 60  # one idea: about what one can say in half a minute
LIST_ITEMS = 5  # more than a working memory of about four holds (Cowan, 2001)
CODE_COLUMNS = 60  # what a phone shows without scrolling
_FEWEST_WORDS = 3  # a shorter answer may well be a word of the question

_CLOZE = re.compile(r"\{\{c(\d{1,3})::|::|\}\}")
_MARKS = re.compile(r"\{\{c\d{1,3}::|\}\}")
# Words that say nothing of their own.
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by can do does for from how in is it its of on or that the their"
        " they this to used uses using what when where which why with you your",
    )
)
_OFFERS = frozenset(("or", "which"))


def findings(question: Question) -> Iterator[Finding]:
    """What is off with what a card shows for an answer."""
    answers = bool(question.short_answer) + bool(question.answer)
    if question.kind is Kind.OPEN and answers == 1:
        which, other = "answer", "short_answer"
        if question.short_answer:
            which, other = other, which
        yield Finding("one-answer", f"has only {which}, which serves for both: write {other} too")
    yield from _short_answer(question)
    yield from _repetition(question)
    if (width := _code_width(question)) > CODE_COLUMNS:
        yield Finding(
            "wide-code",
            f"its code has {width} columns; a phone shows about {CODE_COLUMNS}: break its lines",
        )
    if question.kind is Kind.CLOZE and (hidden := _hidden(question.question)):
        yield Finding(
            "mostly-hidden",
            f"its cloze c{hidden} hides more than half of the text, which leaves little to recall"
            " it by: hide the words that matter, or ask a question",
        )


def _short_answer(question: Question) -> Iterator[Finding]:
    count = len(question.short_answer.split())
    if count > SHORT_ANSWER_WORDS:
        yield Finding(
            "long-short-answer",
            f"its short answer has {count} words; over {SHORT_ANSWER_WORDS} are hard to recall:"
            " keep one idea, and leave the rest to answer",
            Severity.WARNING,
        )
    items = _text.items(question.short_answer)
    if items > LIST_ITEMS:
        yield Finding(
            "long-list",
            f"its short answer lists {items} things; over {LIST_ITEMS} are hard to recall in one"
            " go: group them, or ask for some of them on cards of their own",
        )


def _code_width(question: Question) -> int:
    texts = (question.question, question.short_answer, question.answer)
    lines = [line for text in texts for line in _text.parts(text).code]
    if question.kind is Kind.CLOZE:
        lines = [_MARKS.sub("", line) for line in lines]
    return max(map(len, lines), default=0)


def _repetition(question: Question) -> Iterator[Finding]:
    """A back that has no word which the front does not have."""
    back = question.short_answer or question.answer
    said = _stems(back)
    asked = _text.words(question.question)
    # "Which is faster, a seek or a scan?" is answered with words of its own.
    if (
        question.kind is Kind.OPEN
        and not _text.parts(back).code
        and len(said) >= _FEWEST_WORDS
        and _OFFERS.isdisjoint(asked)
        and said <= _stems(question.question)
    ):
        yield Finding(
            "repeated-question",
            "its answer only repeats words of the question: say what the question asks for",
        )


def _stems(markdown: str) -> set[str]:
    return {word.removesuffix("s") for word in _text.words(markdown) if word not in _SMALL}


def _hidden(text: str) -> int:
    """The first cloze that hides more than half of a text's words, hints aside; 0 for none."""
    total = at = hints = 0
    stack: list[tuple[int, int]] = []  # for each cloze around a place: number, hints it has open
    since: dict[int, list[int]] = {}  # number -> how many words came before each of its openings
    hidden: Counter[int] = Counter()
    for token in _CLOZE.finditer(text):
        total += 0 if hints else len(text[at : token.start()].split())
        at = token.end()
        if token[1]:
            stack.append((int(token[1]), 0))
            since.setdefault(int(token[1]), []).append(total)
        elif stack and token[0] == "::":
            number, own = stack.pop()
            stack.append((number, 1))
            hints += not own
        elif stack:
            number, own = stack.pop()
            hints -= own
            before = since[number].pop()
            hidden[number] += 0 if since[number] else total - before
    total += len(text[at:].split())
    return next((number for number, count in hidden.items() if count * 2 > total), 0)
