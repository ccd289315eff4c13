"""Banks are written as people write them, and read back as they were."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.bank_files import file_text, written
from builder.bank_files._yaml import clean
from builder.characters import UNWANTED
from builder.model import Choice, FollowUp, Kind, Origin, Question, Reference, Rubric, Source
from builder.readers import yaml_bank

ROOT = Path(__file__).parent.parent
WHOLE = Question(
    "column-order",
    "Why does the order matter in `INDEX (a, b)`?",
    "It is sorted by a: then by b.",
    "Like a *phone book*.\n\n```sql\n  SELECT 1;  -- # no\n```",
    more_answers=("Draw the tree.", "1. one\n2. two"),
    kind=Kind.CHOICE,
    choices=(Choice("`a = 1`", correct=True, why="The prefix."), Choice("yes")),
    topic="Indexes",
    level="mid",
    minutes=5,
    tags=("db::indexes", "no", "C#", "a, b", "1:30"),
    follow_ups=(FollowUp("And on `b` alone?", "No seek."), FollowUp("Why?")),
    rubric=Rubric("a", "b: c", "- d", "é"),
    red_flags=("Adds an index for each column.",),
    references=(
        Reference("Manual: indexes", "https://example.org/#a"),
        Reference("https://example.org/x", "https://example.org/x"),
        Reference("A book"),
    ),
    checked=2026,
    guid="y|n'\"#: ",
    origins=(Origin("notes.md", 12),),
)


def read_back(text: str) -> tuple[Question, ...]:
    reading = yaml_bank.read(Source("bank.yaml", text))
    assert reading.problems == ()
    return reading.questions


def test_a_whole_question_is_read_back_as_it_was() -> None:
    question = dataclasses.replace(
        WHOLE, guid="y|n'\"#:", note_type="1607392319", fields=(("A: b", "<b>x</b>"),)
    )
    assert read_back(file_text("Indexes", [question])) == (question,)


def test_a_file_reads_as_one_a_person_has_written() -> None:
    question = dataclasses.replace(
        Question("why-btree", "What does a B-tree keep?", "Its keys in order."),
        topic="Indexes",
        tags=("storage", "db::trees"),
        references=(Reference("A book"),),
        origins=(Origin("notes.md", 12),),
    )
    assert file_text("Indexes", [question]) == (
        "topic: Indexes\n"
        "questions:\n"
        "  - id: why-btree\n"
        "    tags: [storage, 'db::trees']\n"
        "    question: |\n"
        "      What does a B-tree keep?\n"
        "    short_answer: |\n"
        "      Its keys in order.\n"
        "    references:\n"
        "      - title: A book\n"
        "    origins: ['notes.md:12']\n"
    )


# Letters that mean something to one parser of YAML or another, and white space of every kind.
NASTY = st.text(
    st.one_of(
        st.sampled_from(list(" \t\n\r#:-|>%@`'\"&*!?{}[],~\\é\u2028\u2029\x85\ufeff\xa0\u00ad")),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)
TEXT = st.one_of(
    NASTY,
    st.sampled_from(
        [
            "  two spaces first",
            "\ttab first",
            "a: b",
            "a # b",
            "ends with spaces  ",
            "---",
            "...",
            "%YAML 1.1",
            "- a\n- b",
            "no",
            "012",
            "x" * 5000,
            "```python\n\tif x:\n\n\n  y\n```",
            "\n \n  a\n \n",
            "  \n\t\nx",
            "last line\n   ",
        ]
    ),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXT, min_size=4, max_size=4))
@example(["a\n ", " a", "\ta\n", "a\n\t\n b"])
def test_any_text_is_read_back_as_it_was(texts: list[str]) -> None:
    wanted = [clean(text) for text in texts]
    question = Question(
        "the-id",
        "?" + texts[0],
        texts[1],
        texts[2],
        red_flags=(texts[3],),
        fields=((" ".join(clean(texts[3]).split())[:90] or "x", texts[0]),),
        kind=Kind.CHOICE,
        choices=(Choice("a" + texts[2], correct=True, why=texts[0]), Choice("b")),
        references=(Reference(texts[3]),),
        tags=tuple(texts),
    )
    (found,) = read_back(file_text(texts[3], [question]))
    assert found.question == clean("?" + texts[0])
    assert [found.short_answer, found.answer] == wanted[1:3]
    assert found.red_flags == ((wanted[3],) if wanted[3] else ())
    assert dict(found.fields) == ({question.fields[0][0]: wanted[0]} if wanted[0] else {})
    assert found.choices[0] == Choice(clean("a" + texts[2]), correct=True, why=wanted[0])
    folded = [" ".join(text.split()) for text in wanted]
    assert found.tags == tuple(dict.fromkeys(tag for tag in folded if 0 < len(tag) <= 200))
    assert found.topic == folded[3][:300].rstrip()
    assert read_back(file_text(found.topic, [found])) == (found,)


def test_unwanted_characters_do_not_reach_the_file() -> None:
    question = Question("the-id", "a\x00b\u202ec", "\ud800 d")
    text = file_text("", [question])
    assert not UNWANTED.search(text)
    assert read_back(text)[0].short_answer == "\ufffd d"


PEOPLE = """# Our own words.
topic: Indexes   # and a remark
questions:
    -   id: write-cost
        question: "What does an index cost?"
        answer: >
          Every write pays.

    # a remark between

    -   id: last
        question: |+
          And the last one?


"""


def test_new_questions_go_to_the_end_of_the_topic_s_file() -> None:
    new = Question("new-one", "Why?", "So.", topic="Indexes")
    (name, text), *others = written([new], {"own.yaml": PEOPLE}).items()
    assert (name, others) == ("own.yaml", [])
    assert text.startswith(PEOPLE.rstrip("\n"))
    assert [q.id for q in read_back(text)] == ["write-cost", "last", "new-one"]
    assert read_back(text)[-1] == dataclasses.replace(new, origins=())
    assert written([], {"own.yaml": PEOPLE}) == {}


@pytest.mark.parametrize(
    "text",
    [
        "topic: Indexes\nquestions: [{id: a1, question: Why?}]\n",
        "questions:\n- id: a1\n  question: Why?\ntopic: Indexes\n",
        "topic: Indexes\ntags: [rail]\nquestions:\n- id: a1\n  question: Why?\n",
        "topic: Indexes\nlevel: mid\nquestions:\n- id: a1\n  question: Why?\n",
        "topic: Indexes\nquestions:\n- {id: a1, question: Why?}\n- id: [\n",
        "topic: Indexes\nquestions: []\n",
    ],
    ids=["flow", "not last", "tags", "level", "broken", "empty"],
)
def test_where_an_entry_cannot_be_appended_it_gets_a_file_of_its_own(text: str) -> None:
    new = Question("new-one", "Why?", "So.", topic="Indexes")
    changed = written([new], {"indexes.yaml": text})
    assert list(changed) == ["indexes-2.yaml"]
    assert [q.id for q in read_back(changed["indexes-2.yaml"])] == ["new-one"]


def test_topics_become_names_of_files() -> None:
    topics = ("Web security", "C", "C++", "数据库", "")
    new = [Question(f"q{n}", f"Why {n}?", topic=topic) for n, topic in enumerate(topics)]
    names = list(written(new, {}))
    assert names[:3] == ["web-security.yaml", "c.yaml", "c-2.yaml"]
    assert re.fullmatch(r"topic-[0-9a-f]{8}\.yaml", names[3])
    assert names[4] == "questions.yaml"


def test_the_bank_that_is_shipped_can_be_written_again() -> None:
    for path in sorted((ROOT / "content/bank").glob("*.yaml")):
        reading = yaml_bank.read(Source(path.name, path.read_text("utf-8")))
        again = read_back(file_text(reading.questions[0].topic, reading.questions))
        assert again == reading.questions
