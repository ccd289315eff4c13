"""The ledger: times that stay, times that move, and what happens when it is lost or in conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import ledger
from builder.errors import DeckpressError
from builder.model import Ledger, Stamp
from builder.similarity import likeness, why_alike

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_800_000_000


def note(guid: str, digest: str = "d1", changed: int = 0, **more: object) -> Stamp:
    return Stamp(guid, f"id-{guid}", "open", digest, changed, changed, **more)  # type: ignore[arg-type]


def test_a_new_note_has_the_time_of_the_build() -> None:
    made = ledger.stamp(None, note("a"), NOW)
    assert (made.changed, made.made) == (NOW, NOW)


def test_a_note_that_did_not_change_keeps_both_times() -> None:
    made = ledger.stamp(note("a", changed=500), note("a"), NOW)
    assert (made.changed, made.made) == (500, 500)


def test_a_change_is_later_than_what_learners_have_even_if_the_clock_went_back() -> None:
    known = note("a", changed=500)
    assert ledger.stamp(known, note("a", "d2"), NOW).changed == NOW
    assert ledger.stamp(known, note("a", "d2"), 400).changed == 501
    assert ledger.stamp(known, note("a", "d2"), NOW).made == 500


def test_a_note_brought_back_counts_as_changed() -> None:
    known = note("a", changed=500, retired=True)
    back = ledger.stamp(known, note("a"), NOW)
    assert (back.changed, back.made, back.retired) == (NOW, 500, False)


def test_only_what_has_left_the_bank_is_retired() -> None:
    old = Ledger((note("built", changed=5), note("left-out", changed=5), note("gone", changed=5)))
    new = ledger.after(old, [note("built", changed=5)], {"built", "left-out"}, NOW).by_guid()
    assert not new["left-out"].retired
    assert new["gone"].retired
    assert new["gone"].changed == NOW
    again = ledger.after(Ledger(tuple(new.values())), [], {"built", "left-out"}, NOW + 9).by_guid()
    assert again["gone"].changed == NOW


def test_a_note_type_no_longer_in_use_is_not_retired() -> None:
    kind = Stamp("7", "recall", ledger.NOTE_TYPE, "d", 5, 5)
    assert ledger.after(Ledger((kind,)), [], set(), NOW).stamps == (kind,)


PLAIN = st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=20)
TIMES = st.integers(1, 2**33)
STAMPS = st.builds(
    Stamp,
    st.text("abcXYZ019!#$%()*+,-./:;=?@[]^_{|}~", min_size=1, max_size=14),
    PLAIN,
    st.sampled_from(["open", "cloze", "choice", "type"]),
    st.text("0123456789abcdef", min_size=16, max_size=16),
    TIMES,
    TIMES,
    st.just("1a2b3c4d.ffff"),
    st.booleans(),
)


@given(st.lists(STAMPS, unique_by=lambda stamp: stamp.guid, max_size=20))
def test_what_is_written_is_read(stamps: list[Stamp]) -> None:
    text = ledger.to_text(Ledger(tuple(stamps)))
    assert ledger.parse(text, "deck.lock").by_guid() == Ledger(tuple(stamps)).by_guid()
    assert ledger.to_text(ledger.parse(text, "deck.lock")) == text
    assert ledger.to_text(Ledger(tuple(reversed(stamps)))) == text


def test_one_change_is_one_line() -> None:
    stamps = tuple(note(f"g{number}", changed=5) for number in range(9))
    before = ledger.to_text(Ledger(stamps)).split("\n")
    after = ledger.to_text(Ledger((*stamps[:4], note("g4", "d2", 6), *stamps[5:]))).split("\n")
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# head\n<<<<<<< HEAD\nx\n", "deck.lock:2: two versions"),
        ("a open g d 2026-01-01T00:00:00Z\n", "deck.lock:1: not a line"),
        ("a open g d 2026-02-31T00:00:00Z 2026-01-01T00:00:00Z -.-\n", "deck.lock:1: not a line"),
        ("a open g d 1970-01-01T00:00:00Z 1970-01-01T00:00:00Z -.-\n", "deck.lock:1: a time"),
        ("a open g d 2026-01-01T00:00:00Z 2026-01-01T00:00:00Z -.-\n" * 2, "deck.lock:2: a second"),
    ],
)
def test_a_ledger_nobody_should_build_from_stops_with_its_line(text: str, says: str) -> None:
    with pytest.raises(DeckpressError, match=says):
        ledger.parse(text, "deck.lock")


def test_a_ledger_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    assert ledger.load(tmp_path) is None
    (tmp_path / ledger.FILE).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DeckpressError, match=r"deck\.lock:1"):
        ledger.load(tmp_path)


def test_the_same_question_is_known_by_its_answer_or_its_words() -> None:
    one = likeness("Which of these queries can use an index on (a, b) well?", "The first.")
    other = likeness("Which of these queries can use the index on (a, b)?", "The second.")
    assert why_alike(one, other).endswith("of its words")
    assert why_alike(one, likeness("Wholly other", "The  first.")) == "the same answer"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What is the difference between optimistic and pessimistic locking?",
         "What is the difference between a clustered and a secondary index?"),
        ("What is a lock?", "What is a latch?"),
        ("", ""),
    ],
)  # fmt: skip
def test_other_questions_are_not_alike(first: str, second: str) -> None:
    assert why_alike(likeness(first, ""), likeness(second, "")) == ""
