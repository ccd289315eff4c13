"""The options of a record that is a multiple-choice question, and which of them are right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from builder.readers._records.json import Number
from builder.readers._records.nodes import is_true, text_of, texts_of
from builder.strict_yaml import YamlList, YamlMap, YamlText

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.strict_yaml import Node

_TEXT: Final = (
    *("text", "option", "answer", "content", "body", "label", "value", "title", "name", "choice"),
)
_RIGHT: Final = ("iscorrect", "correct", "isright", "right", "isanswer", "istrue", "valid")
_WHY: Final = ("explanation", "why", "rationale", "feedback", "reason", "comment", "hint")
_POINTS: Final = ("score", "points", "fraction")  # of the right ones above nought
_LABEL: Final = ("id", "key", "label", "letter", "optionid")
_MARK: Final = re.compile(r"\(?([A-Ja-j]|10|[1-9])\s?[.):](?=\s)\s*|\(([A-Ja-j])\)\s*")
_NAMED: Final = re.compile(
    r"(?:option|answer|choice|opt|antwort|ответ|вариант)?[\s_]{0,3}\(?([A-J]|\d{1,2})[.):]?",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(r"(?:^|\s)\(?([A-J]|[a-j])[.):]\s+")
_LETTERS: Final = "ABCDEFGHIJ"
_AND: Final = re.compile(r"\s{0,3}(?:[,;|&/+\n]|\band\b|\bund\b|\by\b|\bet\b)\s{0,3}")


_TWO: Final = re.compile(r"bool(?:ean)?|true\W{0,3}(?:or\W)?false|t\W?f|true_false", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Option:
    """An option as it stands there; ``right`` where it says so itself."""

    text: str
    label: str = ""
    right: bool = False
    why: str = ""


def options_of(nodes: Sequence[Node], wrong: Sequence[Node], right: Sequence[Node]) -> list[Option]:
    """The options of a record: those it lists, else its wrong and its right ones, by their words.

    By their words, so that the right one stands at no place of its own.
    """
    found: list[Option] = []
    for node in nodes:
        found += _listed(node, alone=len(nodes) == 1)
    found = _without_marks([option for option in found if option.text])
    if not found and wrong:
        found = [Option(text, right=True) for node in right for text in texts_of(node)]
        for node in wrong:
            found += [Option(text) for text in _parts(node)]
        found.sort(key=lambda option: option.text.casefold())
        if {option.text.casefold() for option in found} == {"true", "false"}:
            found.reverse()
    return list({option.text: option for option in reversed(found)}.values())[::-1]


def true_or_false(kinds: Sequence[Node], right: Sequence[Node]) -> list[Option]:
    """True and False as options, where a record says that it asks for these and which is right."""
    said = [text_of(node).strip().casefold() for node in right]
    asks = any(_TWO.fullmatch(text_of(node).strip()) for node in kinds)
    if not asks or len(said) != 1 or said[0] not in {"true", "false"}:
        return []
    return [Option("True", right=said[0] == "true"), Option("False", right=said[0] == "false")]


def chosen(options: Sequence[Option], right: Node, base: int) -> set[int] | None:
    """The places of the options that ``right`` names; None where it names none, or another.

    By their text, their letters (``B``, ``A, C``), or their numbers, the first being ``base``.
    """
    if isinstance(right, YamlMap):
        return _flagged(options, right)
    if isinstance(right, YamlList):
        places = [_place(options, item, base) for item in right.items]
    else:
        whole = _place(options, right, base)
        parts = [part for part in _AND.split(right.text) if part] if whole is None else []
        if len(parts) == 1 and _is_run(right.text, options):
            parts = list(right.text)
        places = [whole] if whole is not None else [_at(options, part, base) for part in parts]
    return (
        None if not places or None in places else {place for place in places if place is not None}
    )


def numbers_in(right: Sequence[Node]) -> list[tuple[int, bool]]:
    """The numbers that name options, each with whether it is a number rather than digits."""
    scalars: list[Node] = []
    for node in right:
        scalars += node.items if isinstance(node, YamlList) else [node]
    return [
        (int(node.text), isinstance(node, Number))
        for node in scalars
        if isinstance(node, YamlText) and re.fullmatch(r"\d{1,2}", node.text.strip())
    ]


def _listed(node: Node, *, alone: bool) -> Iterable[Option]:
    if isinstance(node, YamlList):
        pairs = [item.items for item in node.items if isinstance(item, YamlList)]
        if len(pairs) == len(node.items) and all(len(pair) == 2 for pair in pairs):
            return _texts_with_flags([(pair[0], pair[1]) for pair in pairs])
        return [_option(item) for item in node.items]
    if isinstance(node, YamlMap):
        if flagged := _texts_with_flags(node.entries):
            return flagged
        return [
            replace(_option(value), label=re.split(r"[\W_]+", key.text)[-1])
            for key, value in node.entries
        ]
    return [Option(text) for text in _parts(node)] if alone else [Option(node.text.strip())]


def _texts_with_flags(pairs: Sequence[tuple[Node, Node]]) -> list[Option]:
    """Options of ``{"Paris": true, "Rome": false}`` or of such pairs; none of ``{"A": "true"}``."""
    texts = [text_of(text) for text, _ in pairs]
    flags = [text_of(flag).strip().casefold() for _, flag in pairs]
    if set(flags) != {"true", "false"} or all(len(text) == 1 for text in texts):
        return []
    return [Option(text, right=flag == "true") for text, flag in zip(texts, flags, strict=True)]


def _option(node: Node) -> Option:
    if not isinstance(node, YamlMap):
        return Option(text_of(node))
    values = {re.sub(r"[\W_]", "", key.text.casefold()): value for key, value in node.entries}
    if not any(name in values for name in _TEXT):
        # {"A": "Paris"}: a letter and its option
        pairs = [(key.text, value) for key, value in node.entries if len(key.text) <= 2]
        return Option(text_of(pairs[0][1]), pairs[0][0]) if len(pairs) == 1 else Option("")
    text = next(text_of(values[name]) for name in _TEXT if name in values)
    right = any(is_true(text_of(values[name])) for name in _RIGHT if name in values)
    right = right or any(_counts(text_of(values[name])) for name in _POINTS if name in values)
    why = next((text_of(values[name]) for name in _WHY if name in values), "")
    label = next((text_of(values[name]) for name in _LABEL if name in values), "")
    return Option(text, "" if label == text else label, right, why)


def _counts(text: str) -> bool:
    """Whether points are more than none: ``1``, ``33.3``, ``50%``, but not ``0`` or ``-25``."""
    return bool(re.fullmatch(r"\d{1,5}(?:\.\d{1,9})?\s?%?", text.strip())) and bool(
        re.search(r"[1-9]", text)
    )


def _parts(node: Node) -> list[str]:
    """The options of one cell: its lines, ``A) … B) …``, or what bars or semicolons part."""
    if not isinstance(node, YamlText):
        return list(texts_of(node))
    text = node.text.strip()
    marks = list(_INLINE.finditer(text))
    if len(marks) > 1 and [mark[1].upper() for mark in marks] == list(_LETTERS[: len(marks)]):
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        return [text[m.end() : end].strip(" \n,;|") for m, end in zip(marks, ends, strict=True)]
    if text[:1] == "[" and text[-1:] == "]":
        quoted = re.findall(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"", text)
        return [one or other for one, other in quoted]
    sign = next((sign for sign in ("\n", "|", ";", ",") if sign in text), "\n")
    return [part.strip() for part in text.split(sign) if part.strip()]


def _without_marks(options: list[Option]) -> list[Option]:
    """Options without the letters before them, where each has its own, in order."""
    marks = [_MARK.match(option.text) for option in options]
    letters = [(mark[1] or mark[2] or "").upper() for mark in marks if mark]
    if len(letters) < 2 or len(letters) != len(options):
        return options
    if letters not in (list(_LETTERS[: len(letters)]), [str(n + 1) for n in range(len(letters))]):
        return options
    return [
        replace(option, text=option.text[mark.end() :].strip(), label=option.label or letter)
        for option, mark, letter in zip(options, marks, letters, strict=True)
        if mark
    ]


def _flagged(options: Sequence[Option], right: YamlMap) -> set[int] | None:
    """``{"answer_a_correct": "true", …}``: the letters whose values are true."""
    found = set()
    for key, value in right.entries:
        words = [word for word in re.split(r"[\W_]+", key.text) if len(word) == 1]
        place = _at(options, words[0], 1) if words else _at(options, key.text, 1)
        if is_true(text_of(value)) and place is not None:
            found.add(place)
    return found or None


def _place(options: Sequence[Option], node: Node, base: int) -> int | None:
    if isinstance(node, Number):
        by_text = [place for place, option in enumerate(options) if option.text == node.text]
        place = int(node.text) - base if re.fullmatch(r"\d{1,2}", node.text) else -1
        inside = place if 0 <= place < len(options) else None
        return by_text[0] if by_text and inside is None else inside
    return _at(options, text_of(node), base)


def _at(options: Sequence[Option], words: str, base: int) -> int | None:
    """The place of the option that words name: its text, its label, its letter or its number."""
    words = words.strip()
    form = _plain(words)
    known = [_plain(each) for each in (*(o.text for o in options), *(o.label for o in options))]
    if form and form in known:
        return known.index(form) % len(options)
    if mark := _MARK.match(words):
        return _at(options, words[mark.end() :], base) if words[mark.end() :].strip() else None
    named = _NAMED.fullmatch(words)
    if not named:
        return None
    sign = named[1].upper()
    place = int(sign) - base if sign.isdecimal() else _LETTERS.index(sign)
    return place if 0 <= place < len(options) else None


def _is_run(text: str, options: Sequence[Option]) -> bool:
    """``ACD``: letters of options without a sign between them."""
    letters = _LETTERS[: len(options)]
    return 1 < len(text) <= len(letters) and text.isupper() and set(text) <= set(letters)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
