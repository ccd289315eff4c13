"""Toggles: what hostile and careless text makes of them."""

from __future__ import annotations

import pytest

from builder.model import Source
from builder.readers import read
from builder.readers._outlines.admonitions import as_toggles
from builder.readers._outlines.toggles import masked
from tests.hanging import not_hanging

N = 3000
HOSTILE = {
    "unclosed": "<details><summary>What?</summary>\n" * N,
    "unclosed, apart": "<details>\n<summary>What?</summary>\n\nx\n\n" * N,
    "on one line": "<details>" * N + "<summary>What?</summary>",
    "nested": "<details><summary>What?</summary>\n\n" * N + "x\n\n" + "</details>\n" * N,
    "ends only": "# What?\n\n" + "</details>\n" * N,
    "side by side": "## x\n\n<details><summary>What?</summary>x</details>\n\n" * N,
    "summaries": "<details>" + "<summary>a" * N,
    "in a list": "- <details><summary>What?</summary>\n" * (N // 4),
    "callouts": "> [!question]- What?\n> x\n\n" * N,
    "deep callouts": "".join(f"{'>' * n} [!question]- What?\n" for n in range(1, 200)),
    "colons": ":::details What?\n" * N,
    "question marks": '??? question "What?"\n' * N,
    "open fence": "<details><summary>What?</summary>\n```\n" * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_many_toggles_are_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read(Source(f"{name}.md", HOSTILE[name]), "markdown")
    assert reading.questions or reading.problems


@pytest.mark.parametrize("name", HOSTILE)
def test_masking_keeps_every_line(name: str) -> None:
    assert masked(HOSTILE[name])[0].count("\n") == HOSTILE[name].count("\n")


def test_toggles_of_other_tools_keep_the_lines_below_them() -> None:
    text = "# x\n\n> [!question]- What?\n> a\n\n:::details Why?\nb\n:::\n\nlast"
    assert as_toggles(text).endswith("\n\nlast")
    assert as_toggles(text).count("\n") == text.count("\n")


def test_a_toggle_left_open_is_reported_where_it_begins() -> None:
    text = "# x\n\n<details><summary>What?</summary>\n\na\n\n## y\n\nb"
    reading = read(Source("x.md", text))
    assert [q.answer for q in reading.questions] == ["a"]
    assert [(p.code, p.origin.line) for p in reading.problems][:1] == [("unclosed-toggle", 3)]


def test_what_stands_above_a_rule_is_reported() -> None:
    text = "# x\n\nwelcome\n\n---\n\nWhat?\n\n<details>a</details>\n\nWhy?\n\n<details>b</details>"
    reading = read(Source("x.md", text))
    assert [q.question for q in reading.questions] == ["What?", "Why?"]
    assert [p.origin.line for p in reading.problems] == [3]


def test_a_toggle_in_code_is_code() -> None:
    text = "## What is a toggle?\n\nThis:\n\n```html\n<details><summary>Why?</summary>\n```\n"
    (question,) = read(Source("x.md", text)).questions
    assert question.question == "What is a toggle?"
    assert "<summary>" in question.answer


def test_toggles_in_a_box_of_html_are_read_whole() -> None:
    toggle = "<details>\n<summary>What is {0}?</summary>\n\nIt is {0}.\n\nTruly.\n</details>"
    box = f"<div>\n{toggle}\n</div>\n\n"
    reading = read(Source("x.md", f"# Quiz\n\n{box.format('one')}{box.format('two')}"))
    assert [(q.question, q.answer) for q in reading.questions] == [
        ("What is one?", "It is one.\n\nTruly."),
        ("What is two?", "It is two.\n\nTruly."),
    ]
    assert reading.problems == ()


def test_the_end_of_no_toggle_hides_nothing() -> None:
    toggle = "<details>\n<summary>What is {0}?</summary>\n\nIt is {0}.\n\n</details>\n"
    reading = read(Source("x.md", f"</details>\n{toggle.format('one')}</details>\n{toggle}"))
    assert [q.question for q in reading.questions] == ["What is one?", "What is {0}?"]
    lost = read(Source("x.md", "</details>\n<details>\na\nWhy does it wait?\n"), "markdown")
    assert [(p.origin.line, p.code) for p in lost.problems] == [
        (2, "unclosed-toggle"),
        (3, "skipped"),
    ]
