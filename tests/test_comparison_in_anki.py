"""What a comparison predicts is what the real Anki does, in its dialog's default settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection

from builder import packages
from builder.comparison import compare
from builder.model import Bank
from tests import edited_packages as made
from tests.card_pages import import_deck
from tests.edited_packages import BANK, built, edited, in_turn, sql

if TYPE_CHECKING:
    from pathlib import Path

    from anki.import_export_pb2 import ImportResponse

OLD, LATER = built(), built(after=60)
LESS = Bank(BANK.questions[:3])

# Pairs of an old package and a new one, by what is between them.
PAIRS = {
    "nothing": (OLD, OLD),
    "a minute": (OLD, LATER),
    "a minute back": (LATER, OLD),
    "a second": (OLD, edited(OLD, sql("update notes set mod = mod + 1"))),
    "half of the times": (OLD, edited(LATER, sql("update notes set mod = mod - 60 where id % 2"))),
    "times in the future": (edited(OLD, sql("update notes set mod = mod + 100000000")), LATER),
    "questions come": (built(LESS), LATER),
    "questions gone": (OLD, built(LESS, after=60)),
    "another bank": (OLD, built(after=60, namespace="another")),
    "other ids of notes": (OLD, edited(LATER, sql("update notes set id = id + 5000"))),
    "another deck": (OLD, built(after=60, deck="Other")),
    "no ids in types, ever": (edited(OLD, made.without_ids), edited(LATER, made.without_ids)),
    "ids in types from now": (edited(OLD, made.without_ids), LATER),
    "no ids in types from now": (OLD, edited(LATER, made.without_ids)),
    "names, without ids": (
        edited(OLD, made.without_ids),
        edited(LATER, in_turn(made.without_ids, made.renamed)),
    ),
    "names, ids from now": (edited(OLD, made.without_ids), edited(LATER, made.renamed)),
    "names, with ids": (OLD, edited(LATER, made.renamed)),
    "look": (OLD, edited(LATER, made.other_look)),
    "look, but not its time": (OLD, edited(LATER, in_turn(made.other_look, made.older_types))),
    "a field's id": (OLD, edited(LATER, made.other_field_id)),
    "a field's id, and back in time": (LATER, edited(OLD, made.other_field_id)),
    "a template's id": (OLD, edited(LATER, made.other_template_id)),
    "the order of fields": (OLD, edited(LATER, made.swapped_fields)),
    "a field more": (OLD, edited(LATER, made.one_more_field)),
    "clozes as basic, in place": (OLD, edited(LATER, made.cloze_as_basic)),
    "another type for a note": (OLD, edited(LATER, made.recall_as_choice)),
    "another type, back in time": (LATER, edited(OLD, made.recall_as_choice)),
    "a type unused before, forked now": (
        edited(OLD, made.without_choice),
        edited(LATER, made.other_field_id),
    ),
    "every note twice": (OLD, edited(LATER, made.TWICE)),
    "every note twice, one new": (edited(OLD, made.without_choice), edited(LATER, made.TWICE)),
    "every note twice before": (edited(OLD, made.TWICE), LATER),
    "no cards before": (edited(OLD, sql("delete from cards")), LATER),
    "no cards from now": (OLD, edited(LATER, sql("delete from cards"))),
}


def imported(folder: Path, old: bytes, new: bytes) -> tuple[ImportResponse.Log, Collection]:
    """Import both into an empty collection; what Anki's log says of the second."""
    path = folder / "collection.anki2"
    for name, data in (("old.apkg", old), ("new.apkg", new)):
        (folder / name).write_bytes(data)
        collection = Collection(str(path))
        log = import_deck(collection, folder / name)
        if name == "old.apkg":
            collection.close()
    return log, collection


def counted_by_anki(folder: Path, old: bytes, new: bytes) -> dict[str, int]:
    log, collection = imported(folder, old, new)
    collection.close()
    return {
        "new": len(log.new),
        "updated": len(log.updated),
        "unchanged": len(log.duplicate),
        "conflicting": len(log.conflicting),
    }


def predicted(old: bytes, new: bytes) -> dict[str, int]:
    found = compare(
        packages.read(old, "old.apkg"), packages.read(new, "new.apkg"), now=2_000_000_000
    )
    counts = found.counts()
    return {name: counts[name] for name in ("new", "updated", "unchanged", "conflicting")}


@pytest.mark.parametrize("between", PAIRS)
def test_the_counts_are_those_of_ankis_log(tmp_path: Path, between: str) -> None:
    assert predicted(*PAIRS[between]) == counted_by_anki(tmp_path, *PAIRS[between])


@pytest.mark.parametrize("seed", range(20))
def test_the_counts_are_those_of_ankis_log_by_chance(tmp_path: Path, seed: int) -> None:
    old, new = made.pair_by_chance(seed)
    assert predicted(old, new) == counted_by_anki(tmp_path, old, new)


def test_the_pairs_by_chance_come_to_every_end() -> None:
    ends = [predicted(*made.pair_by_chance(seed)) for seed in range(20)]
    assert all(any(end[name] for end in ends) for name in ends[0])


def test_cards_stay_in_their_deck_and_a_second_one_appears(tmp_path: Path) -> None:
    old, new = PAIRS["another deck"]
    (finding,) = (
        finding
        for finding in compare(packages.read(old, "o"), packages.read(new, "n"), now=0).findings
        if finding.code == "deck-changed"
    )
    _, collection = imported(tmp_path, old, new)
    decks = {deck.name: deck.id for deck in collection.decks.all_names_and_ids()}
    cards = {name: len(collection.find_cards(f'deck:"{name}"')) for name in decks}
    collection.close()
    assert "a second deck “Other” appears" in finding.message
    assert cards == {"Default": 0, "Small": 6, "Other": 0}


@pytest.mark.parametrize(
    ("between", "code", "name"),
    [
        ("a field more", "type-forked", "Deckpress Recall+"),
        ("look, but not its time", "type-held-back", "Deckpress Recall"),
        ("names, with ids", "type-updated", "Deckpress Recall of another name"),
    ],
)
def test_note_types_fork_or_stay_as_the_finding_says(
    tmp_path: Path, between: str, code: str, name: str
) -> None:
    old, new = PAIRS[between]
    found = compare(packages.read(old, "o"), packages.read(new, "n"), now=0)
    _, collection = imported(tmp_path, old, new)
    names = {kind.name for kind in collection.models.all_names_and_ids()}
    collection.close()
    assert code in {finding.code for finding in found.findings}
    assert name in names
    assert ("Deckpress Recall+" in names) == (code == "type-forked")
