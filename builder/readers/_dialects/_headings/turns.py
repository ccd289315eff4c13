"""What is said beside a question below its heading: ``**Level:**``, ``Follow-up:``, two answers."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.asides import main_answers, repeated, settled
from builder.readers._dialects._labels.labels import Piece
from builder.readers._dialects._labels.pieces import pieces
from builder.readers._dialects._labels.turns import turns
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._labels.turns import Turn
    from builder.readers._outlines.outline import Section

_MOST: Final = 500  # pieces of one answer: more is no form that was filled in
_ASIDES: Final = frozenset({"follow_up", "red_flag", "level", "tags", "minutes", "hint"})


class Turns:
    """The labels of a whole document, for the ones of a section to be judged by."""

    def __init__(self, sections: Sequence[Section]) -> None:
        """Divide every section at its labels."""
        divided = [tuple(pieces(section.blocks)) for section in sections]
        self._found = {
            section.index: found
            for section, found in zip(sections, divided, strict=True)
            if _says_more(found)
        }
        self._known = repeated(chain.from_iterable(divided))
        self._main = main_answers(chain.from_iterable(divided))

    def of(self, section: Section, words: str) -> Turn | None:
        """What a section says beside its answer; None where it is all answer."""
        found = self._found.get(section.index)
        if found is None or len(found) > _MOST:
            return None
        asked = Piece(Block("paragraph", words, section.line), label=QUESTION)
        judged = settled((asked, *found), self._known, self._main)
        if not _says_more(judged[1:]):
            return None
        _, told = turns(judged)
        return told[0] if len(told) == 1 else None


def _says_more(found: Sequence[Piece]) -> bool:
    answers = {piece.mark for piece in found if piece.label == ANSWER}
    return len(answers) > 1 or any(piece.label in _ASIDES for piece in found)
