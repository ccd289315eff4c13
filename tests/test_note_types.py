"""The note types are those of the first release; what is drawn on them may change."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from builder.writers._note_types import NOTE_TYPES, NoteType, fields_of, style, templates_of

RELEASED = Path(__file__).with_name("released_note_types.json")

WHAT_IT_DOES = (
    "This differs from the note types of the first release. Anki would put a second note type "
    "(its name ends in +) beside the one learners have, count all their notes as conflicting, "
    "and never update one of them again. Take a spare field instead: its name may change, its "
    "id and its place may not. See docs/note-types.md."
)
WHAT_A_NAME_DOES = (
    "A name differs from the released one. Anki takes that over in place, so it is allowed, but "
    "learners see it in their editor and may search by it. If it is meant, change "
    "tests/released_note_types.json as well and say so in the changelog."
)


def released() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(RELEASED.read_text(encoding="utf-8"))
    return found


def definition(note_type: NoteType) -> dict[str, object]:
    return {
        "id": note_type.id,
        "name": note_type.name,
        "cloze": note_type.cloze,
        "fields": [{"id": field.id, "name": field.name} for field in note_type.fields],
        "templates": [{"id": known.id, "name": known.name} for known in note_type.templates],
    }


def without_names(value: object) -> object:
    if isinstance(value, list):
        return [without_names(item) for item in value]
    if isinstance(value, dict):
        return {key: without_names(item) for key, item in value.items() if key != "name"}
    return value


def test_ids_number_and_order_are_the_released_ones() -> None:
    current: object = [definition(note_type) for note_type in NOTE_TYPES]
    assert without_names(current) == without_names(released()), WHAT_IT_DOES


def test_names_are_the_released_ones() -> None:
    assert [definition(note_type) for note_type in NOTE_TYPES] == released(), WHAT_A_NAME_DOES


def test_every_id_is_used_once_and_in_range() -> None:
    ids = [field.id for kind in NOTE_TYPES for field in kind.fields]
    ids += [template.id for kind in NOTE_TYPES for template in kind.templates]
    assert len(set(ids)) == len(ids)
    assert all(0 < number < 1 << 63 for number in ids)
    assert all(1 << 30 <= kind.id < 1 << 31 for kind in NOTE_TYPES)


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda kind: kind.name)
def test_there_is_room_to_grow(note_type: NoteType) -> None:
    names = [field.name for field in note_type.fields]
    assert sum(name.startswith("Spare") for name in names) == 6
    assert {"Retired", "Id"} < set(names)


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda kind: kind.name)
def test_templates_name_only_fields_there_are(note_type: NoteType) -> None:
    names = {field.name for field in note_type.fields} | {"FrontSide"}
    for template in templates_of(note_type):
        text = "".join(str(template[part]) for part in ("qfmt", "afmt", "bqfmt", "bafmt"))
        used = re.findall(r"\{\{[#^/]?(?:text:|cloze:)*([^}]+)\}\}", text)
        assert used
        assert set(used) <= names


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda kind: kind.name)
def test_a_retired_note_has_a_blank_front(note_type: NoteType) -> None:
    for template in templates_of(note_type):
        front = str(template["qfmt"]).strip()
        assert "{{^Retired}}" in front.splitlines()[0]
        assert "{{/Retired}}" in front.splitlines()[-1]


@pytest.mark.parametrize("note_type", NOTE_TYPES, ids=lambda kind: kind.name)
def test_field_flags_are_those_anki_knows(note_type: NoteType) -> None:
    for field in fields_of(note_type):
        assert field["collapsed"] is (
            field["name"] in {"Reverse", "Retired", "Id"} or str(field["name"]).startswith("Spare")
        )
        assert field["preventDeletion"] is field["excludeFromSearch"] is (field["name"] == "Id")


def test_cards_neither_run_nor_load_anything() -> None:
    texts = [style()]
    texts += [
        str(t[part]) for k in NOTE_TYPES for t in templates_of(k) for part in ("qfmt", "afmt")
    ]
    for text in texts:
        for active in ("<script", "javascript", "url(", "@import", "@font-face", "http"):
            assert active not in text
        assert not re.search(r"<[^>]* on\w+=", text)


@pytest.mark.parametrize("note_type", [known for known in NOTE_TYPES if known.cloze])
def test_a_cloze_stands_outside_every_condition(note_type: NoteType) -> None:
    """Anki 24.06 sees none inside one, and where a field is renamed it adds a second."""
    for template in templates_of(note_type):
        for side in (str(template["qfmt"]), str(template["afmt"])):
            outside = re.sub(r"\{\{[#^](.+?)\}\}.*?\{\{/\1\}\}", "", side, flags=re.DOTALL)
            assert "{{cloze:Text}}" in outside
