"""The table of what the bank covers: every subject has questions, and they exist."""

from __future__ import annotations

import re
from pathlib import Path

from builder import sources
from builder.readers import read_all

ROOT = Path(__file__).parent.parent
_ROW = re.compile(r"\| (?P<subject>.+) \| (?:Core|Beyond) \| (?P<ids>.*) \|")


def test_every_subject_has_questions_that_exist() -> None:
    ids = {question.id for question in read_all(sources.load([ROOT / "content/bank"])[0]).questions}
    lines = (ROOT / "docs/coverage.md").read_text("utf-8").split("\n")
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| subject ")]
    assert rows
    for row in rows:
        found = _ROW.fullmatch(row)
        assert found, row
        named = re.findall(r"`([^`]+)`", found["ids"])
        assert named, f"nothing asks about {found['subject']}"
        assert set(named) <= ids, f"{found['subject']}: {set(named) - ids}"
