"""What holds of every input: nothing crashes, nothing is lost, what is written is read again."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.bank_files import file_text
from builder.model import LEVELS, Question, Reading, Source
from builder.readers import READERS, read, read_all
from tests.format_examples import FOLDER, examples
from tests.hanging import not_hanging

# Pieces of documents as people write them; {} is a word that occurs nowhere else.
PIECES = (
    *("# Chapter {}", "## What is a {}?", "### 3. Explain {}.", "#### Deeper {}", "{}\n=====\n"),
    *("Why does {} wait?", "A line about {}.", "**What is {}?**", "**A point:** {} matters."),
    *("Q1. What is {}?", "Q: Why {}?\nA: Because.", "A: {} is the answer.", "**Answer:** {}"),
    *("Question 4: how does {} work?", "Frage: Was ist {}?\nAntwort: Nichts.", "Answer: B {}"),
    *("- What is {}?", "- {} is one of them", "  - deeper {}", "1. **Which {}?**\n   _That one._"),
    *(
        "2) Why {}?",
        "* [ ] {}",
        "* [x] {}",
        "A) {}",
        "B) {} and more",
        "- [{}](https://a.example/{})",
    ),
    *("```python\n# what is {}?\n```", "```\n{}", "    indented {}", "> quoted {}?", "---", "***"),
    *(
        "| Question | Answer |\n|---|---|\n| What is {}? | A thing. |",
        "| a | {} |\n|---|---|\n| b | c |",
    ),
    *(
        "<details><summary>What is {}?</summary>\n\nThis.\n\n</details>",
        "<details>\n{}",
        "</details>",
    ),
    *("<h3>What is {}?</h3>\n<p>That.</p>", "<p>{}</p>", "<!-- {} -->", "<img src='{}.png'>"),
    *(
        "Term {}\n: its meaning",
        "*** TODO {} :tag:",
        ":PROPERTIES:\n:ID: {}\n:END:",
        "[{}]: https://b.example",
    ),
    *(
        "{},answer\nWhat?,That",
        "{}\tyes\nno\tno",
        "question;answer\n{}?;x",
        '{{"question": "{}", "answer": 1}}',
    ),
    *(
        "title: {}",
        "---\ntitle: What is {}?\n---\n\nIt is.",
        "questions:\n  - id: {}",
        "#separator:tab\n{}\tb",
    ),
    *(
        "⭐⭐ {}",
        "(easy) What is {}?",
        "Difficulty: hard {}",
        "Continue at {}…",
        "[⬆ back to top](#{})",
    ),
)
WORDS = st.integers(10_000, 99_999).map("zq{}x".format)
NAMES = [reader.name for reader in READERS]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Pieces in any order, with blank lines between them or not, sometimes indented."""
    parts = []
    for number, piece in enumerate(draw(st.lists(st.sampled_from(PIECES), max_size=14))):
        text = piece.replace("{{", "{").replace("}}", "}").replace("{}", f"zq{number}x")
        indent = draw(st.sampled_from(["", "", "", " ", "   "]))
        parts.append("\n".join(indent + line for line in text.split("\n")))
        parts.append(draw(st.sampled_from(["\n", "\n\n", "\n\n", "\n\n\n"])))
    return "".join(parts)


def said(reading: Reading) -> str:
    """All that a reading holds or reports, as one text."""
    return "\n".join(map(repr, (*reading.questions, *reading.problems)))


@settings(max_examples=100, deadline=None)
@given(documents())
def test_any_document_is_read_without_a_crash(text: str) -> None:
    lines = text.count("\n") + 1
    for name in (None, *NAMES):
        reading = read(Source("notes.md", text), name)
        places = [*(q.origin for q in reading.questions), *(p.origin for p in reading.problems)]
        assert all(1 <= place.line <= lines for place in places)
        assert all(q.question.strip() and q.id for q in reading.questions)
        assert all(q.level in ("", *LEVELS) for q in reading.questions)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for name in (None, *NAMES):
        read(Source("a.txt", text.replace("\r", "")), name)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    read(Source("a.apkg", "", b"PK\x03\x04" + data))


@settings(max_examples=100, deadline=None)
@given(documents())
def test_every_line_that_asks_is_read_or_reported(text: str) -> None:
    """A word of each line that asks is in a question or an answer, or its block is reported."""
    reading = read(Source("notes.md", text), "markdown")
    held = said(reading)
    covered = {
        line
        for problem in reading.problems
        for line in range(problem.origin.line, problem.origin.line + _lines(problem.message))
    }
    for number, line in enumerate(text.split("\n"), start=1):
        for word in re.findall(r"zq\d+x(?=[^\n]{0,40}\?)", line):
            assert word in held or number in covered, (word, number)


def _lines(message: str) -> int:
    found = re.search(r"\((?:\w+ )?(\w+), (\d+) lines\)", message)
    return int(found[2]) if found else 1


def written_and_read(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Questions through a bank file; ids are made different, as an import does."""
    apart = tuple(replace(q, id=f"q{n}", topic="One") for n, q in enumerate(questions))
    again = read(Source("bank.yaml", file_text("One", apart)))
    assert again.problems == ()
    assert again.questions == apart
    return again.questions


@settings(max_examples=100, deadline=None)
@given(documents())
def test_what_is_read_is_written_and_read_again_the_same(text: str) -> None:
    questions = read(Source("notes.md", text)).questions
    if questions:
        written_and_read(questions)


def test_every_example_is_written_and_read_again_the_same() -> None:
    for page in sorted(FOLDER.glob("*.md")):
        for example in examples(page):
            if questions := read_all(example.sources).questions:
                written_and_read(questions)


def test_large_files_are_read() -> None:
    """Shapes of every family, repeated to 50 kB; what is quadratic would take minutes."""
    for page in sorted(FOLDER.glob("*.md")):
        for example in examples(page)[::6]:
            (first, *others) = example.sources
            if others or not first.text.strip():
                continue
            with not_hanging():
                read(replace(first, text=first.text * (50_000 // len(first.text))))
