"""Packages of Anki to read: made by genanki as strangers do, and by the real Anki."""

# mypy: disable-error-code="no-untyped-call"
# genanki has no annotations.

from __future__ import annotations

import base64
import io
import time
import zipfile
from typing import TYPE_CHECKING

from anki.collection import Collection, DeckIdLimit, ExportAnkiPackageOptions
from genanki.deck import Deck
from genanki.model import Model
from genanki.note import Note
from genanki.package import Package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from anki.decks import DeckId

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
NOTES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Basic", ("What does a <b>B-tree</b> keep?", 'Its keys in order.<br><img src="tree.png">')),
    ("Cloze", ("An index speeds up {{c1::reads}} and slows {{c2::writes}}.", "Extra words")),
    ("Basic (and reversed card)", ("Front", "Back")),
)


def stranger(  # noqa: PLR0913 - what tests vary, by name
    notes: Sequence[tuple[str, ...]],
    *,
    fields: Sequence[str] = ("Question", "Answer"),
    tags: Sequence[str] = (),
    made: int = 0,
    guid: str | None = None,
    front: str = "",
    folder: Path,
) -> bytes:
    """A deck as a script with plain genanki makes it: no ids of fields, GUIDs from the text."""
    model = Model(
        1607392319,
        "Simple",
        fields=[{"name": name} for name in fields],
        templates=[
            {
                "name": "Card 1",
                "qfmt": front or f"{{{{{fields[0]}}}}}",
                "afmt": f"{{{{FrontSide}}}}<hr id=answer>{{{{{fields[1]}}}}}",
            }
        ],
        css=".card { color: teal }",
    )
    deck = Deck(2059400110, "Interviews::Storage")
    for note in notes:
        deck.add_note(Note(model=model, fields=list(note), tags=list(tags), guid=guid))
    path = folder / "stranger.apkg"
    Package(deck).write_to_file(path, timestamp=made or time.time() - 10_000)
    return path.read_bytes()


def exported(
    folder: Path,
    *,
    legacy: bool = False,
    notes: Sequence[tuple[str, tuple[str, ...]]] = NOTES,
    deck: str = "Interviews::Storage",
    tags: Sequence[str] = ("db::indexes", "hard"),
) -> bytes:
    """A deck as the real Anki exports it, in its present format or the one before."""
    collection = Collection(str(folder / "author.anki2"))
    try:
        (folder / "tree.png").write_bytes(PNG)
        collection.media.add_file(str(folder / "tree.png"))
        home = collection.decks.add_normal_deck_with_name(deck).id
        for name, fields in notes:
            model = collection.models.by_name(name)
            assert model is not None
            note = collection.new_note(model)
            note.fields = list(fields)
            note.tags = list(tags)
            collection.add_note(note, _deck_id(home))
        return export(collection, folder / "exported.apkg", home, legacy=legacy)
    finally:
        collection.close()


def export(collection: Collection, path: Path, deck: int, *, legacy: bool = False) -> bytes:
    """Export a deck with its media, without scheduling."""
    options = ExportAnkiPackageOptions(
        with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy
    )
    collection.export_anki_package(
        out_path=str(path), options=options, limit=DeckIdLimit(_deck_id(deck))
    )
    return path.read_bytes()


def repacked(data: bytes, **members: bytes | None) -> bytes:
    """A package with members replaced, added or, where None, left out; ``__`` stands for a dot."""
    changed = {name.replace("__", "."): content for name, content in members.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, content in changed.items():
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def _deck_id(number: int) -> DeckId:
    from anki.decks import DeckId

    return DeckId(number)
