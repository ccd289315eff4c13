"""What a comparison of two packages says, as plain data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.model import Severity
    from builder.packages import PackagedNote, PackagedType


class Fate(StrEnum):
    """What becomes of a note on import. Anki's log calls an unchanged one a duplicate."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICTING = "conflicting"


class TypeFate(StrEnum):
    """What becomes of a note type: HELD differs but is not later, so Anki keeps the old one."""

    ADDED = "added"
    SAME = "same"
    UPDATED = "updated in place"
    HELD = "held back"
    FORKED = "forked"


@dataclass(frozen=True, slots=True)
class Change:
    """A note of the new package, and the note of the old one that has its GUID."""

    fate: Fate
    new: PackagedNote
    old: PackagedNote | None = None

    @property
    def differs(self) -> bool:
        """Whether a learner would see a difference, if it arrived."""
        return self.old is not None and (
            [value for _, value in self.old.fields] != [value for _, value in self.new.fields]
            or set(self.old.tags) != set(self.new.tags)
        )


@dataclass(frozen=True, slots=True)
class TypeChange:
    """A note type of the new package; ``differences`` are in words, none where it is the same."""

    fate: TypeFate
    new: PackagedType
    old: PackagedType | None = None
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know before the import; an ERROR costs learners work or updates.

    ``code`` is a stable kebab-case name; ``notes`` are those it is about.
    """

    severity: Severity
    code: str
    message: str
    notes: tuple[PackagedNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What importing the new package over the old one does.

    ``changes`` are in the order of the new package. Notes that only the old one has stay with the
    learner: ``retired`` where the ledger says so, else ``left_behind``.
    """

    changes: tuple[Change, ...] = ()
    retired: tuple[PackagedNote, ...] = ()
    left_behind: tuple[PackagedNote, ...] = ()
    types: tuple[TypeChange, ...] = ()
    findings: tuple[Finding, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many notes are new, updated, unchanged, retired, left behind and conflicting."""
        fates = Counter(change.fate for change in self.changes)
        return {
            "new": fates[Fate.NEW],
            "updated": fates[Fate.UPDATED],
            "unchanged": fates[Fate.UNCHANGED],
            "retired": len(self.retired),
            "left behind": len(self.left_behind),
            "conflicting": fates[Fate.CONFLICTING],
        }

    def of(self, fate: Fate) -> tuple[Change, ...]:
        """The changes of one fate, in the order of the new package."""
        return tuple(change for change in self.changes if change.fate is fate)
