"""Who a question is: ids from its words, GUIDs from its id and kind."""

from __future__ import annotations

import hashlib
import string
from typing import TYPE_CHECKING

from builder.text import same_words, slug

if TYPE_CHECKING:
    from builder.model import Question

# Letters and digits only: such a GUID survives text export, spreadsheets and search unquoted.
_GUID_ALPHABET = string.ascii_letters + string.digits
_GUID_LENGTH = 14  # 62^14 > 2^80: no clash to be expected among a billion notes


def question_id(question: str) -> str:
    """An id derived from a question's words: the same words, the same id.

    For sources whose questions carry no written id. A written id outlives a change of wording,
    a derived one does not.
    """
    words = same_words(question)
    digest = hashlib.sha256(words.encode()).hexdigest()[:8]
    return f"{slug(words, 48)}-{digest}".lstrip("-")


def note_guid(namespace: str, identifier: str, kind: str) -> str:
    """The GUID of the note of a question: of its id and kind, never of its text.

    The kind is part of it because Anki refuses to turn a basic note into a cloze on import.
    """
    digest = hashlib.sha256(f"{namespace}\x1f{identifier}\x1f{kind}".encode()).digest()
    number = int.from_bytes(digest)
    letters = []
    for _ in range(_GUID_LENGTH):
        number, rest = divmod(number, len(_GUID_ALPHABET))
        letters.append(_GUID_ALPHABET[rest])
    return "".join(letters)


def guid_of(question: Question, namespace: str) -> str:
    """The GUID of a question's note: the one written in the bank, else the one of its id."""
    return question.guid or note_guid(namespace, question.id, question.kind)
