"""What learners do between two imports. Each is a step of a way: ``"edit trap-points"``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from anki.cards import Card
    from anki.collection import Collection
    from anki.notes import Note

EDIT = "<b>in my own words</b>"
TAG = "mine::later"
OWN_GUID = "own-note-of-the-learner"
ELSEWHERE = "My own deck"


def study(collection: Collection, deck: str, argument: str) -> None:
    """Go through all cards: learned, lapsed, suspended, flagged, buried, moved elsewhere.

    The next time each card that is still in play meets with something else.
    """
    assert collection.db is not None
    times = collection.get_config("deckpress-studied", 0)
    collection.set_config("deckpress-studied", times + 1)
    for place, card_id in enumerate(collection.db.list("select id from cards order by id")):
        card = collection.get_card(card_id)
        if card.queue < 0 or card.odid:
            continue
        fate = (place + times) % 7
        _answer(collection, card, *((4, 1) if fate == 1 else (3, 3) if fate % 2 else (4,)))
        if fate == 2:
            collection.sched.suspend_cards([card_id])
        elif fate == 3:
            collection.set_user_flag_for_cards(1 + place % 7, [card_id])
        elif fate == 4:
            collection.sched.bury_cards([card_id])
        elif fate == 5:
            elsewhere = collection.decks.id(ELSEWHERE)
            assert elsewhere is not None
            collection.set_deck([card_id], elsewhere)
    # Answers within a millisecond leave review times that the check would mend later.
    collection.fix_integrity()


def edit(collection: Collection, deck: str, identifier: str) -> None:
    """Put something of one's own into the first field that an edit leaves readable."""
    note = _note(collection, identifier)
    note["Short answer"] += EDIT
    collection.update_note(note)


def tag(collection: Collection, deck: str, identifier: str) -> None:
    """Add a tag of one's own."""
    note = _note(collection, identifier)
    note.tags.append(TAG)
    collection.update_note(note)


def add(collection: Collection, deck: str, argument: str) -> None:
    """Write a note of one's own into the same deck, of a note type of the deck."""
    kind = collection.models.by_name("Deckpress Recall")
    home = collection.decks.by_name(deck)
    assert kind is not None
    assert home is not None
    note = collection.new_note(kind)
    note.guid = OWN_GUID
    note["Question"] = "What did I ask myself?"
    note["Short answer"] = "This."
    collection.add_note(note, home["id"])


def cloze(collection: Collection, deck: str, identifier: str) -> None:
    """Hide one more word of a note: a card that the deck does not have."""
    note = _note(collection, identifier)
    note["Text"] += " {{c9::mine}}"
    collection.update_note(note)


def delete(collection: Collection, deck: str, identifier: str) -> None:
    """Delete a note with its cards."""
    collection.remove_notes([_note(collection, identifier).id])


def rename(collection: Collection, deck: str, name: str) -> None:
    """Give the deck another name."""
    home = collection.decks.by_name(deck)
    assert home is not None
    collection.decks.rename(home["id"], name)


def restyle(collection: Collection, deck: str, argument: str) -> None:
    """Change the look of the cards."""
    kind = collection.models.by_name("Deckpress Recall")
    assert kind is not None
    kind["css"] += "\n.card { font-size: 30px; }"
    collection.models.update_dict(kind)


def cram(collection: Collection, deck: str, argument: str) -> None:
    """Pull some cards into a filtered deck."""
    from anki.decks import DeckId

    filtered = collection.sched.get_or_create_filtered_deck(DeckId(0))
    filtered.name = "Before the interview"
    filtered.config.search_terms[0].search = f'deck:"{deck}" -is:suspended'
    filtered.config.search_terms[0].limit = 4
    collection.sched.add_or_update_filtered_deck(filtered)


def empty(collection: Collection, deck: str, argument: str) -> None:
    """*Tools, Empty Cards*, and delete what it lists."""
    found = collection.get_empty_cards()
    collection.remove_cards_and_orphaned_notes([c for note in found.notes for c in note.card_ids])


DOES: dict[str, Callable[[Collection, str, str], None]] = {
    "study": study,
    "edit": edit,
    "tag": tag,
    "add": add,
    "cloze": cloze,
    "delete": delete,
    "rename": rename,
    "restyle": restyle,
    "cram": cram,
    "empty": empty,
}


def _note(collection: Collection, identifier: str) -> Note:
    """The note of a question that is not blank; the last one where it has had several kinds."""
    found = collection.find_notes(f'Id:"{identifier}" Retired:')
    return collection.get_note(max(found))


def _answer(collection: Collection, card: Card, *eases: Any) -> None:
    for ease in eases:
        card.load()
        card.start_timer()
        collection.sched.answerCard(card, ease)
