"""A deck in use moves into a bank, and those who study it keep their reviews: in the real Anki."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection

from builder import note_types, pipeline
from builder.errors import DeckpressError
from builder.importing import import_into
from builder.model import AdoptedType, Bank, Kind, Origin, Question
from builder.settings import Settings
from builder.writers import _anki_adopted
from builder.writers.anki_deck import write
from tests.card_pages import import_deck
from tests.packaged import exported, stranger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONG_AGO = 1_700_000_000
NOW = 1_790_000_000


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Collection]:
    collection = Collection(str(tmp_path / "learner.anki2"))
    yield collection
    collection.close()


def counts(collection: Collection, package: Path) -> dict[str, int]:
    log = import_deck(collection, package)
    fates = {name: len(getattr(log, name)) for name in ("new", "updated", "conflicting")}
    return {name: count for name, count in fates.items() if count}


def study(collection: Collection) -> dict[int, tuple[int, ...]]:
    """Give every card a review, and say what there is to lose of it."""
    assert collection.db is not None
    collection.db.execute(
        "update cards set ivl = 30, factor = 2500, due = 99, type = 2, queue = 2, reps = 5,"
        " flags = 3"
    )
    for card in collection.db.list("select id from cards"):
        collection.db.execute(
            "insert into revlog values (?, ?, -1, 3, 30, 15, 2500, 1000, 1)", card, card
        )
    collection.fix_integrity()  # adds what Anki itself keeps of a review
    return scheduling(collection)


def scheduling(collection: Collection) -> dict[int, tuple[int, ...]]:
    assert collection.db is not None
    cards = collection.db.all("select id, did, ivl, due, type, queue, reps, flags from cards")
    assert collection.db.scalar("select count() from revlog") == len(cards)
    return {card[0]: tuple(card[1:]) for card in cards}


def built(folder: Path, monkeypatch: pytest.MonkeyPatch, now: int = NOW) -> Path:
    """The deck of the bank in ``folder``/content."""
    monkeypatch.chdir(folder)
    order = pipeline.Order(now=now, outputs=("deck",))
    (pair,) = pipeline.build(pipeline.gather(()), folder / "dist", order).artifacts
    return pair[1]


def reworded(folder: Path) -> None:
    for path in (folder / "content/bank").glob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(
            re.sub(r"(    short_answer: \|\n      .*)", r"\1 (reworded)", text), "utf-8"
        )


@pytest.mark.parametrize("maker", ["genanki", "anki21", "anki21b"])
def test_learners_keep_their_reviews_and_get_what_is_new(
    maker: str, learner: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "theirs.apkg"
    if maker == "genanki":
        notes = [("What is a <b>leaf</b>?", "A page."), ("Why trees?", "\\(O(\\log n)\\)<br>wide")]
        package.write_bytes(stranger(notes, tags=("db::trees",), made=LONG_AGO, folder=tmp_path))
    else:
        package.write_bytes(exported(tmp_path, legacy=maker == "anki21"))
    assert "new" in counts(learner, package)
    before, number = study(learner), learner.note_count()
    types = {each.name for each in learner.models.all_names_and_ids()}
    tags = learner.tags.all()

    imported = import_into(tmp_path / "content", [package])
    assert len(imported.added) == number
    reworded(tmp_path)
    now = NOW + 10_000_000
    found = counts(learner, built(tmp_path, monkeypatch, now))

    assert found == {"updated": number}
    assert scheduling(learner) == before
    assert {each.name for each in learner.models.all_names_and_ids()} == types
    assert learner.tags.all() == tags
    assert len(learner.find_notes("reworded")) == number
    assert not learner.get_empty_cards().notes
    said, sound = learner.fix_integrity()
    assert sound, said
    assert learner.card_count() == len(before)


def test_a_second_build_without_a_change_updates_nothing(
    learner: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "theirs.apkg"
    package.write_bytes(stranger([("Why?", "So.")], made=LONG_AGO, folder=tmp_path))
    import_into(tmp_path / "content", [package])
    counts(learner, built(tmp_path, monkeypatch))
    assert counts(learner, built(tmp_path, monkeypatch, NOW + 60)) == {}
    reworded(tmp_path)
    assert counts(learner, built(tmp_path, monkeypatch, NOW + 120)) == {"updated": 1}


def test_the_type_a_learner_has_restyled_stays_theirs(
    learner: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "theirs.apkg"
    package.write_bytes(stranger([("Why?", "So.")], made=LONG_AGO, folder=tmp_path))
    counts(learner, package)
    model = learner.models.by_name("Simple")
    assert model
    model["css"] = ".card { color: mine }"
    learner.models.update_dict(model)
    import_into(tmp_path / "content", [package])
    reworded(tmp_path)
    assert counts(learner, built(tmp_path, monkeypatch)) == {"updated": 1}
    learner.models._clear_cache()  # noqa: SLF001 - the import changed what it holds
    assert learner.models.by_name("Simple")["css"] == ".card { color: mine }"  # type: ignore[index]


def test_what_the_bank_changes_of_a_type_arrives(
    learner: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "theirs.apkg"
    package.write_bytes(stranger([("Why?", "So.")], made=LONG_AGO, folder=tmp_path))
    counts(learner, package)
    import_into(tmp_path / "content", [package])
    counts(learner, built(tmp_path, monkeypatch))
    (path,) = (tmp_path / "content/note-types").glob("*.json")
    path.write_text(path.read_text("utf-8").replace("teal", "olive"), "utf-8")
    counts(learner, built(tmp_path, monkeypatch, NOW + 60))
    learner.models._clear_cache()  # noqa: SLF001 - the import changed what it holds
    assert learner.models.by_name("Simple")["css"] == ".card { color: olive }"  # type: ignore[index]


def test_other_fields_pictures_and_tags_stay_as_they_are(
    learner: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "theirs.apkg"
    fields = ("Question", "Answer", "Source", "Sound")
    note = ("Why?", 'So. <img src="gone.png">', "<i>A *book*</i> \\(x\\)", "[sound:hum.mp3]")
    package.write_bytes(
        stranger([note], fields=fields, tags=("a::b::c", "x"), made=LONG_AGO, folder=tmp_path)
    )
    counts(learner, package)
    import_into(tmp_path / "content", [package])
    deck = built(tmp_path, monkeypatch)
    assert counts(learner, deck) == {"updated": 1}
    (number,) = learner.find_notes("")
    again = learner.get_note(number)
    assert again.fields[0] == "Why?"
    assert 'src="gone.png"' in again.fields[1]
    assert again.fields[2:] == ["<i>A *book*</i> \\(x\\)", "[sound:hum.mp3]"]
    assert again.tags == ["a::b::c", "x"]


def test_a_question_that_leaves_the_bank_is_told_and_not_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "theirs.apkg"
    package.write_bytes(
        stranger([("Why?", "So."), ("Who?", "Me.")], made=LONG_AGO, folder=tmp_path)
    )
    import_into(tmp_path / "content", [package])
    built(tmp_path, monkeypatch)
    (path,) = (tmp_path / "content/bank").glob("*.yaml")
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("  - id", text.index("Why?"))], "utf-8")
    order = pipeline.Order(now=NOW + 60, outputs=("deck",))
    result = pipeline.build(pipeline.gather(()), tmp_path / "dist", order)
    assert [artifact.output for artifact, _ in result.artifacts] == ["deck"]
    (gone,) = [problem for problem in result.problems if problem.code == "retired"]
    assert "until they delete it" in gone.message


def adopted(kind: int = 0, **front: str) -> AdoptedType:
    definition = {
        "id": 5,
        "name": "Five",
        "type": kind,
        "css": "",
        "flds": [{"name": name, "ord": at} for at, name in enumerate(("Front", "Back", "Reverse"))],
        "tmpls": [
            {"name": name, "ord": at, "qfmt": text, "afmt": ""}
            for at, (name, text) in enumerate(front.items())
        ],
    }
    return AdoptedType("5", "Front", "Back", json.dumps(definition))


@pytest.mark.parametrize(
    ("fields", "cards"),
    [
        ({"Front": "a", "Back": "b"}, (0,)),
        ({"Front": "a", "Back": "b", "Reverse": "y"}, (0, 1)),
        ({"Front": "a", "Reverse": "y"}, (0,)),
        ({"Front": " "}, (0,)),
        ({"Back": "b"}, (2,)),
    ],
)
def test_cards_are_those_whose_fronts_show_a_field(
    fields: dict[str, str], cards: tuple[int, ...]
) -> None:
    kind = adopted(
        first="Ask: {{Front}}",
        second="{{#Reverse}}{{#Front}}{{text:Back}}{{/Front}}{{/Reverse}}",
        third="{{^Front}}{{Back}}{{/Front}}{{FrontSide}}",
    )
    assert _anki_adopted.cards(_anki_adopted.note_type_of(kind), fields) == cards


def test_cards_of_a_cloze_are_those_of_the_fields_its_front_hides() -> None:
    note_type = _anki_adopted.note_type_of(adopted(1, only="{{cloze:Front}}{{Back}}"))
    fields = {"Front": "{{c2::a}} {{c3::b}}", "Back": "{{c9::no}}"}
    assert _anki_adopted.cards(note_type, fields) == (1, 2)


SETTINGS = Settings(built_at=NOW)
ADOPTED = Question("a1", "Why?", "So.", note_type="5", guid="g", origins=(Origin("b.yaml", 3),))


def test_a_note_type_that_is_not_there_is_named_with_the_place() -> None:
    with pytest.raises(DeckpressError, match=r"b\.yaml:3: there is no note type 5"):
        write(Bank((ADOPTED,)), SETTINGS)


def test_a_question_that_no_longer_fits_its_type_is_named() -> None:
    cloze = adopted(1, only="{{cloze:Front}}")
    with pytest.raises(DeckpressError, match=r"b\.yaml:3: its note type makes clozes"):
        write(Bank((ADOPTED,), types=(cloze,)), SETTINGS)


def test_scripts_in_fields_do_not_reach_the_deck() -> None:
    question = Question(
        "a1",
        "Why?",
        "So.",
        note_type="5",
        fields=(("Reverse", "<script>x</script><b onclick=x>y"),),
    )
    values = _anki_adopted.field_values(question, adopted(only="{{Front}}"), {})
    assert values["Reverse"] == "<b>y</b>"


def test_a_note_type_file_is_read_back_as_it_was(tmp_path: Path) -> None:
    kind = adopted(only="{{Front}}")
    (tmp_path / "note-types").mkdir()
    path = tmp_path / "note-types" / "5.json"
    path.write_text(note_types.to_text(kind), "utf-8")
    (again,) = note_types.load(tmp_path)
    assert json.loads(again.definition) == json.loads(kind.definition)
    assert (again.id, again.question, again.answer) == ("5", "Front", "Back")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("5.json", "{", "not JSON"),
        ("5.json", "[" * 100_000, "not JSON"),
        ("5.json", "[]", "its keys are not"),
        ("5.json", '{"question": "Front", "answer": "Back", "definition": {}}', "definition"),
        ("6.json", note_types.to_text(adopted(only="x")), "not one of this note type"),
        ("5.json", note_types.to_text(adopted()), "definition"),
        (
            "5.json",
            note_types.to_text(adopted(only="x")).replace('"Back",\n  "def', '"No",\n  "def'),
            "name two",
        ),
        ("5.json", b"\xff\xfe\xfa", "UTF-16"),
        ("basic.json", "{}", "its name is not the number"),
    ],
)
def test_a_damaged_note_type_file_is_named(
    name: str, text: str | bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / "note-types").mkdir()
    path = tmp_path / "note-types" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DeckpressError, match=rf"note-types/{name}.*{said}"):
        note_types.load(tmp_path)


def test_kinds_are_those_of_the_types(tmp_path: Path) -> None:
    package = tmp_path / "deck.apkg"
    package.write_bytes(exported(tmp_path))
    gathered = pipeline.gather([package])
    kinds = {question.note_type: question.kind for question in gathered.bank.questions}
    for kind in gathered.bank.types:
        cloze = json.loads(kind.definition)["type"] == 1
        assert (kinds[kind.id] is Kind.CLOZE) is cloze
