"""The notes as text in the real Anki: beside a package, and after one."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection
from anki.import_export_pb2 import ImportCsvRequest

from builder.errors import DeckpressError
from builder.identity import guid_of
from builder.model import Bank, Choice, Kind, Origin, Question
from builder.settings import Settings
from builder.writers import anki_deck, anki_text
from tests.card_pages import import_deck

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from anki.import_export_pb2 import ImportResponse

SETTINGS = Settings(
    name="backend", deck="Backend: interview", tag="backend", built_at=1_790_000_000
)
QUESTIONS = (
    Question(
        "odd-letters",
        'Say "hi"\tto\nthe *page*.',
        "So: é, \u2028, &#10; and `&amp;`.",
        '```python\nif a:\n\tprint("#")\n\n```\n\n$$a % b\nc$$',
        topic="Indexes & plans",
        level="mid",
    ),
    Question(
        "a-cloze",
        "Indexes speed up {{c1::reads}}\nand slow down {{c2::`std::map`}}.",
        kind=Kind.CLOZE,
    ),
    Question(
        "a-choice",
        "Which one?",
        answer="Full.",
        kind=Kind.CHOICE,
        choices=(Choice("`a = 1`", why="No."), Choice("`b\t= 2`", correct=True)),
    ),
    Question("quoted", '"', '"', guid="#1\"2'3"),
    Question("same-words-1", "Same words?", "One."),
    Question("same-words-2", "Same words?", "Another."),
)
BANK = Bank(QUESTIONS)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    opened = Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def import_text(collection: Collection, path: Path) -> ImportResponse.Log:
    """Import a text as Anki's dialog does when nothing in it is changed."""
    metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


def as_text(bank: Bank, folder: Path) -> Path:
    artifact = anki_text.write(bank, SETTINGS)
    path = folder / artifact.name
    path.write_bytes(artifact.data)
    return path


def as_package(bank: Bank, folder: Path) -> Path:
    artifact = anki_deck.write(bank, SETTINGS)
    path = folder / artifact.name
    path.write_bytes(artifact.data)
    return path


def notes(collection: Collection) -> dict[str, tuple[str, list[str], list[str], str]]:
    """What a learner has, by GUID: note type, fields as a browser sees them, tags, deck."""
    found = {}
    for identifier in collection.find_notes(""):
        note = collection.get_note(identifier)
        kind = note.note_type()
        assert kind is not None
        deck = collection.decks.name(note.cards()[0].did)
        found[note.guid] = (kind["name"], [seen(f) for f in note.fields], sorted(note.tags), deck)
    return found


def seen(html: str) -> str:
    """HTML in which white space that shows as one blank is one; code and TeX are kept."""
    parts = re.split(r"(<pre.*?</pre>|\\\[.*?\\\])", html, flags=re.DOTALL)
    parts[::2] = [" ".join(part.split()) for part in parts[::2]]
    parts[1::2] = [part.replace("&#10;", "\n").replace("&#9;", "\t") for part in parts[1::2]]
    return "".join(parts)


def test_one_note_a_line_in_the_order_of_the_bank() -> None:
    artifact = anki_text.write(BANK, SETTINGS)
    assert (artifact.output, artifact.name, artifact.notes) == ("notes", "backend-notes.txt", 6)
    text = artifact.data.decode()
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    assert text.endswith("\n")
    assert len(lines) == 7
    guids = [guid_of(question, SETTINGS.namespace) for question in QUESTIONS]
    assert [line.split("\t")[0] for line in lines[:3]] == guids[:3]
    assert [line.split("\t")[0] for line in lines[4:]] == [*guids[4:], ""]


def test_what_html_reads_as_a_blank_is_one_and_code_keeps_its_lines() -> None:
    text = anki_text.write(BANK, SETTINGS).data.decode()
    assert '<p>Say "hi" to the <em>page</em>.</p>' in text
    assert "if</span> a:&#10;&#9;" in text
    assert "a % b&#10;c" in text


def test_the_same_bank_gives_the_same_bytes_whenever_it_is_built() -> None:
    later = dataclasses.replace(SETTINGS, built_at=SETTINGS.built_at + 1)
    assert anki_text.write(BANK, SETTINGS) == anki_text.write(BANK, later)


def test_alone_it_adds_what_the_package_would(collection: Collection, tmp_path: Path) -> None:
    import_deck(collection, as_package(BANK, tmp_path))
    from_package = notes(collection)
    collection.remove_notes(list(collection.find_notes("")))
    assert not notes(collection)

    log = import_text(collection, as_text(BANK, tmp_path))

    assert len(log.new) == 6
    assert notes(collection) == from_package
    assert collection.card_count() == 7
    assert not collection.get_empty_cards().notes


def test_without_the_note_types_nothing_is_put_into_another(
    collection: Collection, tmp_path: Path
) -> None:
    log = import_text(collection, as_text(BANK, tmp_path))
    assert len(log.missing_notetype) == 6
    assert collection.note_count() == 0


def test_a_changed_bank_updates_in_place_and_keeps_reviews(
    collection: Collection, tmp_path: Path
) -> None:
    import_deck(collection, as_package(BANK, tmp_path))
    card = collection.get_card(collection.find_cards("Id:a-choice")[0])
    card.start_timer()
    collection.sched.answerCard(card, 3)
    reviewed = collection.get_card(card.id)
    elsewhere = collection.decks.id("Elsewhere")
    assert elsewhere is not None
    moved = collection.find_cards("Id:same-words-1")
    collection.set_deck(moved, elsewhere)
    changed = (
        dataclasses.replace(QUESTIONS[0], level="", topic="", short_answer=""),
        QUESTIONS[1],
        dataclasses.replace(QUESTIONS[2], question="Which of them?", answer="", tags=("sql",)),
        *QUESTIONS[3:],
        Question("fresh", "New?", "Yes."),
    )

    log = import_text(collection, as_text(Bank(changed), tmp_path))

    assert len(log.new) == 1
    assert not log.conflicting
    assert collection.note_count() == 7
    after = notes(collection)
    first, third = (after[guid_of(question, SETTINGS.namespace)] for question in changed[0:3:2])
    assert first[2] == []
    assert third[1][0] == "<p>Which of them?</p>"
    assert third[1][4] == ""
    assert third[2] == ["backend::tag::sql"]
    kept = collection.get_card(card.id)
    assert (kept.nid, kept.reps, kept.due) == (card.nid, reviewed.reps, reviewed.due)
    assert collection.get_card(moved[0]).did == elsewhere


def test_a_further_import_of_the_package_still_updates(
    collection: Collection, tmp_path: Path
) -> None:
    """Anki stamps what a text brings with the time of its import."""
    import_deck(collection, as_package(BANK, tmp_path))
    import_text(collection, as_text(BANK, tmp_path))
    newer = dataclasses.replace(QUESTIONS[4], short_answer="Two.")
    artifact = anki_deck.write(
        Bank((newer,)), dataclasses.replace(SETTINGS, built_at=4_000_000_000)
    )
    (tmp_path / "newer.apkg").write_bytes(artifact.data)
    log = import_deck(collection, tmp_path / "newer.apkg")
    assert len(log.updated) == 1
    assert not log.conflicting


def test_the_same_note_twice_names_both_places() -> None:
    one = Question("a", "A?", "A", guid="g", origins=(Origin("one.yaml", 3),))
    two = Question("b", "B?", "B", guid="g", origins=(Origin("two.yaml", 8),))
    with pytest.raises(DeckpressError, match=r"two\.yaml:8 and one\.yaml:3"):
        anki_text.write(Bank((one, two)), SETTINGS)


@pytest.mark.parametrize("deck", ["2024", "-1"])
def test_a_number_is_no_name_for_a_deck(deck: str) -> None:
    with pytest.raises(DeckpressError, match=f"the deck's name {deck} for the id"):
        anki_text.write(BANK, dataclasses.replace(SETTINGS, deck=deck))


def test_entities_an_author_wrote_stay_words(collection: Collection, tmp_path: Path) -> None:
    import_deck(collection, as_package(BANK, tmp_path))
    import_text(collection, as_text(BANK, tmp_path))
    note = collection.get_note(collection.find_notes("Id:odd-letters")[0])
    assert "<code>&amp;amp;</code>" in note["Short answer"]
    assert unescape(note["Question"]) == '<p>Say "hi" to the <em>page</em>.</p>'
