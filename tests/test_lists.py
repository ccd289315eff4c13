"""Lists, paragraphs, tables and cards as questions: hostile input, and what a rule decides."""

from __future__ import annotations

import pytest

from builder.model import Source
from builder.readers import read
from tests.hanging import not_hanging

N = 4_000
ROWS = "\n".join(f"| {i} | What is {i}? | It. |" for i in range(5000))

LONG = {
    "bullets": "# x\n\n" + "- What is it?\n" * 3000,
    "numbers": "# x\n\n" + "\n".join(f"{i}. What is {i}?" for i in range(1, N)),
    "answers at the margin": "# x\n\n"
    + "\n\n".join(f"{i}. Is it {i}?\n\nYes." for i in range(1, 3000)),
    "steps": "# x\n\n1. What?\n\nSo:\n\n" + "1. a\n\nb\n\n" * 4000,
    "one space deeper": "# x\n\n" + "\n".join(" " * i + "- What is it?" for i in range(400)),
    "deep": "# x\n\n" + "- " * 4000 + "What?",
    "chapters in chapters": "# x\n\n" + "\n".join("  " * i + "- part" for i in range(60)) + "?",
    "one long item": "# x\n\n- " + "What is it? " * N,
    "one long line of stars": "# x\n\n- " + "**a** " * N,
    "links": "# x\n\n- " + "[a](b) " * N,
    "tags": "# x\n\n- What is <" + "<a" * N,
    "bold": "# x\n\n" + "**What is it?**\n\nIt.\n\n" * 3000,
    "bold numbers": "# x\n\n" + "\n\n".join(f"**{i}. What?**\n\nIt." for i in range(1, 5000)),
    "plain": "# x\n\n" + "What is it?\n\nIt.\n\n" * 3000,
    "quotes": "# x\n\n" + "> What is it?\n\nIt.\n\n" * 3000,
    "cards": "# x #flashcards\n\n" + "What is it?::It.\n" * N,
    "colons": "# x #flashcards\n\na ::" + " :: ::" * N,
    "definitions": "# x\n\n" + "What is it?\n: It.\n\n" * 3000,
    "table": f"| # | Question | Answer |\n|---|---|---|\n{ROWS}",
    "wide table": f"|{'Question|' * 900}Answer|\n|{'---|' * 901}\n|{'What?|' * 901}",
    "plain text": "\n".join(f"{i}. What is it\n   all about?\n   It." for i in range(1, 3000)),
    "bare text": "What is it?\nIt is.\n" * 3000,
    "pasted bullets": "• What is it?\n" * 3000,
    "underlines": "a\n---\n" * 3000,
    "open ends": "- (" * N,
}


@pytest.mark.parametrize("name", LONG)
def test_long_lists_are_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read(Source("notes.md", LONG[name]))
    assert reading.questions or reading.problems
    assert name != "numbers" or len(reading.questions) == N - 1


def questions(text: str) -> list[str]:
    return [question.question for question in read(Source("notes.md", text)).questions]


def test_every_answer_at_the_margin_is_kept() -> None:
    reading = read(Source("notes.md", LONG["answers at the margin"]))
    assert {question.answer for question in reading.questions} == {"Yes."}
    assert len(reading.questions) == 2999


@pytest.mark.parametrize(
    "text",
    [
        "# Links\n\n- [What is HTTP?](https://a.example)\n- [Why DNS?](https://b.example) – good\n",
        "# Guide\n\n1. [What is HTTP?](#http)\n2. [Why DNS?](#dns)\n",
        "# Guide\n\nBefore the interview:\n\n- Have you slept?\n- Do you know the way?\n",
        "# Tips\n\n- Explain your thinking.\n- Describe your steps.\n",
        "# Terms\n\n- **Heap** – a tree\n- **Queue** – a line\n",
        "# Parts\n\n- **What:** a log\n- **Why:** speed\n- **How it works:** in order\n",
        "# Log\n\n- Fixed a bug\n- Added a test\n\nReady? Go.\n",
        "# Names\n\n`std::move` casts.\n\nA::b calls C::d.\n",
        "# Table\n\n| Term | Meaning |\n|---|---|\n| Heap | a tree |\n",
        "# Essay\n\nWhy is it slow? Because it waits.\n\nIt reads.\n\nIt writes.\n\nIt ends.\n",
        "# Project\n\n**Found a mistake?** Open an issue.\n\n**Want to help?** Send a change.\n",
    ],
)
def test_what_only_looks_like_questions_is_reported(text: str) -> None:
    reading = read(Source("notes.md", text))
    assert not reading.questions
    assert reading.problems


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("What is X? — A letter.", ("What is X?", "A letter.")),
        ("What is X? – A letter.", ("What is X?", "A letter.")),
        ("**What is X?** A letter.", ("What is X?", "A letter.")),
        ("**What is X?**<br>A letter.", ("What is X?", "A letter.")),
        ("What is X? Why is it used?", ("What is X? Why is it used?", "")),
        ("What is X? Give an example.", ("What is X? Give an example.", "")),
        ("Explain X in a\n  few words.", ("Explain X in a few words.", "")),
        ("What is X?\n  _A letter._", ("What is X?", "A letter.")),
        ("What is X?\n  - A letter.", ("What is X?", "A letter.")),
        ("What is X?\n\n  > A letter.", ("What is X?", "A letter.")),
        ("What is X?\n  **Answer:** A letter.", ("What is X?", "A letter.")),
        ("[ ] What is X?", ("What is X?", "")),
        ("🔥 What is X?", ("What is X?", "")),
        ('<a name="x"></a>What is X?', ("What is X?", "")),
    ],
)
def test_an_item_is_divided_where_its_answer_begins(item: str, expected: tuple[str, str]) -> None:
    text = f"# Letters\n\n- {item}\n- What is the letter Y?\n"
    first = read(Source("notes.md", text)).questions[0]
    assert (first.question, first.answer) == expected


def test_a_number_that_starts_again_and_asks_is_a_new_part() -> None:
    text = "# x\n\n1. What is A?\n\nA.\n\n2. What is B?\n\nB.\n\n1. What is C?\n\nC.\n"
    assert questions(text) == ["What is A?", "What is B?", "What is C?"]


def test_numbers_flush_right_are_one_list() -> None:
    text = "# x\n\n 9. What is A?\n10. What is B?\n11. What is C?\n"
    assert questions(text) == ["What is A?", "What is B?", "What is C?"]


def test_columns_that_are_not_known_are_reported() -> None:
    text = "| Question | Answer | Asked at |\n|---|---|---|\n| What is X? | A letter. | a bank |\n"
    reading = read(Source("notes.md", text))
    assert [q.answer for q in reading.questions] == ["A letter."]
    assert [p.code for p in reading.problems] == ["skipped"]
