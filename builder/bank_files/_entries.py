"""A question as an entry of a bank file: which keys, in which order, and what of it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from builder.bank_files._yaml import Text, clean, entry
from builder.characters import printable
from builder.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.bank_files._yaml import Data
    from builder.model import Question, Reference

_LINE: Final = 300  # the limits of the bank's format
_TAG: Final = 200


def data(question: Question) -> dict[str, Data]:
    """The keys of an entry in the order of ``docs/bank.md``, none of them empty."""
    found: dict[str, Data] = {
        "id": question.id,
        "kind": "" if question.kind is Kind.OPEN else str(question.kind),
        "level": question.level,
        "minutes": _number(question.minutes),
        "tags": tuple(tag for tag in map(_folded, question.tags) if 0 < len(tag) <= _TAG),
        "question": _text(question.question),
        "short_answer": _text(question.short_answer),
        "answer": _text(question.answer),
        "more_answers": _texts(question.more_answers),
        "choices": tuple(
            _filled(
                text=_text(choice.text),
                correct="true" if choice.correct else "",
                why=_text(choice.why),
            )
            for choice in question.choices
        ),
        "rubric": _rubric(question),
        "follow_ups": tuple(
            _filled(ask=_text(each.ask), listen_for=_text(each.listen_for))
            for each in question.follow_ups
            if each.ask.strip()
        ),
        "red_flags": _texts(question.red_flags),
        "references": tuple(_references(question.references)),
        "checked": _number(question.checked),
        "guid": question.guid,
        "note_type": question.note_type,
        # A key of YAML has to fit into a thousand characters.
        "fields": {
            name: _text(value)
            for name, value in question.fields
            if clean(value) and len(name) <= _LINE
        },
        "licence": one_line(question.licence),
        "same_as": question.same_as,
        "not_same_as": question.not_same_as,
        "origins": tuple(_origins(question)),
    }
    return {key: value for key, value in found.items() if value}


def lines(question: Question, indent: str) -> Iterator[str]:
    """An entry of a bank file."""
    yield from entry(data(question), indent)


def _origins(question: Question) -> Iterator[str]:
    for origin in question.origins:
        place = f"{printable(origin.path)}:{origin.line}"
        if len(place) <= _LINE:
            yield place


def _folded(text: str) -> str:
    return " ".join(clean(text).split())


def one_line(text: str) -> str:
    """A topic or a title as the bank holds it."""
    return _folded(text)[:_LINE].rstrip()


def _text(text: str) -> Text:
    return Text(clean(text))


def _texts(texts: Iterable[str]) -> tuple[Text, ...]:
    return tuple(text for text in map(_text, texts) if text)


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _filled(**values: str) -> dict[str, Data]:
    return {key: value for key, value in values.items() if value}


def _rubric(question: Question) -> dict[str, Data]:
    rubric = question.rubric
    if rubric is None:
        return {}
    anchors = ("poor", "mixed", "good", "excellent")
    return {name: _text(getattr(rubric, name)) for name in anchors}


def _references(references: Iterable[Reference]) -> Iterator[Data]:
    for reference in references:
        title, url = one_line(reference.title), clean(reference.url).strip()
        if not url.lower().startswith(("http://", "https://")) or len(url.split()) > 1:
            url = ""
        if title or url:
            yield _filled(title="" if title == url else title, url=url)
