"""What a build means for those who study an earlier one: ledgers lost, notes gone, ids changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder import ledger
from builder.errors import DeckpressError
from builder.identity import guid_of
from builder.model import Ledger, Origin, Problem, Severity
from builder.similarity import likeness, why_alike

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from builder.model import Bank, Question, Stamp
    from builder.settings import Settings


def open_ledger(folder: Path, settings: Settings, outputs: Path, *, anew: bool) -> Ledger:
    """The ledger of the bank in ``folder``; an empty one for a bank that never had one.

    Raises DeckpressError where a bank that had a ledger has none now: without it every note would
    be stamped as changed, and learners' own edits would be overwritten. ``anew`` accepts that.
    """
    found = ledger.load(folder)
    if found is not None:
        return found
    deck = outputs / f"{settings.name}.apkg"
    if anew or not (settings.keeps_ledger or deck.exists()):
        return Ledger()
    path = (folder / ledger.FILE).as_posix()
    why = "deckpress.yaml names it" if settings.keeps_ledger else f"{deck} was built before"
    raise DeckpressError(
        f"{path} is missing, and {why}. Restore it (git checkout -- {path}). If it is lost for"
        " good, build once with --new-ledger: every note then counts as changed, and learners' own"
        " edits of them are overwritten once."
    )


def retired(known: Ledger) -> tuple[Stamp, ...]:
    """The notes that have left the bank."""
    notes = (stamp for stamp in known.stamps if stamp.retired)
    return tuple(sorted(notes, key=lambda stamp: (stamp.id, stamp.guid)))


def cleared(known: Ledger) -> tuple[Stamp, ...]:
    """The notes that have left the bank and whose cards can be blanked.

    The type of an adopted note has no field for that.
    """
    return tuple(stamp for stamp in retired(known) if stamp.kind != ledger.ADOPTED)


def remarks(old: Ledger, new: Ledger, bank: Bank, settings: Settings, path: str) -> list[Problem]:
    """What the people who keep a bank should know of a build: retired notes and ids that changed.

    ``path`` is the ledger's. Each is said once, by the build in which it happens.
    """
    was_retired = {stamp.guid for stamp in old.stamps if stamp.retired}
    gone = [stamp for stamp in retired(new) if stamp.guid not in was_retired]
    known = {stamp.guid for stamp in old.stamps}
    fresh = [
        (question, likeness(question.question, question.short_answer or question.answer))
        for question in bank.questions
        if guid_of(question, settings.namespace) not in known
    ]
    ids = {question.id: question for question, _ in fresh}
    moved = [stamp for stamp in gone if stamp.id in ids and _of_kind(stamp, ids[stamp.id])]
    if len(moved) > 3:  # no slip of one line
        gone = [stamp for stamp in gone if stamp not in moved]
    remarks = [
        _same_id(stamp, ids[stamp.id], settings)
        if stamp.id in ids
        else _renamed(stamp, *twin)
        if (twin := _twin(stamp, fresh))
        else _retired(stamp, path, settings)
        for stamp in gone
    ]
    return [*remarks, *([_moved(moved, path)] if len(moved) > 3 else [])]


def without_ledger(origin: Origin) -> Problem:
    """What it means for updates that a deck is built from files that are no bank."""
    return Problem(
        origin,
        Severity.INFO,
        "no-ledger",
        "not a bank: cards are known by the words of their questions, so one that is reworded is a"
        " new card, and each build counts every card as changed; `deckpress import` makes a bank",
    )


def _twin(gone: Stamp, fresh: Sequence[tuple[Question, str]]) -> tuple[Question, str] | None:
    """The new question that looks like one that is gone, and why."""
    for question, looks in fresh:
        if why := why_alike(gone.likeness, looks):
            return question, why
    return None


def _of_kind(gone: Stamp, question: Question) -> bool:
    return gone.kind in (question.kind, ledger.ADOPTED)


def _same_id(gone: Stamp, question: Question, settings: Settings) -> Problem:
    """The same id and another note: of another kind, or with another GUID."""
    if _of_kind(gone, question):
        return Problem(
            question.origin,
            Severity.WARNING,
            "guid-changed",
            f"{gone.id} has another GUID than before, so learners get its card anew. To keep its"
            f" review history write: guid: {gone.guid}",
        )
    return Problem(
        question.origin,
        Severity.WARNING,
        "kind-changed",
        f"{gone.id} was of the kind {gone.kind} and is of the kind {question.kind}, which in Anki"
        " is a new card. Learners keep the old one, with its review history, until they import"
        f" {settings.name}-cleanup.apkg and choose Tools, Empty Cards",
    )


def _moved(gone: Sequence[Stamp], path: str) -> Problem:
    return Problem(
        Origin(path, 1),
        Severity.WARNING,
        "guid-changed",
        f"{len(gone)} questions have other GUIDs than before, so learners get all their cards anew"
        " and lose their review history: the namespace in deckpress.yaml has changed. Restore it"
        f" together with {path}",
    )


def _renamed(gone: Stamp, question: Question, why: str) -> Problem:
    kind = "" if _of_kind(gone, question) else f" (it was of the kind {gone.kind})"
    return Problem(
        question.origin,
        Severity.WARNING,
        "id-changed",
        f"{question.id} looks like {gone.id}, which is gone ({why}). To keep its review history"
        f" write{kind}: id: {gone.id}",
    )


def _retired(gone: Stamp, path: str, settings: Settings) -> Problem:
    until = (
        "they delete it: its note type was adopted, and has no field that blanks it"
        if gone.kind == ledger.ADOPTED
        else f"they import {settings.name}-cleanup.apkg and choose Tools, Empty Cards"
    )
    return Problem(
        Origin(path, 1),
        Severity.WARNING,
        "retired",
        f"{gone.id} has left the bank. Learners keep its card until {until}",
    )
