"""Mojibake put right, and said so."""

from __future__ import annotations

from builder.model import Origin, Problem, Severity
from builder.text import repair


def repaired(text: str, path: str, first_line: int = 1) -> tuple[str, tuple[Problem, ...]]:
    """A text without mojibake, and an INFO problem for each line that had some."""
    mended, lines = repair(text)
    return mended, tuple(
        Problem(
            Origin(path, first_line + line - 1),
            Severity.INFO,
            "mojibake",
            "characters decoded with the wrong table, such as “â€™”, were repaired",
        )
        for line in lines
    )
