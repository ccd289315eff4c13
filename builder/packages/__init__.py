"""Packages of Anki (``.apkg``, ``.colpkg``), read without Anki and without trust.

Three generations are in use: ``collection.anki2``, ``collection.anki21``, and the present
``collection.anki21b``, compressed by Zstandard and with Protocol Buffers inside. Whatever a
package claims, no more than a fixed number of bytes is unpacked, and nothing goes onto the disk.
"""

from __future__ import annotations

from builder.errors import DeckpressError, SourceError
from builder.packages._archive import unpack
from builder.packages._collection import read_collection
from builder.packages._faults import FaultError
from builder.packages._nouns import Package, PackagedNote, PackagedType

__all__ = ["FaultError", "Package", "PackagedNote", "PackagedType", "read"]


def read(data: bytes, path: str) -> Package:
    """The notes, note types, decks and media of a package.

    Raises DeckpressError naming the file where it is damaged, too large or unsafe.
    """
    try:
        contents = unpack(data)
        notes, types, decks = read_collection(contents.collection)
    except FaultError as error:
        raise _worded(path, error) from error
    return Package(notes, types, decks, contents.media)


def _worded(path: str, error: FaultError) -> DeckpressError:
    return SourceError(
        f"{path}: {error}; export the deck from Anki again (File, Export) and try with that file"
    )
