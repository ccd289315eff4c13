"""What the next build changes, told from the bank's ledger alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.ledger import NOTE_TYPE

if TYPE_CHECKING:
    from builder.model import Ledger, Stamp


@dataclass(frozen=True, slots=True)
class Outlook:
    """Notes as the next build would stamp them; ``types`` are note types that changed."""

    new: tuple[Stamp, ...]
    changed: tuple[Stamp, ...]
    unchanged: tuple[Stamp, ...]
    retired: tuple[Stamp, ...]
    types: tuple[Stamp, ...]

    def counts(self) -> dict[str, int]:
        """How many notes are new, updated, unchanged and retired."""
        return {
            "new": len(self.new),
            "updated": len(self.changed),
            "unchanged": len(self.unchanged),
            "retired": len(self.retired),
        }

    def as_data(self) -> dict[str, Any]:
        """What ``diff --json`` prints without an old package."""
        notes = {"new": self.new, "updated": self.changed, "retired": self.retired}
        return {
            "counts": self.counts(),
            "notes": [
                {"guid": stamp.guid, "fate": fate, "id": stamp.id}
                for fate, stamps in notes.items()
                for stamp in stamps
            ],
            "types": [{"name": stamp.id, "fate": "updated in place"} for stamp in self.types],
        }


def outlook(known: Ledger, after: Ledger) -> Outlook:
    """Compare the ledger as it is with the one that a build would leave.

    A question that was retired and has come back counts as updated: learners who have not
    cleared it away still have its note.
    """
    before = known.by_guid()
    groups: dict[str, list[Stamp]] = {
        name: [] for name in ("new", "changed", "unchanged", "retired", "types")
    }
    for stamp in after.stamps:
        old = before.get(stamp.guid)
        if stamp.kind == NOTE_TYPE:
            if old and old.digest != stamp.digest:
                groups["types"].append(stamp)
        elif old is None:
            groups["new"].append(stamp)
        elif stamp.retired:
            groups["retired"] += [] if old.retired else [stamp]
        else:
            same = old.changed == stamp.changed and not old.retired
            groups["unchanged" if same else "changed"].append(stamp)
    return Outlook(**{name: tuple(stamps) for name, stamps in groups.items()})
