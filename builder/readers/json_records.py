"""JSON and JSON Lines: records in lists, by topic, or as a quiz, wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder.model import Origin, Problem, Reading, Severity
from builder.readers._documents.repair import repaired
from builder.readers._records.cells import cell_markdown
from builder.readers._records.json import Json, JsonError
from builder.readers._records.signs import POST, kind_of
from builder.readers._records.tree_reading import read_tree, without_questions
from builder.strict_yaml import YamlList

if TYPE_CHECKING:
    from builder.model import Source
    from builder.strict_yaml import Node

_BAD_LINES: Final = 20
_WHOLE_LINE: Final = re.compile(r"\s*[{\[].*[}\]],?\s*")
# Without a name of a question in it, a file that cannot be read is none of ours.
_ASKING: Final = re.compile(
    r"[\"'](?:questions?|q|front|prompt|frage|pregunta|pergunta|вопрос)[\"']", re.IGNORECASE
)


def recognises(source: Source) -> bool:
    """JSON of any kind but a bank's posts from WordPress."""
    is_json = not source.data and kind_of(source.text, source.path) == "json"
    return is_json and not POST.search(source.text)


def read(source: Source) -> Reading:
    """The questions of all records; JSON Lines lose only the lines that cannot be read."""
    text, repairs = repaired(source.text, source.path)
    problems = list(repairs)
    loader = Json(text)
    try:
        root = loader.load()
    except JsonError as error:
        lines = text.split("\n")
        whole = sum(1 for line in lines if _WHOLE_LINE.fullmatch(line))
        if whole < 2 or whole * 2 < sum(1 for line in lines if line.strip()):
            return _unreadable(source, error)
        root, bad = _lines(lines, source.path)
        problems += bad
    else:
        problems += _remarks(loader, source.path)
    reading = read_tree(root, source, cell_markdown)
    return Reading(reading.questions, (*problems, *reading.problems))


def _lines(lines: list[str], path: str) -> tuple[Node, list[Problem]]:
    found: list[Node] = []
    problems: list[Problem] = []
    bad = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.strip() in {"[", "]"}:
            continue
        loader = Json(line.rstrip().removesuffix(","), number)
        try:
            found.append(loader.load())
        except JsonError as error:
            bad += 1
            said = f"not valid JSON: column {error.column}: {error.reason}; the line is left out"
            if bad <= _BAD_LINES:
                problems.append(Problem(Origin(path, number), Severity.ERROR, "unreadable", said))
        problems += _remarks(loader, path)
    if bad > _BAD_LINES:
        said = f"{bad - _BAD_LINES} more lines are not valid JSON; they are left out"
        problems.append(Problem(Origin(path, 1), Severity.ERROR, "unreadable", said))
    return YamlList(tuple(found), 1, 1), problems


def _remarks(loader: Json, path: str) -> list[Problem]:
    return [
        Problem(
            Origin(path, line), Severity.INFO if code == "skipped" else Severity.WARNING, code, said
        )
        for line, code, said in dict.fromkeys(loader.remarks)
    ]


def _unreadable(source: Source, error: JsonError) -> Reading:
    said = f"not valid JSON: column {error.column}: {error.reason}; the file is left out"
    if _ASKING.search(source.text):
        problem = Problem(Origin(source.path, error.line), Severity.ERROR, "unreadable", said)
        return Reading((), (problem,))
    return without_questions(source.path, error.line, said)
