"""The bank format: what is right reads as meant, what is wrong is named and costs one entry."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import identity
from builder.model import (
    Choice,
    FollowUp,
    Kind,
    Origin,
    Problem,
    Question,
    Reading,
    Reference,
    Rubric,
    Severity,
    Source,
)
from builder.readers import yaml_bank
from builder.readers._bank import entry as _bank_entry
from tests.hanging import not_hanging

FULL = """\
topic: Indexes and query optimization
level: mid
tags: [databases, performance]
questions:
  - id: composite-order
    kind: open
    minutes: 5
    tags: [b-tree, databases]
    question: |
      Which of these can use an index on `(a, b)`?

          SELECT 1;
    short_answer: Equality first, then the range.
    answer: |
      Think of a **phone book**.

      | query | index |
      |---|---|
      | a | yes |
    more_answers:
      - It depends on the plan.
    rubric:
      poor: Says "all".
      mixed: Knows the first column matters.
      good: Explains the sort order.
      excellent: Asks for the plan.
    follow_ups:
      - ask: And when b is hot?
        listen_for: Its own index.
      - ask: Why not?
    red_flags:
      - Never looked at a plan.
    references:
      - title: "Multicolumn: indexes"
        url: https://www.postgresql.org/docs/18/indexes-multicolumn.html
      - https://use-the-index-luke.com/
      - title: A book
      - url: http://example.org/only
    checked: 2026
    reverse: true
    guid: "AbC#12"

  - id: write-cost
    kind: cloze
    topic: Writes
    level: junior
    question: Every index taxes {{c1::every insert}}.

  - id: function-on-column
    kind: choice
    question: Which can seek?
    choices:
      - text: "`lower(email)`"
        why: An expression.
      - text: "`email`"
        correct: true
"""


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


def test_everything_there_is() -> None:
    found = reading(FULL)
    assert found.problems == ()
    assert found.questions[0] == Question(
        id="composite-order",
        question="Which of these can use an index on `(a, b)`?\n\n    SELECT 1;",
        short_answer="Equality first, then the range.",
        answer="Think of a **phone book**.\n\n| query | index |\n|---|---|\n| a | yes |",
        more_answers=("It depends on the plan.",),
        topic="Indexes and query optimization",
        level="mid",
        minutes=5,
        tags=("databases", "performance", "b-tree"),
        rubric=Rubric(
            'Says "all".',
            "Knows the first column matters.",
            "Explains the sort order.",
            "Asks for the plan.",
        ),
        follow_ups=(FollowUp("And when b is hot?", "Its own index."), FollowUp("Why not?")),
        red_flags=("Never looked at a plan.",),
        references=(
            Reference(
                "Multicolumn: indexes",
                "https://www.postgresql.org/docs/18/indexes-multicolumn.html",
            ),
            Reference("https://use-the-index-luke.com/", "https://use-the-index-luke.com/"),
            Reference("A book"),
            Reference("http://example.org/only", "http://example.org/only"),
        ),
        checked=2026,
        reverse=True,
        guid="AbC#12",
    )
    cloze, choice = found.questions[1:]
    assert (cloze.kind, cloze.topic, cloze.level) == (Kind.CLOZE, "Writes", "junior")
    assert (choice.kind, choice.topic, choice.level) == (
        Kind.CHOICE,
        "Indexes and query optimization",
        "mid",
    )
    assert choice.choices == (
        Choice("`lower(email)`", why="An expression."),
        Choice("`email`", correct=True),
    )
    assert isinstance(cloze.kind, Kind)


def test_every_question_knows_its_line() -> None:
    origins = [question.origins for question in reading(FULL).questions]
    lines = [number for number, line in enumerate(FULL.split("\n"), 1) if line.startswith("  - id")]
    assert origins == [(Origin("bank.yaml", line),) for line in lines]


def test_text_is_verbatim_and_mojibake_its_writer_s_business() -> None:
    found = entry("id: a1", "question: Is â€™ no or 012 or 1:30?", "answer: 'no'")
    assert found.problems == ()
    assert found.questions[0].question == "Is â€™ no or 012 or 1:30?"
    assert found.questions[0].answer == "no"


def test_a_missing_id_is_derived_and_warned_of() -> None:
    found = entry("question: What is an index?")
    derived = identity.question_id("What is an index?")
    assert ids(found) == [derived, "next"]
    problem = only_problem(found)
    assert (problem.severity, problem.code) == (Severity.WARNING, "no-id")
    assert f"write id: {derived}, so that review history" in problem.message
    assert _bank_entry.ID.fullmatch(derived)


def test_twins_without_an_id_are_left_to_merging() -> None:
    twin = "  - question: What is an index?\n"
    found = reading("questions:\n" + twin * 2)
    assert len(found.questions) == 2
    assert {problem.code for problem in found.problems} == {"no-id"}


@given(st.text(alphabet="abq:- \n[]{}'\"|#tidesuonk1", max_size=120))
@settings(deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    source = Source("bank.yaml", "questions:\n" + text)
    yaml_bank.recognises(source)
    found = yaml_bank.read(source)
    lines = source.text.count("\n") + 1
    assert all(1 <= problem.origin.line <= lines for problem in found.problems)
    assert found.problems or found.questions or "[]" in text


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        "questions:\n- id: a1\n",
        "# A comment\n---\nquestions:\n\n  # another\n  - id: a1\n",
        "%YAML 1.2\n---\nquestions:\n  - id: a1",
        "tags:\n- a\n- b\nquestions: # all\n  -\n    id: a1\n",
        "topic: |\n  x\nquestions:\n  - {id: a1, question: Q}\n",
        "questions: [{id: a1, question: Q}]\n",
        "questions: []\n",
        "topic: x\nquestions:\n",
        'questions:\n  - "id": a1\n',
        "topic: [\nquestions:\n  - id: a1\n",  # broken: then its errors are shown
    ],
)
def test_banks_are_recognised(text: str) -> None:
    assert yaml_bank.recognises(Source("x", text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Questions\n\n## What is an index?\n\nA tree.\n",
        "# Notes\n\nWrite a bank like this:\n\nquestions:\n  - id: a1\n",
        "# Notes\n\nquestions:\n\n1. What is an index?\n",
        "questions:\n\n- What is an index?\n- What is a lock?\n",
        "Q: What is an index?\nA: A tree.\n",
        '{"questions": [{"id": "a1"}]}',
        "questions: none\n",
        "question: x\n",
        "- questions:\n  - id: a1\n",
        "a:\n  questions:\n    - id: a1\n",
        "---\ntitle: x\n---\n# Heading\n",
        "<html><body>questions:\n- id: a1\n",
        "name: x\ntitle: y\n",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not yaml_bank.recognises(Source("x", text))


def test_recognising_looks_at_the_beginning_only() -> None:
    with not_hanging():
        assert not yaml_bank.recognises(
            Source("x", "key: value\n" * 800_000 + "questions:\n- id: a")
        )
