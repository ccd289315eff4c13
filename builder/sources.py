"""Files, folders and standard input in; decoded Sources out.

A folder may hold anything: symlinks out of it, loops, pipes, devices, other people's encodings.
What cannot be read is left out and reported; the rest goes on.
"""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from builder import characters, files, media_types
from builder.errors import SourceError
from builder.model import Origin, Problem, Severity, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PACKAGES: Final = (".apkg", ".colpkg")
SUFFIXES: Final = (
    *(".md", ".markdown", ".txt", ".yaml", ".yml", ".json", ".html", ".htm"),
    *(".jsonl", ".ndjson", ".csv", ".tsv"),
    *(".mdx", ".org", ".xml"),
    *PACKAGES,
)
# What programs write: one file for all that they have.
_EXPORTS: Final = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xml")
SETTINGS_FILE: Final = "deckpress.yaml"
TEXT_LIMIT: Final = 10 * files.MEGABYTE
EXPORT_LIMIT: Final = 50 * files.MEGABYTE
PACKAGE_LIMIT: Final = 200 * files.MEGABYTE  # with its pictures and sounds
STANDARD_INPUT: Final = "-"
_LINES_NAMED: Final = 10


def load(arguments: Sequence[Path]) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Read every argument: a file, a folder (all below it, sorted) or ``-`` for standard input.

    A file named by itself may have any suffix; in folders only SUFFIXES count, and hidden names
    are skipped. No file is read twice. Raises SourceError for an argument that does not exist.
    """
    loader = _Loader()
    for argument in arguments:
        loader.add(argument)
    return tuple(loader.sources), tuple(loader.problems)


def bank_folder(start: Path) -> Path | None:
    """The folder of the bank that ``start`` belongs to: ``start/content``, or ``start`` itself."""
    for folder in (start / "content", start):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return None


class _Loader:
    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.problems: list[Problem] = []
        self._seen: set[str] = set()

    def add(self, argument: Path) -> None:
        shown = characters.printable(argument.as_posix())
        if shown == STANDARD_INPUT:
            if self._is_new(STANDARD_INPUT):
                self._read(_standard_input, "<stdin>")
            return
        try:
            mode = argument.stat().st_mode
        except OSError as error:
            raise SourceError(
                f"{shown}: no such file or folder ({(error.strerror or 'unknown').lower()}); "
                "check the spelling, and the folder you are in"
            ) from error
        if stat.S_ISDIR(mode):
            self._add_folder(argument, shown)
        elif not stat.S_ISREG(mode):
            raise SourceError(
                f"{shown}: neither a file nor a folder; to read from a pipe, give - as the source"
            )
        else:
            self._add_file(argument)

    def _add_folder(self, folder: Path, shown: str) -> None:
        root = os.path.realpath(folder)
        found = 0
        others: Counter[str] = Counter()
        for path in self._walk(folder, root):
            if path.suffix.lower() in SUFFIXES:
                found += 1
                self._add_file(path)
            elif path.suffix.lower() not in media_types.TYPES:
                others[characters.printable(path.suffix.lower()) or "without suffix"] += 1
        if others:
            counts = ", ".join(f"{suffix} {count}" for suffix, count in sorted(others.items()))
            self._report(
                shown,
                Severity.INFO,
                "other-files",
                f"{others.total()} other files skipped: {counts}",
            )
        if not found:
            self._report(
                shown,
                Severity.WARNING,
                "no-files",
                f"nothing to read here; files may end in {', '.join(SUFFIXES)}",
            )

    def _walk(self, folder: Path, root: str) -> Iterator[Path]:
        """Regular files below ``folder`` in order of their names, none outside ``root``."""
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            if not stat.S_ISDIR(mode := self._mode_inside(here, root)):
                if stat.S_ISREG(mode):
                    yield here
                continue
            # A folder is entered once, whatever links lead to it: links in a circle end here.
            if not self._is_new(f"{root}\0{os.path.realpath(here)}"):
                continue
            try:
                inside = sorted(here.iterdir(), key=lambda path: path.name, reverse=True)
            except OSError as error:
                self._unreadable(here, error)
                continue
            waiting.extend(
                path for path in inside if path.name[0] != "." and path.name != SETTINGS_FILE
            )

    def _mode_inside(self, path: Path, root: str) -> int:
        """The mode of what stands at ``path``; 0 for what is not there or not inside ``root``."""
        try:
            real = Path(os.path.realpath(path, strict=True))
            mode = real.stat().st_mode
        except OSError as error:
            self._unreadable(path, error)
            return 0
        if not real.is_relative_to(root):
            self._report_file(
                path, "outside-folder", "is a link out of the folder; copy the file here"
            )
            return 0
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            self._report_file(path, "not-a-file", "is a pipe or a device; it was not opened")
        return mode

    def _add_file(self, path: Path) -> None:
        if not self._is_new(os.path.realpath(path)):
            return
        suffix = path.suffix.lower()
        limit = EXPORT_LIMIT if suffix in _EXPORTS else TEXT_LIMIT
        limit = PACKAGE_LIMIT if suffix in PACKAGES else limit
        self._read(lambda: files.read_bytes(path, limit), characters.printable(path.as_posix()))

    def _read(self, read: Callable[[], bytes], shown: str) -> None:
        try:
            data = read()
            if data.startswith(files.ZIP):
                self.sources.append(Source(shown, "", data))
                return
            text = files.decode(data)
        except files.UnreadableError as error:
            self._report(
                shown, Severity.ERROR, error.code, f"{error}; the file is left out", error.line
            )
            return
        for pattern, code, what in (
            (characters.CONTROL, "control-characters", "control characters"),
            (characters.BIDI, "bidi-overrides", "characters that reorder text (bidi overrides)"),
        ):
            text, lines = characters.remove(pattern, text)
            if lines:
                self._report(
                    shown, Severity.WARNING, code, f"{what} removed on {_name(lines)}", lines[0]
                )
        self.sources.append(Source(shown, text))

    def _is_new(self, key: str) -> bool:
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _unreadable(self, path: Path, error: OSError) -> None:
        what = (error.strerror or "input or output error").lower()
        self._report_file(path, "unreadable", f"cannot be read ({what}); it is left out")

    def _report_file(self, path: Path, code: str, message: str) -> None:
        # What is no source and no folder either, such as a link to an image, need not be readable.
        if path.suffix.lower() in ("", *SUFFIXES):
            shown = characters.printable(path.as_posix())
            self._report(shown, Severity.ERROR, code, message)

    def _report(
        self, shown: str, severity: Severity, code: str, message: str, line: int = 1
    ) -> None:
        self.problems.append(Problem(Origin(shown, line), severity, code, message))


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise files.UnreadableError("unreadable", "standard input is closed; name a file")
    data = sys.stdin.buffer.read(EXPORT_LIMIT + 1)
    # There is no suffix to go by: exports begin with a brace or a bracket, packages as a zip.
    is_export = data[:100].lstrip()[:1] in {b"{", b"["} or data.startswith((files.ZIP, b"<?xml"))
    files.require_size(data, EXPORT_LIMIT if is_export else TEXT_LIMIT)
    return data


def _name(lines: Sequence[int]) -> str:
    named = ", ".join(map(str, lines[:_LINES_NAMED]))
    more = len(lines) - _LINES_NAMED
    word = "line" if len(lines) == 1 else "lines"
    return f"{word} {named}" + (f" and {more} more" if more > 0 else "")
