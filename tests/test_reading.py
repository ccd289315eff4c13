"""Every example in tests/reading: an input as found in the wild, and what is read from it.

A new example is two files. ``python -m tests.test_reading NAME`` writes the second one afresh;
read it before you keep it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from builder.model import Severity, Source
from builder.readers import READERS, read

FOLDER = Path(__file__).parent / "reading"
EXAMPLES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def understood(name: str) -> dict[str, Any]:
    """What is read from an example: the format, the questions, and the lines passed over."""
    source = Source(name, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    reading = read(source)
    return {
        "format": [reader.name for reader in READERS if reader.recognises(source)],
        "questions": [
            {
                "line": q.origin.line,
                "topic": q.topic,
                "question": q.question,
                "answer": q.answer,
                **({"more_answers": list(q.more_answers)} if q.more_answers else {}),
                **({"references": [r.url for r in q.references]} if q.references else {}),
            }
            for q in reading.questions
        ],
        "problems": [f"{p.origin.line} {p.code}: {p.message}" for p in reading.problems],
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_read_whole(name: str) -> None:
    expected = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert understood(name) == expected


def test_examples_stand_for_every_dialect() -> None:
    assert {"labelled-bullets", "pasted-notes", "numbered-headings"} <= set(EXAMPLES)
    assert {"bold-list", "wordpress-post"} <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_in_an_example_is_an_error(name: str) -> None:
    source = Source(name, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    assert all(problem.severity is not Severity.ERROR for problem in read(source).problems)


if __name__ == "__main__":
    for example in sys.argv[1:] or EXAMPLES:
        made = json.dumps(understood(example), ensure_ascii=False, indent=2)
        (FOLDER / f"{example}.json").write_text(f"{made}\n", encoding="utf-8")
