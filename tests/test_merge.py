"""The same question once, with every answer; and what must stay apart."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from builder.identity import question_id
from builder.merge import grouped, merge, remarks, suggestions
from builder.model import Choice, Kind, Origin, Question, Reference, Severity

if TYPE_CHECKING:
    from builder.model import Merge


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


def written(name: str, text: str, answer: str = "", line: int = 1, **more: object) -> Question:
    """A question as a bank has it, under an id of its own."""
    origins = (Origin("bank.yaml", line),)
    return Question(name, text, answer=answer, origins=origins, **more)  # type: ignore[arg-type]


def ids(result: Merge) -> set[str]:
    return {question.id for question in result.bank.questions}


def test_other_words_for_the_same_merge_and_say_so() -> None:
    first, second = found("What is JWT?"), found("Explain JSON Web Tokens", "Signed claims.")
    result = merge([first, second])
    (question,) = result.bank.questions
    assert question.answer == "Signed claims."
    assert [d.reason for d in result.duplicates] == ["the same question in other words"]


def test_the_same_questions_merge_in_whatever_order_they_come() -> None:
    questions = [
        found("Lake vs pond", "Size.", 1),
        found("How does a pond differ from a lake?", "A lake is deep.", 2),
        written("lakes", "What is the difference between lakes and ponds?", "Ask a fish.", 3),
        found("What is a lake?", "Water.", 4),
        found("What is a pond?", "Less water.", 5),
        found("Explain lakes", "Water with a shore and waves.", 6),
        written("still", "Tell me of still waters.", "They run deep.", 7, same_as=("deep",)),
        written("deep", "Which waters are deep?", "Still ones.", 8),
    ]
    for seed in range(20):
        shuffled = list(questions)
        random.Random(seed).shuffle(shuffled)
        result = merge(shuffled)
        groups = {frozenset(origin.line for origin in q.origins) for q in result.bank.questions}
        assert groups == {frozenset(lines) for lines in ((1, 2, 3), (4, 6), (5,), (7, 8))}
        assert {"lakes", "deep"} <= ids(result)
        (one,) = (q for q in result.bank.questions if q.id == "lakes")
        assert (one.answer, one.more_answers) == ("Ask a fish.", ("A lake is deep.", "Size."))


def test_the_bank_s_answer_comes_first_then_the_one_that_says_most() -> None:
    code = "See:\n\n```py\nf()\n```"
    (question,) = merge(
        [
            found("What is CORS?", "Short."),
            found("CORS", "It has a few more words than that."),
            found("Explain CORS", code),
            written("cors", "What is CORS?", "Mine.", short_answer="Rule."),
        ]
    ).bank.questions
    assert question.answer == "Mine."
    assert question.more_answers == (code, "It has a few more words than that.", "Short.")


def test_licences_of_all_texts_stay() -> None:
    (question,) = merge(
        [found("CORS", "A.", licence="MIT"), found("What is CORS?", "B.", licence="CC-BY-4.0")]
    ).bank.questions
    assert question.licence == "MIT; CC-BY-4.0"


def test_written_ids_in_other_words_stay_two_and_are_suggested() -> None:
    one, two = written("jwt-a", "What is JWT?", line=3), written("jwt-b", "JSON Web Tokens", line=9)
    result = merge([one, two])
    assert result.bank.questions == (one, two)
    assert result.problems == ()
    (suggestion,) = suggestions(result)
    assert (suggestion.first, suggestion.second, suggestion.score) == (one, two, 1.0)
    (remark,) = remarks([suggestion])
    assert (str(remark.origin), remark.code) == ("bank.yaml:9", "likely-duplicate")
    assert remark.severity is Severity.INFO


def test_files_without_ids_get_no_remark() -> None:
    result = merge([found("What is a lake?"), found("How does a lake work?")])
    assert len(suggestions(result)) == 1
    assert list(remarks(suggestions(result))) == []


def test_same_as_merges_into_the_one_that_is_named() -> None:
    one = written("old", "What is a tarn?", "A lake.", guid="G1", same_as=("new",))
    two = written("new", "Describe mountain lakes.", "Cold.")
    for order in ([one, two], [two, one]):
        result = merge(order)
        (question,) = result.bank.questions
        assert (question.id, question.guid, question.answer) == ("new", "", "Cold.")
        assert question.more_answers == ("A lake.",)
        assert [d.reason for d in result.duplicates] == ["said to be the same by same_as"]


def test_same_as_reaches_a_question_of_a_source_by_its_derived_id() -> None:
    source = found("Describe mountain lakes.", "Cold.")
    bank = written("tarn", "What is a tarn?", same_as=(source.id,))
    result = merge([source, bank])
    assert [(q.id, q.answer) for q in result.bank.questions] == [("tarn", "Cold.")]
    assert result.problems == ()


def test_same_as_in_a_chain_or_a_ring_makes_one() -> None:
    a = written("aa", "One?", same_as=("bb",))
    b = written("bb", "Two?", same_as=("cc",))
    c = written("cc", "Three?")
    assert ids(merge([a, b, c])) == ids(merge([c, a, b])) == {"cc"}
    assert ids(merge([a, b, written("cc", "Three?", same_as=("aa",))])) == {"aa"}


def test_not_same_as_keeps_apart_what_would_merge_and_what_would_be_suggested() -> None:
    source = found("Explain CORS", "A.")
    bank = written("cors", "What is CORS?", not_same_as=(source.id,))
    result = merge([source, bank])
    assert len(result.bank.questions) == 2
    assert suggestions(result) == ()
    one = written("lake-a", "What is a lake?", not_same_as=("lake-b",))
    two = written("lake-b", "How does a lake work?")
    assert suggestions(merge([one, two])) == ()
    assert suggestions(merge([two, one])) == ()


def test_not_same_as_settles_a_pair_asked_twice() -> None:
    one = written("cors-a", "What is CORS?")
    two = written("cors-b", "Explain CORS", not_same_as=("cors-a",))
    assert merge([one, two]).problems == ()


def test_not_same_as_holds_for_whatever_merged_into_the_two() -> None:
    source = found("Define CORS", "A.")
    one = written("lake", "What is a lake?")
    two = written("cors", "How does a lake work?", not_same_as=(found("Explain lakes").id,))
    result = merge([one, two, source, found("Explain lakes", "B.")])
    assert suggestions(result) == ()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"same_as": ("lost",)}, "same_as names lost, which no question has"),
        ({"not_same_as": ("lost",)}, "not_same_as names lost, which no question has"),
        ({"same_as": ("mine",)}, "same_as names mine, which is its own id"),
        ({"same_as": ("gap",)}, "same_as names gap, which is of the kind cloze"),
        ({"same_as": ("lake",), "not_same_as": ("lake",)}, "lake is said to be the same and not"),
    ],
)
def test_a_line_that_settles_nothing_is_reported(more: dict[str, Any], message: str) -> None:
    bank = [
        written("lake", "What is a lake?"),
        written("gap", "A {{c1::lake}}.", kind=Kind.CLOZE),
        written("mine", "What is a mine?", line=7, **more),
    ]
    result = merge(bank)
    assert len(result.bank.questions) == 3
    (problem,) = result.problems
    assert (str(problem.origin), problem.code) == ("bank.yaml:7", "not-settled")
    assert problem.severity is Severity.WARNING
    assert message in problem.message


def test_a_chain_of_likenesses_does_not_become_one() -> None:
    chain = ["What is a lake?", "How does a lake work?", "How does a lake work in winter?"]
    result = merge([found(text) for text in chain])
    assert len(result.bank.questions) == 3


def test_the_same_words_about_several_things_stay_several_with_ids_of_their_own() -> None:
    result = merge([found("Explain the diagram.", f"It shows thing {n}.", n) for n in range(1, 51)])
    assert len(result.bank.questions) == len(ids(result)) == 50
    assert suggestions(result) == ()
    first = merge([found("Explain the diagram.", "It shows thing 1.")]).bank.questions[0]
    assert result.bank.questions[0].id == first.id


def test_options_tell_questions_apart_and_give_them_ids_of_their_own() -> None:
    questions = [
        found("Which is right?", kind=Kind.CHOICE, choices=(Choice(text, correct=True),))
        for text in ("a", "b", "a")
    ]
    result = merge(questions)
    assert len(result.bank.questions) == len(ids(result)) == 2


def test_two_notes_in_use_merge_only_in_the_same_words() -> None:
    one, two = found("What is JWT?", guid="G1"), found("JSON Web Tokens", guid="G2")
    assert len(merge([one, two]).bank.questions) == 2


def test_one_question_is_in_five_suggestions_at_most() -> None:
    names = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india")
    result = merge([found(f"What is the lake of the {name}, in short?") for name in names])
    lakes = [found("What is a lake?", f"{n}.", n) for n in range(3)]
    crowd = merge([*lakes, *(found(f"How does a lake work in {name}?") for name in names)])
    for each in (result, crowd):
        times = Counter(q.id for s in suggestions(each) for q in (s.first, s.second))
        assert max(times.values(), default=0) <= 5
