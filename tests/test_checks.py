"""Findings about a bank, each at its place."""

from __future__ import annotations

from builder.checks import check
from builder.model import Bank, Origin, Question, Severity


def codes(*questions: Question) -> list[tuple[str, Severity]]:
    return [(problem.code, problem.severity) for problem in check(Bank(questions))]


def whole(**changes: object) -> Question:
    entry = {"id": "a", "question": "Why?", "short_answer": "So.", "answer": "Because so."}
    return Question(**{**entry, **changes})  # type: ignore[arg-type]


def test_a_whole_question_has_no_findings() -> None:
    assert codes(whole()) == []


def test_a_missing_answer_is_a_warning() -> None:
    assert codes(whole(short_answer="", answer="")) == [("no-answer", Severity.WARNING)]


def test_a_field_over_its_limits_is_an_error_wherever_it_is() -> None:
    deep = ">" * 200 + " x"
    assert codes(whole(answer=deep)) == [("too-large", Severity.ERROR)]
    assert codes(whole(more_answers=(deep,))) == [("too-large", Severity.ERROR)]
    assert codes(whole(red_flags=(deep,))) == [("too-large", Severity.ERROR)]


def test_markup_that_is_removed_is_said() -> None:
    assert codes(whole(answer="<script>x()</script>")) == [("removed-markup", Severity.WARNING)]


def test_two_entries_of_one_id_or_guid_are_an_error_naming_both() -> None:
    first = whole(origins=(Origin("a.yaml", 1),), guid="g")
    second = whole(question="How?", origins=(Origin("b.yaml", 2),), guid="g")
    problems = check(Bank((first, second)))
    assert [problem.code for problem in problems] == ["id-clash", "guid-clash"]
    assert all(str(problem.origin) == "b.yaml:2" for problem in problems)
    assert all("a.yaml:1" in problem.message for problem in problems)
