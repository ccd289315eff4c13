"""The table of outputs.

The writers are imported when one is wanted: WeasyPrint and genanki cost half a second, which
``deckpress list`` need not pay.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from builder.tables import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from builder.model import Artifact, Bank, Stamp
    from builder.settings import Settings


def _lazily(module: str) -> Callable[[Bank, Settings], Artifact]:
    def write(bank: Bank, settings: Settings) -> Artifact:
        found: Artifact = import_module(f"builder.writers.{module}").write(bank, settings)
        return found

    return write


def clean_up(retired: Sequence[Stamp], settings: Settings) -> Artifact:
    """The package that lets learners clear away the cards of retired notes."""
    made: Artifact = import_module("builder.writers.anki_deck").write_cleanup(retired, settings)
    return made


WRITERS = (
    Writer("deck", "Anki deck", ".apkg", _lazily("anki_deck"), unanswered=False, stamps=True),
    Writer(
        "notes",
        "Notes as text",
        "-notes.txt",
        _lazily("anki_text"),
        unanswered=False,
        default=False,
    ),
    Writer("cheatsheet", "Cheat sheet", "-cheatsheet.pdf", _lazily("cheat_sheet")),
    Writer("packet", "Interview packet", "-packet.pdf", _lazily("packet")),
    Writer("handout", "Candidate's handout", "-handout.pdf", _lazily("handout")),
    Writer("overview", "Overview", "-overview.md", _lazily("overview"), default=False),
)
