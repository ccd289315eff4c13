"""Records meet hostile text: an error with its line, in linear time, and never a crash."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Severity, Source
from builder.readers import READERS, read
from builder.readers._records.cells import cell_markdown
from builder.readers._records.json import Json, JsonError
from builder.readers._records.records import MAX_QUESTIONS
from tests.hanging import not_hanging

MILLION = 1_000_000
HEAD = "question,answer\n"
LONG = {
    "open.csv": HEAD + 'What is a?,"b\n' + "What is c?,d\n" * (10 * MILLION // 13),
    "quotes.csv": HEAD + '"' * (2 * MILLION),
    "pairs.csv": HEAD + ',"""\n' * (MILLION // 5),
    "opens.csv": HEAD + '"a\n' * (MILLION // 5),
    "wide.csv": "question," * 100_000 + "\n" + "a?," * 100_000,
    "commas.csv": HEAD + "," * (3 * MILLION),
    "bullets.csv": HEAD + 'a?,"' + "• a " * MILLION + '"\n',
    "ticks.csv": HEAD + 'a?,"' + "".join("`" * (n % 99 + 1) + " &lt;" for n in range(20_000)) + '"',
    "tags.csv": HEAD + 'a?,"' + "<b " * 60_000 + '"\n',
    "names.json": json.dumps([{f"key {n}": "x", "question": "a?"} for n in range(20_000)]),
    "brackets.json": "[" * MILLION,
    "braces.json": '{"a":' * MILLION,
    "numbers.json": f'[{{"question": "a?", "level": {"9" * MILLION}}}]',
    "commas.json": "[" + "1," * (3 * MILLION) + "1]",
    "lines.jsonl": '{"question": "a?"\n' * (MILLION // 20),
    "deep.yaml": "- " * 50_000,
    "keys.yaml": "".join(f"key{n}:\n" for n in range(MILLION // 10)),
    "spaces.txt": "#separator:tab\n" + " " * MILLION,
}


@pytest.mark.parametrize("name", LONG)
def test_long_files_are_read_in_linear_time(name: str) -> None:
    with not_hanging():
        reading = read(Source(name, LONG[name]))
    assert reading.questions or reading.problems


def test_a_quote_that_never_closes_is_said_at_its_line() -> None:
    reading = read(Source("open.csv", LONG["open.csv"]))
    assert (2, "open-quote") in [(p.origin.line, p.code) for p in reading.problems]
    assert len(reading.questions) == MAX_QUESTIONS
    assert "too-many" in {problem.code for problem in reading.problems}


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("x.json", '[\n{"question": "a?"\n', 3, "comma"),
        ("x.json", "[\n{\"question\": 'a?'}]", 2, "double quotes"),
        ("x.json", '{"question": "a?"} x', 1, "more text follows"),
        ("x.json", '{"question" "a?"}', 1, "colon"),
        ("x.json", '{"question": "a\\x"}', 1, "escape"),
        ("x.json", '{"question": ' + "[" * 100 + "]" * 100 + "}", 1, "nested deeper"),
        ("x.yaml", "question: [\n", 2, "column"),
        ("x.yaml", "- question: &a b\n", 1, "anchors"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_line(
    name: str, text: str, line: int, says: str
) -> None:
    reading = read(Source(name, text))
    (problem,) = reading.problems
    assert problem.severity is Severity.ERROR
    assert problem.origin.line == line
    assert says in problem.message


def test_what_json_can_hold_and_text_cannot() -> None:
    text = '[{"question": "a\\ud800\\u0000\\u202eb?", "answer": NaN, "level": 1e999}, ]'
    reading = read(Source("x.json", text))
    assert [(q.question, q.answer) for q in reading.questions] == [("a\ufffdb?", "")]
    assert {p.code for p in reading.problems} == {"unreadable", "control-characters", "skipped"}


def test_a_field_beyond_its_limit_is_left_out_and_told() -> None:
    reading = read(Source("x.csv", f'{HEAD}What is a?,"{"b" * 200_001}"\n'))
    assert [q.answer for q in reading.questions] == [""]
    assert [p.code for p in reading.problems] == ["too-long"]


def test_html_beyond_its_depth_costs_one_question() -> None:
    deep = "<div>" * 200 + "x" + "</div>" * 200
    reading = read(Source("x.csv", f"{HEAD}What is a?,{deep}\nWhat is b?,c\n"))
    assert [q.question for q in reading.questions] == ["What is b?"]
    assert [(p.origin.line, p.code) for p in reading.problems] == [(2, "unreadable")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["question", "answer", "options", "correct", "tags", "level", "x", "a?"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_json_is_read_or_reported(data: object) -> None:
    for text in (json.dumps(data), json.dumps(data, indent=1, ensure_ascii=False)):
        Json(text).load()
        named = next(reader for reader in READERS if reader.name == "json")
        reading = named.read(Source("x.json", text))
        lines = text.count("\n") + 1
        assert all(1 <= each.origin.line <= lines for each in reading.questions)
        assert all(1 <= each.origin.line <= lines for each in reading.problems)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='{}[]",:1a\\u \n', max_size=60))
def test_json_is_what_the_standard_library_takes_for_it(text: str) -> None:
    try:
        json.loads(text)
    except ValueError:
        return
    try:
        Json(text).load()
    except JsonError as error:
        pytest.fail(error.reason)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='question,answer;|\t"?\n abc\\', max_size=200))
def test_any_table_is_read_or_reported(text: str) -> None:
    for head in ("", HEAD):
        source = Source("x.csv", head + text)
        named = next(reader for reader in READERS if reader.name == "csv")
        reading = named.read(source)
        lines = source.text.count("\n") + 1
        assert all(1 <= each.origin.line <= lines for each in reading.questions)
        assert all(1 <= each.origin.line <= lines for each in reading.problems)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/bpli &;amp`*-•|\n", max_size=120))
def test_any_cell_becomes_markdown(text: str) -> None:
    assert isinstance(cell_markdown(text), str)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet='question:- answer,\t{}["?#\n', max_size=120),
    st.sampled_from(["", "x.md", "x.csv", "x.yaml", "x.json", "x.txt"]),
)
def test_no_text_has_two_readers(text: str, name: str) -> None:
    source = Source(name, text)
    assert len([reader.name for reader in READERS if reader.recognises(source)]) <= 1
