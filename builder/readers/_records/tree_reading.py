"""Trees of JSON and YAML to questions, with word of what in them is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from builder.model import Origin, Problem, Reading, Severity
from builder.readers._records.records import read_records
from builder.readers._records.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.model import Source
    from builder.strict_yaml import Node

_TOLD: Final = 50


def read_tree(root: Node, source: Source, convert: Callable[[str], str]) -> Reading:
    """The questions of a tree."""
    tree = Tree(source.columns)
    tree.gather(root)
    if not tree.records:
        words = ", ".join(text.partition(":")[0][:40] for _, text in tree.passed[:8])
        said = f"no question was found in it; it has {words or 'nothing'}"
        return without_questions(
            source.path, 1, f"{said}. If a key holds questions: --map KEY=question"
        )
    reading = read_records(tree.records, source.path, convert)
    passed = [_passed(source.path, line, text) for line, text in tree.passed[:_TOLD]]
    if len(tree.passed) > _TOLD:
        more = f"{len(tree.passed) - _TOLD} more texts are no part of a question"
        passed.append(_passed(source.path, tree.passed[_TOLD][0], more))
    return Reading(reading.questions, (*passed, *reading.problems))


def without_questions(path: str, line: int, message: str) -> Reading:
    """A file without any question: settings and the like stand beside banks in many folders."""
    return Reading((), (Problem(Origin(path, line), Severity.WARNING, "no-questions", message),))


def _passed(path: str, line: int, text: str) -> Problem:
    plain = " ".join(text.split())
    shown = plain if len(plain) <= 60 else f"{plain[:57].rstrip()}…"
    said = f"not part of a question, skipped: {shown}"
    return Problem(Origin(path, line), Severity.INFO, "skipped", said)
