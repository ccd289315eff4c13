"""Labels: the words a user names, and what hostile text makes of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.model import Source
from builder.readers import read
from builder.readers._dialects._labels.labels import label_of
from tests.hanging import not_hanging

if TYPE_CHECKING:
    from pathlib import Path

FINNISH = "Kysymys 1: Mikä on jono?\nVastaus: Ensin sisään, ensin ulos.\n\nKysymys 2: Entä pino?\n"
N = 3_000
HOSTILE = {
    "labels": "Q: a?\nA: b\n" * (N // 2),
    "one line": "Q: a? " + "A: b " * N,
    "letters": "F: a\nA: b\n" * (N // 2),
    "options": "Q: a?\n\n" + "A: b\n" * N,
    "facts": "Q: a?\n\n" + "Level: x\n" * N,
    "follow-ups": "Q: a?\nA: b\n\n" + "Follow-up: x\n\n" * (N // 2),
    "bars": "Q: a?\nLevel: " + "a | " * N,
    "open brackets": "[" * N + "Q] a?\nQ: b?\n",
    "words": "a " * N + ": b\nQ: b?\n",
    "quotes": "> Q: a?\n> A: b\n\n" * (N // 4),
    "bullets": "- Q: a?\n  - A: b\n" * (N // 4),
    "talk": "Interviewer: Hello.\n\nCandidate: Hi.\n\n" * (N // 4) + "Interviewer: Why?\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_many_labels_are_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read(Source(name, HOSTILE[name]), "markdown")
    assert reading.questions or reading.problems


@pytest.mark.parametrize(
    ("line", "label", "number", "rest"),
    [
        ("Q1) What?", "question", 1, "What?"),
        ("(Q1) What?", "question", 1, "What?"),
        ("[Q2] What?", "question", 2, "What?"),
        ("Question #3 - What?", "question", 3, "What?"),
        ("Question No. 3: What?", "question", 3, "What?"),
        ("**Q3.** What?", "question", 3, "What?"),
        ("Question 1 (easy): What?", "question", 1, "What?"),
        ("<b>Q1:</b> What?", "question", 1, "What?"),
        ("❓ Question: What?", "question", None, "What?"),
        ("Ans. 5 minutes", "answer", None, "5 minutes"),
        ("Answer - 3 ways", "answer", None, "3 ways"),
        ("Model answer: so", "answer", None, "so"),
        ("Réponse : oui", "answer", None, "oui"),
        ("第3题：什么？", "question", 3, "什么？"),
        ("उत्तर: हाँ", "answer", None, "हाँ"),
        ("**Answer** so", "answer", None, "so"),
    ],
)
def test_a_label_is_read_off(line: str, label: str, number: int | None, rest: str) -> None:
    found = label_of(line)
    assert (found.label, found.number, found.block.text) == (label, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Question 3 shows that",
        "Question-based learning",
        "Questions about it: many",
        "Answers vary.",
        "A. first option",
        "A good answer: be brief",
        "Q. What",
        "[A] note",
        "Solutions are rare",
    ],
)
def test_prose_that_begins_with_a_word_of_labels_is_none(line: str) -> None:
    assert label_of(line).label == ""


def test_words_on_the_command_line_are_labels(tmp_path: Path) -> None:
    (tmp_path / "jonot.txt").write_text(FINNISH, encoding="utf-8")
    labels = ["--label", "question=Kysymys", "--label", "answer=Vastaus"]
    result = CliRunner().invoke(main, ["list", "--json", *labels, str(tmp_path / "jonot.txt")])
    found = json.loads(result.output)
    assert [q["question"] for q in found] == ["Mikä on jono?", "Entä pino?"]
    assert found[0]["answer"] == "Ensin sisään, ensin ulos."


@pytest.mark.parametrize("said", ["Kysymys", "kysymys=x", "question="])
def test_a_label_without_its_kind_is_a_wrong_command(said: str) -> None:
    result = CliRunner().invoke(main, ["list", "--label", said, "x"])
    assert result.exit_code == 2
    assert "question=WORD or answer=WORD" in " ".join(result.output.split())


def test_words_of_the_settings_are_labels_in_the_sources_of_a_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    (content / "sources").mkdir(parents=True)
    settings = "name: jonot\nlabels: {question: [Kysymys], answer: [Vastaus]}\n"
    (content / "deckpress.yaml").write_text(settings, encoding="utf-8")
    (content / "sources" / "jonot.txt").write_text(FINNISH, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["list", "--json"])
    assert [q["question"] for q in json.loads(result.output)] == ["Mikä on jono?", "Entä pino?"]


def test_words_of_one_source_do_not_reach_the_next() -> None:
    read(Source("a", FINNISH, labels=(("Kysymys", "question"),)))
    assert label_of("Kysymys 1: Mikä?").label == ""
