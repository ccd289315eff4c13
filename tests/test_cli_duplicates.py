"""``deckpress duplicates``: what merged, what probably asks the same, and how to settle it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from builder.cli import main

if TYPE_CHECKING:
    from pathlib import Path

BANK = """\
topic: Waters
questions:
  - id: lake
    question: What is a lake?
    short_answer: Still water.
    answer: Water with a shore.
  - id: lake-work
    question: How does a lake work?
    short_answer: By standing still.
    answer: Rivers fill it.
"""
NOTES = "### 1. Explain lakes.\n\nStill water all round.\n\n### 2. Lake vs pond?\n\nSize.\n"


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for folder in ("bank", "sources"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/bank/waters.yaml").write_text(BANK, "utf-8")
    (tmp_path / "content/sources/notes.md").write_text(NOTES, "utf-8")
    (tmp_path / "content/deckpress.yaml").write_text("name: waters\n", "utf-8")
    return tmp_path / "content/bank/waters.yaml"


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(main, [*arguments])
    assert result.exit_code == status, result.output
    return result


def test_it_tells_what_merged_and_what_probably_should(bank: Path) -> None:
    told = run("duplicates").stdout
    assert "merged into lake\n" in told
    assert "content/sources/notes.md:1: Explain lakes." in told
    assert "the same question in other words" in told or "the same words" in told
    assert "content/bank/waters.yaml:7: How does a lake work?" in told
    assert "not_same_as: [lake-work]  at lake" in told
    assert told.endswith("1 merged, 1 to settle\n")


def test_as_data_it_is_for_scripts(bank: Path) -> None:
    data = json.loads(run("duplicates", "--json").stdout)
    (merged,) = data["merged"]
    assert (merged["kept"], merged["score"]) == ("lake", 1.0)
    assert merged["dropped"].startswith("lakes-")
    assert [place["line"] for places in merged["origins"] for place in places] == [3, 1]
    (suggested,) = data["suggested"]
    assert (suggested["first"], suggested["second"]) == ("lake", "lake-work")
    assert 0.7 <= suggested["score"] <= 1
    assert suggested["reason"] == "define and work: lak"
    assert set(suggested) == {"first", "second", "score", "reason", "origins"}


@pytest.mark.parametrize(("line", "left"), [("not_same_as", 3), ("same_as", 2)])
def test_the_line_it_prints_settles_the_pair(bank: Path, line: str, left: int) -> None:
    text = bank.read_text("utf-8").replace(
        "- id: lake-work", f"- id: lake-work\n    {line}: [lake]"
    )
    bank.write_text(text, "utf-8")
    assert "0 to settle" in run("duplicates").stdout
    assert len(json.loads(run("list", "--json").stdout)) == left


def test_an_unknown_id_is_told_with_its_place(bank: Path) -> None:
    text = bank.read_text("utf-8").replace("- id: lake-work", "- id: lake-work\n    same_as: [sea]")
    bank.write_text(text, "utf-8")
    told = run("duplicates").stderr
    assert "content/bank/waters.yaml:7: warning: same_as names sea" in told


def test_check_remarks_on_it_and_strict_does_not_mind(bank: Path) -> None:
    told = run("check", "--strict").stdout
    assert "content/bank/waters.yaml:7: info: probably asks the same as lake" in told
    assert "[likely-duplicate]" in told
    assert "[likely-duplicate]" not in run("check", "--ignore", "likely-duplicate").stdout


def test_import_knows_what_the_bank_asks_in_other_words(bank: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("### 1. How do lakes work?\n\nx\n\n### 2. What is a fjord?\n\ny\n", "utf-8")
    assert "2 read, 1 added, 1 already there" in run("import", "other.md").stdout


def test_errors_stop_nothing_but_the_status(bank: Path) -> None:
    bank.write_text(bank.read_text("utf-8") + "    wrong: key\n", "utf-8")
    result = run("duplicates", status=1)
    assert "1 merged" in result.stdout
    assert "unknown-key" in result.stderr
