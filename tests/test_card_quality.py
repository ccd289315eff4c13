"""Findings about the form of cards: what each finds, and what it lets be."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import pipeline
from builder.card_quality import FEWEST_CHOICES, check
from builder.identity import question_id
from builder.model import Bank, Choice, Kind, Origin, Question, Severity
from tests.hanging import not_hanging

ROOT = Path(__file__).parent.parent


def whole(**changes: object) -> Question:
    entry = {"id": "a", "question": "Why?", "short_answer": "So.", "answer": "Because so."}
    return Question(**{**entry, **changes})  # type: ignore[arg-type]  # of the fields' types


def codes(*questions: Question) -> list[str]:
    return [problem.code for problem in check(Bank(questions))]


def test_a_whole_question_has_no_findings() -> None:
    assert codes(whole()) == []


def test_only_what_hinders_recall_is_a_warning() -> None:
    bank = Bank((whole(question="What is A? Why?", short_answer="word " * 61, answer=""),))
    assert {problem.code: problem.severity for problem in check(bank)} == {
        "several-questions": Severity.WARNING,
        "long-short-answer": Severity.WARNING,
        "one-answer": Severity.INFO,
    }


def test_a_single_answer_is_said_with_the_one_that_is_missing() -> None:
    (first,) = check(Bank((whole(short_answer=""),)))
    (second,) = check(Bank((whole(answer=""),)))
    assert "has only answer" in first.message
    assert "write short_answer" in first.message
    assert "has only short_answer" in second.message
    assert codes(whole(short_answer="", answer="")) == []


def test_a_short_answer_is_short() -> None:
    assert codes(whole(short_answer="word " * 60)) == []
    assert codes(whole(short_answer="word " * 61)) == ["long-short-answer"]


@pytest.mark.parametrize(
    "question",
    [
        "What is JWT? How does it work?",
        "**What is JWT?** How does it work?",
        "Is HTTP stateless? What does that mean? Why?",
        "Look at this:\n\n1. What is A?\n2. What is B?",
    ],
)
def test_several_questions_are_found(question: str) -> None:
    assert codes(whole(question=question)) == ["several-questions"]


@pytest.mark.parametrize(
    "question",
    [
        "What happens, and what do you do?",
        "Have you ever had a conflict in a team? How did you handle it?",
        'A colleague asks, "Is it safe? Will it scale?" What do you say?',
        "What does `SELECT ?` or `a ? b : c` do?",
        "Really?!",
        "What prints\n\n```sql\nSELECT a? -- why?\n```",
        "What (if anything?) changes?",
    ],
)
def test_one_question_is_let_be(question: str) -> None:
    assert codes(whole(question=question)) == []


@pytest.mark.parametrize(
    "question",
    [
        "What is HTTPS, and why is it important?",
        "Explain the differences between JSON and XML, and when you would use each.",
        "What are `GET` and `POST` and how do they differ?",
    ],
)
def test_joined_questions_are_found(question: str) -> None:
    assert codes(whole(question=question)) == ["joined-questions"]


@pytest.mark.parametrize(
    "question",
    [
        "What happens on a write, and what does it cost?",
        "A page is slow. What is going on, and what would you do? Nothing is in the log.",
        "What is the difference between how and why?",
        "Explain how and why a B-tree splits.",
        "What is supply and demand?",
    ],
)
def test_one_thought_in_two_halves_is_let_be(question: str) -> None:
    assert codes(whole(question=question)) == []


@pytest.mark.parametrize(
    "question", ["Is HTTP stateless?", "**Do** all indexes help writes?", "Isn't UDP reliable?"]
)
def test_a_question_for_yes_or_no_is_found(question: str) -> None:
    assert codes(whole(question=question)) == ["yes-no-question"]


@pytest.mark.parametrize(
    "question",
    [
        "Is HTTP stateless, and why?",
        "Is SQL backend or frontend?",
        "Can you describe a deadlock?",
        "Would you use an ORM?",
        "Does it matter which column comes first?",
        "The plan still says full table scan. Is the database wrong?",
        "Is it so",
    ],
)
def test_a_question_for_more_is_let_be(question: str) -> None:
    assert codes(whole(question=question)) == []


def test_a_choice_may_ask_for_yes_or_no() -> None:
    choices = (Choice("Yes", correct=True), Choice("No"))
    assert codes(whole(question="Is it?", kind=Kind.CHOICE, choices=choices)) == []


def listed(count: int, mark: str = "-") -> str:
    return "\n".join(f"{mark} thing {number}" for number in range(count))


@pytest.mark.parametrize(
    "answer", [listed(6), listed(6, "1."), "These:\n\n" + listed(7, "*"), listed(6, "  -")]
)
def test_a_long_list_to_recall_is_found(answer: str) -> None:
    assert codes(whole(short_answer=answer)) == ["long-list"]


@pytest.mark.parametrize(
    "answer",
    [
        listed(5),
        f"{listed(3)}\n\nAnd:\n\n{listed(3)}",
        "- a\n  - b\n  - c\n- d\n  - e\n  - f\n- g\n  - h",
        "```text\n" + listed(9) + "\n```",
        "a - b - c - d - e - f - g",
        "**a**\n\n**b**\n\n**c**\n\n**d**\n\n**e**\n\n**f**",
    ],
)
def test_what_is_no_long_list_is_let_be(answer: str) -> None:
    assert codes(whole(short_answer=answer)) == []


def test_an_answer_of_the_questions_own_words_is_found() -> None:
    question = "What does a covering index cover for queries?"
    repeated = "A covering index covers queries."
    assert codes(whole(question=question, short_answer=repeated)) == ["repeated-question"]
    alone = whole(question=question, short_answer="", answer=repeated)
    assert codes(alone) == ["one-answer", "repeated-question"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Which is faster, a seek or a full scan of the table?", "A full scan of the table."),
        ("What is an index?", "An index."),
        ("Write the query that counts orders.", "```sql\nquery counts orders\n```"),
        ("What does a lock protect?", "Data that several threads change."),
    ],
)
def test_an_answer_with_words_of_its_own_is_let_be(question: str, answer: str) -> None:
    assert codes(whole(question=question, short_answer=answer)) == []


@pytest.mark.parametrize("field", ["question", "short_answer", "answer"])
def test_wide_code_is_found_wherever_a_card_shows_it(field: str) -> None:
    def block(width: int, indent: str = "") -> str:
        return f"{indent}```sql\n{indent}{'x' * width}\n{indent}```"

    assert codes(whole(**{field: block(60)})) == []
    assert codes(whole(**{field: block(61)})) == ["wide-code"]
    assert codes(whole(**{field: "- a list\n\n" + block(60, "    ")})) == []
    assert codes(whole(**{field: "x" * 61 + " `" + "y" * 61 + "`"})) == []


def test_the_marks_of_a_cloze_are_no_code() -> None:
    text = (
        f"```sql\n{'x' * 50} {{{{c1::seek}}}}\n```\n\nmany more words than are hidden in the code"
    )
    assert codes(whole(question=text, kind=Kind.CLOZE)) == []


def test_a_long_question_is_found_and_its_code_not_counted() -> None:
    code = "\n\n```text\n" + "word " * 10 + "\n```"
    assert codes(whole(question="word " * 80 + code)) == []
    assert codes(whole(question="word " * 81 + code)) == ["long-question"]


@pytest.mark.parametrize(
    "text",
    [
        "HTTP is {{c1::without any memory of earlier requests}}.",
        "{{c1::Every word}} of {{c1::this is hidden}} but two.",
        "{{c1::Every {{c2::word}} of this is}} hidden.",
        "{{c1::All of it}}",
    ],
)
def test_a_cloze_that_hides_most_is_found(text: str) -> None:
    assert codes(whole(question=text, kind=Kind.CLOZE)) == ["mostly-hidden"]


@pytest.mark.parametrize(
    "text",
    [
        "HTTP is {{c1::stateless}} by design.",
        "One half is {{c1::hidden by this}} and {{c2::the other half}} by that.",
        "It is {{c1::stateless::which word means having no memory of earlier requests}} here.",
        "Never closed {{c1::is hidden by nothing at all",
        "std::map and }} are code",
    ],
)
def test_a_cloze_that_hides_less_is_let_be(text: str) -> None:
    assert codes(whole(question=text, kind=Kind.CLOZE)) == []


def choosing(right: str, *wrong: str, identifier: str = "c") -> Question:
    choices = (Choice(right, correct=True), *(Choice(text) for text in wrong))
    return whole(id=identifier, kind=Kind.CHOICE, choices=choices, origins=(Origin("c.yaml", 7),))


def test_right_answers_that_are_always_the_longest_are_found_once() -> None:
    asked = [choosing("the longest", "short", "shorter") for _ in range(FEWEST_CHOICES)]
    (problem,) = check(Bank(tuple(asked)))
    assert (problem.code, problem.severity) == ("longest-choice", Severity.INFO)
    assert str(problem.origin) == "c.yaml:7"
    assert f"all {FEWEST_CHOICES} questions" in problem.message


def test_right_answers_that_are_not_always_the_longest_are_let_be() -> None:
    asked = [choosing("the longest", "short", "shorter") for _ in range(FEWEST_CHOICES)]
    assert codes(*asked[:-1]) == []
    assert codes(*asked, choosing("short", "longer")) == []
    assert codes(*asked, choosing("equal", "quale")) == []
    two = (Choice("the longest", correct=True), Choice("longest", correct=True), Choice("x"))
    assert codes(*asked, whole(kind=Kind.CHOICE, choices=two)) == []


def from_elsewhere(question: str, answer: str) -> Question:
    return Question(question_id(question), question, answer=answer)


def test_notes_from_elsewhere_get_one_remark_a_question_at_most() -> None:
    wide = f"```text\n{'x' * 99}\n```"
    (problem,) = check(Bank((from_elsewhere("What is JWT? How does it work?", wide),)))
    assert (problem.code, problem.severity) == ("several-questions", Severity.INFO)
    assert problem.message.endswith("(also wide-code)")


def test_notes_from_elsewhere_are_not_asked_for_what_only_a_bank_has() -> None:
    assert codes(from_elsewhere("What is HTTPS, and why is it important?", "Safe.")) == []


def test_what_is_ignored_is_not_found() -> None:
    bank = Bank((from_elsewhere("What is JWT? How does it work?", f"```\n{'x' * 99}\n```"),))
    (problem,) = check(bank, ["several-questions"])
    assert problem.code == "wide-code"
    assert check(bank, ["several-questions", "wide-code"]) == ()
    asked = tuple(choosing("the longest", "short") for _ in range(FEWEST_CHOICES))
    assert check(Bank(asked), ["longest-choice"]) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "`",
        "``` ",
        "{{c1::",
        "{{c1::a::b}} ",
        "}} ",
        "- x\n",
        "? ",
        '"',
        "“",
        "What is a and ",
        "„",
        "\n",
    ],
)
def test_the_time_grows_with_the_text_only(piece: str) -> None:
    text = "What is " + piece * (150_000 // len(piece))
    with not_hanging(60):
        check(
            Bank((whole(question=text, short_answer=text), whole(question=text, kind=Kind.CLOZE)))
        )


def test_the_shipped_bank_has_no_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    problems = pipeline.gather([]).problems
    assert [str(p) for p in problems if p.severity > Severity.INFO] == []
