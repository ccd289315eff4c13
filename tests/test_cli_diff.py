"""``deckpress diff``: from a bank, from notes, between packages, against the ledger."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from builder import cli
from tests import edited_packages as made
from tests.test_comparison_in_anki import counted_by_anki

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

BANK = """\
topic: Signals
questions:
  - id: signal-red
    question: What does a red signal ask for?
    short_answer: A stop.
  - id: signal-amber
    question: What does amber warn of?
    short_answer: The next one.
  - id: signal-green
    question: What does green allow?
    short_answer: To go.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, ["diff", *map(str, arguments)])


def told(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank, built a day ago; its deck stands beside it as old.apkg."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "bank").mkdir(parents=True)
    (tmp_path / "content" / "deckpress.yaml").write_text("name: rail\ntitle: The *rails*\n")
    questions = tmp_path / "content" / "bank" / "signals.yaml"
    questions.write_text(BANK)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    built = CliRunner().invoke(cli.main, ["build", "--only", "deck"])
    assert built.exit_code == 0, built.output
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    (tmp_path / "dist" / "rail.apkg").rename(tmp_path / "old.apkg")
    return questions


def revise(bank: Path) -> None:
    """Change one question, drop one, add one."""
    text = BANK.replace("A stop.", "A stop before it.").replace("signal-green", "signal-white")
    text = text.replace("What does green allow?", "When is a white light shown?")
    bank.write_text(text.replace("To go.", "At night."))


def test_a_bank_that_did_not_change_changes_nothing(bank: Path) -> None:
    result = run("old.apkg")
    assert result.exit_code == 0
    assert result.stdout == "0 new, 0 updated, 3 unchanged, 0 retired, 0 conflicting\n"


def test_what_changed_is_told_and_is_what_anki_counts(bank: Path, tmp_path: Path) -> None:
    revise(bank)
    result = run("old.apkg")
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "1 new, 1 updated, 1 unchanged, 1 retired, 0 conflicting\n"
        "\nNew\n  When is a white light shown?\n"
        "\nUpdated\n  What does a red signal ask for?\n"
        "    Short answer\n      - A stop.\n      + A stop before it.\n"
        "\nRetired\n  What does green allow?\n"
    )
    counts = told("old.apkg")["counts"]
    assert not (tmp_path / "dist" / "rail.apkg").exists(), "diff writes nothing"
    assert CliRunner().invoke(cli.main, ["build", "--only", "deck"]).exit_code == 0
    new = (tmp_path / "dist" / "rail.apkg").read_bytes()
    anki = counted_by_anki(tmp_path, (tmp_path / "old.apkg").read_bytes(), new)
    assert {name: counts[name] for name in anki} == anki


def test_nothing_is_written(bank: Path, tmp_path: Path) -> None:
    revise(bank)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    run("old.apkg")
    run()
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_new_id_costs_history_and_fails(bank: Path) -> None:
    bank.write_text(BANK.replace("signal-red", "signal-rouge"))
    result = run("old.apkg")
    assert result.exit_code == 1
    assert "error: 1 note again under another GUID" in result.stdout
    assert "[history-lost]" in result.stdout
    assert run().exit_code == 1


def test_the_bank_against_its_ledger(bank: Path) -> None:
    assert run().stdout == "0 new, 0 updated, 3 unchanged, 0 retired\n"
    revise(bank)
    result = run()
    assert result.exit_code == 0
    assert result.stdout == (
        "1 new, 1 updated, 1 unchanged, 1 retired\n"
        "  new: signal-white\n  updated: signal-red\n  retired: signal-green\n"
    )
    assert "signal-green has left the bank" in result.stderr
    data = told()
    assert data["counts"] == {"new": 1, "updated": 1, "unchanged": 1, "retired": 1}
    assert [each["id"] for each in data["notes"]] == ["signal-white", "signal-red", "signal-green"]


def test_release_notes_stand_alone_on_standard_output(bank: Path) -> None:
    revise(bank)
    result = run("old.apkg", "--notes")
    assert result.stdout.startswith("# The \\*rails\\*: what is new\n\n1 new, 1 changed, 1 retired")
    assert "### " not in result.stdout.split("## Changed")[1]
    assert result.stderr.startswith("1 new, 1 updated, 1 unchanged, 1 retired, 0 conflicting")


def test_notes_without_a_ledger_cost_learners_their_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.md").write_text("## Signals\n\n### 1. What is red?\n\nA stop.\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    CliRunner().invoke(cli.main, ["build", "notes.md", "--only", "deck"])
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    result = run("dist/notes.apkg", "notes.md")
    assert result.exit_code == 1
    assert result.stdout.startswith("0 new, 1 updated, 0 unchanged, 0 retired, 0 conflicting\n")
    assert "[own-edits-lost]" in result.stdout


@pytest.mark.parametrize("between", ["look", "a field more"])
def test_two_packages(tmp_path: Path, between: str) -> None:
    edit = made.other_look if between == "look" else made.one_more_field
    (tmp_path / "old").write_bytes(made.built())
    (tmp_path / "new.apkg").write_bytes(made.edited(made.built(), edit))
    data = told(tmp_path / "old", tmp_path / "new.apkg")
    assert data["counts"]["conflicting"] == (0 if between == "look" else 5)
    assert run(tmp_path / "old", tmp_path / "new.apkg").exit_code == 1


def test_without_an_old_deck_there_are_no_sources_and_no_release_notes(bank: Path) -> None:
    for arguments in (["content"], ["--notes"]):
        result = run(*arguments)
        assert result.exit_code == 2
        assert "name the old deck first" in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "old2.apkg cannot be read"), (b"PK\x03\x04no", "old2.apkg: not a whole zip")],
)
def test_an_old_deck_that_cannot_be_read_is_said(
    bank: Path, tmp_path: Path, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / "old2.apkg").write_bytes(content)
    result = run("old2.apkg")
    assert result.exit_code == 1
    assert said in result.stderr


def test_a_bank_with_errors_is_not_compared(bank: Path) -> None:
    bank.write_text(BANK.replace("signal-amber", "signal-red"))
    result = run("old.apkg")
    assert result.exit_code == 1
    assert "signals.yaml" in result.stderr
    assert not result.stdout


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    process = subprocess.run(
        [sys.executable, "-m", "builder", "diff", str(tmp_path / "pipe")],
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert process.returncode == 2


def test_colour_is_for_terminals(bank: Path) -> None:
    revise(bank)
    assert "\x1b" not in run("old.apkg").stdout
    coloured = CliRunner().invoke(cli.main, ["diff", "old.apkg"], color=True).stdout
    assert "\x1b[31m      - A stop.\x1b[0m\n\x1b[32m      + A stop before it.\x1b[0m" in coloured
