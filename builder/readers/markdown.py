"""Markdown files: CommonMark with tables, read for the dialects."""

from __future__ import annotations

from builder.model import Origin, Problem, Reading, Severity, Source
from builder.readers._dialects import read_outline
from builder.readers._outline import outline
from builder.readers._repair import repaired
from builder.readers._signs import is_markdown, is_org


def recognises(source: Source) -> bool:
    """Text with headings, fences, bold or links in Markdown's signs."""
    return is_markdown(source.text) and not is_org(source)


def read(source: Source) -> Reading:
    """The questions of a Markdown file."""
    text, repairs = repaired(source.text, source.path)
    body, first_line, skipped = _without_front_matter(Source(source.path, text))
    reading = read_outline(outline(body, first_line), source.path)
    return Reading(reading.questions, (*repairs, *skipped, *reading.problems))


def _without_front_matter(source: Source) -> tuple[str, int, tuple[Problem, ...]]:
    """The text below YAML front matter, the number of its first line, and word of it."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        return source.text, 1, ()
    for number, line in enumerate(lines[1:201], start=2):
        if line.rstrip() in {"---", "..."}:
            skipped = Problem(
                Origin(source.path, 1),
                Severity.INFO,
                "skipped",
                f"front matter skipped ({number} lines)",
            )
            return "\n".join(lines[number:]), number + 1, (skipped,)
    return source.text, 1, ()
