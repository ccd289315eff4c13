"""Conversations: how chats write who speaks and when, and who of them asks."""

from __future__ import annotations

import pytest

from builder.model import Source
from builder.readers import read
from builder.readers._dialects._labels.speaking import speakers_of
from builder.readers._documents.keycaps import with_numbers
from tests.hanging import not_hanging

N = 3_000
SAID = (
    ("Ana Lee", "What is a page fault?"),
    ("Bo", "An access to a page that is not in memory."),
    ("Ana Lee", "And what is thrashing?"),
    ("Bo", "The disk is busy and nothing gets done."),
)
HEADERS = (
    "[18:01] {}: {}",
    "[6:01 PM] {}: {}",
    "[12.03.2024 18:40] {}: {}",
    "[2024-03-12, 18:40:07] {}: {}",
    "12/03/2024, 18:40 - {}: {}",
    "3/12/24, 6:40 PM - {}: {}",
    "18:40 <{}> {}",
    "00:01:15 {}: {}",
    "{}  6:40 PM\n{}",
    "{} [6:40 PM]\n{}",
    "{}, [12.03.2024 18:40]\n{}",
    "{} — Today at 18:40\n{}",
)
HOSTILE = {
    "stamps": "[18:01] " * N,
    "headers": "[18:01] a: b?\n" * N,
    "two speakers": "Ana: why?\nBo: so\n" * N,
    "many speakers": "".join(f"Name{chr(97 + n % 26)}{n}: why?\n" for n in range(N)),
    "long names": "a " * N + ": why?\n",
    "keys": "1\ufe0f\u20e3 " * N,
    "dashes": "Ana" + " - " * N + "18:40\n",
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_chat_is_read_however_it_writes_who_speaks_when(header: str) -> None:
    text = "\n".join(header.format(*said) for said in SAID)
    reading = read(Source("chat.txt", text), "text")
    assert [(q.question, q.answer) for q in reading.questions] == [
        (SAID[0][1], SAID[1][1]),
        (SAID[2][1], SAID[3][1]),
    ]
    places = [text.split("\n").index(line) for line in text.split("\n") if line.endswith("?")]
    heights = header.count("\n")
    assert [q.origin.line for q in reading.questions] == [place + 1 - heights for place in places]


@pytest.mark.parametrize("name", HOSTILE)
def test_much_talk_is_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read(Source("talk.txt", HOSTILE[name]), "text")
    assert reading.questions or reading.problems


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Ana: Why?", "Bo: So.", "Ana: How?", "Bo: Thus."], {"ana": "question", "bo": "answer"}),
        (["Ask: Why?", "Model answer: So."] * 2, {"ask": "question"}),
        (["Ask:", "Why?", "Model answer:", "So."] * 2, {"ask": "question"}),
        (["Ana: Why?", "Bo: Why not?", "Ana: How?", "Bo: How not?"], {}),
        (["Q: Why?", "Ana: Why?", "Bo: So.", "Ana: How?", "Bo: Thus."], {}),
        (["## Why?", "## How?", "Bonus: Why?", "Tip: So.", "Bonus: How?", "Tip: Thus."], {}),
        (["**1. Why?**", "Model answer: So.", "Bonus: How?", "Model answer: Thus."] * 2, {}),
        (["Pro: fast", "Con: large"] * 3, {}),
        (["Follow-up: Why?", "Model answer: So."] * 2, {}),
        (["```", "Ana: Why?", "Bo: So.", "Ana: How?", "Bo: Thus.", "```"], {}),
    ],
)
def test_who_asks_is_told_by_what_is_said(lines: list[str], expected: dict[str, str]) -> None:
    kinds = {"q": "question", "model answer": "answer"}
    beside = {"follow-up": "follow_up"}
    assert speakers_of(lines, lambda word: kinds.get(word, ""), beside) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1️⃣ Why?", "1. Why?"),
        ("1️⃣2️⃣ Why?", "12. Why?"),
        ("🔟 Why?", "10. Why?"),
        ("## 3️⃣ Queues", "## 3. Queues"),
        ("**4️⃣ Why?**", "**4. Why?**"),
        ("press 1️⃣ now", "press 1️⃣ now"),
    ],
)
def test_numbers_drawn_as_keys_are_numbers(line: str, expected: str) -> None:
    assert with_numbers(line) == expected
    assert with_numbers(f"```\n{line}\n```") == f"```\n{line}\n```"
