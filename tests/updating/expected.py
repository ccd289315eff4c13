"""What a collection must be after an import, and how one differs from what it must be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.updating.collection import Card

if TYPE_CHECKING:
    from tests.updating.collection import State

# A card that has no state yet; ``differences`` asks of it that it is new.
NEW = Card(0, ("", ""), ())


def after_import(before: State, brought: State, newer: set[str], looks: set[int]) -> State:
    """The collection before, with the notes and note types that are newer in what is brought.

    A card that exists stays as it is, wherever it is.
    """
    notes = {**before.notes, **{guid: brought.notes[guid] for guid in newer}}
    cards = {**brought.cards, **before.cards}
    types = {**before.types, **{key: brought.types[key] for key in looks & brought.types.keys()}}
    # Anki leaves decks behind that have no card in a package.
    about = {**before.about, **brought.about} if brought.cards else before.about
    return replace(
        before, notes=notes, cards=cards, types=types, about=about,
        media={**before.media, **brought.media},
    )  # fmt: skip


def differences(wanted: State, found: State) -> list[str]:
    """In words, one a difference."""
    faults = []
    if wanted.reviews != found.reviews:
        faults.append(f"{len(wanted.reviews)} reviews, now {len(found.reviews)}")
    faults += _apart("note", wanted.notes, found.notes)
    faults += _apart("note type", wanted.types, found.types)
    faults += _apart("deck", wanted.about, found.about)
    faults += _apart("medium", wanted.media, found.media)
    faults += [f"card {key}: {what}" for key, what in _cards(wanted, found)]
    return faults


def _apart(what: str, wanted: dict[Any, Any], found: dict[Any, Any]) -> list[str]:
    return [
        f"{what} {key}: {_short(found.get(key))}, not {_short(wanted.get(key))}"
        for key in sorted(wanted.keys() | found.keys())
        if wanted.get(key) != found.get(key)
    ]


def _cards(wanted: State, found: State) -> list[tuple[Any, str]]:
    faults = []
    for key in sorted(wanted.cards.keys() | found.cards.keys()):
        before, now = wanted.cards.get(key), found.cards.get(key)
        if before is None or now is None:
            faults.append((key, "came from nowhere" if before is None else "lost"))
        elif before.id == 0 and now.state[0] != 0:
            faults.append((key, "not new"))
        elif before.id and before != now:
            faults.append((key, f"{now}, not {before}"))
    return faults


def _short(value: object) -> str:
    text = "absent" if value is None else str(value)
    return text if len(text) < 300 else f"{text[:300]} …"
