"""The table of outputs.

The writers are imported when one is wanted: WeasyPrint and genanki cost half a second, which
``deckpress list`` need not pay.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from builder.model import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.model import Artifact, Bank
    from builder.settings import Settings


def _lazily(module: str) -> Callable[[Bank, Settings], Artifact]:
    def write(bank: Bank, settings: Settings) -> Artifact:
        found: Artifact = import_module(f"builder.writers.{module}").write(bank, settings)
        return found

    return write


WRITERS = (
    Writer("deck", "Anki deck", ".apkg", _lazily("anki_deck"), unanswered=False),
    Writer("cheatsheet", "Cheat sheet", "-cheatsheet.pdf", _lazily("cheat_sheet")),
    Writer("packet", "Interview packet", "-packet.pdf", _lazily("packet")),
    Writer("handout", "Candidate's handout", "-handout.pdf", _lazily("handout")),
)
