"""The words around the notes of a deck: its tags and its description."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from builder.text import slug

if TYPE_CHECKING:
    from builder.model import Question
    from builder.settings import Settings

_TAG_PART = 60  # characters, as many as a slug has
_HOW_TO_UPDATE = (
    "To update, import a newer file over this one and leave Anki's settings as they are: what "
    "has changed arrives, your reviews stay. A question that changed brings its own tags and "
    "text, so mark cards with flags rather than tags."
)


def tags(question: Question, settings: Settings) -> list[str]:
    """Nested tags below the bank's own: the topic, the level, the tags."""
    root = _root(settings)
    parts = [
        _tag_part(question.topic),
        f"level::{question.level}" if question.level else "",
        *(f"tag::{part}" for part in map(_tag_part, question.tags) if part),
    ]
    return list(dict.fromkeys(f"{root}::{part}" for part in parts if part))


def _root(settings: Settings) -> str:
    return "::".join(filter(None, map(_tag_part, settings.tag.split("::")))) or "deckpress"


def _tag_part(text: str) -> str:
    """A slug; a name in another script keeps its letters, for Anki has no trouble with them."""
    letters = "-".join(re.findall(r"\w+", unicodedata.normalize("NFC", text.casefold())))
    return slug(text) if letters.isascii() else letters[:_TAG_PART].strip("-")


def retired_tag(settings: Settings) -> str:
    """The tag by which a learner finds what has been retired."""
    return f"{_root(settings)}::retired"


def description(notes: int, topics: int, settings: Settings, changed: int) -> str:
    """What Anki shows above the deck; ``changed`` is when anything in it last did."""
    version = datetime.fromtimestamp(changed, UTC).date()
    lines = [
        f"**{_literal(settings.title)}**",
        f"{_counted(notes, 'question')}"
        + (f" in {_counted(topics, 'topic')}" if topics else "")
        + f", version of {version}.",
        _HOW_TO_UPDATE,
    ]
    if settings.licence:
        lines.append(f"Licence: {_literal(settings.licence)}")
    return "\n\n".join([*lines, "Made with Deckpress."])


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _literal(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))
