"""What a bank calls itself and how its outputs are made by default."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults of a bank, from ``content/deckpress.yaml`` or derived from a file's name.

    ``name`` is the stem of every output file; ``deck`` the deck's name in Anki; ``tag`` the root
    of its nested tags; ``namespace`` goes into every GUID and must never change once a deck is in
    use; ``paper`` is ``a4`` or ``letter``; ``built_at`` is in Unix seconds.
    """

    name: str = "questions"
    title: str = "Interview questions"
    deck: str = "Interview questions"
    tag: str = "questions"
    namespace: str = "deckpress"
    language: str = "en"
    paper: str = "a4"
    licence: str = ""
    built_at: int = 0
