"""What is said of a new package beside an old one: findings, readable changes, release notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from builder.comparison import (
    Fate,
    TypeFate,
    as_data,
    compare,
    field_changes,
    finding_lines,
    note_lines,
    outlook,
    release_notes,
    summary,
    title,
    topic,
)
from builder.model import Ledger, Severity, Stamp
from builder.packages import Package, PackagedNote, PackagedType
from tests.hanging import not_hanging

if TYPE_CHECKING:
    from builder.comparison import Comparison

BASIC = PackagedType(
    1,
    "Basic",
    "normal",
    (("Front", 11), ("Back", 12), ("Topic", 13), ("Id", 14)),
    (("Card", 21, "{{Front}}", "{{Back}}"),),
    ".card {}",
    100,
)
CLOZE = replace(BASIC, id=2, name="Cloze", kind="cloze")
NOW = 1_000


def note(guid: str, front: str = "", back: str = "", **more: object) -> PackagedNote:
    """A note of the type Basic; its Id is its GUID unless ``identifier`` says otherwise."""
    identifier = str(more.pop("identifier", guid))
    about = str(more.pop("topic", ""))
    fields = (("Front", front or guid), ("Back", back), ("Topic", about), ("Id", identifier))
    known = {"tags": (), "changed": 100, "deck": "Deck", "cards": (0,), "type_id": 1, **more}
    return PackagedNote(guid, fields=fields, **known)  # type: ignore[arg-type] # as the test says


def package(*notes: PackagedNote, types: tuple[PackagedType, ...] = (BASIC,)) -> Package:
    decks = tuple(dict.fromkeys(note.deck for note in notes if note.deck))
    return Package(notes, types, decks)


def one(old: PackagedNote, new: PackagedNote, **types: tuple[PackagedType, ...]) -> Comparison:
    return compare(package(old, **types), package(new, **types), now=NOW)


def codes(found: Comparison) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in found.findings}


def test_each_note_has_its_fate() -> None:
    old = package(note("same"), note("changed"), note("gone"), note("old"), note("type"))
    new = package(
        note("new"),
        note("changed", back="now", changed=101),
        note("same"),
        note("type", type_id=2),
        types=(BASIC, CLOZE),
    )
    found = compare(old, new, now=NOW, retired={"old", "elsewhere"})
    assert [(c.new.guid, c.fate) for c in found.changes] == [
        ("new", Fate.NEW),
        ("changed", Fate.UPDATED),
        ("same", Fate.UNCHANGED),
        ("type", Fate.CONFLICTING),
    ]
    assert [n.guid for n in found.retired] == ["old"]
    assert [n.guid for n in found.left_behind] == ["gone"]
    assert (
        summary(found.counts())
        == "1 new, 1 updated, 1 unchanged, 1 retired, 1 left behind, 1 conflicting"
    )


def test_the_summary_of_a_plain_release() -> None:
    found = one(note("a"), note("a"))
    assert summary(found.counts()) == "0 new, 0 updated, 1 unchanged, 0 retired, 0 conflicting"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (note("a"), note("a"), {}),
        (note("a"), note("a", back="b", changed=101), {}),
        (note("a"), note("a", back="b"), {"never-arrives": Severity.ERROR}),
        (note("a"), note("a", tags=("t",), changed=99), {"never-arrives": Severity.ERROR}),
        (note("a"), note("a", changed=101), {"own-edits-lost": Severity.ERROR}),
        (note("a"), note("a", back="b", changed=1_001), {"time-in-future": Severity.ERROR}),
        (note("a", tags=("t", "u")), note("a", tags=("u", "t")), {}),
        (note("a"), note("a", deck="Other"), {"deck-changed": Severity.WARNING}),
        (note("a"), note("a", deck="DECK"), {}),
        (
            note("a", cards=(0, 1)),
            note("a", back="b", changed=101),
            {"cards-emptied": Severity.WARNING},
        ),
        (
            note("a", identifier="q"),
            note("b", identifier="q"),
            {"history-lost": Severity.ERROR},
        ),
        (note("a", "Same?"), note("b", "Same?"), {"history-lost": Severity.ERROR}),
        (note("a", "One?"), note("b", "Another?"), {}),
    ],
)
def test_what_costs_learners_something_is_found(
    old: PackagedNote, new: PackagedNote, expected: dict[str, Severity]
) -> None:
    assert codes(one(old, new)) == expected


def test_another_type_under_one_guid_conflicts_and_under_another_is_a_new_card() -> None:
    types = (BASIC, CLOZE)
    as_cloze = note("a", type_id=2, changed=101)
    assert codes(one(note("a"), as_cloze, types=types)) == {"note-type-changed": Severity.ERROR}
    again = note("b", identifier="a", type_id=2)
    assert codes(one(note("a"), again, types=types)) == {"kind-changed": Severity.WARNING}


def test_a_guid_that_stands_twice_is_found_in_both_packages() -> None:
    twice = package(note("a"), note("a", back="b"))
    once = package(note("a", back="b"))
    assert codes(compare(once, twice, now=NOW))["repeated-guid"] is Severity.ERROR
    assert codes(compare(twice, once, now=NOW)) == {"repeated-guid": Severity.WARNING}


@pytest.mark.parametrize(
    ("changes", "fate", "said"),
    [
        ({}, TypeFate.SAME, ()),
        ({"changed": 101}, TypeFate.SAME, ()),
        ({"css": "b {}", "changed": 101}, TypeFate.UPDATED, ("CSS",)),
        ({"css": "b {}"}, TypeFate.HELD, ("CSS",)),
        ({"name": "Other", "changed": 101}, TypeFate.UPDATED, ("called “Other”",)),
        (
            {"fields": (("Vorne", 11), *BASIC.fields[1:]), "changed": 101},
            TypeFate.UPDATED,
            ("field “Front” is called “Vorne”",),
        ),
        (
            {"templates": (("Card", 21, "{{Front}}", "{{Back}} "),), "changed": 101},
            TypeFate.UPDATED,
            ("wording of the templates",),
        ),
        (
            {"fields": BASIC.fields[:3], "changed": 101},
            TypeFate.FORKED,
            ("field “Id” removed",),
        ),
        (
            {"fields": (("Front", 99), *BASIC.fields[1:])},
            TypeFate.FORKED,
            ("field “Front” removed", "field “Front” added"),
        ),
        (
            {"fields": (BASIC.fields[1], BASIC.fields[0], *BASIC.fields[2:])},
            TypeFate.FORKED,
            ("fields in another order",),
        ),
        (
            {"templates": (*BASIC.templates, ("Second", None, "", ""))},
            TypeFate.FORKED,
            ("template “Second” added", "wording of the templates"),
        ),
    ],
)
def test_a_note_type_stays_or_forks(
    changes: dict[str, object], fate: TypeFate, said: tuple[str, ...]
) -> None:
    other = replace(BASIC, **changes)  # type: ignore[arg-type] # as the test says
    found = compare(package(note("a")), package(note("a"), types=(other,)), now=NOW)
    (change,) = found.types
    assert (change.fate, change.differences) == (fate, said)
    assert (found.changes[0].fate is Fate.CONFLICTING) == (fate is TypeFate.FORKED)
    errors = {code for code, severity in codes(found).items() if severity is Severity.ERROR}
    assert errors == {
        TypeFate.FORKED: {"type-forked", "notes-of-forked-type"},
        TypeFate.HELD: {"type-held-back"},
    }.get(fate, set())


def test_a_type_that_turns_from_basic_to_cloze_is_an_error() -> None:
    other = replace(BASIC, kind="cloze", changed=101)
    found = compare(package(note("a")), package(note("a"), types=(other,)), now=NOW)
    assert codes(found) == {"type-kind": Severity.ERROR}


def changed(before: str, after: str) -> list[str]:
    old, new = note("a", back=before), note("a", back=after, changed=101)
    (field,) = field_changes(one(old, new).changes[0])
    assert field.name == "Back"
    return list(field.lines)


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("<p>One.</p>", "<p>Two.</p>", ["- One.", "+ Two."]),
        ("<p>A</p><p>B</p>", "<p>A</p><p>X</p><p>B</p>", ["+ X"]),
        ("<ul><li>A</li><li>B</li></ul>", "<ul><li>B</li></ul>", ["- - A"]),
        ("<p>A</p>", "<p><b>A</b></p>", []),
        ("", "New.", ["+ New."]),
        ("<pre>a\nb\nc</pre>", "<pre>a\nB\nc</pre>", ["- b", "+ B"]),
        ("1 &lt; 2", "1 &lt; 3", ["- 1 < 2", "+ 1 < 3"]),
        ("<SCRIPT>alert(1)</SCRIPT>A\x1b[31m", "B", ["- A[31m", "+ B"]),
    ],
)
def test_a_change_is_told_in_lines_of_plain_text(before: str, after: str, lines: list[str]) -> None:
    assert changed(before, after) == lines


def test_of_a_long_line_the_words_around_the_change_are_told() -> None:
    words = [f"word{number}" for number in range(100)]
    before, after = " ".join(words), " ".join([*words[:50], "other", *words[51:]])
    around = "… word44 word45 word46 word47 word48 word49 {} word51 word52 word53 word54 word55"
    assert changed(before, after) == [
        f"- {around.format('word50')} word56 …",
        f"+ {around.format('other')} word56 …",
    ]


def test_tags_are_told_as_added_and_removed() -> None:
    found = one(note("a", tags=("x", "y")), note("a", tags=("z", "y"), changed=101))
    (field,) = field_changes(found.changes[0])
    assert (field.name, field.lines) == ("tags", ("- x", "+ z"))


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("<p>What is <code>x</code>?</p>", "What is x?"),
        ("A {{c1::B-tree::which}} has {{c2::leaves}}.", "A … has …."),
        ("<img src='a.png'>", "a"),
        ("word " * 50, f"{'word ' * 17}word…"),
    ],
)
def test_a_note_has_a_title(front: str, shown: str) -> None:
    assert title(note("a", front)) == shown


def test_the_topic_is_the_field_or_a_part_of_a_tag() -> None:
    assert topic(note("a", topic="<p>Indexes &amp; plans</p>")) == "Indexes & plans"
    assert topic(note("a", tags=("leech", "backend::web-security::xss"))) == "web security"
    assert topic(note("a")) == ""


RELEASE = compare(
    package(note("a", "What <b>is</b> a page?"), note("b"), note("c", "Old?"), note("d")),
    package(
        note("n", "Why `*ptr*`?", topic="C & C++"),
        note("m", "Why <b>not</b>?", topic="Storage"),
        note("a", "What <b>is</b> a page?", "A unit.", changed=101),
        note("b", tags=("t",), changed=101),
        note("d", back="too late"),
    ),
    now=NOW,
    retired={"c"},
)


def test_release_notes_speak_of_what_a_learner_sees() -> None:
    text = release_notes(RELEASE, "My *deck*")
    assert text.startswith(
        "# My \\*deck\\*: what is new\n\n2 new, 1 changed, 1 retired questions.\n\n"
        "## New\n\n### C \\& C++\n\n- Why \\`\\*ptr\\*\\`?\n\n### Storage\n\n- Why not?\n\n"
        "## Changed\n\n- What is a page? (back)\n\n1 question with other tags only.\n\n"
        "## Retired\n\n- Old?\n\n"
    )
    assert "too late" not in text
    assert text.endswith("stay.\n")


def test_release_notes_of_nothing_are_short() -> None:
    found = one(note("a"), note("a"))
    expected = "# Deck: what is new\n\nNo question is new, changed or retired.\n"
    assert release_notes(found, "Deck") == expected


def test_notes_are_told_with_what_changes_in_them() -> None:
    assert [line.text for line in note_lines(RELEASE)] == [
        "",
        "New",
        "  Why `*ptr*`?",
        "  Why not?",
        "",
        "Updated",
        "  What is a page?",
        "    Back",
        "      + A unit.",
        "  b",
        "    tags",
        "      + t",
        "",
        "Changed, but never arriving",
        "  d",
        "    Back",
        "      + too late",
        "",
        "Retired",
        "  Old?",
    ]


def test_a_finding_names_a_few_of_its_notes() -> None:
    old = package(*(note(f"n{number}") for number in range(9)))
    new = package(*(note(f"n{number}", changed=101) for number in range(9)))
    first, *names = (line.text for line in finding_lines(compare(old, new, now=NOW)))
    assert first.startswith("error: 9 notes with a later time though nothing changed")
    assert names == ["  n0", "  n1", "  n2", "  n3", "  n4", "  … and 4 more"]


def test_as_data_it_is_complete() -> None:
    data = as_data(RELEASE)
    assert data["counts"]["left_behind"] == 0
    assert [(each["guid"], each["fate"]) for each in data["notes"]] == [
        ("n", "new"),
        ("m", "new"),
        ("a", "updated"),
        ("b", "updated"),
        ("d", "unchanged"),
        ("c", "retired"),
    ]
    assert data["notes"][2]["changes"] == [{"field": "Back", "lines": ("+ A unit.",)}]
    assert data["types"] == [{"name": "Basic", "fate": "same", "differences": ()}]
    assert [(f["code"], f["notes"]) for f in data["findings"]] == [("never-arrives", ["d"])]


def test_ten_thousand_notes_take_no_more_than_a_few_seconds() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    old = package(*(note(str(n), back=f"{words} {n}", tags=("a",)) for n in range(10_000)))
    new = package(*(note(str(n), back=f"{n} {words}", changed=101) for n in range(10_000)))
    with not_hanging(120):
        found = compare(old, new, now=NOW)
        assert len(list(note_lines(found))) > 40_000
        assert release_notes(found, "Deck").count("\n- ") == 10_000


def test_a_field_of_twenty_thousand_lines_is_compared_at_once() -> None:
    with not_hanging(120):
        lines = [f"<p>{number * 7919 % 9973}</p>" for number in range(20_000)]
        assert len(changed("".join(lines), "".join(reversed(lines)))) > 10_000


def stamp(guid: str, digest: str = "d", changed: int = 100, **more: object) -> Stamp:
    kind = str(more.pop("kind", "open"))
    return Stamp(guid, f"id-{guid}", kind, digest, changed, 1, **more)  # type: ignore[arg-type] # as the test says


def test_the_ledger_tells_what_the_next_build_changes() -> None:
    known = Ledger(
        (
            stamp("same"),
            stamp("changed"),
            stamp("gone"),
            stamp("long gone", retired=True),
            stamp("back", retired=True),
            stamp("1", kind="type"),
        )
    )
    after = Ledger(
        (
            stamp("new", changed=200),
            stamp("same"),
            stamp("changed", "e", 200),
            stamp("gone", changed=200, retired=True),
            stamp("long gone", retired=True),
            stamp("back", changed=200),
            stamp("1", "e", 200, kind="type"),
            stamp("2", kind="type"),
        )
    )
    found = outlook(known, after)
    assert found.counts() == {"new": 1, "updated": 2, "unchanged": 1, "retired": 1}
    assert [(each["id"], each["fate"]) for each in found.as_data()["notes"]] == [
        ("id-new", "new"),
        ("id-changed", "updated"),
        ("id-back", "updated"),
        ("id-gone", "retired"),
    ]
    assert [each.guid for each in found.types] == ["1"]
