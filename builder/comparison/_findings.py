"""What to know before an import: what costs learners work, and what never reaches them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from builder.comparison._nouns import Fate, Finding, TypeFate
from builder.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.comparison._nouns import Change, Comparison, TypeChange
    from builder.packages import Package, PackagedNote

_LEDGER = "Build from the bank with its ledger, content/deck.lock."


def findings(old: Package, new: Package, found: Comparison, now: int) -> tuple[Finding, ...]:
    """What there is to say of a comparison, errors first; ``now`` is in Unix seconds."""
    gone = (*found.retired, *found.left_behind)
    said = [
        *_types(found.types),
        *_conflicts(found.changes),
        *_times(found.changes, now),
        *_repeated(old, new),
        *_identity(found.changes, gone),
        *_decks(old, found.changes),
        *_cards(found.changes),
    ]
    return tuple(sorted(said, key=lambda finding: -finding.severity))


def _types(types: Sequence[TypeChange]) -> Iterator[Finding]:
    for change in types:
        name = f"the note type “{change.new.name}”"
        what = "; ".join(change.differences)
        if change.fate is TypeFate.FORKED:
            yield Finding(
                Severity.ERROR,
                "type-forked",
                f"{name} has other fields or templates ({what}): Anki puts a second type beside"
                " the old one and never updates an old note again. Undo that change, and use a"
                " spare field for what is new.",
            )
        elif change.fate is TypeFate.HELD:
            yield Finding(
                Severity.ERROR,
                "type-held-back",
                f"{name} changed ({what}), but its time did not: learners keep the old one."
                f" {_LEDGER}",
            )
        elif change.old and change.old.kind != change.new.kind:
            yield Finding(
                Severity.ERROR,
                "type-kind",
                f"{name} changes its kind ({what}): the cards learners have no longer fit it."
                " Make a new note type instead.",
            )
        elif change.fate is TypeFate.UPDATED:
            yield Finding(Severity.INFO, "type-updated", f"{name} is updated in place: {what}")


def _conflicts(changes: Sequence[Change]) -> Iterator[Finding]:
    conflicting = [change for change in changes if change.fate is Fate.CONFLICTING]
    moved: list[PackagedNote] = []
    stuck: list[PackagedNote] = []
    for change in conflicting:
        same = change.old is not None and change.old.type_id == change.new.type_id
        (stuck if same else moved).append(change.new)
    if moved:
        yield Finding(
            Severity.ERROR,
            "note-type-changed",
            f"{_notes(moved)} under the same GUID but with another note type, as from basic to"
            " cloze: Anki leaves the old cards as they are and never updates them again. Give such"
            " a question another id or guid, so that it arrives as a new card.",
            tuple(moved),
        )
    if stuck:
        yield Finding(
            Severity.ERROR,
            "notes-of-forked-type",
            f"{_notes(stuck)} of a note type that Anki forks: never updated again",
            tuple(stuck),
        )


def _times(changes: Sequence[Change], now: int) -> Iterator[Finding]:
    missed = [c.new for c in changes if c.fate is Fate.UNCHANGED and c.differs]
    if missed:
        yield Finding(
            Severity.ERROR,
            "never-arrives",
            f"{_notes(missed)} changed without a later time: learners never see the change."
            f" {_LEDGER}",
            tuple(missed),
        )
    rewritten = [c.new for c in changes if c.fate is Fate.UPDATED and not c.differs]
    if rewritten:
        yield Finding(
            Severity.ERROR,
            "own-edits-lost",
            f"{_notes(rewritten)} with a later time though nothing changed: learners lose their"
            f" own edits and tags on them. {_LEDGER}",
            tuple(rewritten),
        )
    future = [c.new for c in changes if c.new.changed > now]
    if future:
        last = datetime.fromtimestamp(max(note.changed for note in future), UTC).date()
        yield Finding(
            Severity.ERROR,
            "time-in-future",
            f"{_notes(future)} with a time in the future, up to {last}: no fix reaches learners"
            " before then. Set the clock right and build again.",
            tuple(future),
        )


def _repeated(old: Package, new: Package) -> Iterator[Finding]:
    for package, severity, text in (
        (
            new,
            Severity.ERROR,
            "of the new deck under a GUID that stands twice: each arrives by itself, as two",
        ),
        (
            old,
            Severity.WARNING,
            "of the old deck under a GUID that stands twice: only one of two is updated",
        ),
    ):
        times = Counter(note.guid for note in package.notes)
        repeated = tuple(note for note in package.notes if times[note.guid] > 1)
        if repeated:
            yield Finding(severity, "repeated-guid", f"{_notes(repeated)} {text}", repeated)


def _identity(changes: Sequence[Change], gone: Sequence[PackagedNote]) -> Iterator[Finding]:
    """Questions that come back under another GUID: to Anki they are others, without a history."""
    by_id = {identifier: note for note in gone if (identifier := _id(note))}
    by_front = {note.fields[0][1]: note for note in gone if note.fields}
    other_kind: list[PackagedNote] = []
    other_guid: list[PackagedNote] = []
    for change in changes:
        note = change.new
        if change.fate is not Fate.NEW or not note.fields:
            continue
        before = by_id.get(_id(note)) or by_front.get(note.fields[0][1])
        if before:
            (other_guid if before.type_id == note.type_id else other_kind).append(note)
    if other_guid:
        yield Finding(
            Severity.ERROR,
            "history-lost",
            f"{_notes(other_guid)} again under another GUID: new cards without a history, the old"
            " ones beside them. Keep id and namespace, or write the old guid into the bank.",
            tuple(other_guid),
        )
    if other_kind:
        yield Finding(
            Severity.WARNING,
            "kind-changed",
            f"{_notes(other_kind)} of another kind than before: new cards, and the old ones stay"
            " until the learner removes them",
            tuple(other_kind),
        )


def _decks(old: Package, changes: Sequence[Change]) -> Iterator[Finding]:
    """Cards whose deck is another one now. Anki tells decks apart by name, whatever the case."""
    known = {name.casefold() for name in old.decks}
    moves: dict[tuple[str, str], list[PackagedNote]] = defaultdict(list)
    for change in changes:
        if change.old and change.old.deck and change.new.deck:
            move = (change.old.deck, change.new.deck)
            if move[0].casefold() != move[1].casefold():
                moves[move].append(change.new)
    for (before, after), notes in moves.items():
        second = "" if after.casefold() in known else f", and a second deck “{after}” appears"
        yield Finding(
            Severity.WARNING,
            "deck-changed",
            f"{_notes(notes)} in “{after}” now: the cards learners have stay in"
            f" “{before}”{second}. Keep the deck's name, or ask learners to move the cards.",
            tuple(notes),
        )


def _cards(changes: Sequence[Change]) -> Iterator[Finding]:
    fewer = [
        change.new
        for change in changes
        if change.fate is Fate.UPDATED
        and change.old
        and set(change.old.cards) - {*change.new.cards}
    ]
    if fewer:
        yield Finding(
            Severity.WARNING,
            "cards-emptied",
            f"{_notes(fewer)} with fewer cards than before: Tools, Empty Cards removes the others"
            " with their history",
            tuple(fewer),
        )


def _id(note: PackagedNote) -> str:
    return next((value for name, value in note.fields if name == "Id"), "")


def _notes(notes: Sequence[PackagedNote]) -> str:
    return f"{len(notes):,} note{'' if len(notes) == 1 else 's'}"
