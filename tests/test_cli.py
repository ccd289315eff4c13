"""The command line as users and scripts rely on it: options, output, exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from builder import cli
from builder.cli import _shared
from builder.model import Question
from builder.readers import READERS
from builder.writers import WRITERS

if TYPE_CHECKING:
    from click.testing import Result

NOTES = """\
# Trains

Intro.

## Signals

### 1. What does a red signal ask for?

A stop, at once.

### 2. Why are there distant signals?
"""
BANK = """\
topic: Signals
tags: [rail]
questions:
  - id: signal-red
    level: junior
    question: What does a red signal ask for?
    short_answer: A stop.
    answer: A stop, at once.
  - id: signal-amber
    level: senior
    question: What does amber warn of?
    short_answer: The next one.
    answer: The next signal may be red.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def notes(here: Path) -> Path:
    (here / "notes.md").write_text(NOTES, encoding="utf-8")
    return here


@pytest.fixture
def bank(here: Path) -> Path:
    (here / "content" / "bank").mkdir(parents=True)
    (here / "content" / "deckpress.yaml").write_text("name: rail\nlanguage: en\n", "utf-8")
    (here / "content" / "bank" / "signals.yaml").write_text(BANK, "utf-8")
    return here


def run(*arguments: str, status: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(cli.main, arguments, input=stdin, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result


def data(*arguments: str, status: int = 0) -> Any:
    return json.loads(run(*arguments, "--json", status=status).stdout)


def test_list_gives_every_field_of_a_question(notes: Path) -> None:
    first, second = data("list", "notes.md")
    assert set(first) == {field.name for field in fields(Question)}
    assert first["question"] == "What does a red signal ask for?"
    assert first["origins"] == [{"path": "notes.md", "line": 7}]
    assert second["answer"] == ""


def test_list_for_people_is_by_topic(notes: Path) -> None:
    result = run("list", "notes.md")
    assert result.stdout.splitlines() == [
        "Signals",
        "  What does a red signal ask for?",
        "  Why are there distant signals?",
    ]
    assert "2 questions" in result.stderr


def test_list_merges_unless_told_not_to(notes: Path) -> None:
    (notes / "more.md").write_text("# More\n\n- **Q1:** Why are there distant signals?\n", "utf-8")
    assert len(data("list", "notes.md", "more.md")) == 2
    assert len(data("list", "notes.md", "more.md", "--no-merge")) == 3


def test_check_prints_what_was_not_understood_and_what_is_missing(notes: Path) -> None:
    lines = run("check", "notes.md").stdout.splitlines()
    assert lines[0].startswith("notes.md:3: info: not part of a question, skipped")
    assert any(line.startswith("notes.md:11: warning: has no answer") for line in lines)
    assert re.fullmatch(r"2 questions, 1 warning, \d remarks?", lines[-1])


def test_strict_lets_warnings_fail(notes: Path) -> None:
    run("check", "notes.md", "--strict", status=1)
    report = data("check", "notes.md", "--strict", status=1)
    assert {problem["severity"] for problem in report["problems"]} == {"info", "warning"}
    result = run("build", "notes.md", "--only", "deck", "--strict", status=1)
    assert "nothing was written" in result.stderr
    assert not (notes / "dist").exists()


def test_build_tells_scripts_what_it_wrote(notes: Path) -> None:
    report = data("build", "notes.md", "--only", "deck", "-o", "out")
    (artifact,) = report["artifacts"]
    path = Path(artifact["path"])
    assert artifact == {
        "output": "deck",
        "path": "out/notes.apkg",
        "bytes": path.stat().st_size,
        "notes": 1,
    }
    assert report["questions"] == 2
    assert {"path", "line", "severity", "code", "message"} == set(report["problems"][0])


def test_unanswered_questions_become_cards_when_asked_for(notes: Path) -> None:
    report = data("build", "notes.md", "--only", "deck", "--unanswered")
    assert report["artifacts"][0]["notes"] == 2


def test_build_makes_every_output_of_the_bank_here(bank: Path) -> None:
    report = data("build")
    assert [Path(a["path"]).as_posix() for a in report["artifacts"]] == [
        f"dist/rail{writer.filename}" for writer in WRITERS if writer.default
    ]
    assert all(a.get("pages", 0) >= 1 for a in report["artifacts"] if a["output"] != "deck")


def test_build_narrows_by_topic_level_and_tag(bank: Path) -> None:
    one = data("build", "--only", "deck", "--level", "senior", "--tag", "rail", "--topic", "sig")
    assert one["questions"] == 1
    assert "no question has the topic" in run("build", "--topic", "ships", status=2).stderr
    nothing = run("build", "--only", "deck", "--level", "mid", status=1)
    assert "no question" in nothing.stderr


def test_an_error_in_the_content_stops_the_build(bank: Path) -> None:
    path = bank / "content" / "bank" / "signals.yaml"
    path.write_text(BANK.replace("senior", "grandmaster"), "utf-8")
    result = run("build", status=1)
    assert "content/bank/signals.yaml:10: error:" in result.stderr
    assert not (bank / "dist").exists()
    assert data("build", status=1)["artifacts"] == []


def test_outside_a_bank_a_source_is_asked_for(here: Path) -> None:
    assert "there is no bank here" in run("build", status=2).stderr


def test_a_missing_file_is_said_in_a_sentence(here: Path) -> None:
    result = run("build", "gone.md", status=1)
    assert "gone.md" in result.stderr
    assert "Traceback" not in result.output


def test_standard_input_is_a_source(here: Path) -> None:
    result = run("list", "-", "--json", stdin=NOTES)
    assert len(json.loads(result.stdout)) == 2


def test_a_file_two_readers_claim_is_an_error_until_a_format_is_named(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from builder import readers

    two = [reader for reader in READERS if reader.name in {"markdown", "text"}]
    eager = tuple(replace(reader, recognises=lambda _: True) for reader in two)
    monkeypatch.setattr(readers, "READERS", eager)
    assert "both markdown and text recognise" in run("list", "notes.md", status=1).stderr
    run("list", "notes.md", "--format", "markdown")


@pytest.mark.parametrize("epoch", ["0", "-1", "99999999999", "soon", ""])
def test_a_time_anki_cannot_take_is_refused(
    notes: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert "SOURCE_DATE_EPOCH" in run("build", "notes.md", "--only", "deck", status=2).stderr


def test_the_same_time_gives_the_same_bytes(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = []
    for folder in ("one", "two"):
        run("build", "notes.md", "-o", folder)
        made.append([path.read_bytes() for path in sorted(Path(folder).glob("notes*"))])
    assert made[0] == made[1]
    assert len(made[0]) == sum(writer.default for writer in WRITERS)


def test_an_output_that_is_no_default_is_built_when_named(notes: Path) -> None:
    report = data("build", "notes.md", "--only", "notes")
    (artifact,) = report["artifacts"]
    assert (artifact["path"], artifact["notes"]) == ("dist/notes-notes.txt", 1)


def test_formats_names_every_row_of_both_tables(here: Path) -> None:
    text = run("formats").stdout
    report = data("formats")
    assert [row["format"] for row in report["read"]] == [reader.name for reader in READERS]
    assert [row["output"] for row in report["written"]] == [writer.name for writer in WRITERS]
    assert all(reader.title in text for reader in READERS)
    assert all(writer.filename in text for writer in WRITERS)


def test_the_choices_offered_are_the_rows_of_the_tables() -> None:
    assert tuple(writer.name for writer in WRITERS) == _shared.OUTPUTS
    assert tuple(reader.name for reader in READERS) == _shared.FORMATS


def test_doctor_names_the_fonts_in_use(here: Path) -> None:
    result = CliRunner().invoke(cli.main, ["doctor", "--json"], catch_exceptions=False)
    details = " ".join(f"{f['name']} {f['detail']}" for f in json.loads(result.stdout))
    assert "JetBrains Mono" in details
    assert "Charis SIL" in details


@pytest.mark.parametrize("command", ["build", "list", "check", "formats", "doctor"])
def test_every_command_explains_itself(here: Path, command: str) -> None:
    text = run(command, "--help").stdout
    assert text.startswith("Usage:")
    assert len(text.splitlines()) > 4


HEAVY = ("weasyprint", "genanki", "comrak", "markdown_it", "markdownify", "bs4", "jinja2", "yaml")


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\nfrom builder.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_list_needs_neither_weasyprint_nor_genanki(notes: Path) -> None:
    script = (
        "import sys\nfrom builder.cli import main\n"
        "try:\n    main(['list', 'notes.md'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'weasyprint', 'genanki'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
