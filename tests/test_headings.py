"""Headings as questions, where an example of the page is not the form: lines, time, small rules."""

from __future__ import annotations

import pytest

from builder.model import Reading, Severity, Source
from builder.readers import markdown
from builder.readers import read as read_any
from builder.readers._dialects._endings.level_lines import said_below
from builder.readers._dialects._endings.levels import (
    chapter_level,
    level_of,
    scale_of_stars,
    stars_of,
)
from builder.readers._dialects._headings.facts import Asks, asking, says_questions
from builder.readers._outlines.fences import closed, divided
from builder.readers._outlines.references import resolved
from builder.readers._outlines.titles import citation, cleaned, split_number
from tests.hanging import not_hanging

N = 5_000
SOME = 1_500


def read(text: str) -> Reading:
    return markdown.read(Source("notes.md", text))


LONG = {
    "questions": "".join(f"## {i}. What is {i}?\n\na\n\n" for i in range(N)),
    "chapters alone": "".join(f"## c{i}\n" for i in range(SOME)),
    "questions in questions": "".join(f"## What is {i}?\n### Why {i}?\n" for i in range(SOME)),
    "rising": "# t\n" + "".join("#" * (i % 5 + 2) + f" What {i}?\n\nb\n\n" for i in range(SOME)),
    "items": "".join(f"{i}. ### What is {i}?\n\n   a\n\n" for i in range(N // 2)),
    "nested items": "".join("  " * (i % 30) + f"- ## What {i}?\n" for i in range(SOME)),
    "stairs": "# t\n\n" + "\n".join("  " * i + "- ## What?" for i in range(250)),
    "quotes": "> ## What?\n\n" * (SOME),
    "unclosed fences": "".join(f"## {i}. What {i}?\n\n```js\nx\n\n" for i in range(SOME)),
    "fences of all kinds": "# a\n\n```\n" + "``\n~~~js\n" * SOME,
    "contents": "- [What?](#a)\n" * SOME + "\n# a\n\nb",
    "contents beside questions": "".join(f"- [What {i}?](#a)\n" for i in range(SOME))
    + "".join(f"\n## How {i}?\n\nx\n" for i in range(SOME)),
    "definitions": "".join(f"[a{i}]: http://x\n" for i in range(SOME))
    + "\n# What?\n\n"
    + "[a1][a2] " * SOME
    + "[" * SOME,
    "comments": "# t\n\n" + "<!-- a\n" * SOME,
    "comments in comments": "# t\n\n" + "<!" * SOME + "<!-- -->" + "--" * SOME,
    "headings in HTML": "# t\n\n" + "<h3>a?</h3>\ntext\n" * (SOME),
    "open HTML": "# t\n\n" + "<h3>a" * SOME,
    "rules below": "# t\n\n" + "a b\n---\n" * (SOME),
    "no space": "##A\n" * SOME,
    "stars": "## " + "⭐" * SOME + "\n\nb\n\n",
    "brackets": "## " + "[" * SOME + "\n\n## " + "(easy" * SOME + "\n\nc",
    "tags": "# " + "<b>" * SOME + "\n\n# " + "&nbsp;" * SOME + "x\n\ny",
    "levels below": "# What?\n\n" + "Level: easy\n" * SOME,
    "one ending": "".join(f"# What {i}?\n\na\n\nthe end\n\n" for i in range(SOME)),
}


@pytest.mark.parametrize("name", LONG)
def test_long_documents_are_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read_any(Source("notes.md", LONG[name]))
    assert reading.questions or reading.problems


def test_lines_are_those_of_the_file() -> None:
    text = (
        "# t\n\n1. ### What is a?\n\n   x\n\n<h3>2. What is b?</h3>\ny\n<h3>3. What is c?</h3>\n\n"
    )
    text += "> ### 4. What is d?\n>\n> z\n\n##5. What is e?\nv\n"
    assert [q.origin.line for q in read(text).questions] == [3, 7, 9, 11, 15]


def test_lines_stay_where_a_fence_was_closed_for_the_reader() -> None:
    text = "## 1. What is a?\n\n```\nx\n\n## 2. What is b?\n\ny\n\n```js\n## 3. What?\n```\n\n"
    reading = read(f"{text}## 3. What is c?\n\nz\n")
    assert [q.origin.line for q in reading.questions] == [1, 6, 14]
    (problem,) = [p for p in reading.problems if p.code == "unclosed-fence"]
    assert (problem.origin.line, problem.severity) == (3, Severity.WARNING)


def test_code_of_markdown_is_left_alone() -> None:
    text = (
        "## 1. What is a fence?\n\n````markdown\n## 2. What is this?\n\n```js\nx\n```\n````\n\nb\n"
    )
    (question,) = read(text).questions
    assert "## 2. What is this?" in question.answer
    assert question.answer.endswith("b")


def test_a_document_whose_fences_close_is_one_part() -> None:
    text = "# 1. a\n\n```sh\n# 2. b\n```\n"
    parts, unclosed = divided(text)
    assert [part.text for part in parts] == [text]
    assert unclosed == ()


@pytest.mark.parametrize(
    ("code", "whole"),
    [
        ("```\nx", "```\nx\n```"),
        ("~~~~js\nx\n~~~", "~~~~js\nx\n~~~\n~~~~"),
        ("```\nx\n````", "```\nx\n````"),
        ("    indented", "    indented"),
        ("```", "```\n```"),
    ],
)
def test_a_fence_is_closed(code: str, whole: str) -> None:
    assert closed(code) == whole


@pytest.mark.parametrize(
    ("question", "level", "left"),
    [
        ("What is X? [Easy]", "junior", "What is X?"),
        ("[Hard] What is X?", "senior", "What is X?"),
        ("**[Junior]** What is X?", "junior", "What is X?"),
        ("What is X? (Difficulty: Hard)", "senior", "What is X?"),
        ("What is X? ⭐⭐", "mid", "What is X?"),
        ("What is X? ★☆☆", "junior", "What is X?"),
        ("3. 🔴 What is X?", "senior", "3. What is X?"),
        ("Easy: what is X?", "junior", "what is X?"),
        ("Sort a list - medium", "mid", "Sort a list"),
        ("What is X? `medium`", "mid", "What is X?"),
        ("What is X? ![easy](https://img.shields.io/badge/easy-green)", "junior", "What is X?"),
        ("![](https://img.shields.io/badge/level-hard-red) What is X?", "senior", "What is X?"),
        ("Difference between `var` and `let`", "", "Difference between `var` and `let`"),
        ("How does a CPU use its cache (L2)", "", "How does a CPU use its cache (L2)"),
        (
            "What does [easy](https://example.org) do?",
            "",
            "What does [easy](https://example.org) do?",
        ),
        ("What does ⭐ mean?", "", "What does ⭐ mean?"),
        ("⭐", "", "⭐"),
    ],
)
def test_marks_of_level(question: str, level: str, left: str) -> None:
    assert level_of(question) == (level, left)


def test_stars_count_where_a_document_gives_different_numbers_of_them() -> None:
    assert [stars_of(text) for text in ("a ⭐", "⭐⭐ b", "c ★☆☆", "d")] == [1, 2, 0, 0]
    assert scale_of_stars([1, 0, 1]) == 0
    assert scale_of_stars([1, 2, 0]) == 3
    assert scale_of_stars([1, 5]) == 5
    assert level_of("a ⭐", scale=0) == ("", "a")
    assert level_of("a ⭐⭐⭐⭐⭐", scale=5) == ("senior", "a")


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Junior", "junior"),
        ("Advanced Rust Questions", "senior"),
        ("Mid-level developer questions", "mid"),
        ("Level 2", "mid"),
        ("🟢", "junior"),
        ("Hard skills", ""),
        ("Basic auth", ""),
        ("Interview questions", ""),
    ],
)
def test_a_chapter_that_is_a_level(title: str, level: str) -> None:
    assert chapter_level(title, frozenset({"rust"})) == level


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("**Difficulty:** ★★★", ("senior", ())),
        ("*Level: junior* | Tags: sql, joins", ("junior", ("sql", "joins"))),
        ("🔴", ("senior", ())),
        ("`medium`", ("mid", ())),
        ("Difficulty: it depends", None),
        ("Note: easy", None),
        ("Easy: it is so", None),
        ("", None),
    ],
)
def test_lines_that_say_a_level(line: str, said: tuple[str, tuple[str, ...]] | None) -> None:
    assert said_below(line) == said


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("<a name='q1'></a> What is X? <br>", "What is X?"),
        ("[What is X?](#what-is-x) {#x}", "What is X?"),
        ("What is X? [🔗](#x) <!-- omit in toc -->", "What is X?"),
        ("<font color='red'><b>What is X?</b></font>", "What is X?"),
        ("What is `List<String>`?", "What is `List<String>`?"),
        (
            "What is the difference between <b> and <strong>?",
            "What is the difference between <b> and <strong>?",
        ),
        ("`is` or `==`?", "`is` or `==`?"),
        ("What is C#", "What is C#"),
        ("What is X? [[source](https://example.org)]", "What is X?"),
        ("What is X? 🔥", "What is X?"),
    ],
)
def test_a_heading_without_its_dress(heading: str, words: str) -> None:
    assert cleaned(heading) == words


def test_the_link_behind_a_heading_is_its_citation() -> None:
    assert citation("What is X? [[source](https://example.org)]") == (
        "source",
        "https://example.org",
    )
    assert citation("What is [X](https://example.org)?") is None


@pytest.mark.parametrize(
    ("title", "number", "words"),
    [
        ("12. What?", 12, "What?"),
        ("12.What?", 12, "What?"),
        ("1.2.3 What?", 3, "What?"),
        ("(4) What?", 4, "What?"),
        ("#5 What?", 5, "What?"),
        ("6 — What?", 6, "What?"),
        ("7 What is it?", 7, "What is it?"),
        ("3 ways to win", None, "3 ways to win"),
        ("3.js or not?", None, "3.js or not?"),
        ("2.5", None, "2.5"),
    ],
)
def test_numbers_of_headings(title: str, number: int | None, words: str) -> None:
    assert split_number(title) == (number, words)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("¿Qué es un hilo?", Asks.YES),
        ("什么是闭包？", Asks.YES),
        ("What is a thread", Asks.YES),
        ("Explain closures", Asks.YES),
        ("Differences between a set and a list", Asks.YES),
        ("How it works", Asks.MAYBE),
        ("Design a cache", Asks.MAYBE),
        ("Design", Asks.NO),
        ("Installation", Asks.NO),
    ],
)
def test_what_asks(words: str, asks: Asks) -> None:
    assert asking(words) is asks


def test_titles_that_say_questions() -> None:
    assert says_questions("Java Interview Questions")
    assert says_questions("Q&A: networks")
    assert not says_questions("Any questions?")
    assert not says_questions("Java")


def test_references_in_code_stay() -> None:
    definitions = {"MONO": {"href": "https://example.org/m", "title": 'a "clock"'}}
    text = "see [mono] and `x[mono]`\n```\ny[mono]\n```\n[it][mono]"
    link = "https://example.org/m \"a 'clock'\""
    expected = f"see [mono]({link}) and `x[mono]`\n```\ny[mono]\n```\n[it]({link})"
    assert resolved(text, definitions) == expected


def test_what_three_answers_end_with_is_no_part_of_them() -> None:
    text = "".join(f"## What is {i}?\n\nIt is {i}.\n\nShare this card.\n\n" for i in "abc")
    reading = read(text)
    assert [q.answer for q in reading.questions] == ["It is a.", "It is b.", "It is c."]
    assert [p.origin.line for p in reading.problems] == [5, 11, 17]


def test_an_answer_that_others_have_too_stays() -> None:
    reading = read("".join(f"## Is {i} a number?\n\nYes.\n\n" for i in "1234"))
    assert [q.answer for q in reading.questions] == ["Yes."] * 4
