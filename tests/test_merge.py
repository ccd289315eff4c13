"""The same question once, with every answer; and what must stay apart."""

from __future__ import annotations

from builder.identity import question_id
from builder.merge import grouped, merge
from builder.model import Choice, Kind, Origin, Question, Reference


def found(text: str, answer: str = "", line: int = 1, **more: object) -> Question:
    """A question as a reader of foreign files gives it: its id is derived."""
    origins = (Origin("notes.md", line),)
    return Question(question_id(text), text, answer=answer, origins=origins, **more)  # type: ignore[arg-type]


def test_the_same_words_become_one_entry_with_every_answer() -> None:
    first = found("What is CORS?", "A browser rule.", 1, topic="Web", tags=("a",))
    second = found("Explain CORS", "Headers that allow it.", 9, topic="API", tags=("b", "a"))
    result = merge([first, second])
    (question,) = result.bank.questions
    assert question.answer == "Headers that allow it."  # it says more
    assert question.more_answers == ("A browser rule.",)
    assert question.tags == ("a", "b")
    assert question.topic == "Web"
    assert [origin.line for origin in question.origins] == [1, 9]
    assert [(d.kept, d.dropped, d.reason) for d in result.duplicates] == [
        (first, second, "the same words")
    ]


def test_a_question_without_answer_takes_the_other_ones() -> None:
    (question,) = merge([found("What is CORS?"), found("CORS", "A rule.")]).bank.questions
    assert (question.answer, question.more_answers) == ("A rule.", ())


def test_the_same_answer_is_kept_once() -> None:
    result = merge(
        [found("What is CORS?", "A  rule."), found("CORS", "A rule."), found("CORS", "B")]
    )
    (question,) = result.bank.questions
    assert (question.answer, question.more_answers) == ("A  rule.", ("B",))


def test_a_written_id_leads_wherever_it_stands() -> None:
    written = Question("cors", "What is CORS?", short_answer="A rule.", level="mid")
    (question,) = merge(
        [found("CORS", "Long.", references=(Reference("x"),)), written]
    ).bank.questions
    assert (question.id, question.level, question.short_answer) == ("cors", "mid", "A rule.")
    assert question.answer == "Long."
    assert question.references == (Reference("x"),)


def test_two_written_ids_are_never_merged_but_reported() -> None:
    one = Question("cors-a", "What is CORS?", origins=(Origin("a.yaml", 3),))
    two = Question("cors-b", "Explain CORS.", origins=(Origin("b.yaml", 7),))
    result = merge([one, two])
    assert result.bank.questions == (one, two)
    assert [str(problem.origin) for problem in result.problems] == ["b.yaml:7"]
    assert "a.yaml:3" in result.problems[0].message


def test_code_and_choices_and_kind_keep_questions_apart() -> None:
    code = [found(f"What does this print?\n\n```\n{n}\n```") for n in range(3)]
    options = [
        found("Which is right?", kind=Kind.CHOICE, choices=(Choice(text, correct=True),))
        for text in ("a", "b")
    ]
    assert len(merge([*code, *options, found("Which is right?")]).bank.questions) == 6


def test_topics_stand_together_in_order_of_first_appearance() -> None:
    questions = [found(f"Why {n}?", topic="ab"[n % 2]) for n in range(4)]
    assert [q.topic for q in grouped(questions)] == ["a", "a", "b", "b"]
