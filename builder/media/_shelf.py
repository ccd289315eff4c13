"""Finding the files that questions refer to, and reading each once."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from builder import files
from builder.characters import printable
from builder.media._contents import UnfitError, require_fit
from builder.media_types import TYPES, suffix_of, type_inside, type_of
from builder.model import Origin, Problem, Severity
from builder.sources import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.model import Media

FOLDER: Final = "media"
LIMIT: Final = 20 * files.MEGABYTE
MOST_IN_ALL: Final = 300 * files.MEGABYTE  # everything stays in memory until the deck is packed
_QUERY: Final = re.compile(r"[?#].*", re.DOTALL)


class Loaded(NamedTuple):
    """A file that was found: ``key`` is the hash of its bytes, in hexadecimal."""

    path: str
    data: bytes
    key: str


class Missing(NamedTuple):
    """Why there is no file; ``code`` is empty where that was said at the file itself."""

    code: str
    message: str


_NOT_THERE: Final = Missing("missing-media", "is not there; small and capital letters differ")
_SAID: Final = Missing("", "")


class Shelf:
    """The files beside the sources and in the folders of their banks."""

    def __init__(self, given: Iterable[Media]) -> None:
        """``given`` are files that came inside a source, known by its path and their name."""
        self.problems: list[Problem] = []
        self._used: set[str] = set()  # real paths, readable or not
        self._given = {(media.origin.path, media.name): media for media in given}
        self._read: dict[str, Loaded | Missing] = {}
        self._places: dict[str, tuple[Path, ...]] = {}
        self._keys: set[str] = set()
        self._size = 0  # of all that is kept, each file once

    def seek(self, sources: Iterable[str], reference: str) -> Loaded | Missing:
        """The file that a question of these sources means; two that differ are ambiguous."""
        if not type_of(_QUERY.sub("", reference)):
            return Missing("media-type", f"is none of {' '.join(TYPES)}")
        sought = [found for source in sources for found in self._everywhere(source, reference)]
        loaded = {found.key: found for found in sought if isinstance(found, Loaded)}
        if len(loaded) > 1:
            both = " and ".join(found.path for found in loaded.values())
            return Missing("ambiguous-media", f"is two different files, {both}; rename one of them")
        missing = [found for found in sought if found is not _NOT_THERE]
        return next(iter(loaded.values()), missing[0] if missing else _NOT_THERE)

    def knows(self, path: Path) -> bool:
        """Whether a file was asked for, whatever became of it."""
        return os.path.realpath(path) in self._used

    def _everywhere(self, source: str, reference: str) -> Sequence[Loaded | Missing]:
        if media := self._given.get((source, reference)):
            path = f"{source}/{reference}"
            if path not in self._read:
                self._read[path] = self._fit(
                    rightly_named(path, media.data), media.data, Severity.WARNING
                )
            return [self._read[path]]
        if source not in self._places:
            self._places[source] = places(Path(source))
        name = _QUERY.sub("", reference)
        return [self._inside(folder, name) for folder in self._places[source]]

    def _inside(self, folder: Path, name: str) -> Loaded | Missing:
        """A regular file inside ``folder``; links are followed first."""
        path = folder / name
        try:
            real = Path(os.path.realpath(path, strict=True))
            outside = not real.is_relative_to(os.path.realpath(folder))
        except (OSError, ValueError):  # ValueError for a NUL
            return _NOT_THERE
        if outside:
            return Missing("outside-folder", "leads out of the folder; copy the file into it")
        self._used.add(str(real))
        known = f"{real}\0{path.suffix}"  # a link may have another suffix
        if known not in self._read:
            self._read[known] = self._load(real, shown(path))
        return self._read[known]

    def _load(self, real: Path, path: str) -> Loaded | Missing:
        try:
            data = files.read_bytes(real, LIMIT)
        except files.UnreadableError as error:
            message = {
                "too-large": f"is larger than {LIMIT // files.MEGABYTE} MB; make it smaller",
                "not-a-file": "is not a regular file",
            }.get(error.code, str(error))
            return self._refuse(path, error.code, message)
        return self._fit(path, data, Severity.ERROR)

    def _fit(self, path: str, data: bytes, severity: Severity) -> Loaded | Missing:
        try:
            require_fit(path, data)
        except UnfitError as error:
            return self._refuse(path, error.code, str(error), error.line, severity)
        key = hashlib.sha256(data).hexdigest()
        if key not in self._keys:
            if self._size + len(data) > MOST_IN_ALL:
                most = MOST_IN_ALL // files.MEGABYTE
                return self._refuse(path, "too-large", f"makes it more than {most} MB in all")
            self._keys.add(key)
            self._size += len(data)
        return Loaded(path, data, key)

    def _refuse(
        self,
        path: str,
        code: str,
        message: str,
        line: int = 1,
        severity: Severity = Severity.ERROR,
    ) -> Missing:
        self.problems.append(Problem(Origin(path, line), severity, code, message))
        return _SAID


def rightly_named(path: str, data: bytes) -> str:
    """A path with the suffix of what is inside: in decks of Anki many are wrong."""
    inside = type_inside(data)
    if not inside or inside == type_of(path):
        return path
    return str(PurePosixPath(path).with_suffix(suffix_of(inside)))


def places(source: Path) -> tuple[Path, ...]:
    """Where the files of a source may be: ``media`` of its bank; beside it, if it is foreign."""
    bank = bank_of(source)
    beside = () if source.name == "<stdin>" or own(source) else (source.parent,)
    return (*beside, bank / FOLDER) if bank else beside


def own(source: Path) -> bool:
    """Whether a source is one of a bank's own, written for it: one in its folder ``bank``."""
    return _bank(source, ("bank",)) is not None


def bank_of(source: Path) -> Path | None:
    """The folder of the bank that a source belongs to."""
    return _bank(source, ("bank", "sources"))


def _bank(source: Path, parts: tuple[str, ...]) -> Path | None:
    for folder in source.absolute().parents:
        with suppress(OSError):
            if folder.name in parts and (folder.parent / SETTINGS_FILE).is_file():
                return folder.parent
    return None


def shown(path: Path) -> str:
    """A path as the user would write it: from the folder they are in."""
    with suppress(ValueError):
        path = path.absolute().relative_to(Path.cwd())
    return printable(path.as_posix())
