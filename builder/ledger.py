"""The ledger of a bank: when each note last changed.

Anki takes an update only where a note's time is later than the one it has, compares whole seconds
and then replaces all fields and tags. So a note that has not changed must keep its time, or
learners lose their own edits; and one that has must get a later one, or they never see it. The
ledger, ``content/deck.lock``, remembers both, in one line a note that git can merge.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from builder import files
from builder.errors import DeckpressError
from builder.model import Ledger, Stamp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

FILE = "deck.lock"
NOTE_TYPE = "type"
ADOPTED = "adopted"  # the kind of a note whose type is not Deckpress's own
_LIMIT = 50 * files.MEGABYTE
_HEAD = (
    "# The ledger of this bank: when each note last changed and when it was first made.",
    "# Deckpress writes it. Commit it: without it, learners lose their own edits or miss updates.",
    "# id kind guid digest changed made likeness [retired]",
)
_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_RETIRED = "retired"


def load(folder: Path) -> Ledger | None:
    """The ledger of the bank in ``folder``; None where there is none.

    Raises DeckpressError where it cannot be read or was not written by Deckpress.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        text = files.decode(files.read_bytes(path, _LIMIT))
    except files.UnreadableError as error:
        raise DeckpressError(f"{path.as_posix()}:{error.line}: {error}") from error
    return parse(text, path.as_posix())


def parse(text: str, path: str) -> Ledger:
    """Read a ledger; raises DeckpressError with path and line for anything it did not write."""
    stamps: dict[str, Stamp] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(_MARKS):
            raise DeckpressError(
                f"{path}:{number}: two versions of the ledger were merged and left in conflict."
                " Keep every line of both sides; of two lines for one note keep the one with the"
                " later time. Then build again."
            )
        if line.strip() and not line.startswith("#"):
            stamp = _stamp(line, f"{path}:{number}")
            if stamp.guid in stamps:
                raise DeckpressError(
                    f"{path}:{number}: a second line for the note {stamp.guid} ({stamp.id});"
                    " keep the one with the later time and delete the other"
                )
            stamps[stamp.guid] = stamp
    return Ledger(tuple(stamps.values()))


def to_text(ledger: Ledger) -> str:
    """The ledger as its file holds it: sorted by id, so that changes of two people rarely meet."""
    stamps = sorted(ledger.stamps, key=lambda s: (s.kind != NOTE_TYPE, s.id, s.kind, s.guid))
    return "\n".join((*_HEAD, *(_line(stamp) for stamp in stamps), ""))


def stamp(known: Stamp | None, fresh: Stamp, now: int) -> Stamp:
    """A note as it is now, with its times: the old ones where a learner would see no change.

    ``fresh`` carries the digest; ``now`` is in Unix seconds. A change is always later than what
    learners have, even where the clock went back.
    """
    if known is None:
        return replace(fresh, changed=now, made=now)
    if known.digest == fresh.digest and not known.retired:
        return replace(fresh, changed=known.changed, made=known.made)
    return replace(fresh, changed=max(now, known.changed + 1), made=known.made)


def after(old: Ledger, fresh: Iterable[Stamp], present: Collection[str], now: int) -> Ledger:
    """The ledger after a build that made ``fresh``.

    ``present`` are the GUIDs of all questions of the bank, built or not: a note that is not among
    them is retired. A note type stays known although nothing may use it any more.
    """
    stamps = tuple(fresh)
    made = {stamp.guid for stamp in stamps}
    kept = []
    for known in old.stamps:
        if known.guid in made:
            continue
        gone = known.kind != NOTE_TYPE and known.guid not in present
        if gone and not known.retired:
            kept.append(replace(known, retired=True, changed=max(now, known.changed + 1)))
        else:
            kept.append(known)
    return Ledger((*stamps, *kept))


def _line(stamp: Stamp) -> str:
    times = (
        datetime.fromtimestamp(time, UTC).strftime(_TIME) for time in (stamp.changed, stamp.made)
    )
    parts = (stamp.id, stamp.kind, stamp.guid, stamp.digest, *times, stamp.likeness)
    return " ".join((*parts, *((_RETIRED,) if stamp.retired else ())))


def _stamp(line: str, place: str) -> Stamp:
    parts = line.split(" ")
    retired = len(parts) == 8 and parts[7] == _RETIRED
    try:
        identifier, kind, guid, digest, changed, made, likeness = parts[:7] if retired else parts
        times = [
            int(datetime.strptime(time, _TIME).replace(tzinfo=UTC).timestamp())
            for time in (changed, made)
        ]
    except ValueError:
        raise DeckpressError(
            f"{place}: not a line of a ledger; restore {FILE} from version control"
        ) from None
    if min(times) <= 0:
        raise DeckpressError(f"{place}: a time before 1970; restore {FILE} from version control")
    return Stamp(guid, identifier, kind, digest, times[0], times[1], likeness, retired)
