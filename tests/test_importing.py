"""Any source into a bank; what people have edited there is never written anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from builder import pipeline, settings, sources
from builder.cli import main
from builder.errors import DeckpressError, UsageError
from builder.importing import import_into
from builder.model import Severity
from builder.readers import read_all
from builder.settings import Settings
from builder.writers.anki_deck import write
from tests.packaged import PNG, exported, stranger

if TYPE_CHECKING:
    from builder.model import Reading

ROOT = Path(__file__).parent.parent
NOTES = """# Databases

## 1. What does an index cost?

Every insert has to keep one more structure in step.

## 2. When is an index not used?

- When the *expression* hides the column.
- When most rows qualify: `a > 0`.
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    return tmp_path / "content"


def source(tmp_path: Path, text: str, name: str = "notes.md") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def in_bank(folder: Path) -> Reading:
    return read_all(sources.load([folder / "bank"])[0])


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name[0] != ".")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_notes_become_a_bank_that_builds(
    bank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = import_into(bank, [source(tmp_path, NOTES)])
    assert (found.read, len(found.added), found.known, found.problems) == (2, 2, (), ())
    assert sorted(everything(bank)) == ["bank/databases.yaml", "deck.lock", "deckpress.yaml"]
    reading = in_bank(bank)
    assert reading.problems == ()
    assert [q.question for q in reading.questions] == [
        "What does an index cost?",
        "When is an index not used?",
    ]
    assert f"origins: ['{tmp_path}/notes.md:3']" in (bank / "bank/databases.yaml").read_text(
        "utf-8"
    )
    chosen = settings.load(bank)
    assert (chosen.name, chosen.namespace, chosen.keeps_ledger) == (
        "notes",
        "deckpress.notes",
        True,
    )
    monkeypatch.chdir(tmp_path)
    order = pipeline.Order(now=1_790_000_000, outputs=("deck",))
    assert pipeline.build(pipeline.gather(()), tmp_path / "dist", order).artifacts


def test_what_was_read_is_what_the_bank_says(bank: Path, tmp_path: Path) -> None:
    path = source(tmp_path, NOTES)
    import_into(bank, [path])
    before = read_all(sources.load([path])[0]).questions
    assert in_bank(bank).questions == before


def test_a_second_import_changes_nothing(bank: Path, tmp_path: Path) -> None:
    path = source(tmp_path, NOTES)
    import_into(bank, [path])
    before = everything(bank)
    again = import_into(bank, [path])
    assert (again.added, len(again.known), again.paths) == ((), 2, ())
    assert everything(bank) == before


def test_what_people_edited_stays_and_what_is_new_comes_below_it(
    bank: Path, tmp_path: Path
) -> None:
    path = source(tmp_path, NOTES)
    import_into(bank, [path])
    file = bank / "bank/databases.yaml"
    edited = file.read_text("utf-8").replace("What does an index cost?", "And what is its price?")
    file.write_text("# ours\n" + edited, "utf-8")
    path.write_text(NOTES + "\n## 3. What is a leaf?\n\nThe last page.\n", "utf-8")
    found = import_into(bank, [path])
    assert [q.question for q in found.added] == ["What is a leaf?"]
    assert [known for _, known in found.known] == [q.id for q in in_bank(bank).questions[:2]]
    assert file.read_text("utf-8").startswith("# ours\n" + edited.rstrip("\n"))
    assert len(in_bank(bank).questions) == 3


def test_a_question_reworded_at_its_source_is_known_by_its_written_id(
    bank: Path, tmp_path: Path
) -> None:
    text = "questions:\n- id: my-own\n  question: Why?\n"
    path = source(tmp_path, text, "other.yaml")
    import_into(bank, [path])
    path.write_text(text.replace("Why?", "Why not?"), "utf-8")
    assert import_into(bank, [path]).added == ()


def test_the_same_question_in_two_sources_is_merged_and_said(bank: Path, tmp_path: Path) -> None:
    other = source(tmp_path, "## What does an index cost?\n\nWrites.\n", "other.md")
    found = import_into(bank, [source(tmp_path, NOTES), other])
    assert (found.read, len(found.added), len(found.merged)) == (3, 2, 1)
    assert in_bank(bank).questions[0].more_answers == ("Writes.",)


def test_ids_are_told_apart(bank: Path, tmp_path: Path) -> None:
    data = "questions:\n- id: one\n  question: Why?\n"
    import_into(bank, [source(tmp_path, data, "a.yaml")])
    cloze = "questions:\n- id: one\n  kind: cloze\n  question: A {{c1::b}}.\n"
    found = import_into(bank, [source(tmp_path, cloze, "b.yaml")])
    assert [q.id for q in found.added] == ["one-2"]
    assert import_into(bank, [source(tmp_path, cloze, "b.yaml")]).added == ()


def test_a_deck_brings_its_name_its_pictures_and_its_note_types(bank: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.apkg"
    path.write_bytes(exported(tmp_path))
    found = import_into(bank, [path])
    assert len(found.added) == 3
    chosen = settings.load(bank)
    assert (chosen.deck, chosen.title, chosen.name) == ("Interviews::Storage", "Storage", "storage")
    files = everything(bank)
    assert files["media/tree.png"] == PNG
    assert len([name for name in files if name.startswith("note-types/")]) == 3
    before = files
    assert import_into(bank, [path]).paths == ()
    assert everything(bank) == before


def test_a_picture_of_the_bank_is_never_replaced(bank: Path, tmp_path: Path) -> None:
    (bank / "media").mkdir(parents=True)
    (bank / "media/tree.png").write_bytes(b"ours")
    path = tmp_path / "theirs.apkg"
    path.write_bytes(exported(tmp_path))
    found = import_into(bank, [path])
    assert "other-file" in {problem.code for problem in found.problems}
    assert (bank / "media/tree.png").read_bytes() == b"ours"


def test_a_note_type_of_the_bank_is_never_replaced(bank: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.apkg"
    path.write_bytes(stranger([("Why?", "So.")], folder=tmp_path))
    import_into(bank, [path])
    (kept,) = (bank / "note-types").glob("*.json")
    before = kept.read_bytes()
    path.write_bytes(stranger([("Who?", "Me.")], fields=("Front", "Back"), folder=tmp_path))
    found = import_into(bank, [path])
    assert "other-note-type" in {problem.code for problem in found.problems}
    assert kept.read_bytes() == before


def test_a_note_that_the_bank_knows_by_other_means_is_not_adopted_in_silence(
    bank: Path, tmp_path: Path
) -> None:
    import_into(bank, [source(tmp_path, "## Why?\n\nSo.\n")])
    path = tmp_path / "theirs.apkg"
    path.write_bytes(stranger([("Why?", "So.")], folder=tmp_path))
    found = import_into(bank, [path])
    (problem,) = [problem for problem in found.problems if problem.code == "not-adopted"]
    assert "note_type: 1607392319" in problem.message
    assert found.added == ()


def test_a_bank_s_own_deck_is_known_by_its_guids(bank: Path, tmp_path: Path) -> None:
    import_into(bank, [source(tmp_path, NOTES)])
    gathered = pipeline.gather([bank / "bank"])
    package = tmp_path / "own.apkg"
    chosen = Settings(name="notes", namespace="deckpress.notes", built_at=1_790_000_000)
    package.write_bytes(write(gathered.bank, chosen).data)
    file = bank / "bank/databases.yaml"
    file.write_text(file.read_text("utf-8").replace("What does", "Tell what"), "utf-8")
    found = import_into(bank, [package])
    assert (found.added, len(found.known)) == ((), 2)


def test_the_deck_of_the_shipped_bank_becomes_a_bank(bank: Path, tmp_path: Path) -> None:
    gathered = pipeline.gather([ROOT / "content/bank"])
    package = tmp_path / "own.apkg"
    package.write_bytes(write(gathered.bank, Settings(deck="Backend", built_at=1_790_000_000)).data)
    found = import_into(bank, [package])
    assert len(found.added) == len(gathered.bank.questions)
    reading = in_bank(bank)
    assert reading.problems == ()
    assert {q.id for q in reading.questions} == {q.id for q in gathered.bank.questions}
    assert not (bank / "note-types").exists()


def test_a_bank_with_errors_is_not_added_to(bank: Path, tmp_path: Path) -> None:
    import_into(bank, [source(tmp_path, NOTES)])
    (bank / "bank/broken.yaml").write_text("questions: [", "utf-8")
    with pytest.raises(DeckpressError, match=r"(?s)broken\.yaml.*Put them right first"):
        import_into(bank, [source(tmp_path, NOTES)])


def test_nothing_to_import_is_a_mistake(bank: Path) -> None:
    with pytest.raises(UsageError, match="name what to import"):
        import_into(bank, [])


def test_repairs_and_what_was_skipped_are_counted(bank: Path, tmp_path: Path) -> None:
    path = tmp_path / "theirs.apkg"
    path.write_bytes(stranger([("Whatâ€™s this?", "x"), ("", "y")], folder=tmp_path))
    found = import_into(bank, [path])
    assert (found.repaired, found.skipped) == (1, 1)
    assert found.line() == "1 read, 1 added, 0 already there, 0 merged, 1 repaired, 1 skipped"


def test_the_command_tells_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source(tmp_path, NOTES)
    run = CliRunner().invoke(main, ["import", "notes.md", "--name", "My bank"])
    assert run.exit_code == 0, run.output
    assert run.stdout.splitlines() == [
        "wrote   content/deckpress.yaml",
        "wrote   content/deck.lock",
        "wrote   content/bank/databases.yaml",
        "2 read, 2 added, 0 already there, 0 merged, 0 repaired, 0 skipped",
    ]
    assert settings.load(tmp_path / "content").name == "my-bank"
    again = CliRunner().invoke(main, ["import", "notes.md", "--json"])
    told = json.loads(again.stdout)
    assert (told["read"], told["added"], told["paths"]) == (2, [], [])
    assert [known["origins"] for known in told["known"]] == [
        [{"path": "notes.md", "line": 3}],
        [{"path": "notes.md", "line": 7}],
    ]


def test_an_error_in_a_source_is_status_1_and_the_rest_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source(tmp_path, NOTES)
    (tmp_path / "bad.apkg").write_bytes(b"PK\x03\x04")
    run = CliRunner().invoke(main, ["import", "notes.md", "bad.apkg", "--to", "new"])
    assert run.exit_code == 1
    assert "bad.apkg:1: error: not a whole zip archive" in run.stderr
    assert len(in_bank(tmp_path / "new").questions) == 2
    assert not [p for p in in_bank(tmp_path / "new").problems if p.severity >= Severity.WARNING]


def test_a_command_without_a_source_is_status_2() -> None:
    assert CliRunner().invoke(main, ["import"]).exit_code == 2


def test_origins_and_licence_are_kept_from_one_bank_to_the_next(bank: Path, tmp_path: Path) -> None:
    notes = source(tmp_path, NOTES)
    (tmp_path / "LICENSE").write_text("MIT License\n\nCopyright ...\n", "utf-8")
    import_into(bank, [notes])
    second = tmp_path / "second"
    import_into(second, [bank / "bank"])
    for folder, places in ((bank, 1), (second, 2)):
        (text,) = (path.read_text("utf-8") for path in (folder / "bank").glob("*.yaml"))
        first = in_bank(folder).questions[0]
        assert first.licence == "MIT"
        assert "licence: MIT" in text
        assert str(first.origins[-1]) == f"{tmp_path}/notes.md:3"
        assert len(first.origins) == places + 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Attribution-ShareAlike 4.0 International\n", "CC-BY-SA-4.0"),
        (
            "                                 Apache License\n   Version 2.0, January 2004",
            "Apache-2.0",
        ),
        ("Redistribution and use in source and binary forms, with or without", "BSD-2-Clause"),
        ("All rights reserved.", ""),
    ],
)
def test_a_licence_is_known_by_its_text(bank: Path, tmp_path: Path, text: str, name: str) -> None:
    """It may stand further up in the repository that the file belongs to."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "deep").mkdir()
    (tmp_path / "repo" / "LICENCE.md").write_text(text, "utf-8")
    found = import_into(bank, [source(tmp_path / "repo" / "deep", NOTES)])
    assert {question.licence for question in found.added} == {name}


def test_a_licence_above_the_repository_is_not_its_own(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "LICENSE").write_text("MIT License", "utf-8")
    found = import_into(bank, [source(tmp_path / "repo", NOTES)])
    assert {question.licence for question in found.added} == {""}


def test_the_licence_told_is_taken(bank: Path, tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("MIT License", "utf-8")
    arguments = [
        "import",
        str(source(tmp_path, NOTES)),
        "--to",
        str(bank),
        "--licence",
        "CC-BY-4.0",
    ]
    done = CliRunner().invoke(main, [*arguments, "--json"])
    assert {each["licence"] for each in json.loads(done.stdout)["added"]} == {"CC-BY-4.0"}
