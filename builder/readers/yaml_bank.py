"""The bank's own format: one YAML file a topic, described by ``bank.schema.json`` beside this.

Text is kept as typed: banks are written by hand or by ``deckpress import``, so nothing in them is
guessed at or repaired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from builder.model import LEVELS, Origin, Problem, Question, Reading, Severity
from builder.readers._bank import entry as _bank_entry
from builder.readers._bank import values
from builder.readers._bank.report import Report
from builder.readers._records.signs import kind_of
from builder.readers._signs import is_bank
from builder.strict_yaml import YamlError, YamlList, YamlMap, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from builder.model import Source
    from builder.strict_yaml import Node

MAX_QUESTIONS: Final = 20_000

_DEFAULTS: Final[Mapping[str, Callable[[Node, Report], Any]]] = {
    "topic": values.line,
    "level": values.word(LEVELS, "unknown-level"),
    "tags": values.unique_tags,
    "licence": values.line,
}
KEYS: Final = (*_DEFAULTS, "questions")


def recognises(source: Source) -> bool:
    """Whether the text is a mapping with a list ``questions`` in it, judged by its first lines."""
    return is_bank(source.text) and kind_of(source.text, source.path) in {"", "yaml"}


def read(source: Source) -> Reading:
    """All questions that can be read; each thing wrong is a problem and costs one entry at most."""
    try:
        document = load(source.text, source.path)
    except YamlError as error:
        message = f"column {error.column}: {error.reason}; the file is left out"
        origin = Origin(source.path, error.line)
        return Reading((), (Problem(origin, Severity.ERROR, "yaml-syntax", message),))
    report = Report(source.path, "the file is left out")
    questions = _questions(document, report)
    return Reading(tuple(questions), tuple(report.problems))


def _questions(document: Node, report: Report) -> list[Question]:
    found = values.members(document, KEYS, report)
    if found is None:
        return []
    entries = found.get("questions")
    if not isinstance(entries, YamlList):
        report.error(entries or document, "no-questions", "questions: and a list are expected")
        return []
    ignoring = report.leading_to("this value is left out")
    defaults = {key: _DEFAULTS[key](found[key], ignoring) for key in _DEFAULTS if key in found}
    given = {key: value for key, value in defaults.items() if value is not None}
    if len(entries.items) > MAX_QUESTIONS:
        report.leading_to("the rest is left out").error(
            entries.items[MAX_QUESTIONS], "too-many", f"more than {MAX_QUESTIONS:,} questions"
        )
    return _unique(entries.items[:MAX_QUESTIONS], report, given)


def _unique(
    entries: tuple[Node, ...], report: Report, defaults: Mapping[str, Any]
) -> list[Question]:
    """The questions of the entries; of those with the same written id only the first.

    Derived ids agree when the wording does: such twins are for merging, which shows them.
    """
    lines: dict[str, int] = {}
    questions = []
    for entry in entries:
        question = _bank_entry.read(entry, report, defaults)
        if question is None:
            continue
        if question.id in lines and isinstance(entry, YamlMap) and entry.get("id"):
            report.leading_to(_bank_entry.DROPPED).error(
                entry,
                "duplicate-id",
                f"id {question.id} is already taken on line {lines[question.id]}",
            )
            continue
        lines[question.id] = entry.line
        questions.append(question)
    return questions
