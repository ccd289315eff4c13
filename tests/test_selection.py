"""Questions by topic, level and tag."""

from __future__ import annotations

import pytest

from builder.errors import UsageError
from builder.model import Bank, Kind, Question
from builder.selection import Selection, answered, select

BANK = Bank(
    (
        Question("a", "A?", topic="Web security", level="junior", tags=("csrf",)),
        Question("b", "B?", topic="Web security", level="senior", answer="yes"),
        Question("c", "C?", topic="SQL", level="senior", tags=("Joins", "csrf"), short_answer="x"),
        Question("d", "{{c1::D}}", topic="SQL", kind=Kind.CLOZE),
    )
)


def ids(**wanted: tuple[str, ...]) -> str:
    return "".join(question.id for question in select(BANK, Selection(**wanted)).questions)


def test_nothing_asked_for_is_everything() -> None:
    assert ids() == "abcd"


def test_topics_by_name_by_slug_and_by_beginning() -> None:
    assert (
        ids(topics=("web security",))
        == ids(topics=("Web-Security",))
        == ids(topics=("web",))
        == "ab"
    )
    assert ids(topics=("web", "sql")) == "abcd"


def test_each_option_narrows_the_others() -> None:
    assert ids(levels=("senior",)) == "bc"
    assert ids(levels=("senior",), tags=("joins",)) == "c"
    assert ids(topics=("sql",), levels=("junior",)) == ""


@pytest.mark.parametrize("wanted", [{"topics": ("cooking",)}, {"tags": ("cooking",)}])
def test_an_unknown_name_is_said_with_those_there_are(wanted: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(UsageError, match=r"cooking.*here: "):
        ids(**wanted)


def test_answered_leaves_out_what_has_no_back() -> None:
    assert [question.id for question in answered(BANK).questions] == ["b", "c", "d"]
