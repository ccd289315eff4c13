"""Packages as no careful writer makes them: real ones, edited inside."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

from builder.model import Bank, Choice, Kind, Question
from builder.settings import Settings
from builder.writers.anki_deck import write

if TYPE_CHECKING:
    from collections.abc import Callable

    Models = dict[str, dict[str, Any]]
    Edit = Callable[[sqlite3.Connection, Models], object]

SETTINGS = Settings(name="small", title="Small", deck="Small", tag="small", built_at=1_790_000_000)
BANK = Bank(
    (
        Question("page", "What is a page?", "The unit of reading.", topic="Storage"),
        Question("leaf", "What is a leaf?", "The end of a tree.", topic="Storage", tags=("tree",)),
        Question("cost", "Indexes slow down {{c1::writes}}.", kind=Kind.CLOZE, topic="Indexes"),
        Question("gaps", "A {{c1::B-tree}} has {{c2::leaves}}.", kind=Kind.CLOZE, topic="Indexes"),
        Question(
            "seek",
            "Which predicate can seek?",
            kind=Kind.CHOICE,
            choices=(Choice("`a = 1`", correct=True), Choice("`a + 1 = 2`")),
            topic="Indexes",
        ),
    )
)


def built(bank: Bank = BANK, after: int = 0, **settings: Any) -> bytes:
    """The package of a bank; ``after`` is in seconds."""
    later = dataclasses.replace(SETTINGS, built_at=SETTINGS.built_at + after, **settings)
    return write(bank, later).data


def edited(package: bytes, edit: Edit) -> bytes:
    """The package after an edit of its database and its note types."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(members["collection.anki2"])
        models = json.loads(database.execute("select models from col").fetchone()[0])
        edit(database, models)
        database.execute("update col set models = ?", (json.dumps(models),))
        database.commit()
        members["collection.anki2"] = database.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def sql(statement: str) -> Edit:
    """An edit by one statement."""
    return lambda database, _: database.execute(statement)


def parts_of(models: Models, what: str) -> list[list[dict[str, Any]]]:
    """The fields (``flds``) or templates (``tmpls``) of each note type."""
    return [model[what] for model in models.values()]


def without_ids(_: sqlite3.Connection, models: Models) -> None:
    for part in parts_of(models, "flds") + parts_of(models, "tmpls"):
        for each in part:
            each.pop("id", None)


def renamed(_: sqlite3.Connection, models: Models) -> None:
    for model in models.values():
        model["name"] += " of another name"
        model["flds"][-1]["name"] = "Another"
        model["tmpls"][0]["name"] = "Another"


def other_look(_: sqlite3.Connection, models: Models) -> None:
    for model in models.values():
        model["css"] += "b {}"
        model["tmpls"][0]["afmt"] += " "


def other_field_id(_: sqlite3.Connection, models: Models) -> None:
    for fields in parts_of(models, "flds"):
        fields[-1]["id"] += 1


def other_template_id(_: sqlite3.Connection, models: Models) -> None:
    for templates in parts_of(models, "tmpls"):
        templates[0]["id"] += 1


def swapped_fields(_: sqlite3.Connection, models: Models) -> None:
    for fields in parts_of(models, "flds"):
        fields[-1]["ord"], fields[-2]["ord"] = fields[-2]["ord"], fields[-1]["ord"]
        fields[-1], fields[-2] = fields[-2], fields[-1]


def one_more_field(database: sqlite3.Connection, models: Models) -> None:
    for fields in parts_of(models, "flds"):
        fields.append({**fields[-1], "name": "More", "ord": len(fields), "id": 4242})
    database.execute("update notes set flds = flds || char(31)")


def cloze_as_basic(_: sqlite3.Connection, models: Models) -> None:
    for model in models.values():
        model["type"] = 0


def older_types(_: sqlite3.Connection, models: Models) -> None:
    for model in models.values():
        model["mod"] -= 600


def in_turn(*edits: Edit) -> Edit:
    def run(database: sqlite3.Connection, models: Models) -> None:
        for edit in edits:
            edit(database, models)

    return run


def recall_as_choice(database: sqlite3.Connection, models: Models) -> None:
    """Give one note of the one type the other, with as many fields as that has."""
    ids = {model["name"].split()[1]: model["id"] for model in models.values()}
    if {"Choice", "Recall"} <= ids.keys():
        database.execute(
            "update notes set mid = ?, flds = flds || char(31)"
            " where id = (select min(id) from notes where mid = ?)",
            (ids["Choice"], ids["Recall"]),
        )


def without_choice(database: sqlite3.Connection, models: Models) -> None:
    """Leave a note type in the package that no note uses."""
    (number,) = (m["id"] for m in models.values() if m["name"] == "Deckpress Choice")
    database.execute(f"delete from cards where nid in (select id from notes where mid = {number})")
    database.execute(f"delete from notes where mid = {number}")


TWICE = in_turn(
    sql(
        "insert into notes select id + 100000, guid, mid, mod + 5, usn, tags, flds, sfld, csum,"
        " flags, data from notes"
    ),
    sql(
        "insert into cards select id + 100000, nid + 100000, did, ord, mod, usn, type, queue, due,"
        " ivl, factor, reps, lapses, left, odue, odid, flags, data from cards"
    ),
)
# What happens to a package by chance in ``pair_by_chance``, each with its likelihood.
_CHANCES: tuple[tuple[float, Edit], ...] = (
    (0.2, renamed),
    (0.2, other_look),
    (0.1, other_field_id),
    (0.1, other_template_id),
    (0.1, swapped_fields),
    (0.1, one_more_field),
    (0.2, older_types),
    (0.2, recall_as_choice),
    (0.1, TWICE),
    (0.2, sql("update notes set id = id + 777")),
    (0.15, without_ids),
)


def pair_by_chance(seed: int) -> tuple[bytes, bytes]:
    """An old package and a new one with notes gone and come, and times and types changed."""
    chance = random.Random(seed)

    def spoil(database: sqlite3.Connection, models: Models) -> None:
        for likelihood, edit in _CHANCES:
            if chance.random() < likelihood:
                edit(database, models)
        for (number,) in database.execute("select id from notes order by id").fetchall():
            shift = chance.choice((-120, -60, -1, 0, 0, 1, 60))
            database.execute("update notes set mod = mod + ? where id = ?", (shift, number))

    def some() -> Bank:
        kept = [q for q in BANK.questions if chance.random() < 0.8]
        return Bank(tuple(kept) or BANK.questions)

    old = edited(built(some()), spoil)
    return old, edited(built(some(), after=60), spoil)
