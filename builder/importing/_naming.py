"""What a new bank is called: as asked, else after the deck it comes from, else after its file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder import packages, settings
from builder.errors import DeckpressError
from builder.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from builder.model import Source
    from builder.settings import Settings

_LINE: Final = re.compile(r"\S(?:.{0,98}\S)?")


def settings_for(arguments: Sequence[Path], found: Sequence[Source], name: str | None) -> Settings:
    """Settings for a new bank; a deck that moves in keeps its name, for Anki knows it by that."""
    deck = _deck(found)
    last = deck.rpartition("::")[2]
    chosen = settings.for_files(arguments, name or (last if slug(last) else None))
    chosen = replace(chosen, namespace=f"deckpress.{chosen.name}")
    return replace(chosen, deck=deck, title=last) if deck else chosen


def to_text(chosen: Settings) -> str:
    """``deckpress.yaml`` of a new bank."""
    values = {"name": chosen.name, "title": chosen.title, "deck": chosen.deck, "tag": chosen.tag}
    return "\n".join(
        [
            "# What this bank calls itself. Questions are in bank/, one file a topic.",
            *(f"{key}: {_quoted(value)}" for key, value in values.items()),
            "# Part of every card's identity: with another one, Anki takes each for a new card.",
            f"namespace: {chosen.namespace}",
            "# When each card last changed; keep that file beside the questions, in git.",
            "ledger: deck.lock",
            "",
        ]
    )


def _quoted(value: str) -> str:
    """A value as YAML; anything but plain words stands in quotes."""
    return value if re.fullmatch(r"[A-Za-z][A-Za-z0-9 -]*[A-Za-z0-9]", value) else _in_quotes(value)


def _in_quotes(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _deck(found: Iterable[Source]) -> str:
    """The deck that all notes of the packages are in, or the one above their decks."""
    decks: list[str] = []
    for source in found:
        if source.data:
            try:
                decks += packages.read(source.data, source.path).decks
            except DeckpressError:  # reported by its reader
                continue
    shared = []
    for parts in zip(*(deck.split("::") for deck in decks), strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    name = " ".join("::".join(shared).split())
    return name if _LINE.fullmatch(name) and name.isprintable() else ""
