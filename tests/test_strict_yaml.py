"""YAML as data and nothing more; every refusal names the place and what to do."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.strict_yaml import MAX_DEPTH, Node, YamlError, YamlList, YamlMap, YamlText, load
from tests.hanging import not_hanging


@pytest.fixture(params=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test that asks for it runs with both parsers of PyYAML."""
    if request.param == "pure":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not yaml.__with_libyaml__:
        pytest.skip("this PyYAML was built without libyaml")


def plain(node: Node) -> object:
    match node:
        case YamlText(text=text):
            return text
        case YamlList(items=items):
            return [plain(item) for item in items]
        case YamlMap(entries=entries):
            return {key.text: plain(value) for key, value in entries}


def refusal(text: str) -> YamlError:
    with pytest.raises(YamlError) as caught:
        load(text, "bank.yaml")
    return caught.value


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "yes",
        "on",
        "null",
        "~",
        "1:30",
        "012",
        "0x1f",
        "1e3",
        "2020-02-31",
        ".inf",
        "5",
        "true",
    ],
)
def test_a_scalar_stays_what_was_typed(typed: str, parser: None) -> None:
    assert plain(load(f"key: {typed}", "x")) == {"key": typed}


def test_every_value_knows_its_place(parser: None) -> None:
    node = load("topic: x\nquestions:\n  - id: a\n    tags: [b, 'c']\n", "x")
    assert isinstance(node, YamlMap)
    assert (node.line, node.column) == (1, 1)
    questions = node.get("questions")
    assert isinstance(questions, YamlList)
    entry = questions.items[0]
    assert isinstance(entry, YamlMap)
    assert (entry.line, entry.column) == (3, 5)
    assert [(key.text, key.line, key.column) for key, _ in entry.entries] == [
        ("id", 3, 5),
        ("tags", 4, 5),
    ]
    assert entry.get("tags") == YamlList((YamlText("b", 4, 12), YamlText("c", 4, 15)), 4, 11)
    assert entry.get("level") is None


def test_text_is_kept_as_written(parser: None) -> None:
    text = 'a: |\n  one\n\n      code\n  two  \nb: "x\\ty\\n\\u00e9"\nc: >-\n  f\n  g\nd:\n'
    assert plain(load(text, "x")) == {
        "a": "one\n\n    code\ntwo  \n",
        "b": "x\ty\né",
        "c": "f g",
        "d": "",
    }


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("a: &x 1", "1:4", "anchors are not supported"),
        ("a: 1\nb: *x", "2:4", "aliases are not supported"),
        ("a: **bold** text", "1:5", "put quotes round"),
        ("a: !!python/object/apply:os.system [ls]", "1:4", "tags are not supported"),
        ("a: !custom 1", "1:4", "tags are not supported"),
        ("a: ! 1", "1:4", "tags are not supported"),
        ("!!map {a: 1}", "1:1", "tags are not supported"),
        ("a: 1\nb: 2\na: 3", "3:1", "'a' was already given on line 1"),
        ("x: {a: 1, a: 2}", "1:11", "'a' was already given on line 1"),
        ("<<: {a: 1}", "1:1", "merge keys are not supported"),
        ("? [a]\n: b", "1:3", "a key must be plain text"),
        ("a\n---\nb", "2:1", "a second document"),
        ("", "1:1", "the file is empty"),
        ("# only this\n", "2:1", "the file is empty"),
        ("%YAML 1.1\n---\na: 1", "1:1", "may not begin with %"),
        ("a: 1\n\tb: 2", "2:1", "indent with spaces"),
        ("a: b: c", "1:5", "put quotes round text that contains"),
        ('a: "x\n', "2:1", "close the quote"),
        ('a: "\\d"', None, "double the backslash"),
        ("a: [1", "1:6", "check the indentation"),
        ("a: [1\n", "2:1", "check the indentation"),
        ("a:\n  b: 1\n c: 2", "3:2", "check the indentation"),
        ("a: x\x07y", "1:5", "a control or bidi character"),
        ("a: x\u202ey", "1:5", "a control or bidi character"),
        ("a: 1\nb: x\ud800", "2:5", "may not stand in YAML"),
        ('a: "\\0"', "1:4", "an escape makes"),
        ('a: "\\u202e"', "1:4", "an escape makes"),
        ('a: "\\x1b[2J"', "1:4", "an escape makes"),
        ('"\\u202e": a', "1:1", "an escape makes"),
    ],
)
def test_what_is_refused_and_where(text: str, place: str | None, reason: str, parser: None) -> None:
    error = refusal(text)
    assert reason in str(error)
    assert re.match(r"bank\.yaml:\d+:\d+: ", str(error))
    assert place is None or str(error).startswith(f"bank.yaml:{place}: ")


def test_escaped_surrogates_are_refused(parser: None) -> None:
    assert refusal('a: "\\ud800"').line == 1


def test_an_alias_bomb_is_refused_at_its_first_anchor(parser: None) -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in pairwise("abcdefghij")
    )
    assert refusal(bomb).line == 1


@pytest.mark.parametrize("nest", ["[", "{a: ", "- ", "[\n", "? "])
def test_depth_ends_in_an_error_and_not_the_process(nest: str, parser: None) -> None:
    with not_hanging():
        error = refusal(nest * 100_000)
        assert "nested deeper than 32" in error.reason


def test_the_last_allowed_depth(parser: None) -> None:
    assert load("[" * MAX_DEPTH + "]" * MAX_DEPTH, "x")
    assert "deeper" in refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).reason


def test_size_limits() -> None:
    assert "larger than 10 MB" in refusal("#" * 10_000_001).reason
    assert "more than 1,000,000 values" in refusal(f"[{'a,' * 1_000_001}]").reason


HOSTILE = {
    "comments": "#\n",
    "plain text": "a: b\n  c\n",
    "blank lines": "\n",
    "tag directives": "%TAG !a! b\n",
    "list items": "- a\n",
    "flow": "[a, {b: c}], ",
    "quotes": '"',
    "colons": "a:",
    "literal": "|\n",
    "carets": "? ",
    "dashes": "--- ",
    "stars": "*a ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str, parser: None) -> None:
    text = HOSTILE[name] * (SIZE // len(HOSTILE[name]))
    with not_hanging(), suppress(YamlError):
        load(text, "x")


# Characters: a linear parser takes a second, a quadratic one of the same speed ten times that.
SIZE = 300_000


def test_tag_directives_are_refused_before_they_are_parsed() -> None:
    text = "".join(f"%TAG !a{number}! b\n" for number in range(30_000))
    with not_hanging(), pytest.raises(YamlError):
        load(text + "--- a", "x")


def test_many_keys_in_one_mapping(parser: None) -> None:
    text = "".join(f"k{number}: v\n" for number in range(20_000))
    node = load(text, "x")
    assert isinstance(node, YamlMap)
    assert len(node.entries) == 20_000


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_value_or_a_yaml_error(text: str) -> None:
    try:
        load(text, "x")
    except YamlError as error:
        assert error.line >= 1  # noqa: PT017 - most texts raise nothing
        assert error.column >= 1  # noqa: PT017 - as above


_words = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=20)


@settings(deadline=None)
@given(st.dictionaries(_words.filter(lambda word: word != "<<"), st.lists(_words) | _words))
def test_what_safe_dump_writes_comes_back(data: dict[str, list[str] | str]) -> None:
    assert plain(load(yaml.safe_dump(data, default_style='"'), "x")) == data
