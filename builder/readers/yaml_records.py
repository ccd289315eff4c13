"""YAML of other people's making: the same records as in JSON."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from builder.model import Origin, Problem, Reading, Severity
from builder.readers._documents.repair import repaired
from builder.readers._records.cells import cell_markdown
from builder.readers._records.nodes import without_null
from builder.readers._records.signs import kind_of
from builder.readers._records.tree_reading import read_tree, without_questions
from builder.readers._signs import is_bank
from builder.strict_yaml import YamlError, load

if TYPE_CHECKING:
    from builder.model import Source

_ASKING: Final = re.compile(
    r"^[\s-]*[\"']?(?:questions?|q|front|prompt|frage|pregunta|pergunta|вопрос)[\"']?\s{0,9}:",
    re.IGNORECASE | re.MULTILINE,
)


def recognises(source: Source) -> bool:
    """YAML that is no bank of ours."""
    is_yaml = not source.data and kind_of(source.text, source.path) == "yaml"
    return is_yaml and not is_bank(source.text)


def read(source: Source) -> Reading:
    """The questions of all records; a file that is no YAML is left out."""
    text, repairs = repaired(source.text, source.path)
    try:
        root = without_null(load(text, source.path))
    except YamlError as error:
        said = f"column {error.column}: {error.reason}; the file is left out"
        if not _ASKING.search(text):
            return without_questions(source.path, error.line, said)
        problem = Problem(Origin(source.path, error.line), Severity.ERROR, "yaml-syntax", said)
        return Reading((), (problem,))
    # Lines of YAML are wrapped where they got long; those of a cell were ended on purpose.
    reading = read_tree(root, source, partial(cell_markdown, breaks=False))
    return Reading(reading.questions, (*repairs, *reading.problems))
