"""The rows of the two tables: a format that is read, an output that is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.model import Artifact, Bank, Reading, Source


@dataclass(frozen=True, slots=True)
class Reader:
    """A row of the table of formats.

    ``recognises`` looks at the content; ``suffixes`` are only hints for people.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Source], bool]
    read: Callable[[Source], Reading]


@dataclass(frozen=True, slots=True)
class Writer:
    """A row of the table of outputs.

    ``write`` takes the bank and the settings; ``filename`` is what follows the settings' name.
    ``unanswered`` says whether questions without an answer belong in this output, ``default``
    whether it is made where no output is named, ``stamps`` whether it is a deck, whose notes the
    ledger knows.
    """

    name: str
    title: str
    filename: str
    write: Callable[[Bank, Any], Artifact]
    unanswered: bool = True
    default: bool = True
    stamps: bool = False
