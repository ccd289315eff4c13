"""What files are called inside a bank, and where texts speak of them."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from builder.media._shelf import Loaded, Missing
from builder.model import Media, Origin
from builder.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.model import Question, Source

# A name that no format and no system minds; any other is changed on the way in.
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_REACH: Final = 300_000  # characters from a question's first line: a field holds 200,000 bytes


class Names:
    """A plain name for each file and none for two; the first keeps its own."""

    def __init__(self, found: Iterable[Loaded | Missing]) -> None:
        """Name all that was found, in order; the same bytes need one name."""
        self._of: dict[str, Media] = {}
        self._taken: set[str] = set()
        for file in found:
            if isinstance(file, Loaded) and file.key not in self._of:
                name = self._take(PurePosixPath(file.path).name, file.key)
                self._of[file.key] = Media(name, file.data, Origin(file.path, 1))

    @property
    def media(self) -> tuple[Media, ...]:
        """The files by name, in the order in which questions show them."""
        return tuple(self._of.values())

    def of(self, reference: str, file: Loaded | Missing) -> str:
        """The name for a reference; one that is no file's, where there is no file."""
        if isinstance(file, Loaded):
            return self._of[file.key].name
        name = PurePosixPath(reference).name
        if _PLAIN.fullmatch(name) and name.casefold() not in self._taken:
            return name
        return _apart(name, hashlib.sha256(reference.encode()).hexdigest())

    def _take(self, name: str, key: str) -> str:
        if not _PLAIN.fullmatch(name) or name.casefold() in self._taken:
            name = _apart(name, key)
        self._taken.add(name.casefold())
        return name


def _apart(name: str, key: str) -> str:
    path = PurePosixPath(name)
    return f"{slug(path.stem, 40) or 'media'}-{key[:8]}{path.suffix.lower()}"


class Lines:
    """Where in the sources a reference stands."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """Take texts as they were read; nothing is searched before it is asked for."""
        self._texts = {source.path: source.text for source in sources}
        self._starts: dict[str, list[int]] = {}

    def origin(self, question: Question, reference: str) -> Origin:
        """The first line of a question that has the reference, else that of the question."""
        for origin in question.origins:
            text = self._texts.get(origin.path, "")
            start = self._start(origin)
            for written in (reference, quote(reference), quote(reference, safe="/()&+,;=@:")):
                place = text.find(written, start, start + _REACH)
                if place >= 0:
                    return Origin(origin.path, origin.line + text.count("\n", start, place))
        return question.origin

    def _start(self, origin: Origin) -> int:
        if origin.path not in self._starts:
            self._starts[origin.path] = [0, *_line_starts(self._texts.get(origin.path, ""))]
        starts = self._starts[origin.path]
        return starts[min(max(origin.line, 1), len(starts)) - 1]


def _line_starts(text: str) -> Iterator[int]:
    return (match.end() for match in re.finditer("\n", text))
