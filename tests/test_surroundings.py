"""What surrounds questions: pages of copies, farewells, macros, stray tags, and what is none."""

from __future__ import annotations

import pytest

from builder.model import Reading, Source
from builder.readers import read
from builder.readers._documents.furniture import unpaged
from builder.readers._documents.macros import without_macros
from builder.readers._documents.paths import page_of
from builder.readers._outlines.titles import uncounted
from tests.hanging import not_hanging

N = 3_000
LONG = {
    "pages": "".join(f"Page {n} of {N}\n" for n in range(1, N)),
    "numbers": "".join(f"{n}\n" for n in range(1, N)),
    "titles": "".join(f"The same\n\n{n % 9999}\n\n" for n in range(1, N)),
    "form feeds": "a\n\n\f" * N,
    "leaders": "a ........ 3\n" * N,
    "open leaders": "a " + "." * N,
    "broken words": "a word that is long enough to be bro-\nken in two\n" * (N // 4),
    "questions over two lines": "Q1. why is it that a line is as long as this\none?\n" * (N // 4),
    "braces": "{" * N,
    "macros": "{expand:a}\n{code:sql}\n{info:title=x}\n" * N,
    "tags": "## Why?\n\n" + "<b>\n" * N,
    "closing tags": "## Why?\n\n" + "a </b></p>\n" * N,
    "items and text": "- **What is a?**\n\n  b\n- **What is b?**\n\n  c\n- **What is c?**\n\n"
    + "d\n\n" * N,
    "posts": "# Why?\n\n" + "**a** · posted 2020\n\nb\n\n---\n\n" * (N // 10),
    "rules": "## Why?\n\na\n\n## How?\n\n" + "---\n\nb\n\n" * (N // 10),
    "ways back": "## Why?\n\na\n\n" + "[top](#top)\n\n" * (N // 10),
    "offers": "## Why?\n\na\n\n" + "Join our free course!\n\n" * (N // 10),
    "titles and a copyright": "1. Why is it?\na.\n2. How is it?\n" + "Related\n" * N + "© 2020\n",
}


def read_text(text: str, path: str = "notes.txt") -> Reading:
    return read(Source(path, text))


def read_markdown(text: str) -> Reading:
    return read(Source("notes.md", text), "markdown")


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("reader", ["text", "markdown"])
def test_long_surroundings_are_read_in_linear_time(name: str, reader: str) -> None:
    with not_hanging():
        reading = read(Source("notes.md", LONG[name]), reader)
    assert reading.questions or reading.problems


def test_every_line_keeps_its_number_when_pages_are_taken_out() -> None:
    text = (
        "Q1. What is an oar?\n\nIt is made of wood and as long as a man, so that it reach-\n"
        "es the water.\n\nThe book          Page 1 of 2\n\nQ2. What is a thole?\n\nA pin.\n"
        "\nThe book          Page 2 of 2\n"
    )
    reading = read_text(text)
    assert [q.origin.line for q in reading.questions] == [1, 8]
    assert unpaged(text, "a")[0].count("\n") == text.count("\n")
    assert "reaches" in reading.questions[0].answer


def test_a_paragraph_that_a_page_broke_is_one_again() -> None:
    text = "It goes on over the end of the first\n\n12\nKnots\n\npage and ends here.\n\n13\nKnots\n"
    kept = "It goes on over the end of the first\npage and ends here."
    assert unpaged(text, "a")[0].startswith(kept)


@pytest.mark.parametrize(
    "text",
    [
        "1\nWhat is a knot?\n\nA loop.\n\n2\nWhat is a bend?\n\nTwo loops.\n",
        "# a\n\n### 1\n\ntext\n\n### 2\n\ntext\n",
        "See page 12 of the book.\n\nOr page 13, which has more.\n",
        "```\npage 1\n```\n\n```\npage 2\n```\n",
        "Level: easy\n3\n\nLevel: easy\n4\n",
        "a\n\n2019\n\nb\n\n2024\n",
    ],
)
def test_what_only_looks_like_a_page_number_stays(text: str) -> None:
    assert unpaged(text, "a") == (text, ())


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (
            "The plural of the word was some-\ntimes wrong in it.",
            "The plural of the word was sometimes",
        ),
        (
            "Every node that votes here is a self-\nhosted one of it.",
            "node that votes here is a self-hosted",
        ),
        ("One read-only copy. And here it is read-\nonly too.", "And here it is read-only"),
    ],
)
def test_broken_words_are_joined(text: str, joined: str) -> None:
    copy = f"{text}\n\nThe book   Page 1 of 2\n\na\n\nThe book   Page 2 of 2\n"
    assert joined in unpaged(copy, "a")[0]


def test_macros_stay_in_code_and_without_a_partner() -> None:
    for text in ("```\n{code}\na\n{code}\n```", "{code:sql}\nopen", "{expand:x}\nopen", "a {b} c"):
        assert without_macros(text) == text


def test_a_rule_inside_other_answers_is_no_farewell() -> None:
    reading = read_markdown("## What?\n\na\n\n---\n\nb\n\n## Why?\n\nc\n\n---\n\nd\n")
    assert [q.answer for q in reading.questions] == ["a\n\n---\n\nb", "c\n\n---\n\nd"]


def test_an_answer_with_code_behind_its_rule_keeps_it() -> None:
    reading = read_markdown("## What?\n\na\n\n## Why?\n\nc\n\n---\n\n```\nd\n```\n")
    assert reading.questions[-1].answer == "c\n\n---\n\n```\nd\n```"


def test_advice_to_the_reader_is_no_offer() -> None:
    text = (
        "## How do you find a slow query?\n\nLook at the log.\n\nYou can start with our log of slow"
        " queries: join it with the plans, and order by time!\n\n## Why?\n\nb\n"
    )
    assert "join it" in read_markdown(text).questions[0].answer


def test_balanced_tags_and_tags_in_words_stay() -> None:
    answer = "<b>Both</b> of <sub>these</sub>\n\nWrite <b> or <strong> there."
    assert read_markdown(f"## What?\n\n{answer}\n").questions[0].answer == answer


def test_a_heading_that_heads_nothing_is_reported() -> None:
    reading = read_markdown("# a\n\n## What is b?\n\nc\n\n## Nothing here\n")
    assert [(p.origin.line, p.code) for p in reading.problems] == [(7, "skipped")]


def test_a_heading_that_asks_with_nothing_below_it_is_a_question() -> None:
    reading = read_markdown("# a\n\n## What is b?\n\n## What is c?\n\nd\n")
    assert [(q.question, q.answered) for q in reading.questions] == [
        ("What is b?", False),
        ("What is c?", True),
    ]


def test_what_is_skipped_says_how_many_lines_it_has() -> None:
    (problem,) = read_markdown("# a\n\nb\nc\nd\n\n## What is e?\n\nf\n").problems
    assert "(paragraph, 3 lines)" in problem.message


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Chapter 2 – Locks", "Locks"),
        ("Part IV: waits", "Waits"),
        ("Section A. Queues", "Queues"),
        ("Part of speech", "Part of speech"),
        ("Part a of it", "Part a of it"),
        ("Module 3", "Module 3"),
    ],
)
def test_a_topic_does_not_count_its_chapter(title: str, said: str) -> None:
    assert uncounted(title) == said


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("wiki/Caching.md", "Caching"),
        ("event-loop.md", "Event loop"),
        ("notes.md", ""),
        ("README.md", ""),
        ("interview-questions-2024.md", ""),
        ("java-quiz.md", ""),
    ],
)
def test_the_name_of_a_page_is_a_topic_where_it_says_something(path: str, topic: str) -> None:
    assert page_of(path) == topic
