"""What a package of Anki holds, as plain data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackagedNote:
    """A note: ``fields`` are pairs of name and HTML, in the order of its type.

    ``changed`` is in Unix seconds; ``order`` is the lowest place of its cards among the new ones;
    ``deck`` is the deck of its first card, with ``::`` between its parts, and ``cards`` are the
    ordinals of its cards, from 0.
    """

    guid: str
    type_id: int
    fields: tuple[tuple[str, str], ...]
    tags: tuple[str, ...] = ()
    changed: int = 0
    order: int = 0
    deck: str = ""
    cards: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PackagedType:
    """A note type: ``kind`` is ``normal`` or ``cloze``; ids are None where Anki gave none.

    ``fields`` are pairs of name and id; ``templates`` are name, id, front and back.
    ``definition`` is the whole type as JSON, as Anki writes it in packages of version 2.
    """

    id: int
    name: str
    kind: str
    fields: tuple[tuple[str, int | None], ...]
    templates: tuple[tuple[str, int | None, str, str], ...]
    css: str
    changed: int = 0
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """Notes in the order new cards come, the types and decks they use, and pairs of media."""

    notes: tuple[PackagedNote, ...]
    types: tuple[PackagedType, ...]
    decks: tuple[str, ...] = ()
    media: tuple[tuple[str, bytes], ...] = ()

    def type_of(self, note: PackagedNote) -> PackagedType:
        """The type of a note; ``read`` makes sure that there is one."""
        return next(kind for kind in self.types if kind.id == note.type_id)
