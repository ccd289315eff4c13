"""One entry of a bank file to one Question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from builder.identity import question_id
from builder.model import LEVELS, Kind, Origin, Question
from builder.readers._bank import values
from builder.strict_yaml import YamlText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from builder.model import Choice
    from builder.readers._bank.report import Report
    from builder.strict_yaml import Node

ID: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,79}")
GUID: Final = re.compile(r"[!-~]{1,64}")
NOTE_TYPE: Final = re.compile(r"[1-9][0-9]{0,18}")
KINDS: Final = tuple(Kind)
MINUTES: Final = (1, 120)
CHECKED: Final = (2000, 2100)
_CLOZE: Final = re.compile(r"\{\{c[1-9][0-9]{0,2}::")

DROPPED: Final = "the question is left out"
_IGNORED: Final = "this value is left out"


def _identifier(node: Node, report: Report) -> str | None:
    typed = node.text if isinstance(node, YamlText) else ""
    if ID.fullmatch(typed):
        return typed
    report.error(
        node, "bad-id", "an id has 2 to 80 small letters, digits and hyphens, no hyphen first"
    )
    return None


def _guid(node: Node, report: Report) -> str | None:
    typed = node.text if isinstance(node, YamlText) else ""
    if GUID.fullmatch(typed):
        return typed
    report.error(node, "bad-guid", "a guid has 1 to 64 visible ASCII characters, no spaces")
    return None


def _note_type(node: Node, report: Report) -> str | None:
    typed = node.text if isinstance(node, YamlText) else ""
    if NOTE_TYPE.fullmatch(typed):
        return typed
    report.error(node, "bad-note-type", "a note_type is the number of a file in note-types/")
    return None


_FIELDS: Final[Mapping[str, Callable[[Node, Report], Any]]] = {
    "id": _identifier,
    "kind": values.word(KINDS, "unknown-kind"),
    "topic": values.line,
    "level": values.word(LEVELS, "unknown-level"),
    "minutes": values.whole_number(*MINUTES),
    "tags": values.unique_tags,
    "question": values.text,
    "short_answer": values.text,
    "answer": values.text,
    "more_answers": values.list_of(values.filled),
    "choices": values.all_of(values.choice),
    "rubric": values.rubric,
    "follow_ups": values.list_of(values.follow_up),
    "red_flags": values.list_of(values.filled),
    "references": values.list_of(values.reference),
    "checked": values.whole_number(*CHECKED),
    "reverse": values.true_or_false,
    "guid": _guid,
    "note_type": _note_type,
    "fields": values.named_texts,
    "licence": values.line,
    "same_as": values.list_of(_identifier),
    "not_same_as": values.list_of(_identifier),
    "origins": values.list_of(values.origin),
}
KEYS: Final = tuple(_FIELDS)
# Without these a question would be another one, or have another history in Anki.
_ESSENTIAL: Final = ("id", "guid", "note_type", "kind", "question", "choices")


def read(node: Node, report: Report, defaults: Mapping[str, Any]) -> Question | None:
    """The question of an entry, or None: then an error of the report says it is left out.

    ``defaults`` holds topic, level, tags and licence of the file.
    """
    fatal = report.leading_to(DROPPED)
    found = values.members(node, KEYS, fatal)
    if found is None:
        return None
    read_values: dict[str, Any] = {}
    for key, value in found.items():
        where = fatal if key in _ESSENTIAL else report.leading_to(_IGNORED)
        read_values[key] = _FIELDS[key](value, where)
        if key in _ESSENTIAL and read_values[key] is None:
            return None
    if not _is_sound(node, found, read_values, fatal):
        return None
    return _question(node, read_values, report, defaults)


def _is_sound(
    node: Node, found: Mapping[str, Node], given: Mapping[str, Any], report: Report
) -> bool:
    kind = given.get("kind", Kind.OPEN)
    if "question" not in given:
        report.error(node, "missing-question", "question is missing")
    elif kind == Kind.CLOZE and not _has_cloze(given["question"]):
        report.error(
            found["question"], "no-cloze", "a cloze hides something: mark it {{c1::like this}}"
        )
    elif kind == Kind.CHOICE:
        return _can_choose(found.get("choices", node), given.get("choices", ()), report)
    elif "choices" in given:
        report.error(found["choices"], "choices-unused", "choices need kind: choice beside them")
    else:
        return True
    return False


def _can_choose(node: Node, choices: tuple[Choice, ...], report: Report) -> bool:
    if len(choices) < 2:
        report.error(node, "too-few-choices", "a choice needs at least two choices")
    elif not any(choice.correct for choice in choices):
        report.error(node, "no-correct-choice", "mark the right choice with correct: true")
    else:
        return True
    return False


def _has_cloze(markdown: str) -> bool:
    """Whether some ``{{c1::…}}`` is complete; every search goes on where the last one ended."""
    position = 0
    while opening := _CLOZE.search(markdown, position):
        position = markdown.find("}}", opening.end())
        if position < 0:
            return False
        if markdown[opening.end() : position].strip():
            return True
    return False


def _question(
    node: Node, given: Mapping[str, Any], report: Report, defaults: Mapping[str, Any]
) -> Question:
    chosen = {key: value for key, value in given.items() if value is not None}
    if "id" not in chosen:
        chosen["id"] = question_id(chosen["question"])
        report.warn(
            node,
            "no-id",
            f"id is missing; write id: {chosen['id']}, so that review history outlives rewording",
        )
    chosen["kind"] = Kind(chosen.get("kind", Kind.OPEN))
    chosen["tags"] = tuple(dict.fromkeys((*defaults.get("tags", ()), *chosen.get("tags", ()))))
    for key in ("topic", "level", "licence"):
        chosen.setdefault(key, defaults.get(key, ""))
    came_from = chosen.pop("origins", ())
    return Question(**chosen, origins=(Origin(report.path, node.line), *came_from))
