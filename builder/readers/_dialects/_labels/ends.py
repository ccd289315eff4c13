"""Where the last answer of a section ends, and what stands below it is none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._labels.turns import Turn
    from builder.readers._outlines.outline import Block

_SEVERAL: Final = 2
_ENOUGH: Final = 4  # answers of one paragraph that make a rule of it
_LONGEST_END: Final = 6  # blocks below the last answer
_TITLE: Final = 6  # words
_SIGNED: Final = ("-- ", "\\-- ")  # how letters and posts sign


def cut_ends(asked: Sequence[Turn]) -> list[Block]:
    """Take off the last of several answers what the others let expect no more; that is returned.

    Something stands below it after a rule, where no other answer has one inside; outside the list
    or the quote that holds the answers; or after the one paragraph that each of them has.
    """
    if len(asked) < _SEVERAL:
        return []
    *others, last = asked
    if not last.answered and len(others) > 1 and all(turn.answered for turn in others):
        # Every answer has its label; what stands below the last question is none.
        outside = {id(block) for block in last.outside}
        apart = [block for block in last.answer if id(block) in outside]
        last.answer = [block for block in last.answer if id(block) not in outside]
        return apart
    blocks = (last.further or [last.answer])[-1]
    end = min(_after_rule(others, blocks), _outside(others, last, blocks), _after_one(others, last))
    cut = blocks[end:]
    del blocks[end:]
    return cut


def cut_document_end(asked: Sequence[Turn]) -> list[Block]:
    """Take off what stands below the last answer of a document: below a rule, or signed ``--``.

    A rule counts where no other answer of the document has one inside.
    """
    if not asked:
        return []
    *others, last = asked
    blocks = (last.further or [last.answer])[-1]
    left_empty = last.bare and not last.further and _is_inline(others) and _is_titled(blocks)
    ends = [0] if left_empty else []
    ends += [place for place, block in enumerate(blocks) if block.text.startswith(_SIGNED)]
    end = min(_after_rule(others, blocks) if others else len(blocks), *ends, len(blocks))
    if len(blocks) - end > _LONGEST_END:
        return []
    cut = blocks[end:]
    del blocks[end:]
    return cut


def _is_inline(others: Sequence[Turn]) -> bool:
    """Whether several answers stand, and all of them begin on the line of their label."""
    answered = [turn for turn in others if turn.answered]
    return len(answered) >= _SEVERAL and not any(turn.bare for turn in answered)


def _is_titled(blocks: Sequence[Block]) -> bool:
    """Whether a few words that end no sentence stand above the rest: the title of something."""
    if not blocks or blocks[0].kind != "paragraph":
        return False
    first, _, more = blocks[0].text.partition("\n")
    words = first.rstrip("\\").rstrip("*_ ")
    is_title = len(words.split()) <= _TITLE and words[-1:].isalnum()
    return is_title and bool(more or len(blocks) > 1)


def _after_rule(others: Sequence[Turn], blocks: Sequence[Block]) -> int:
    if any(_has_rule_inside(turn.answer) for turn in others):
        return len(blocks)
    places = [place for place, block in enumerate(blocks) if block.kind == "rule"]
    return places[0] if places and places[0] else len(blocks)


def _has_rule_inside(blocks: Sequence[Block]) -> bool:
    kinds = [block.kind for block in blocks]
    while kinds and kinds[-1] == "rule":
        kinds.pop()
    return "rule" in kinds


def _outside(others: Sequence[Turn], last: Turn, blocks: Sequence[Block]) -> int:
    """The list or quote that the questions and their answers stand in is at its end."""
    inside = all(turn.first.inside and turn.answered and turn.answer for turn in (*others, last))
    if not inside or any(turn.outside for turn in others):
        return len(blocks)
    outside = {id(block) for block in last.outside}
    return next((p for p, b in enumerate(blocks) if id(b) in outside), len(blocks))


def _after_one(others: Sequence[Turn], last: Turn) -> int:
    single = all(turn.answered and len(turn.answer) == 1 and not turn.further for turn in others)
    if len(others) < _ENOUGH or not single or last.further or not last.answered:
        return len(last.answer)
    more = last.answer[1:]
    only_prose = all(block.kind in {"paragraph", "html", "rule"} for block in more)
    return 1 if more and only_prose else len(last.answer)
