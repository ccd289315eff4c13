"""Packages of Anki: three generations read alike, and nothing a stranger packs does harm."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import zstandard
from anki.collection import Collection
from hypothesis import given
from hypothesis import strategies as st

from builder import packages
from builder.errors import DeckpressError
from builder.packages import _archive, _collection, _protobuf, read
from tests.packaged import NOTES, PNG, export, exported, repacked, stranger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("stranger")
    return stranger([("What is a leaf?", "A page without children.")], folder=folder)


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return exported(tmp_path_factory.mktemp("present"))


@pytest.mark.parametrize("legacy", [False, True], ids=["anki21b", "anki21"])
def test_what_anki_exports_is_read(tmp_path: Path, *, legacy: bool) -> None:
    package = read(exported(tmp_path, legacy=legacy), "deck.apkg")
    assert [tuple(value for _, value in note.fields) for note in package.notes] == [
        fields for _, fields in NOTES
    ]
    assert [note.cards for note in package.notes] == [(0,), (0, 1), (0, 1)]
    assert {note.tags for note in package.notes} == {("db::indexes", "hard")}
    assert [note.order for note in package.notes] == [1, 2, 3]
    assert package.decks == ("Interviews::Storage",)
    assert package.media == (("tree.png", PNG),)
    cloze = package.type_of(package.notes[1])
    assert (cloze.name, cloze.kind) == ("Cloze", "cloze")
    assert [name for name, number in cloze.fields if number] == ["Text", "Back Extra"]
    assert cloze.templates[0][2] == "{{cloze:Text}}"


def test_both_formats_of_one_deck_give_the_same_definitions(tmp_path: Path) -> None:
    present = read(exported(tmp_path), "present.apkg")
    collection = Collection(str(tmp_path / "author.anki2"))
    try:
        deck = collection.decks.id_for_name("Interviews::Storage")
        assert deck
        legacy = read(export(collection, tmp_path / "l.apkg", deck, legacy=True), "legacy.apkg")
    finally:
        collection.close()
    assert sorted(present.types, key=str) == sorted(legacy.types, key=str)
    assert present.notes == legacy.notes


def test_a_script_s_deck_is_read(made: bytes) -> None:
    package = read(made, "deck.apkg")
    (note,) = package.notes
    assert note.fields == (("Question", "What is a leaf?"), ("Answer", "A page without children."))
    (kind,) = package.types
    assert kind.fields == (("Question", None), ("Answer", None))
    assert json.loads(kind.definition)["css"] == ".card { color: teal }"


def test_the_note_that_asks_for_an_update_is_not_read(present: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(present)) as archive:
        assert "collection.anki2" in archive.namelist()
    assert "update" not in str(read(present, "deck.apkg").notes)


def compressed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


def database(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


COL = (
    "CREATE TABLE col (ver, models, decks)",
    "INSERT INTO col VALUES (11, '{}', '{}')",
    "CREATE TABLE cards (id, nid, ord, due, did, odid, type)",
)
NOTES_TABLE = "CREATE TABLE notes (id, guid, mid, mod, tags, flds)"

HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut short": (lambda data: data[: len(data) // 2], "zip"),
    "only the magic": (lambda _: b"PK\x03\x04", "zip"),
    "no collection": (lambda data: repacked(data, collection__anki2=None), "without a collection"),
    "no database": (lambda data: repacked(data, collection__anki2=b"x" * 5000), "SQLite"),
    "a page of zeros": (
        lambda data: repacked(data, collection__anki2=b"SQLite format 3\0" + bytes(9000)),
        "SQLite",
    ),
    "other tables": (
        lambda data: repacked(data, collection__anki2=database("CREATE TABLE a (b)")),
        "tables of Anki",
    ),
    "a view that never ends": (
        lambda data: repacked(
            data,
            collection__anki2=database(
                *COL,
                "CREATE VIEW notes AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1"
                " FROM n) SELECT id, id AS guid, 1 AS mid, 1 AS mod, '' AS tags, '' AS flds FROM n",
            ),
        ),
        "tables of Anki",
    ),
    "a column of zeros": (
        lambda data: repacked(
            data,
            collection__anki2=database(
                *COL,
                "CREATE TABLE notes (id, guid, mid, mod, tags, flds AS (zeroblob(900000000)))",
                "INSERT INTO notes VALUES (1, 'a', 1, 1, '')",
            ),
        ),
        "SQLite",
    ),
    "a note of no type": (
        lambda data: repacked(
            data,
            collection__anki2=database(
                *COL, NOTES_TABLE, "INSERT INTO notes VALUES (1, 'a', 7, 1, '', '')"
            ),
        ),
        "note type that is not in the package",
    ),
    "types that are no JSON": (
        lambda data: repacked(
            data,
            collection__anki2=database(
                COL[0], "INSERT INTO col VALUES (11, '[', '{}')", COL[2], NOTES_TABLE
            ),
        ),
        "note types are damaged",
    ),
    "types nested without end": (
        lambda data: repacked(
            data,
            collection__anki2=database(
                COL[0],
                f"INSERT INTO col VALUES (11, '{'[' * 200_000}', '{{}}')",
                COL[2],
                NOTES_TABLE,
            ),
        ),
        "note types are damaged",
    ),
    "a blob for a number": (
        lambda data: repacked(
            data,
            collection__anki2=database(
                *COL, NOTES_TABLE, "INSERT INTO notes VALUES (x'00', 'a', 'b', 1, '', '')"
            ),
        ),
        "SQLite",
    ),
    "media that are no JSON": (lambda data: repacked(data, media=b"{"), "not JSON"),
    "media that are a list": (lambda data: repacked(data, media=b"[1]"), "names by number"),
    "media that climb": (
        lambda data: repacked(data, media=b'{"0": "../../evil.png"}'),
        "not a plain file name",
    ),
    "media on a drive": (lambda data: repacked(data, media=b'{"0": "c:evil.png"}'), "plain"),
    "a newer kind": (lambda data: repacked(data, meta=b"\x08\x09"), "newer kind"),
    "meta that is no message": (lambda data: repacked(data, meta=b"\xff" * 20), "Protocol"),
    "no Zstandard": (lambda data: repacked(data, collection__anki21b=b"nonsense"), "damaged"),
    "Zstandard of nothing": (
        lambda data: repacked(data, collection__anki21b=compressed(b""), media=compressed(b"")),
        "SQLite",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_package_that_cannot_be_read_is_named(made: bytes, case: str) -> None:
    spoil, said = HOSTILE[case]
    with pytest.raises(DeckpressError, match=rf"^content/deck\.apkg: .*{said}"):
        read(spoil(made), "content/deck.apkg")


@pytest.mark.parametrize("name", ["collection__anki2", "collection__anki21b"])
def test_what_unpacks_to_too_much_is_refused(
    made: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_archive, "COLLECTION_LIMIT", 1_000_000)
    bomb = compressed(bytes(5_000_000)) if name.endswith("b") else bytes(5_000_000)
    with pytest.raises(DeckpressError, match="more than 1 MB when unpacked"):
        read(repacked(made, **{name: bomb}), "deck.apkg")


def test_media_are_limited_together(made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_archive, "MEDIA_LIMIT", 1_500_000)
    members = {str(number): bytes(1_000_000) for number in range(2)}
    data = repacked(made, media=b'{"0": "a.png", "1": "b.png"}', **members)
    with pytest.raises(DeckpressError, match="when unpacked"):
        read(data, "deck.apkg")


def test_work_without_end_is_ended(made: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_collection, "_CALLS", 0)
    monkeypatch.setattr(_collection, "_INSTRUCTIONS", 1)
    with pytest.raises(DeckpressError, match="SQLite"):
        read(made, "deck.apkg")


def test_a_file_the_list_names_and_the_zip_lacks_is_left_out(made: bytes) -> None:
    data = repacked(made, media=b'{"0": "there.png", "1": "gone.png"}', **{"0": b"x"})
    assert read(data, "deck.apkg").media == (("there.png", b"x"),)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_a_fault(data: bytes) -> None:
    try:
        message = _protobuf.parse(data)
        _protobuf.whole(message, 1)
        _protobuf.text(message, 1)
        _protobuf.packed(message, 1)
    except packages.FaultError:
        pass


def test_numbers_are_signed() -> None:
    assert _protobuf.whole(_protobuf.parse(b"\x08" + b"\xff" * 9 + b"\x01"), 1) == -1
