"""The deck as text: one note a line, for Anki's *File, Import* and for reading in a diff.

Anki finds the notes by their GUIDs, as in the package, and takes note types and decks by name. It
does not bring the note types along: they come with the package. Columns after the first four
belong to the fields of a note by their places, whatever its type (rslib's
``NotetypeColumn``), so the widest note type decides their number.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from builder.errors import DeckpressError
from builder.model import Artifact
from builder.writers._anki_content import contents
from builder.writers._note_types import NOTE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.model import Bank
    from builder.settings import Settings
    from builder.writers._anki_content import Content
    from builder.writers._note_types import NoteType

_NUMBER: Final = re.compile(r"[+-]?\d+")
_META: Final = ("guid", "notetype", "deck", "tags")
# A raw line break or tab would part the note or its columns, here and in every tool that reads
# lines. Where HTML takes one for a blank it becomes a blank; in code, and in TeX, where it ends a
# comment, it is written as a reference, which HTML reads as the character itself.
_KEPT: Final = re.compile(r"(<pre\b.*?</pre>|\\\(.*?\\\)|\\\[.*?\\\])", re.DOTALL)
_AS_BLANK: Final = str.maketrans("\n\t", "  ")
_AS_REFERENCE: Final = str.maketrans({"\n": "&#10;", "\t": "&#9;"})


def write(bank: Bank, settings: Settings) -> Artifact:
    """Make the text; the notes are those of the deck, in its order.

    Raises DeckpressError where two questions would be one note, and for a deck that has a number
    for a name: in a text Anki would look for the deck of that id.
    """
    if _NUMBER.fullmatch(settings.deck):
        raise DeckpressError(
            f"In a text Anki takes the deck's name {settings.deck} for the id of a deck; give it a"
            " name with a letter in it, by --name or by deck: in deckpress.yaml."
        )
    notes = list(contents(bank, settings))
    note_types = dict.fromkeys((*NOTE_TYPES, *(note.note_type for note in notes)))
    lines = [_line(note, settings.deck) for note in notes]
    text = "\n".join((*_head(note_types), *lines, ""))
    name = f"{settings.name}-notes.txt"
    return Artifact("notes", name, text.encode(), notes=len(lines))


def _head(note_types: Iterable[NoteType]) -> list[str]:
    """Anki's headers (docs.ankiweb.net/importing/text-files.html).

    Without ``#columns`` the first note would decide how many there are.
    """
    fields = zip_longest(*([field.name for field in kind.fields] for kind in note_types))
    names = ["/".join(dict.fromkeys(filter(None, row))) for row in fields]
    places = [f"#{what} column:{place}" for place, what in enumerate(_META, start=1)]
    return ["#separator:tab", "#html:true", *places, "#columns:" + "\t".join((*_META, *names))]


def _line(content: Content, deck: str) -> str:
    cells = (content.guid, content.note_type.name, deck, " ".join(content.tags))
    return "\t".join(map(_cell, (*cells, *map(_on_one_line, content.values))))


def _on_one_line(html: str) -> str:
    parts = _KEPT.split(html)
    parts[::2] = [part.translate(_AS_BLANK) for part in parts[::2]]
    parts[1::2] = [part.translate(_AS_REFERENCE) for part in parts[1::2]]
    return "".join(parts)


def _cell(text: str) -> str:
    """A cell in quotes where Anki would take its first letter for a quote or a comment's sign.

    Quotes further in stand for themselves, so that HTML stays legible.
    """
    return '"' + text.replace('"', '""') + '"' if text.startswith(('"', "#")) else text
