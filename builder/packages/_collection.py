"""The database of a collection, read in memory.

A stranger's database is a program: views, triggers and generated columns run when it is read. So
only plain tables are read, nothing in the schema is trusted, and the work is counted.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from builder.files import MEGABYTE
from builder.packages._faults import FaultError
from builder.packages._note_types import from_json, from_tables
from builder.packages._nouns import PackagedNote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.packages._nouns import PackagedType

    Read = tuple[tuple[PackagedNote, ...], tuple[PackagedType, ...], tuple[str, ...]]

MOST_NOTES: Final = 200_000
_DAMAGED: Final = "its collection is not a sound SQLite database"
_HEADER: Final = b"SQLite format 3\x00"
# Bytes 18 and 19 are 2 for a write-ahead log (sqlite.org/fileformat2), which a database in memory
# cannot have; an exported one has nothing in its log.
_JOURNAL: Final = slice(18, 20)
# Instructions of SQLite's machine between two calls of its handler, and calls until it gives up:
# a hundred times what the largest collections take, and about three seconds.
_INSTRUCTIONS: Final = 100_000
_CALLS: Final = 2_000
_VALUE_LIMIT: Final = 20 * MEGABYTE
_TABLES_VERSION: Final = 15  # of the schema; from it on, note types and decks have tables


def read_collection(data: bytes) -> Read:
    """Notes, types and names of decks; raises FaultError for what is damaged or strange."""
    if not data.startswith(_HEADER):
        raise FaultError(_DAMAGED)
    collection = bytearray(data)
    collection[_JOURNAL] = b"\x01\x01"
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(bytes(collection))
            _restrict(database)
            return _read(database)
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
            raise FaultError(_DAMAGED) from error


def _restrict(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA query_only = ON")
    database.execute("PRAGMA cell_size_check = ON")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _VALUE_LIMIT)
    database.create_collation("unicase", _unicase)
    calls = iter(range(_CALLS))
    database.set_progress_handler(lambda: next(calls, None) is None, _INSTRUCTIONS)


def _unicase(one: str, other: str) -> int:
    """Anki's own order of names; which it is does not matter for reading."""
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _read(database: sqlite3.Connection) -> Read:
    tables = {
        name
        for name, kind, sql in database.execute("SELECT name, type, sql FROM sqlite_master")
        if kind == "table" and str(sql).upper().startswith("CREATE TABLE ")
    }
    if not {"col", "notes", "cards"} <= tables:
        raise FaultError("its collection lacks the tables of Anki")
    row = database.execute("SELECT ver, models, decks FROM col").fetchone()
    if row is None:
        raise FaultError(_DAMAGED)
    version, models, decks_json = row
    if _whole(version) >= _TABLES_VERSION and {"notetypes", "fields", "templates"} <= tables:
        types = _types(database)
        decks = {
            _whole(number): str(name).replace("\x1f", "::")
            for number, name in database.execute("SELECT id, name FROM decks")
        }
    else:
        types = from_json(str(models))
        decks = _decks(str(decks_json))
    notes = _notes(database, {kind.id: kind for kind in types}, decks)
    used = {note.type_id for note in notes}
    return (
        notes,
        tuple(kind for kind in types if kind.id in used),
        tuple(dict.fromkeys(note.deck for note in notes if note.deck)),
    )


def _types(database: sqlite3.Connection) -> tuple[PackagedType, ...]:
    parts: dict[str, dict[int, list[tuple[str, bytes]]]] = {"fields": {}, "templates": {}}
    queries = {
        "fields": "SELECT ntid, name, config FROM fields ORDER BY ntid, ord",
        "templates": "SELECT ntid, name, config FROM templates ORDER BY ntid, ord",
    }
    for table, query in queries.items():
        for number, name, config in database.execute(query):
            parts[table].setdefault(_whole(number), []).append((str(name), _bytes(config)))
    rows = [
        (_whole(number), str(name), _whole(changed), _bytes(config))
        for number, name, changed, config in database.execute(
            "SELECT id, name, mtime_secs, config FROM notetypes ORDER BY id"
        )
    ]
    return from_tables(rows, parts["fields"], parts["templates"])


def _decks(text: str) -> dict[int, str]:
    try:
        found = json.loads(text)
        return {int(number): str(deck["name"]) for number, deck in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FaultError("its decks are damaged") from error


def _notes(
    database: sqlite3.Connection, types: dict[int, PackagedType], decks: dict[int, str]
) -> tuple[PackagedNote, ...]:
    cards = _cards(database.execute("SELECT nid, ord, due, did, odid, type FROM cards ORDER BY id"))
    found: list[tuple[tuple[int, int], PackagedNote]] = []
    rows = database.execute("SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id")
    for number, guid, type_id, changed, tags, fields in rows:
        kind = types.get(_whole(type_id))
        if kind is None:
            raise FaultError(f"note {number} has a note type that is not in the package")
        if len(found) >= MOST_NOTES:
            raise FaultError(f"more than {MOST_NOTES:,} notes in it")
        values = str(fields).split("\x1f")
        values += [""] * (len(kind.fields) - len(values))
        own = sorted(cards.get(_whole(number), []))
        order = min((place for _, place, _ in own), default=0)
        note = PackagedNote(
            guid=str(guid),
            type_id=kind.id,
            fields=tuple(
                (name, value) for (name, _), value in zip(kind.fields, values, strict=False)
            ),
            tags=tuple(str(tags).split()),
            changed=_whole(changed),
            order=order,
            deck=decks.get(own[0][2], "") if own else "",
            cards=tuple(ordinal for ordinal, _, _ in own),
        )
        found.append(((order, _whole(number)), note))
    return tuple(note for _, note in sorted(found, key=lambda pair: pair[0]))


def _cards(rows: Iterable[Any]) -> dict[int, list[tuple[int, int, int]]]:
    """Ordinal, place and deck of the cards of each note.

    Only of a new card ``due`` is a place; of others it is a day. A card in a filtered deck has
    its own deck in ``odid``.
    """
    found: dict[int, list[tuple[int, int, int]]] = {}
    for note, ordinal, due, deck, home, kind in rows:
        place = _whole(due) if _whole(kind) == 0 else 0
        card = (_whole(ordinal), place, _whole(home) or _whole(deck))
        found.setdefault(_whole(note), []).append(card)
    return found


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise FaultError(_DAMAGED)
    return value


def _bytes(value: object) -> bytes:
    if not isinstance(value, bytes):
        raise FaultError(_DAMAGED)
    return value
