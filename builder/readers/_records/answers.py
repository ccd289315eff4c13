"""What answers a record: a text, several, or options of which some are right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from builder.readers._records.choices import (
    Option,
    chosen,
    numbers_in,
    options_of,
    true_or_false,
)
from builder.readers._records.columns import plain_name
from builder.readers._records.nodes import text_of, texts_of
from builder.strict_yaml import YamlList, YamlMap, YamlText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from builder.strict_yaml import Node

    class Fields(Protocol):
        """What is asked of a record here."""

        def all(self, field: str) -> list[Node]: ...
        def named(self, field: str) -> list[tuple[str, Node]]: ...


# An answer that is one idea can be recalled; a longer one is an answer (docs/bank.md).
_SHORT: Final = 60  # words


@dataclass(frozen=True, slots=True)
class Answers:
    """``listed`` are options that go with the question, for ``unclear`` says which is right."""

    answer: str = ""
    short: str = ""
    more: tuple[str, ...] = ()
    choices: tuple[Option, ...] = ()
    listed: str = ""
    unclear: str = ""


def answers_of(record: Fields, base: tuple[int, int], markdown: Callable[[Node], str]) -> Answers:
    """The answers of a record; ``base`` is the number of the first option, as ``base_of`` says."""
    options, by_answer = _options(record)
    if len(options) < 2:
        return _open(record, options, markdown)
    right = record.all("correct") or record.all("answer")
    places = {place for place, option in enumerate(options) if option.right}
    used_answer = by_answer
    if not places:
        found = [chosen(options, node, base[not _is_number(node)]) for node in right]
        places = set().union(*(each for each in found if each))
        used_answer = by_answer or not record.all("correct")
    if not places:
        return _without_right(record, options, markdown)
    shown = tuple(
        replace(option, text=_shown(option.text, markdown), why=_shown(option.why, markdown))
        for option in options
    )
    answer = [] if used_answer else _beside(record, options, markdown)
    explained = [*answer, *_explained(record, markdown)]
    return Answers(
        "\n\n".join(explained),
        "\n\n".join(map(markdown, record.all("short_answer"))),
        choices=tuple(replace(option, right=place in places) for place, option in enumerate(shown)),
    )


def base_of(records: Sequence[Fields]) -> tuple[int, int]:
    """The number of the first option: for numbers of JSON, and for digits in a text.

    A right answer 0, or one that is the number of the options, settles it for all records; else
    programs count from 0 and people from 1.
    """
    found: dict[bool, int] = {}
    for record in records:
        right = record.all("correct") or record.all("answer")
        numbers = numbers_in(right)
        if not numbers or "index" in " ".join(name for name, _ in record.named("correct")).lower():
            if any(number == 0 for number, _ in numbers):
                found[numbers[0][1]] = 0
            continue
        options, _ = _options(record)
        for number, is_number in numbers:
            if number == 0:
                found[is_number] = 0
            elif number == len(options):
                found.setdefault(is_number, 1)
    return found.get(True, found.get(False, 0)), found.get(False, found.get(True, 1))


def _is_number(node: Node) -> bool:
    return any(is_number for _, is_number in numbers_in([node]))


def _options(record: Fields) -> tuple[list[Option], bool]:
    """The options of a record, and whether its answer holds them."""
    cells = [
        Option(text_of(node).strip(), plain_name(name).rpartition(" ")[2].upper())
        for name, node in record.named("option")
    ]
    right = record.all("correct")
    found = options_of(record.all("choices"), record.all("wrong"), right or record.all("answer"))
    if not found and not cells:
        found = true_or_false(record.all("kind"), right or record.all("answer"))
    if found or cells:
        return [*cells, *found], not right and bool(record.all("wrong"))
    lists = [node for node in record.all("answer") if isinstance(node, YamlList)]
    held = [node for node in record.all("answer") if isinstance(node, YamlMap)]
    if (lists or held) and right:
        return options_of([*lists, *held], (), ()), True
    if lists and all(isinstance(item, YamlMap) for node in lists for item in node.items):
        flagged = options_of(lists, (), ())
        if any(option.right for option in flagged):
            return flagged, True
    return [], False


def _open(record: Fields, options: Sequence[Option], markdown: Callable[[Node], str]) -> Answers:
    """The answers of a question without choices; what is right answers it as well."""
    short = "\n\n".join(filter(None, map(markdown, record.all("short_answer"))))
    given = [text for node in record.all("answer") for text in _answers(node, markdown)]
    known = {_plain(text) for text in given}
    for node in [*record.all("correct")] if not given else []:
        given += [text for text in [markdown(node)] if text and _plain(text) not in known]
    given += [_shown(option.text, markdown) for option in options if not given]
    further = [
        text
        for node in record.all("more_answers")
        for text in (_each(node, markdown) if isinstance(node, YamlList) else [markdown(node)])
    ]
    first, *more = [*given, *further] or [""]
    explained = _explained(record, markdown)
    plain = [markdown(node) for node in record.all("explanation")]
    if any(plain) and first and not short and len(first.split()) <= _SHORT:
        short, first = first, ""
    answer = "\n\n".join(filter(None, [first, *explained]))
    return Answers(answer, short, tuple(dict.fromkeys(filter(None, more))))


def _answers(node: Node, markdown: Callable[[Node], str]) -> list[str]:
    """One answer, or as many as a list of mappings has."""
    if isinstance(node, YamlList) and all(isinstance(item, YamlMap) for item in node.items):
        return _each(node, markdown)
    return [text for text in [markdown(node)] if text]


def _each(node: YamlList, markdown: Callable[[Node], str]) -> list[str]:
    return [text for text in map(markdown, node.items) if text]


def _explained(record: Fields, markdown: Callable[[Node], str]) -> list[str]:
    """The explanation, and each remark under its column's name."""
    found = [markdown(node) for node in record.all("explanation")]
    for name, node in record.named("remark"):
        text = markdown(node)
        title = " ".join(re.sub(r"[_-]+", " ", name).split()).rstrip(":")
        gap = "\n\n" if "\n" in text else " "
        found += [f"**{title[:1].upper()}{title[1:]}:**{gap}{text}"] if text else []
    return [text for text in found if text]


def _without_right(
    record: Fields, options: Sequence[Option], markdown: Callable[[Node], str]
) -> Answers:
    """Options of which none is known to be right: shown with the question, which stays open."""
    texts = [_shown(option.text, markdown) for option in options]
    listed = "\n".join(f"- {text.replace(chr(10), chr(10) + '  ')}" for text in texts)
    named = [text for node in record.all("correct") for text in texts_of(node)]
    unclear = (
        f"none of its {len(options)} choices is “{named[0][:40]}”, which is said to be right;"
        if named
        else f"none of its {len(options)} choices is said to be right;"
    )
    kept = replace(_open(record, (), markdown), listed=listed)
    return replace(kept, unclear=f"{unclear} kept as an open question")


def _beside(
    record: Fields, options: Sequence[Option], markdown: Callable[[Node], str]
) -> list[str]:
    """An answer beside the right choice, unless it only names one again."""
    texts = {_plain(option.text) for option in options}
    nodes = [node for node in record.all("answer") if chosen(options, node, 1) is None]
    return [markdown(node) for node in nodes if _plain(text_of(node)) not in texts]


def _shown(text: str, markdown: Callable[[Node], str]) -> str:
    return markdown(YamlText(text, 1, 1)) if text else ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
