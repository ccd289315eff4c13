"""The deck in the real Anki: imported, studied, updated."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection

from builder.errors import DeckpressError, RenderError
from builder.identity import note_guid
from builder.model import Bank, Choice, Kind, Origin, Question, Reference
from builder.settings import Settings
from builder.writers.anki_deck import write
from tests.card_pages import import_deck

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from anki.dbproxy import DBProxy
    from anki.notes import Note

    Imported = Callable[..., Collection]

SETTINGS = Settings(
    name="backend",
    title="Backend *interview*",
    deck="Backend interview",
    tag="backend",
    built_at=1_790_000_000,
)

QUESTIONS = (
    Question(
        "column-order",
        "Why does the *order* of columns matter in `INDEX (a, b)`?",
        "It is sorted by **a** first.",
        "Like a phone book.\n\n```sql\nSELECT 1;\n```",
        more_answers=("Draw the tree.", "Ask for the plan."),
        topic="Indexes & plans",
        level="mid",
        tags=("Query tuning", "sql"),
        references=(
            Reference("Use The Index, Luke", "https://use-the-index-luke.com/"),
            Reference("A bad address", "javascript:alert(1)"),
        ),
        origins=(Origin("content/bank/indexes.yaml", 4),),
    ),
    Question(
        "write-cost",
        "Indexes speed up {{c1::reads}} and slow down {{c2::writes}}.",
        kind=Kind.CLOZE,
        topic="Indexes & plans",
    ),
    Question(
        "function-on-column",
        "Which predicate can seek an index on `email`?",
        kind=Kind.CHOICE,
        topic="Indexes & plans",
        choices=(
            Choice("`lower(email) = 'a'`", why="An expression hides the column."),
            Choice("`email = 'a'`", correct=True, why="The bare column."),
        ),
    ),
    Question("only-answer", "What is a page?", answer="The unit of reading.", topic="Storage"),
    Question("unanswered", "What is a leaf?", topic="Storage"),
)
BANK = Bank(QUESTIONS)


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[Imported]:
    """Import banks one after another into one collection, by the default dialog."""
    opened: list[Collection] = []

    def run(*banks: Bank, settings: Settings = SETTINGS) -> Collection:
        for step, bank in enumerate(banks):
            later = dataclasses.replace(settings, built_at=settings.built_at + 60 * step)
            package = tmp_path / f"{len(opened)}-{step}.apkg"
            package.write_bytes(write(bank, later).data)
            if opened:
                opened.pop().close()
            opened.append(Collection(str(tmp_path / "collection.anki2")))
            import_deck(opened[-1], package)
            # The Python side keeps note types it has seen; a fresh one sees the import's.
            opened.pop().close()
            opened.append(Collection(str(tmp_path / "collection.anki2")))
        return opened[-1]

    yield run
    for collection in opened:
        collection.close()


def database(collection: Collection) -> DBProxy:
    assert collection.db is not None
    return collection.db


def note_of(collection: Collection, question: Question) -> Note:
    """The note of a question, found by the GUID its id and kind give it."""
    guid = note_guid(SETTINGS.namespace, question.id, question.kind)
    return collection.get_note(
        database(collection).scalar("select id from notes where guid = ?", guid)
    )


def back_of(collection: Collection, question: Question, order: int = 0) -> str:
    return note_of(collection, question).cards()[order].render_output().answer_text


def words(html: str) -> str:
    """What a reader sees of HTML."""
    text = re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def test_every_question_becomes_a_note_with_the_cards_anki_expects(imported: Imported) -> None:
    collection = imported(BANK)
    assert collection.note_count() == 5
    assert collection.card_count() == 6
    assert not collection.get_empty_cards().notes
    _, sound = collection.fix_integrity()
    assert sound
    assert collection.card_count() == 6, "Anki's check adds cards the package should have had"


def test_artifact_says_what_it_is() -> None:
    artifact = write(BANK, SETTINGS)
    assert (artifact.output, artifact.name, artifact.notes) == ("deck", "backend.apkg", 5)


def test_all_cards_are_in_one_deck_with_a_description(imported: Imported) -> None:
    collection = imported(BANK)
    names = [deck.name for deck in collection.decks.all_names_and_ids(skip_empty_default=True)]
    assert names == ["Backend interview"]
    deck = collection.decks.by_name("Backend interview")
    assert deck is not None
    shown = collection.render_markdown(deck["desc"])
    assert deck["md"] is True
    assert "Backend *interview*" in shown
    assert "5 questions in 2 topics, version of 2026-09-21" in words(shown)
    assert "flags rather than tags" in words(shown)


def test_new_cards_come_in_the_order_of_the_bank(imported: Imported) -> None:
    collection = imported(BANK)
    found = collection.find_cards("is:new", order="c.due, c.ord")
    notes = [collection.get_card(card).note() for card in found]
    ids = list(dict.fromkeys(note["Id"] for note in notes))
    assert ids == [question.id for question in QUESTIONS]
    assert database(collection).list("select due from cards order by due") == [1, 2, 2, 3, 4, 5]


def test_tags_are_nested(imported: Imported) -> None:
    tags = note_of(imported(BANK), QUESTIONS[0]).tags
    assert tags == [
        "backend::indexes-plans",
        "backend::level::mid",
        "backend::tag::query-tuning",
        "backend::tag::sql",
    ]


def test_tags_stay_whole_in_other_scripts_and_short(imported: Imported) -> None:
    tagged = Question("t", "?", "!", topic="Базы данных", tags=("x" * 200, "!!"))
    tags = note_of(imported(Bank((tagged,))), tagged).tags
    assert tags == [f"backend::tag::{'x' * 60}", "backend::базы-данных"]


def test_back_shows_the_short_answer_and_folds_the_rest(imported: Imported) -> None:
    collection = imported(BANK)
    back = back_of(collection, QUESTIONS[0])
    shown, folded = back.split("<details")
    assert "It is sorted by a first." in words(shown)
    assert "phone book" not in shown
    assert words(folded).startswith('class="more"> Full answer Like a phone book. SELECT 1;')
    assert "Further answers Draw the tree. Ask for the plan. Use The Index, Luke" in words(folded)
    assert '<summary class="tappable">' in folded
    assert "Indexes & plans mid" in words(shown)
    assert "<hr id=answer>" in shown
    assert "javascript" not in back


def test_a_lone_answer_is_the_back_and_leaves_no_fold(imported: Imported) -> None:
    back = back_of(imported(BANK), QUESTIONS[3])
    assert "The unit of reading." in words(back)
    assert "<details" not in back


def test_a_question_without_an_answer_says_so(imported: Imported) -> None:
    assert "No answer has been written yet." in back_of(imported(BANK), QUESTIONS[4])


def test_choice_marks_the_right_option_in_words(imported: Imported) -> None:
    collection = imported(BANK)
    (card,) = note_of(collection, QUESTIONS[2]).cards()
    output = card.render_output()
    assert "A lower(email) = 'a' B email = 'a'" in words(output.question_text)
    assert "right" not in words(output.question_text)
    assert "B email = 'a' ✓ right The bare column." in words(output.answer_text)
    assert words(output.answer_text).count("✓") == 1
    assert "An expression hides the column." in words(output.answer_text)


def test_update_arrives_in_place_and_keeps_reviews(imported: Imported, tmp_path: Path) -> None:
    collection = imported(BANK)
    note = note_of(collection, QUESTIONS[3])
    card = note.cards()[0]
    card.start_timer()
    collection.sched.answerCard(card, 3)
    reviewed = note.cards()[0]
    changed = dataclasses.replace(QUESTIONS[3], question="What is a disk page?", level="junior")
    newer = tmp_path / "newer.apkg"
    later = dataclasses.replace(SETTINGS, built_at=SETTINGS.built_at + 60)
    newer.write_bytes(write(Bank((*QUESTIONS[:3], changed, QUESTIONS[4])), later).data)

    log = import_deck(collection, newer)

    assert len(log.updated) == 5
    assert not log.new
    assert not log.conflicting
    now = note_of(collection, changed)
    assert now.id == note.id
    assert now["Question"] == "<p>What is a disk page?</p>"
    assert "backend::level::junior" in now.tags
    (kept,) = now.cards()
    assert (kept.id, kept.reps, kept.due) == (card.id, reviewed.reps, reviewed.due)
    assert database(collection).scalar("select count() from revlog where cid = ?", card.id) == 1
    again = import_deck(collection, newer)
    assert not again.updated
    assert not again.new


def test_note_types_update_in_place(
    imported: Imported, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    collection = imported(BANK)
    before = {kind.name: kind.id for kind in collection.models.all_names_and_ids()}
    monkeypatch.setattr("builder.writers._genanki.style", lambda: ".card { color: teal; }")
    newer = tmp_path / "newer.apkg"
    later = dataclasses.replace(SETTINGS, built_at=SETTINGS.built_at + 60)
    newer.write_bytes(write(BANK, later).data)
    import_deck(collection, newer)
    collection.close()
    collection.reopen()
    assert {kind.name: kind.id for kind in collection.models.all_names_and_ids()} == before
    recall = collection.models.by_name("Deckpress Recall")
    assert recall is not None
    assert recall["css"] == ".card { color: teal; }"


def test_an_edited_field_brings_the_reverse_card_and_takes_all_away(imported: Imported) -> None:
    collection = imported(BANK)
    note = note_of(collection, QUESTIONS[0])
    note["Reverse"] = "yes"
    collection.update_note(note)
    assert [card.ord for card in note.cards()] == [0, 1]
    assert "It is sorted by" in words(note.cards()[1].render_output().question_text)
    note["Retired"] = "yes"
    collection.update_note(note)
    (empty,) = collection.get_empty_cards().notes
    assert empty.note_id == note.id
    assert empty.will_delete_note
    assert len(empty.card_ids) == 2


def test_only_the_id_field_is_kept_out_of_search_and_guarded(imported: Imported) -> None:
    collection = imported(BANK)
    for name in ("Deckpress Recall", "Deckpress Cloze", "Deckpress Choice"):
        kind = collection.models.by_name(name)
        assert kind is not None
        guarded = [field["name"] for field in kind["flds"] if field["preventDeletion"]]
        unsearched = [field["name"] for field in kind["flds"] if field["excludeFromSearch"]]
        assert guarded == unsearched == ["Id"]
    assert not collection.find_notes("column-order")
    assert collection.find_notes("Id:column-order")


def test_the_browser_shows_words_only(imported: Imported) -> None:
    collection = imported(BANK)
    collection.set_browser_card_columns(["question", "answer"])
    rows = [
        [cell[0] for cell in collection.browser_row_for_id(card)[0]]
        for card in collection.find_cards("", order="c.due, c.ord")
    ]
    assert rows[0] == [
        "Why does the order of columns matter in INDEX (a, b)?",
        "It is sorted by a first.",
    ]
    assert rows[3][0] == "Which predicate can seek an index on email?"
    assert "right" in rows[3][1]


def test_a_retired_cloze_goes_once_its_clozes_have_gone(imported: Imported) -> None:
    """Anki counts the clozes of a text, whatever the template hides."""
    collection = imported(BANK)
    note = note_of(collection, QUESTIONS[1])
    note["Retired"] = "yes"
    collection.update_note(note)
    assert not collection.get_empty_cards().notes
    note["Text"] = "Indexes speed up reads."
    collection.update_note(note)
    assert "use the Empty Cards tool" in words(note.cards()[0].render_output().question_text)
    (empty,) = collection.get_empty_cards().notes
    assert empty.will_delete_note


def test_a_written_guid_is_used(imported: Imported) -> None:
    moved = Question("moved", "?", "!", guid="An0ld(guid")
    collection = imported(Bank((moved,)))
    assert database(collection).list("select guid from notes") == ["An0ld(guid"]


def test_the_same_note_twice_names_both_places() -> None:
    one = Question("a", "A?", "A", guid="g", origins=(Origin("one.yaml", 3),))
    two = Question("b", "B?", "B", guid="g", origins=(Origin("two.yaml", 8),))
    with pytest.raises(DeckpressError, match=r"two\.yaml:8 and one\.yaml:3"):
        write(Bank((one, two)), SETTINGS)


def test_a_text_that_cannot_be_shown_names_its_place() -> None:
    huge = Question("a", "A?", "x" * 300_000, origins=(Origin("one.yaml", 3),))
    with pytest.raises(RenderError, match=r"one\.yaml:3: A text cannot be shown"):
        write(Bank((huge,)), SETTINGS)


def test_time_zero_is_refused() -> None:
    with pytest.raises(DeckpressError, match="after 1970"):
        write(BANK, dataclasses.replace(SETTINGS, built_at=0))


def test_a_bank_without_questions_makes_a_deck_anki_takes(imported: Imported) -> None:
    assert imported(Bank()).note_count() == 0


def test_same_bank_and_time_same_bytes() -> None:
    later = dataclasses.replace(SETTINGS, built_at=SETTINGS.built_at + 1)
    assert write(BANK, SETTINGS).data == write(BANK, SETTINGS).data
    assert write(BANK, SETTINGS).data != write(BANK, later).data


def test_package_says_nothing_of_the_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(write(BANK, SETTINGS).data)) as archive:
        for member in archive.infolist():
            assert member.date_time == (1980, 1, 1, 0, 0, 0)
            assert member.create_system == 3
            assert member.compress_type == zipfile.ZIP_DEFLATED
        collection = archive.read("collection.anki2")
        assert archive.read("media") == b"{}"
    assert int.from_bytes(collection[96:100]) == 3_040_000


def test_ids_are_never_later_than_the_build(imported: Imported) -> None:
    collection = imported(BANK)
    latest = database(collection).scalar(
        "select max(id) from (select id from notes union select id from cards)"
    )
    assert latest < SETTINGS.built_at * 1000
    assert database(collection).list("select distinct mod from notes") == [SETTINGS.built_at]


def test_a_question_may_have_a_card_back_from_its_short_answer(imported: Imported) -> None:
    asked = Question("port-443", "Which port is HTTPS's?", short_answer="443", reverse=True)
    plain = Question("port-80", "Which port is HTTP's?", short_answer="80")
    alone = Question("port-22", "Which port is SSH's?", answer="22", reverse=True)
    collection = imported(Bank((asked, plain, alone)))
    fronts = [
        words(card.render_output().question_text) for card in note_of(collection, asked).cards()
    ]
    assert len(fronts) == 2
    assert "443" in fronts[1]
    assert len(note_of(collection, plain).cards()) == 1
    assert len(note_of(collection, alone).cards()) == 1
