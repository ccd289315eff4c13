"""Settings of a bank, and of builds without one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder import settings
from builder.errors import DeckpressError, SourceError, UsageError
from builder.settings import KEYS, Settings, for_files, load

SHIPPED = Path(__file__).parent.parent / "content"


def loaded(folder: Path, text: str) -> Settings:
    (folder / "deckpress.yaml").write_text(text, encoding="utf-8")
    return load(folder)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(DeckpressError) as caught:
        loaded(folder, text)
    return str(caught.value).replace(f"{folder.as_posix()}/", "")


def test_the_shipped_bank_keeps_its_identity() -> None:
    """The namespace is in the GUID of every card out there: this literal must never change."""
    assert load(SHIPPED) == Settings(
        name="backend-interviews",
        title="Backend interviews",
        deck="Backend interviews",
        tag="backend",
        namespace="deckpress.backend",
        language="en",
        paper="a4",
        licence="CC BY 4.0",
        keeps_ledger=True,
    )


def test_a_name_is_enough(tmp_path: Path) -> None:
    assert loaded(tmp_path, "name: go-basics\n") == Settings(
        name="go-basics", title="Go basics", deck="Go basics", tag="go-basics"
    )


def test_the_deck_follows_the_title(tmp_path: Path) -> None:
    found = loaded(tmp_path, "name: go\ntitle: 'Go: basics'\ntag: golang\nlanguage: pt-BR\n")
    assert (found.deck, found.tag, found.language) == ("Go: basics", "golang", "pt-BR")


def test_every_key_is_a_field_of_the_settings() -> None:
    """Whatever else is a field belongs to one run and not to the bank."""
    assert set(KEYS) < set(Settings.__dataclass_fields__)
    assert "built_at" not in KEYS


@pytest.mark.parametrize("name", ["..", ".", "../x", "/etc/x", "", "a/b", "a\\b", "A", "x y", "é"])
def test_a_name_is_never_a_path(name: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, f"name: '{name}'").startswith("deckpress.yaml:1:7: name must be")


@pytest.mark.parametrize("name", ["-x", "x-", "a--b", "x" * 61, "no name"])
def test_a_name_is_a_slug(name: str, tmp_path: Path) -> None:
    assert "at most 60 small letters" in refusal(tmp_path, f"name: {name}")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("titel: x", "2:1: unknown key 'titel'; did you mean title?"),
        ("colour: red", "2:1: unknown key 'colour'; known keys are name, title, deck"),
        ("paper: A5", "2:8: paper must be a4 or letter"),
        ("language: English", "2:11: language must be a code such as en"),
        ("namespace: My decks", "2:12: namespace must be small letters"),
        ("title: |\n  one\n  two", "2:8: title must be one line"),
        ("deck: [x]", "2:7: deck must be one line"),
        ("licence:", "licence must be one line"),
        ("name: again", "2:1: key 'name' was already given on line 1"),
        ("title: &a x", "2:8: anchors are not supported"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(line: str, fault: str, tmp_path: Path) -> None:
    found = refusal(tmp_path, f"name: x\n{line}\n")
    assert found.startswith("deckpress.yaml:2:")
    assert fault in found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(refusal(tmp_path, "nam: x\npaper: b5\ntag: '#'\n").splitlines()) == 3


@pytest.mark.parametrize(("text", "fault"), [("title: x", "name is missing"), ("- x", "one key a")])
def test_without_a_name_there_is_no_bank(text: str, fault: str, tmp_path: Path) -> None:
    assert fault in refusal(tmp_path, text)


def test_a_file_that_cannot_be_read_is_an_error_with_advice(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"deckpress\.yaml:1: cannot be read.*check"):
        load(tmp_path)
    (tmp_path / "deckpress.yaml").write_bytes(b"name: x\ntitle: caf\xe9\n")
    with pytest.raises(SourceError, match=r"deckpress\.yaml:2: column 11: .*save it as UTF-8"):
        load(tmp_path)
    (tmp_path / "deckpress.yaml").write_bytes(b"#" * 100_001)
    with pytest.raises(SourceError, match=r"larger than 0\.1 MB"):
        load(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "deckpress.yaml")
    with pytest.raises(SourceError, match="not a regular file"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("paths", "name", "expected"),
    [
        (["notes/System Design.md"], None, "system-design"),
        (["a.md", "b.md"], None, "interview-questions"),
        ([], None, "interview-questions"),
        (["-"], None, "interview-questions"),
        (["日本語.md"], None, "interview-questions"),
        (["../..md"], None, "interview-questions"),
        (["a.md"], "My Deck", "my-deck"),
        (["a.md"], "../../etc/passwd", "etc-passwd"),
        (["a.md"], "/root", "root"),
        (["a.md"], "x" * 300, "x" * 60),
        (["x" * 300 + ".md"], None, "x" * 60),
    ],
)
def test_names_without_a_bank(paths: list[str], name: str | None, expected: str) -> None:
    found = for_files([Path(path) for path in paths], name)
    assert found.name == found.tag == expected
    assert found.title == found.deck == expected[0].upper() + expected[1:].replace("-", " ")


def test_the_namespace_does_not_depend_on_the_name() -> None:
    """A file that is renamed keeps its cards' identity."""
    assert for_files([Path("a.md")]).namespace == for_files([Path("b.md")], "c").namespace


@pytest.mark.parametrize("name", ["", "..", "///", "日本語", "\x1b"])
def test_a_name_without_letters_is_an_error(name: str) -> None:
    with pytest.raises(UsageError, match="use letters and digits"):
        for_files([Path("a.md")], name)


def test_settings_are_named_as_sources_skips_them() -> None:
    from builder import sources

    assert settings.FILE == sources.SETTINGS_FILE


def test_labels_of_raw_sources_are_words_of_either_kind(tmp_path: Path) -> None:
    text = "name: pankki\nlabels:\n  question: [Kysymys, 'Haastattelukysymys:']\n  answer: Vastaus"
    assert loaded(tmp_path, text).labels == (
        ("Kysymys", "question"),
        ("Haastattelukysymys", "question"),
        ("Vastaus", "answer"),
    )


@pytest.mark.parametrize(
    ("labels", "place", "says"),
    [
        ("[Kysymys]", "2:9", "labels must hold question: and answer:"),
        ("{kysymys: Q}", "2:10", "labels has no 'kysymys'"),
        ("{answer: [a, '**']}", "2:22", "a label is a word"),
        ("{answer: {a: b}}", "2:18", "a label is a word"),
    ],
)
def test_labels_that_are_none_are_refused_with_their_place(
    tmp_path: Path, labels: str, place: str, says: str
) -> None:
    said = refusal(tmp_path, f"name: x\nlabels: {labels}\n")
    assert said.startswith(f"deckpress.yaml:{place}: {says}")
