"""Findings about a document as a whole, beside those about its blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.model import Origin, Problem, Severity
from builder.readers._dialects._headings.contents import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._draft import Draft
    from builder.readers._dialects._headings.contents import Contents
    from builder.readers._outlines.outline import Outline


def unclosed_fences(outline: Outline, path: str) -> list[Problem]:
    """A warning for each block of code that never closes."""
    return [
        Problem(
            Origin(path, line),
            Severity.WARNING,
            "unclosed-fence",
            "this code never closes; it is read up to the next heading or label that goes on",
        )
        for line in outline.unclosed
    ]


def listed_only(contents: Contents, drafts: Sequence[Draft], path: str) -> list[Problem]:
    """A remark for each question that the contents name and that stands nowhere else."""
    if not (contents.entries and drafts):
        return []
    asked = [draft.question.split("\n", 1)[0] for draft in drafts]
    return [
        Problem(
            Origin(path, line),
            Severity.INFO,
            "skipped",
            f"asked in the table of contents only: {words[:80]}",
        )
        for words, line in missing(contents, asked)
    ]
