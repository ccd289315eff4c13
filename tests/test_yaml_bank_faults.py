"""What is wrong in a bank is named with its place and costs one entry at most."""

from __future__ import annotations

import pytest

from builder.model import Problem, Reading, Severity, Source
from builder.readers import yaml_bank
from tests.hanging import not_hanging


def reading(text: str) -> Reading:
    return yaml_bank.read(Source("bank.yaml", text))


def entry(*lines: str) -> Reading:
    """A bank of the given entry, from line 4, column 5, and a sound one after it."""
    body = "".join(f"    {line}\n" for line in lines)
    return reading(f"topic: T\n\nquestions:\n  -\n{body}  - id: next\n    question: N?\n")


def only_problem(found: Reading) -> Problem:
    assert len(found.problems) == 1, found.problems
    return found.problems[0]


def ids(found: Reading) -> list[str]:
    return [question.id for question in found.questions]


Q = "question: Q?"
ID = "id: a1"


@pytest.mark.parametrize(
    ("lines", "line", "column", "code", "message"),
    [
        ((ID, Q, "anwser: x"), 7, 5, "unknown-key", "'anwser'; did you mean answer?"),
        ((ID, Q, "xyzzy: x"), 7, 5, "unknown-key", "use one of id, kind, topic"),
        ((ID, Q, "level: seinor"), 7, 12, "unknown-level", "did you mean senior?"),
        ((ID, Q, "level: [mid]"), 7, 12, "unknown-level", "junior, mid, senior"),
        ((ID, Q, "minutes: 0"), 7, 14, "bad-number", "from 1 to 120"),
        ((ID, Q, "minutes: 121"), 7, 14, "bad-number", "from 1 to 120"),
        ((ID, Q, "minutes: 1:30"), 7, 14, "bad-number", "a whole number"),
        ((ID, Q, "minutes: 012"), 7, 14, "bad-number", "a whole number"),
        ((ID, Q, "minutes: ٣"), 7, 14, "bad-number", "a whole number"),
        ((ID, Q, "minutes: [5]"), 7, 14, "bad-number", "a whole number"),
        ((ID, Q, "checked: 2020-02-31"), 7, 14, "bad-number", "from 2000 to 2100"),
        ((ID, Q, "answer: [x]"), 7, 13, "wrong-type", "text is expected"),
        ((ID, Q, "answer: {x: y}"), 7, 13, "wrong-type", "text is expected"),
        ((ID, Q, "tags: databases"), 7, 11, "wrong-type", "a list is expected"),
        ((ID, Q, f"tags: [{'x' * 201}]"), 7, 12, "bad-tag", "1 to 200 characters"),
        ((ID, Q, "tags: ['']"), 7, 12, "bad-tag", "1 to 200 characters"),
        ((ID, Q, "tags: [[x]]"), 7, 12, "wrong-type", "text is expected"),
        ((ID, Q, "red_flags: ['']"), 7, 17, "empty", "text is missing"),
        ((ID, Q, "rubric: good"), 7, 13, "wrong-type", "poor, mixed, good, excellent"),
        ((ID, Q, "rubric: {poor: a, mixed: b, good: c}"), 7, 13, "missing-key", "excellent is"),
        ((ID, Q, "follow_ups: [Why?]"), 7, 18, "wrong-type", "ask, listen_for"),
        ((ID, Q, "follow_ups: [{listen_for: x}]"), 7, 18, "missing-key", "ask is missing"),
        ((ID, Q, "references: [{}]"), 7, 18, "missing-key", "title or url"),
        ((ID, Q, "fields: [Extra]"), 7, 13, "wrong-type", "names, each with its text"),
        ((ID, Q, "fields: {Extra: [x]}"), 7, 21, "wrong-type", "text is expected"),
        ((ID, Q, "references: [javascript:alert(1)]"), 7, 18, "bad-url", "https:// or http://"),
        ((ID, Q, "references: [{title: x, url: 'file:///etc/passwd'}]"), 7, 34, "bad-url", "https"),
        ((ID, Q, "references: ['data:text/html,x']"), 7, 18, "bad-url", "https"),
        ((ID, Q, "references: ['https://a b']"), 7, 18, "bad-url", "https"),
        ((ID, Q, "references: ['https:///x']"), 7, 18, "bad-url", "https"),
        ((ID, Q, "topic: " + "x" * 301), 7, 12, "too-long", "300 characters"),
        ((ID, Q, "answer: " + "x" * 200_001), 7, 13, "too-long", "200 kB"),
        ((ID, Q, "answer: " + "é" * 100_001), 7, 13, "too-long", "200 kB"),
    ],
)
def test_a_bad_value_is_named_and_the_question_kept(
    lines: tuple[str, ...], line: int, column: int, code: str, message: str
) -> None:
    found = entry(*lines)
    assert ids(found) == ["a1", "next"]
    problem = only_problem(found)
    assert (problem.severity, problem.code) == (Severity.ERROR, code)
    assert str(problem.origin) == f"bank.yaml:{line}"
    assert problem.message.startswith(f"column {column}: ")
    assert message in problem.message
    assert len(problem.message) < 300
    assert problem.message.endswith((" is left out", "it is ignored"))


CHOICES = "choices: [{text: a, correct: true}, {text: b}]"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((ID, "answer: x"), "missing-question"),
        ((ID, "question:"), "missing-question"),
        ((ID, "question: [x]"), "wrong-type"),
        ((ID, "question: " + "x" * 200_001), "too-long"),
        (("id: A1", Q), "bad-id"),
        (("id: a", Q), "bad-id"),
        (("id: -a", Q), "bad-id"),
        (("id: a_b", Q), "bad-id"),
        (("id: " + "a" * 81, Q), "bad-id"),
        (("id: [a1]", Q), "bad-id"),
        (("id: '../x'", Q), "bad-id"),
        ((ID, Q, "kind: clozze"), "unknown-kind"),
        ((ID, Q, "guid: a b"), "bad-guid"),
        ((ID, Q, "note_type: ../x"), "bad-note-type"),
        ((ID, Q, "note_type: 0"), "bad-note-type"),
        ((ID, Q, "guid: " + "x" * 65), "bad-guid"),
        ((ID, Q, "kind: cloze"), "no-cloze"),
        ((ID, "question: 'a {{c1::b'", "kind: cloze"), "no-cloze"),
        ((ID, "question: 'a {{c1::}} {{c0::x}}'", "kind: cloze"), "no-cloze"),
        ((ID, Q, "kind: choice"), "too-few-choices"),
        ((ID, Q, "kind: choice", "choices: []"), "too-few-choices"),
        ((ID, Q, "kind: choice", "choices: [{text: a, correct: true}]"), "too-few-choices"),
        ((ID, Q, "kind: choice", "choices: [{text: a}, {text: b}]"), "no-correct-choice"),
        ((ID, Q, "kind: choice", "choices: [{text: a, correct: yes}, {text: b}]"), "wrong-type"),
        ((ID, Q, "kind: choice", "choices: [{text: a, correct: true}, {why: b}]"), "missing-key"),
        ((ID, Q, "kind: choice", "choices: [{text: a, correct: true}, b]"), "wrong-type"),
        ((ID, Q, "kind: choice", "choices: yes"), "wrong-type"),
        ((ID, Q, CHOICES), "choices-unused"),
        ((ID, "question: '{{c1::x}}'", "kind: cloze", CHOICES), "choices-unused"),
    ],
)
def test_a_question_that_would_be_another_is_left_out(lines: tuple[str, ...], code: str) -> None:
    found = entry(*lines)
    assert ids(found) == ["next"]
    problem = only_problem(found)
    assert (problem.severity, problem.code) == (Severity.ERROR, code)
    assert problem.message.endswith("; the question is left out")


def test_limits_are_reached_and_not_passed() -> None:
    found = entry(
        "id: " + "a" * 80, "question: " + "é" * 100_000, "minutes: 120", f"tags: [{'x' * 200}]"
    )
    assert found.problems == ()
    assert found.questions[0].minutes == 120


def test_a_bad_item_costs_the_item() -> None:
    found = entry(ID, Q, "tags: [a, [b], c]", "references: ['ftp://x', 'https://y']")
    assert found.questions[0].tags == ("a", "c")
    assert [reference.url for reference in found.questions[0].references] == ["https://y"]
    assert [problem.code for problem in found.problems] == ["wrong-type", "bad-url"]


def test_an_unknown_key_in_a_choice_does_not_cost_the_question() -> None:
    found = entry(ID, Q, "kind: choice", "choices: [{text: a, correct: true, wy: x}, {text: b}]")
    assert ids(found) == ["a1", "next"]
    assert "did you mean why?" in only_problem(found).message


def test_empty_values_are_as_if_not_written() -> None:
    found = entry(ID, Q, "answer:", "tags:", "level:", "minutes:", "rubric:", "topic: ' '")
    assert found.problems == ()
    assert found.questions[0].topic == "T"


def test_an_entry_that_is_no_mapping_costs_itself() -> None:
    found = reading("questions:\n  - What is X?\n  - id: ok\n    question: Q?\n")
    assert ids(found) == ["ok"]
    assert only_problem(found).message.endswith("the question is left out")


def test_of_two_with_one_id_the_first_stays() -> None:
    found = reading("questions:\n- {id: a1, question: A}\n- {id: a1, question: B}\n")
    assert [question.question for question in found.questions] == ["A"]
    problem = only_problem(found)
    assert problem.code == "duplicate-id"
    assert str(problem.origin) == "bank.yaml:3"
    assert "already taken on line 2" in problem.message


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("- a\n", 1, "wrong-type"),
        ("topic: x\n", 1, "no-questions"),
        ("topic: x\nquestions: none\n", 2, "no-questions"),
        ("topic: x\nquestions:\n", 1, "no-questions"),
        ("topic: x\nquestions:\n - id: a\n\tb: c\n", 4, "yaml-syntax"),
        ("questions:\n- {id: a1, id: a2, question: x}\n", 2, "yaml-syntax"),
        ("questions: " + "[" * 100_000, 1, "yaml-syntax"),
        ("", 1, "yaml-syntax"),
    ],
)
def test_a_file_that_is_no_bank_is_one_error(text: str, line: int, code: str) -> None:
    found = reading(text)
    assert found.questions == ()
    problem = only_problem(found)
    assert (str(problem.origin), problem.code) == (f"bank.yaml:{line}", code)
    assert problem.severity is Severity.ERROR
    assert problem.message.endswith("the file is left out")


def test_unknown_and_bad_keys_of_the_file() -> None:
    found = reading("topics: x\nlevel: Mid\ntags: [a]\nquestions: [{id: a1, question: Q}]\n")
    assert [(problem.code, problem.origin.line) for problem in found.problems] == [
        ("unknown-key", 1),
        ("unknown-level", 2),
    ]
    assert found.questions[0].tags == ("a",)


def test_no_more_than_twenty_thousand() -> None:
    lines = "".join(f"- {{id: q{number}, question: Q}}\n" for number in range(20_001))
    found = reading("questions:\n" + lines)
    assert len(found.questions) == 20_000
    problem = only_problem(found)
    assert (problem.code, problem.origin.line) == ("too-many", 20_002)
    assert problem.message.endswith("the rest is left out")


@pytest.mark.parametrize("body", ["{{c1::", "{{c1::}}", "{{c1:: }", "{{"])
def test_unfinished_clozes_take_linear_time(body: str) -> None:
    with not_hanging():
        found = entry(ID, "kind: cloze", f"question: '{body * (190_000 // len(body))}'")
        assert ids(found) == ["next"]


def test_long_addresses_take_linear_time() -> None:
    with not_hanging():
        found = entry(
            ID, Q, f"references: ['https://{'a' * 190_000} ']", f"tags: ['{' ' * 190_000}']"
        )
        assert [problem.code for problem in found.problems] == ["bad-url", "bad-tag"]
