"""The zip around a collection and its media, unpacked in memory and within limits."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import zstandard

from builder.files import MEGABYTE
from builder.packages._faults import FaultError
from builder.packages._protobuf import parse, parts, text, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import SupportsRead

MOST_MEMBERS: Final = 50_000
# Unpacked. Ten times the largest shared decks of text; pictures and sounds are counted apart.
COLLECTION_LIMIT: Final = 200 * MEGABYTE
FILE_LIMIT: Final = 50 * MEGABYTE
MEDIA_LIMIT: Final = 300 * MEGABYTE
_MAP_LIMIT: Final = 10 * MEGABYTE

# Newest first: a package of the present kind also has an old collection, which only holds a
# note that asks for an update of Anki.
_PRESENT: Final = "collection.anki21b"
_COLLECTIONS: Final = (_PRESENT, "collection.anki21", "collection.anki2")
_LATEST_VERSION: Final = 3
_ALLOWED_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1

_SAFE_NAME: Final = re.compile(r"(?!\.{1,2}\Z)[^/\\:\x00-\x1f\x7f]{1,255}")
_WINDOW: Final = 1 << 27


@dataclass(frozen=True, slots=True)
class Contents:
    """A collection's database, and its media as pairs of name and bytes."""

    collection: bytes
    media: tuple[tuple[str, bytes], ...]


def unpack(data: bytes) -> Contents:
    """The newest collection of a package, and its media; raises FaultError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _contents(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise FaultError("not a whole zip archive") from error
    except (zstandard.ZstdError, MemoryError) as error:
        raise FaultError("its compressed parts are damaged") from error


def _contents(archive: zipfile.ZipFile) -> Contents:
    members = {member.filename: member for member in archive.infolist()}
    if len(archive.infolist()) > MOST_MEMBERS:
        raise FaultError(f"more than {MOST_MEMBERS:,} files in it")
    name = next((name for name in _COLLECTIONS if name in members), None)
    if name is None:
        raise FaultError("a zip archive, but without a collection of Anki in it")
    if "meta" in members:
        version = whole(parse(_member(archive, members["meta"], _MAP_LIMIT)), 1) or 0
        if version > _LATEST_VERSION:
            raise FaultError("of a newer kind than this version of Deckpress knows")
    present = name == _PRESENT
    collection = _member(archive, members[name], COLLECTION_LIMIT, compressed=present)
    left = MEDIA_LIMIT
    media: dict[str, bytes] = {}
    for number, shown in _names(archive, members, present=present):
        _require_safe(shown)
        if number in members and shown not in media:
            limit = min(FILE_LIMIT, left)
            media[shown] = _member(archive, members[number], limit, compressed=present)
            left -= len(media[shown])
    return Contents(collection, tuple(media.items()))


def _names(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], *, present: bool
) -> Iterator[tuple[str, str]]:
    """The numbers under which media stand in the archive, each with the file's own name."""
    if "media" not in members:
        return
    listed = _member(archive, members["media"], _MAP_LIMIT, compressed=present)
    if present:
        for place, part in enumerate(parts(parse(listed), 1)):
            entry = parse(part)
            number = whole(entry, 255)
            yield str(place if number is None else number), text(entry, 1)
        return
    try:
        names = json.loads(listed or b"{}")
    except (ValueError, RecursionError) as error:
        raise FaultError("its list of media is not JSON") from error
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise FaultError("its list of media is not one of names by number")
    yield from names.items()


def _require_safe(name: str) -> None:
    """Refuse a name that could lead out of a folder, as Anki does."""
    if not _SAFE_NAME.fullmatch(name):
        raise FaultError(f"the name {name[:60]!r} among its media is not a plain file name")


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, *, compressed: bool = False
) -> bytes:
    if member.compress_type not in _ALLOWED_METHODS or member.flag_bits & _ENCRYPTED:
        raise FaultError("packed in a way Anki does not pack")
    with archive.open(member) as file:
        if compressed:
            decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
            with decompressor.stream_reader(file) as plain:
                data = _at_most(plain, limit)
        else:
            data = _at_most(file, limit)
    if len(data) > limit:
        raise FaultError(f"more than {limit // MEGABYTE} MB when unpacked ({member.filename[:60]})")
    return data


def _at_most(file: SupportsRead[bytes], limit: int) -> bytes:
    """What a file holds, or one byte more than the limit."""
    pieces, size = [], 0
    while size <= limit and (piece := file.read(min(MEGABYTE, limit + 1 - size))):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
