"""A collection of the real Anki, and all of it that an update must not touch."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition as Update

if TYPE_CHECKING:
    from collections.abc import Iterator

# A clean machine's dialog: what a learner gets who changes nothing in it.
DEFAULTS = ImportAnkiPackageOptions(
    merge_notetypes=False,
    update_notes=Update.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER,
    update_notetypes=Update.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER,
    with_scheduling=False,
    with_deck_configs=False,
)
_CARD = "type, queue, due, ivl, factor, reps, lapses, left, odue, flags, data"


@dataclass(frozen=True)
class Note:
    """A note as it stands; ``modified`` in Unix seconds."""

    note_type: int
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    modified: int = field(compare=False)


@dataclass(frozen=True)
class Card:
    """A card: its decks (where it is, and where it returns to) and everything scheduled."""

    id: Any
    decks: tuple[str, str]
    state: tuple[Any, ...]


@dataclass
class State:
    """Notes by GUID, cards by GUID and place, note types by id, rows of reviews, decks' texts."""

    notes: dict[str, Note]
    cards: dict[tuple[str, int], Card]
    types: dict[int, dict[str, Any]]
    reviews: list[tuple[Any, ...]]
    about: dict[str, str] = field(default_factory=dict)
    media: dict[str, bytes] = field(default_factory=dict)

    def orders(self, guid: str) -> set[int]:
        """The places of a note's cards, from 0."""
        return {order for owner, order in self.cards if owner == guid}


@contextmanager
def opened(path: Path) -> Iterator[Collection]:
    """A collection opened afresh: Anki remembers note types across an import."""
    collection = Collection(str(path))
    try:
        yield collection
    finally:
        collection.close()


def import_package(collection: Collection, package: Path) -> Any:
    """Import as Anki's dialog does when nothing in it is changed; its log."""
    request = ImportAnkiPackageRequest(package_path=str(package), options=DEFAULTS)
    return collection.import_anki_package(request).log


def read(collection: Collection) -> State:
    """Everything in a collection."""
    database = collection.db
    assert database is not None
    names = {found.id: found.name for found in collection.decks.all_names_and_ids()}
    guids: dict[int, str] = {row[0]: row[1] for row in database.all("select id, guid from notes")}
    cards = database.all(f"select nid, ord, id, did, odid, {_CARD} from cards")
    return State(
        notes={
            guid: Note(kind, tuple(fields.split("\x1f")), tuple(sorted(tags.split())), modified)
            for guid, kind, fields, tags, modified in database.all(
                "select guid, mid, flds, tags, mod from notes"
            )
        },
        cards={
            (guids[note], order): Card(card, (names[at], names.get(back, "")), tuple(state))
            for note, order, card, at, back, *state in cards
        },
        types={kind["id"]: look(kind) for kind in collection.models.all()},
        reviews=[tuple(row) for row in database.all("select * from revlog order by id")],
        about={deck["name"]: deck["desc"] for deck in collection.decks.all() if "desc" in deck},
        media={p.name: p.read_bytes() for p in sorted(Path(collection.media.dir()).iterdir())},
    )


def look(kind: dict[str, Any]) -> dict[str, Any]:
    """What a learner sees of a note type, in a collection and in a package alike."""
    return {
        "name": kind["name"],
        "fields": [known["name"] for known in kind["flds"]],
        "templates": [[known[key] for key in ("name", "qfmt", "afmt")] for known in kind["tmpls"]],
        "css": kind["css"],
    }


def read_package(path: Path) -> State:
    """What a package brings, with no cards but their places: all of it new."""
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as scratch:
        archive.extract("collection.anki2", scratch)
        members = json.loads(archive.read("media"))
        media = {name: archive.read(member) for member, name in members.items()}
        with closing(sqlite3.connect(Path(scratch, "collection.anki2"))) as database:
            rows = database.execute("select id, guid, mid, flds, tags, mod from notes").fetchall()
            orders = database.execute("select nid, ord, due from cards").fetchall()
            models, decks = database.execute("select models, decks from col").fetchone()
    guids = {row[0]: row[1] for row in rows}
    if len(set(guids.values())) != len(rows):
        raise AssertionError(f"{path.name}: a GUID stands twice")
    return State(
        notes={
            guid: Note(kind, tuple(fields.split("\x1f")), tuple(sorted(tags.split())), modified)
            for _, guid, kind, fields, tags, modified in rows
        },
        cards={(guids[note], order): Card(0, ("", ""), (due,)) for note, order, due in orders},
        types={int(key): look(kind) for key, kind in json.loads(models).items()},
        reviews=[],
        about={deck["name"]: deck["desc"] for deck in json.loads(decks).values() if deck["desc"]},
        media=media,
    )


def set_back(collection: Collection, since: int, time: int) -> None:
    """Give what Anki stamped with its own clock since then the learner's time instead.

    Anki's clock cannot be set, and a learner's life of years takes a second here.
    """
    assert collection.db is not None
    collection.db.execute("update notes set mod = ? where mod >= ?", time, since)
    collection.db.execute("update notetypes set mtime_secs = ? where mtime_secs >= ?", time, since)
