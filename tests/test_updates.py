"""A bank over several builds: what its ledger keeps, and what its keepers are told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder import cli

QUESTION = """\
  - id: {id}
    question: {question}
    short_answer: {answer}
    answer: Because {answer}
"""
START = 1_700_000_000


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "bank").mkdir(parents=True)
    (tmp_path / "content" / "deckpress.yaml").write_text("name: rail\n", "utf-8")
    write(a="Why is red red?", b="What does amber announce to a driver?")
    return tmp_path


def write(**questions: str) -> None:
    entries = [
        QUESTION.format(id=f"signal-{key}", question=text, answer=f"it is so for {key}")
        for key, text in questions.items()
    ]
    text = "topic: Signals\nquestions:\n" + "".join(entries)
    Path("content/bank/signals.yaml").write_text(text, "utf-8")


def build(at: int, *options: str, status: int = 0) -> Any:
    result = CliRunner().invoke(
        cli.main,
        ["build", "--only", "deck", "--json", *options],
        env={"SOURCE_DATE_EPOCH": str(at)},
        catch_exceptions=False,
    )
    assert result.exit_code == status, result.output
    return json.loads(result.stdout) if result.stdout else result.stderr


def lock() -> list[str]:
    text = Path("content/deck.lock").read_text("utf-8")
    return [line for line in text.split("\n") if line and line[0] != "#"]


def lines() -> dict[str, str]:
    return {line.split(" ")[0]: line for line in lock()}


def codes(report: Any) -> list[str]:
    return [problem["code"] for problem in report["problems"]]


def test_a_bank_built_again_gives_the_same_bytes_whatever_the_clock(bank: Path) -> None:
    build(START)
    deck, lock = Path("dist/rail.apkg").read_bytes(), Path("content/deck.lock").read_bytes()
    shutil.rmtree("dist")
    build(START + 86_400)
    assert Path("dist/rail.apkg").read_bytes() == deck
    assert Path("content/deck.lock").read_bytes() == lock


def test_one_changed_question_changes_one_line(bank: Path) -> None:
    build(START)
    before = lines()
    write(a="Why is red red?", b="What does a yellow light announce to a driver?")
    build(START + 60)
    after = lines()
    assert [key for key in before if before[key] != after[key]] == ["signal-b"]
    assert "2023-11-14T22:14:20Z 2023-11-14T22:13:20Z" in after["signal-b"]


def test_a_question_that_left_is_retired_once_and_cleaned_up_from_then_on(bank: Path) -> None:
    build(START)
    write(b="What does amber announce to a driver?")
    report = build(START + 60)
    assert codes(report) == ["retired"]
    assert "Empty Cards" in report["problems"][0]["message"]
    assert [a["output"] for a in report["artifacts"]] == ["deck", "cleanup"]
    assert lines()["signal-a"].endswith(" retired")
    again = build(START + 120)
    assert codes(again) == []
    assert [a["output"] for a in again["artifacts"]] == ["deck", "cleanup"]
    write(a="Why is red red?", b="What does amber announce to a driver?")
    back = build(START + 180)
    assert [a["output"] for a in back["artifacts"]] == ["deck"]
    assert "retired" not in lines()["signal-a"]


def test_an_id_that_changed_is_offered_back(bank: Path) -> None:
    build(START)
    write(a="Why is red red?", c="What does amber announce to the driver?")
    report = build(START + 60)
    (problem,) = report["problems"]
    assert problem["code"] == "id-changed"
    assert "id: signal-b" in problem["message"]
    assert (problem["path"], problem["line"]) == ("content/bank/signals.yaml", 7)


def test_another_kind_is_told_as_such(bank: Path) -> None:
    build(START)
    file = Path("content/bank/signals.yaml")
    text = file.read_text("utf-8").replace(
        "Why is red red?", "Red is {{c1::red}}.\n    kind: cloze"
    )
    file.write_text(text, "utf-8")
    report = build(START + 60)
    (problem,) = report["problems"]
    assert problem["code"] == "kind-changed"
    assert "was of the kind open and is of the kind cloze" in problem["message"]
    assert problem["path"] == "content/bank/signals.yaml"


def test_a_guid_that_changed_is_offered_back(bank: Path) -> None:
    build(START)
    guid = lines()["signal-a"].split(" ")[2]
    file = Path("content/bank/signals.yaml")
    before = file.read_text("utf-8")
    file.write_text(before.replace("id: signal-a", "id: signal-a\n    guid: other-guid"), "utf-8")
    (problem,) = build(START + 60)["problems"]
    assert (problem["code"], problem["message"].split(": ")[-1]) == ("guid-changed", guid)
    file.write_text(before.replace("id: signal-a", f"id: signal-a\n    guid: {guid}"), "utf-8")
    build(START + 120)
    retired = {line.split(" ")[2]: line.endswith(" retired") for line in lock()}
    assert retired[guid] is False
    assert retired["other-guid"] is True


def test_another_namespace_is_told_once(bank: Path) -> None:
    write(a="Why is red red?", b="What is amber?", c="Who lights lamps?", d="When is it dark?")
    build(START)
    Path("content/deckpress.yaml").write_text("name: rail\nnamespace: other\n", "utf-8")
    (problem,) = build(START + 60)["problems"]
    assert problem["code"] == "guid-changed"
    assert problem["message"].startswith("4 questions have other GUIDs")
    assert problem["path"] == "content/deck.lock"


def test_a_part_of_the_bank_retires_nothing(bank: Path) -> None:
    build(START)
    text = Path("content/bank/signals.yaml").read_text("utf-8")
    Path("content/bank/other.yaml").write_text(
        text.replace("Signals", "Other").replace("signal-", "other-").replace("red", "green")
        .replace("amber", "blue"), "utf-8",
    )  # fmt: skip
    report = build(START + 60, "--topic", "other")
    assert report["artifacts"][0]["notes"] == 2
    assert codes(report) == []
    assert not any(line.endswith("retired") for line in lines().values())
    assert len(lines()) == 1 + 4


def test_a_lost_ledger_stops_the_build_with_a_way_out(bank: Path) -> None:
    build(START)
    Path("content/deck.lock").unlink()
    assert "git checkout" in build(START + 60, status=1)
    assert build(START + 60, "--new-ledger")["artifacts"]


def test_a_lost_ledger_is_noticed_without_outputs_where_the_settings_name_it(bank: Path) -> None:
    Path("content/deckpress.yaml").write_text("name: rail\nledger: deck.lock\n", "utf-8")
    assert "deckpress.yaml names it" in build(START, status=1)
    build(START, "--new-ledger")
    build(START)


def test_a_ledger_in_conflict_stops_the_build(bank: Path) -> None:
    build(START)
    file = Path("content/deck.lock")
    file.write_text(f"<<<<<<< HEAD\n{file.read_text('utf-8')}", "utf-8")
    assert "content/deck.lock:1: two versions" in build(START + 60, status=1)


def test_files_that_are_no_bank_say_what_that_means(bank: Path) -> None:
    Path("notes.md").write_text("## T\n\n### 1. Why?\n\nSo.\n", "utf-8")
    assert "no-ledger" in codes(build(START, "notes.md"))
    assert not Path("deck.lock").exists()


def test_a_build_from_files_says_so_where_it_makes_a_deck(bank: Path) -> None:
    Path("notes.md").write_text("## T\n\n### 1. Why?\n\nSo.\n", "utf-8")
    for output, said in (("deck", True), ("handout", False)):
        command = ["build", "notes.md", "--only", output]
        result = CliRunner().invoke(cli.main, command, catch_exceptions=False)
        assert ("[no-ledger]" in result.stderr) is said


def test_pdfs_are_dated_by_the_last_change(bank: Path) -> None:
    build(START)
    one = build(START + 999, "--only", "handout", "-o", "one")
    two = build(START + 9_999, "--only", "handout", "-o", "two")
    paths = [Path(r["artifacts"][-1]["path"]) for r in (one, two)]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_retired_question_dates_pdfs_the_same_from_the_first_build_on(bank: Path) -> None:
    build(START)
    write(b="What does amber announce to a driver?")
    one = build(START + 999, "--only", "handout", "-o", "one")
    two = build(START + 9_999, "--only", "handout", "-o", "two")
    for before, after in zip(one["artifacts"], two["artifacts"], strict=True):
        assert Path(before["path"]).read_bytes() == Path(after["path"]).read_bytes()
