"""A comparison as lines for people and as data for scripts."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from builder.characters import printable
from builder.comparison._nouns import Fate
from builder.comparison._readable import field_changes, title, topic
from builder.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from builder.comparison._nouns import Change, Comparison, Finding
    from builder.packages import PackagedNote

_NAMED: Final = 5  # notes named below a finding; --json names all


class Line(NamedTuple):
    """A line to show; ``style`` is ``heading``, ``added``, ``removed``, ``error`` or nothing."""

    text: str
    style: str = ""


def summary(counts: Mapping[str, int]) -> str:
    """``12 new, 3 updated, 140 unchanged, 1 retired, 0 conflicting``."""
    return ", ".join(
        f"{count:,} {what}" for what, count in counts.items() if count or what != "left behind"
    )


def finding_lines(comparison: Comparison) -> Iterator[Line]:
    """What to know before the import, errors first, each with some of its notes."""
    for finding in comparison.findings:
        word = finding.severity.name.lower()
        style = "error" if finding.severity is Severity.ERROR else ""
        yield Line(f"{word}: {printable(finding.message)} [{finding.code}]", style)
        yield from (Line(f"  {title(note)}") for note in finding.notes[:_NAMED])
        if len(finding.notes) > _NAMED:
            yield Line(f"  … and {len(finding.notes) - _NAMED:,} more")


def note_lines(comparison: Comparison) -> Iterator[Line]:
    """The notes that change, each with what changes in it."""
    differing = [change for change in comparison.changes if change.differs]
    updated = [change for change in differing if change.fate is Fate.UPDATED]
    missed = [change for change in differing if change.fate is Fate.UNCHANGED]
    yield from _titles("New", [change.new for change in comparison.of(Fate.NEW)], "added")
    yield from _changed("Updated", updated)
    yield from _changed("Changed, but never arriving", missed)
    yield from _titles("Retired", comparison.retired, "removed")
    yield from _titles("Left behind", comparison.left_behind)
    yield from _titles("Conflicting", [c.new for c in comparison.of(Fate.CONFLICTING)], "error")


def as_data(comparison: Comparison) -> dict[str, Any]:
    """What ``diff --json`` prints; notes that do not change at all are only counted."""
    told = [change for change in comparison.changes if change.fate != Fate.UNCHANGED]
    told += [c for c in comparison.changes if c.fate is Fate.UNCHANGED and c.differs]
    return {
        "counts": {what.replace(" ", "_"): n for what, n in comparison.counts().items()},
        "notes": [
            *map(_change_as_data, told),
            *(_note_as_data(note, "retired") for note in comparison.retired),
            *(_note_as_data(note, "left behind") for note in comparison.left_behind),
        ],
        "types": [
            {"name": c.new.name, "fate": c.fate, "differences": c.differences}
            for c in comparison.types
        ],
        "findings": list(map(_finding_as_data, comparison.findings)),
    }


def _titles(heading: str, notes: Sequence[PackagedNote], style: str = "") -> Iterator[Line]:
    if notes:
        yield Line("")
        yield Line(heading, "heading")
        yield from (Line(f"  {title(note)}", style) for note in notes)


def _changed(heading: str, changes: Sequence[Change]) -> Iterator[Line]:
    if changes:
        yield Line("")
        yield Line(heading, "heading")
        yield from chain.from_iterable(map(_change_lines, changes))


def _change_lines(change: Change) -> Iterator[Line]:
    yield Line(f"  {title(change.new)}")
    for field in field_changes(change):
        yield Line(f"    {printable(field.name)}" + ("" if field.lines else " (only its mark-up)"))
        for line in field.lines:
            yield Line(f"      {line}", "added" if line.startswith("+") else "removed")


def _change_as_data(change: Change) -> dict[str, Any]:
    fields = () if change.fate is Fate.CONFLICTING else field_changes(change)
    return {
        **_note_as_data(change.new, change.fate),
        "changes": [{"field": field.name, "lines": field.lines} for field in fields],
    }


def _note_as_data(note: PackagedNote, fate: str) -> dict[str, Any]:
    return {"guid": note.guid, "fate": fate, "title": title(note), "topic": topic(note)}


def _finding_as_data(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity.name.lower(),
        "code": finding.code,
        "message": finding.message,
        "notes": [note.guid for note in finding.notes],
    }
