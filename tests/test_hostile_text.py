"""Readers meet hostile text: nothing crashes, nothing hangs, what is refused says so.

A linear reader takes a hundredth of the time after which one counts as hanging.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Severity, Source
from builder.readers import markdown, plain_text, read
from builder.readers._pages.html import to_markdown
from tests.hanging import not_hanging

N = 20_000


def post(html: str) -> str:
    return json.dumps({"content": {"rendered": html}})


LONG = {
    "stars": "*" * N,
    "open bold": "**a " * (N // 4),
    "brackets": "[" * N + "](x)",
    "links": "1. **a?**\n   " + "[a](" * (N // 4),
    "headings": "# a?\n\nb\n\n" * (N // 8),
    "rising headings": "\n".join("#" * (i % 6 + 1) + " x\n\ny" for i in range(N // 8)),
    "labels": "Q1. a?\n" * (N // 7),
    "one long answer": "# t\n\nQ1. x\n\n" + "a\n\n" * (N // 3),
    "tabs": "a\t" * (N // 2),
    "rows of tabs": "a\tb\n" * (N // 4),
    "open code": "Q1. a\n\nQ2. b\n\n" + "x({\n" * (N // 4),
    "blank code": "Q1. a\n\nQ2. b\n\nf({\n" + "\n" * N,
    "dots": "a." * (N // 2),
    "spaces": "# x\n" + " " * N + "x",
    "lists": "# x\n" + "\n".join(" " * (i % 60) + "- a?" for i in range(N // 30)),
    "quotes": "# x\n" + ">" * N,
    "emoji": "🧪" * N,
    "mojibake": "â€™" * (N // 3),
    "promotions": "# t\n\nQ1. x\n\n" + "a ?utm_source=x\n\n" * (N // 16),
    "html attribute": post('<a b="' * (N // 6)),
    "html breaks": post("<b>" + "<br>x" * (N // 10) + "</b>"),
    "html bold": post("<b>x</b>" * (N // 16)),
    "html signs": post("<" * N),
}


@pytest.mark.parametrize("name", LONG)
def test_long_text_is_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read(Source(name, LONG[name]))
    assert reading.questions or reading.problems


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (post("<div>" * 5000), "nested more than"),
        (post("<p>" + "<b>" * 500 + "a"), "nested more than"),
        ('{"content": {"rendered": NaN}}', "NaN"),
        ('{"content": {"rendered": "x"}', "not valid JSON"),
        ("[" * 100_000 + '{"content": {"rendered": "x"}}', "nested too deep"),
    ],
)
def test_what_is_refused_is_an_error_with_its_reason(text: str, says: str) -> None:
    reading = read(Source("hostile.json", text))
    assert not reading.questions
    assert [p.severity for p in reading.problems] == [Severity.ERROR]
    assert says in reading.problems[0].message


def test_half_a_character_in_json_is_replaced_and_reported() -> None:
    text = '{"content": {"rendered": "<p>Q1. What is \\ud800?</p><p>It.</p><p>Q2. b</p>"}}'
    reading = read(Source("x.json", text))
    assert reading.questions[0].question == "What is \ufffd?"
    assert any("half a character" in problem.message for problem in reading.problems)


def test_a_json_error_names_its_line() -> None:
    text = '{\n "content": {"rendered": "x"},\n oops\n}'
    assert read(Source("x.json", text)).problems[0].origin.line == 3


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="Q1.?:*_#-`\n\t >|[]()A🧪 answer", max_size=300))
def test_any_text_is_read_or_reported(text: str) -> None:
    for reader in (markdown, plain_text):
        reading = reader.read(Source("any", text))
        lines = text.count("\n") + 1
        assert all(1 <= q.origin.line <= lines for q in reading.questions)
        assert all(1 <= p.origin.line <= lines for p in reading.problems)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/bpli strong=\"'&;brem\n", max_size=200))
def test_any_html_becomes_markdown(html: str) -> None:
    assert isinstance(to_markdown(html), str)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["alpha", "beta", "gamma?", "`x`", "delta."]), min_size=1))
def test_every_word_of_a_pasted_answer_is_kept(words: list[str]) -> None:
    text = "Q1. What is one?\n" + "\n".join(words) + "\nQ2. What is two?\nYes."
    reading = plain_text.read(Source("paste", text))
    assert len(reading.questions) == 2
    answer = reading.questions[0].answer.replace("\\", "").split()
    assert answer == [word for line in words for word in line.split()]
