"""Opening files that strangers may have put there, and decoding them strictly."""

from __future__ import annotations

import codecs
import os
import stat
from typing import TYPE_CHECKING, Final

from builder.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE: Final = 1_000_000
# What a zip archive begins with, and so a package of Anki.
ZIP: Final = b"PK\x03\x04"

# The mark of UTF-32 LE begins with that of UTF-16 LE, so it is tried first.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_ENDS: Final = ("\r\n", "\r", "\u2028", "\u2029")
# Opening a FIFO waits for a writer, and a terminal may become ours: neither may happen, even when
# a file is swapped between the look and the opening.
_OPEN: Final = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class UnreadableError(SourceError):
    """A file that is left out: ``line`` (from 1) is where reading it ended."""

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        """Keep ``code``, a stable kebab-case name, and the line."""
        super().__init__(message)
        self.code = code
        self.line = line


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes; nothing else is ever opened.

    Raises UnreadableError, worded to follow the file's name.
    """
    try:
        _require_regular(path.stat())
        descriptor = os.open(path, _OPEN)
        with os.fdopen(descriptor, "rb") as file:
            _require_regular(os.fstat(descriptor))
            # Not the size of the directory entry: files in /proc claim to be empty.
            data = file.read(limit + 1)
    except OSError as error:
        raise UnreadableError("unreadable", _reason(error)) from error
    require_size(data, limit)
    return data


def require_size(data: bytes, limit: int) -> None:
    """Raise UnreadableError for more than ``limit`` bytes."""
    if len(data) > limit:
        raise UnreadableError(
            "too-large", f"is larger than {limit / MEGABYTE:g} MB; split it into smaller files"
        )


def _require_regular(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(
            "not-a-file", "is not a regular file; to read from a pipe, give - as the source"
        )


def _reason(error: OSError) -> str:
    what = (error.strerror or "input or output error").lower()
    return f"cannot be read ({what}); check that it exists and that you may read it"


def decode(data: bytes) -> str:
    r"""Text without byte-order mark, every line end a ``\n``.

    UTF-8, or what a byte-order mark announces (UTF-8, UTF-16, UTF-32). Nothing is guessed:
    anything else raises UnreadableError with the line.
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    body = data[len(mark) :]
    if not mark and b"\0" in body:
        raise UnreadableError(
            "binary",
            "contains NUL bytes: it is binary, or UTF-16 without a byte-order mark; "
            "save it as UTF-8 text",
            body[: body.index(b"\0")].count(b"\n") + 1,
        )
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(body, error) from error
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise UnreadableError("binary", "contains NUL characters; save it as plain text", line)
    return text


def _not_text(body: bytes, error: UnicodeDecodeError) -> UnreadableError:
    before = body[: error.start].decode(error.encoding, "replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    found = body[error.start : error.start + 1].hex().upper()
    return UnreadableError(
        "not-utf-8",
        f"column {column}: byte 0x{found} is not {error.encoding.upper()}; the file may be "
        "Windows-1252 or Latin-1: save it as UTF-8",
        line,
    )
