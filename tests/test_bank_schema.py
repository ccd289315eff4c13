"""The published JSON Schema and the reader of banks say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builder.model import LEVELS, Question, Source
from builder.readers import yaml_bank
from builder.readers._bank import entry as _bank_entry
from builder.readers._bank import values as _bank_values

SCHEMA: dict[str, Any] = json.loads(
    Path(yaml_bank.__file__).with_name("bank.schema.json").read_text(encoding="utf-8")
)


# One entry of each kind, with every key there is; JSON is YAML, so the reader takes it as well.
WHOLE = {
    "topic": "Indexes",
    "level": "mid",
    "tags": ["databases"],
    "questions": [
        {
            "id": "composite-order",
            "kind": "open",
            "topic": "B-trees",
            "level": "senior",
            "minutes": 5,
            "tags": ["b-tree"],
            "question": "Which can use the index?",
            "short_answer": "Equality first.",
            "answer": "Think of a **phone book**.",
            "more_answers": ["It depends."],
            "rubric": {"poor": "a", "mixed": "b", "good": "c", "excellent": "d"},
            "follow_ups": [{"ask": "And b?", "listen_for": "An index."}, {"ask": "Why?"}],
            "red_flags": ["Never saw a plan."],
            "references": [
                {"title": "Manual", "url": "https://www.sqlite.org/expridx.html"},
                {"title": "A book"},
                {"url": "http://example.org"},
                "https://example.org/x?y=z#a",
            ],
            "checked": 2026,
            "reverse": True,
            "same_as": ["write-cost"],
            "not_same_as": ["seek", "from-elsewhere-1a2b3c4d"],
            "guid": "AbC#12",
            "note_type": 1607392319,
            "fields": {"Extra: words": "<b>as they are</b>"},
        },
        {"id": "write-cost", "kind": "cloze", "question": "A tax on {{c1::inserts}}."},
        {
            "id": "seek",
            "kind": "choice",
            "question": "Which can seek?",
            "choices": [{"text": "a", "why": "x"}, {"text": "b", "correct": True}],
        },
    ],
}


def schema_keys(name: str) -> tuple[str, ...]:
    return tuple(SCHEMA["$defs"][name]["properties"])


def test_the_schema_and_the_reader_know_the_same_keys() -> None:
    assert set(SCHEMA["properties"]) == set(yaml_bank.KEYS)
    assert set(schema_keys("question")) == set(_bank_entry.KEYS)
    assert set(_bank_entry.KEYS) == set(Question.__dataclass_fields__)
    for name, keys in (
        ("choice", _bank_values.CHOICE_KEYS),
        ("rubric", _bank_values.RUBRIC_KEYS),
        ("follow_up", _bank_values.FOLLOW_UP_KEYS),
        ("reference", _bank_values.REFERENCE_KEYS),
    ):
        assert schema_keys(name) == keys
    closed = [SCHEMA, *(d for d in SCHEMA["$defs"].values() if d.get("type") == "object")]
    assert all(each["additionalProperties"] is False for each in closed)


def test_the_schema_and_the_reader_have_the_same_limits() -> None:
    parts = SCHEMA["$defs"]
    question = parts["question"]["properties"]
    assert question["id"]["pattern"] == f"^{_bank_entry.ID.pattern}$"
    assert question["guid"]["pattern"] == f"^{_bank_entry.GUID.pattern}$"
    assert tuple(question["kind"]["enum"]) == _bank_entry.KINDS
    assert tuple(parts["level"]["enum"]) == LEVELS
    for key, limits in (("minutes", _bank_entry.MINUTES), ("checked", _bank_entry.CHECKED)):
        assert (question[key]["minimum"], question[key]["maximum"]) == limits
    assert parts["tags"]["items"]["maxLength"] == _bank_values.MAX_TAG
    assert parts["line"]["maxLength"] == _bank_values.MAX_LINE
    assert parts["markdown"]["maxLength"] == _bank_values.MAX_FIELD_BYTES
    assert SCHEMA["properties"]["questions"]["maxItems"] == yaml_bank.MAX_QUESTIONS


def test_every_key_is_described_for_editors() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    objects = [SCHEMA, *(SCHEMA["$defs"][name] for name in ("question", "choice", "rubric"))]
    for each in [*objects, SCHEMA["$defs"]["follow_up"], SCHEMA["$defs"]["reference"]]:
        for name, value in each["properties"].items():
            assert value.get("description"), name


def valid(bank: object) -> bool:
    return bool(Draft202012Validator(SCHEMA).is_valid(bank))


def test_the_schema_takes_what_the_reader_takes() -> None:
    assert valid(WHOLE)
    found = yaml_bank.read(Source("bank.yaml", json.dumps(WHOLE)))
    assert found.problems == ()
    assert len(found.questions) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"anwser": "x"},
        {"level": "seinor"},
        {"kind": "essay"},
        {"id": "A1"},
        {"minutes": 0},
        {"minutes": 121},
        {"checked": 1999},
        {"question": " "},
        {"tags": "a"},
        {"tags": ["x" * 201]},
        {"rubric": {"poor": "a", "mixed": "b", "good": "c"}},
        {"follow_ups": [{"listen_for": "x"}]},
        {"references": ["javascript:alert(1)"]},
        {"references": [{"title": "x", "url": "file:///x"}]},
        {"references": [{}]},
        {"kind": "choice"},
        {"kind": "choice", "choices": [{"text": "a"}, {"text": "b"}]},
        {"kind": "choice", "choices": [{"text": "a", "correct": True}]},
        {"choices": [{"text": "a", "correct": True}, {"text": "b"}]},
        {"kind": "cloze"},
        {"guid": "a b"},
        {"note_type": 0},
        {"note_type": "basic"},
        {"fields": ["Extra"]},
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(change: dict[str, object]) -> None:
    bank = {"questions": [{"id": "a1", "question": "Q?"}]}
    assert valid(bank)
    changed = {"questions": [{"id": "a1", "question": "Q?", **change}]}
    assert not valid(changed)
    assert yaml_bank.read(Source("bank.yaml", json.dumps(changed))).problems
