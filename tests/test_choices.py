"""Questions with options: what is a choice, what stays open, and that both become cards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.cli import main
from builder.model import Kind, Question, Source
from builder.readers import read
from builder.readers._dialects._options.keys import after_label, value
from builder.readers._dialects._options.marks import marks_of
from tests.hanging import not_hanging

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = ("a hash map", "a tree", "a heap", "an array")
N = 4_000


def questions(text: str, name: str = "quiz.md") -> tuple[Question, ...]:
    return read(Source(name, text)).questions


def right(question: Question) -> list[str]:
    return [choice.text for choice in question.choices if choice.correct]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("Answer: B", "B"),
        ("**Correct answer:** C", "C"),
        ("> **Answer:** 2", "2"),
        ("*Ans: b)*", "b)*"),
        ("The right answer is B because of it", "B because of it"),
        ("Correct options are A and C", "A and C"),
        ("ANSWER: D", "D"),
        ("Answer (B)", "(B)"),
        ("Richtige Antwort: a", "a"),
        ("La bonne réponse est la b", "la b"),
        ("Правильный ответ: да", "да"),
        ("正确答案：B", "B"),
        ("**Answer**", ""),
    ],
)
def test_a_label_and_what_follows_it(line: str, rest: str) -> None:
    assert after_label(line) == rest


@pytest.mark.parametrize(
    "line",
    [
        "Answer B is the default of many databases.",
        "The best of these is small",
        "A hash map is the answer",
        "Key points",
        "Correctness matters",
        "",
    ],
)
def test_prose_that_only_begins_like_a_label(line: str) -> None:
    assert after_label(line) is None


@pytest.mark.parametrize(
    ("text", "places", "rest"),
    [
        ("B", {1}, ""),
        ("(b)", {1}, ""),
        ("A, C", {0, 2}, ""),
        ("A and C", {0, 2}, ""),
        ("A, B and D", {0, 1, 3}, ""),
        ("ACD", {0, 2, 3}, ""),
        ("both A and B", {0, 1}, ""),
        ("option C", {2}, ""),
        ("B) a tree", {1}, ""),
        ("A) a hash map, C) a heap", {0, 2}, ""),
        ("b) a tree. It keeps its keys in order.", {1}, "It keeps its keys in order."),
        ("C because it is one", {2}, "because it is one"),
        ("D (arrays are quick)", {3}, "arrays are quick"),
        ("a heap", {2}, ""),
        ("A heap. Its root is the least.", {2}, "Its root is the least."),
    ],
)
def test_what_a_key_names(text: str, places: set[int], rest: str) -> None:
    found = value(text, OPTIONS, "letters")
    assert found is not None
    assert (set(found.places), found.rest) == (places, rest)


@pytest.mark.parametrize("text", ["A hash function spreads the keys", "F", "it depends", "", "7"])
def test_what_names_no_option(text: str) -> None:
    assert value(text, OPTIONS, "letters") is None


@pytest.mark.parametrize(
    ("line", "text", "said"),
    [
        ("A) x", "x", None),
        ("(a) x", "x", None),
        ("[A] x", "x", None),
        ("**A.** x", "x", None),
        ("**A** x", "x", None),
        ("A - x", "x", None),
        ("① x", "x", None),
        ("🅰️ x", "x", None),
        ("1️⃣ x", "x", None),
        ("Option A: x", "x", None),
        ("а) x", "x", None),  # noqa: RUF001 - the first letter of Russian is meant
        ("- [x] A) x", "x", True),
        ("✅ A) x", "x", True),
        ("A) x ✓", "x", True),
        ("A) x (correct)", "x", True),
        ("A) x <-- correct", "x", True),
        ("*A) x", "x", True),
        ("A) x *(wrong)*", "x", False),
    ],
)
def test_marks_of_a_first_option(line: str, text: str, said: bool | None) -> None:  # noqa: FBT001 - what its marks say
    found = [mark for mark in marks_of(line) if mark.place == 0]
    assert [(mark.text, mark.right) for mark in found[:1]] == [(text, said)]


def test_a_bold_option_is_stressed_and_a_bold_letter_is_not() -> None:
    assert marks_of("**B) x**")[0].stressed
    assert not marks_of("**B)** x")[0].stressed


@pytest.mark.parametrize(
    "answer",
    [
        "- [ ] Write it\n- [ ] Send it",
        "- [x] Written\n- [x] Sent",
        "A) Write it\nB) Send it",
        "First this:\n\nA. Write it\nB. Send it\n\nAnswer when asked.",
        "- **Write** it\n- Send it",
        "1. Write it\n2. Send it",
        "- ✅ Write it\n- ✅ Read it\n- ❌ Lose it",
        "A) is for writing it, B) is for sending it.",
    ],
)
def test_a_list_may_be_an_answer(answer: str) -> None:
    found = questions(f"## What do you do?\n\n{answer}\n\n## Why do you do it?\n\nIt helps.\n")
    assert [question.kind for question in found] == [Kind.OPEN, Kind.OPEN]
    assert found[0].answer == answer


def test_parts_of_a_task_are_answered_each() -> None:
    text = (
        "**Question 1:** Given two lists:\n\nA) Join them.\n\nB) Sort them.\n\n"
        "**Answer:**\n\nA) Use a plus.\n\nB) Use sorted.\n"
    )
    (found,) = questions(text)
    assert found.kind is Kind.OPEN
    assert "A) Join them." in found.question
    assert "B) Use sorted." in found.answer


def test_a_key_whose_question_is_missing_is_reported() -> None:
    text = "1. Which is odd?\n   A. 2\n   B. 3\n\n## Answers\n\n1. B\n2. A\n"
    reading = read(Source("quiz.md", text))
    assert right(reading.questions[0]) == ["3"]
    assert [(p.origin.line, p.code) for p in reading.problems] == [(8, "model-answer-apart")]


TWO = "".join(
    f"{n}. Which is a {name}?\n\n   a) LIFO\n   b) FIFO\n\n"
    for n, name in ((1, "stack"), (2, "queue"))
)


@pytest.mark.parametrize(
    "key",
    [
        "## Answer key\n\n1. a\n2. b\n",
        "## Answers to the quiz (week 3)\n\n1. a\n2. b\n",
        "## Week 3: solutions\n\n- 1: a\n- 2: b\n",
        "## Answers\n\n### 1. a\n\nIt is.\n\n### 2. b\n",
        "## Answers\n\n**1. a** because\n\n**2. b** because\n\n---\n\nGood luck!\n",
        "---\n\n1. a\n2. b\n\nGood luck!\n",
        "**Key, part 1:** 1a, 2b\n",
        "Answers: 1 - a (it is), 2 - b\n",
        "<details>\n<summary>Show the answers</summary>\n\n1. a\n2. b\n\n</details>\n",
    ],
)
def test_a_key_below_its_questions(key: str) -> None:
    found = questions(f"# Quiz\n\n{TWO}{key}")
    assert [right(question) for question in found] == [["LIFO"], ["FIFO"]]
    assert not any("luck" in question.answer for question in found)


@pytest.mark.parametrize(
    "text",
    [
        "## How are answers graded?\n\n1. A – excellent\n2. B – good\n",
        f"{TWO}## What do the answers tell?\n\n1. B-trees are common.\n2. C is common.\n",
        f"{TWO}## How are they graded?\n\n1. A – very good\n2. B – good\n3. C – fair\n",
    ],
)
def test_letters_by_number_that_are_no_key(text: str) -> None:
    assert not any(question.choices for question in questions(f"# Quiz\n\n{text}"))


def test_an_import_writes_choices_and_they_become_cards(tmp_path: Path) -> None:
    quiz = tmp_path / "quiz.md"
    quiz.write_text(
        "# Text\n\n## Which code has `é` in two bytes?\n\nA) ASCII\nB) UTF-8\nC) Latin-1\n\n"
        "**Answer: B**\n\nIts first byte says so.\n",
        "utf-8",
    )
    run = CliRunner().invoke(main, ["import", str(quiz), "--to", str(tmp_path / "content")])
    assert run.exit_code == 0, run.output
    written = "".join(p.read_text("utf-8") for p in (tmp_path / "content/bank").glob("*.yaml"))
    assert "kind: choice" in written
    run = CliRunner().invoke(main, ["list", str(tmp_path / "content/bank"), "--json"])
    (listed,) = json.loads(run.stdout)
    assert [c["text"] for c in listed["choices"]] == ["ASCII", "UTF-8", "Latin-1"]
    assert [c["correct"] for c in listed["choices"]] == [False, True, False]
    out = tmp_path / "out"
    run = CliRunner().invoke(main, ["build", str(quiz), "-o", str(out), "--only", "notes"])
    assert run.exit_code == 0, run.output
    (notes,) = out.glob("*.txt")
    assert "UTF-8" in notes.read_text("utf-8")


LONG = {
    "letters": "## Which?\n\n" + "A) x\n" * N,
    "letters apart": "## Which?\n\n" + "A) x\n\n" * N,
    "options in order": "## Which?\n\n" + "".join(f"{n + 1}: x\n" for n in range(N)),
    "a task list": "## Which?\n\n" + "- [x] x\n" * N,
    "boxes": "## Which?\n\n" + "( ) x\n" * N,
    "one line": "## Which?\n\n" + "A) x B) y " * (N // 2),
    "an open option": "## Which?\n\nA) x\n" + "y\n" * N,
    "many quizzes": "1. Which?\n   A. x\n   B. y\n\n   Answer: B\n\n" * (N // 8),
    "paragraphs": "Which?\n\nA. x\nB. y\n\nAnswer: B\n\n" * (N // 8),
    "keys": "## Which?\n\nA) x\nB) y\n\n" + "Answer: it depends\n" * N,
    "a key in one line": "## Which?\n\nA) x\nB) y\n\nAnswers: " + "1-B, " * N,
    "a key of many": "1. Which?\n   A. x\n   B. y\n\n## Answers\n\n" + "1. B\n" * N,
    "bullets": "- " * N,
    "a long letter": "A) " + "*" * N + " B) " + "_" * N,
    "breaks": "## Which?\n\n" + "A) x<br>" * N,
    "rows": "| A | B |\n| - | - |\n" + "| A | x |\n" * N,
    "items of HTML": "## Which?\n\n<ul>" + "<li>x" * N,
    "toggles": "## Which?\n\nA) x\nB) y\n\n" + "<details><summary>" * N,
}


@pytest.mark.parametrize("name", LONG)
def test_many_options_are_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read(Source("long.md", LONG[name]))
    assert reading.questions or reading.problems


SIGNS = (
    "A) |B) |- [x] |- [ ] |Answer: B|\n|\n\n|x|1. |**|```\n|## y?|True|<br>|> |(a) |✅|    |***\n"
    "|Answers: 1-A, 2-B"
)


@given(st.lists(st.sampled_from(SIGNS.split("|")), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_choices_can_always_be_asked(text: str) -> None:
    for question in questions(f"## Which is it?\n\n{text}\n\n## Which is this?\n\nA) b\nB) c\n"):
        if question.kind is Kind.CHOICE:
            assert len(question.choices) >= 2
            assert right(question)
            assert all(choice.text for choice in question.choices)
