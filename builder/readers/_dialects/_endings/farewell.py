"""How a document ends: what stands below its last answer and is none of it.

Judged by the other answers: what they have themselves at their ends is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._endings.promotions import is_way_back, requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._draft import Draft
    from builder.readers._outlines.outline import Block

_SHORT: Final = 400  # signs of a farewell
_FEW: Final = 4  # blocks of it
_ENDS: Final = {"paragraph", "html", "quote", "comment"}
_STEPS: Final = 6
# "-- " begins a signature since the days of news (RFC 3676, 4.3).
_SIGNATURE = re.compile(
    r"(?:[*_]{0,3}(?:-{2,3}|[–—])\s?(?=[^\s-])|[*_(]{0,3}last (?:edited|updated|modified"
    r"|changed|reviewed|revised)\b)[^\n]{1,200}$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"[*_\s]{0,9}(?:©|\(c\) \d{4}|copyright\b|all rights reserved)", re.IGNORECASE
)
_END = re.compile(
    r"[^\w]{0,9}(?:(?:the )?end of (?:the |this )?[^\W\d_]{2,20}|the end|eof)(?:[.!]|$)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-*+•]|\d{1,4}[.)])\s")
_SENTENCE_ENDS: Final = (".", "!", ":", ";", "…")


def without_farewell(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Block]]:
    """Drafts in their order, the last without the document's farewell, and what was cut."""
    kept, away = _without_advertisements(drafts)
    if not kept:
        return kept, away
    *others, last = kept
    for _ in range(_STEPS):
        blocks = list(last.answer)
        while blocks and blocks[-1].kind == "rule":
            blocks.pop()
        shorter, cut = _shortened(blocks, others)
        if not cut:
            break
        away += [block for block in cut if block.kind != "rule"]
        last = replace(last, answer=tuple(shorter))
    return [*others, last], away


def _shortened(blocks: list[Block], others: Sequence[Draft]) -> tuple[list[Block], list[Block]]:
    """The blocks of the last answer without one part of its end, and that part."""
    if not blocks:
        return blocks, []
    place = _behind_rule(blocks, others)
    if place < len(blocks):
        return blocks[:place], blocks[place:]
    last = blocks[-1]
    if last.kind not in {*_ENDS, "list"}:
        return blocks, []
    text, cut = _without_foot(last.text)
    if cut and (text or len(blocks) > 1):
        line = last.line + (text.count("\n") + 1 if text else 0)
        kept = [replace(last, text=text)] if text else []
        return [*blocks[:-1], *kept], [replace(last, text=cut, line=line)]
    if len(blocks) > 1 and last.kind in _ENDS and _turns_to_reader(last, others):
        return blocks[:-1], [last]
    return blocks, []


def _behind_rule(blocks: Sequence[Block], others: Sequence[Draft]) -> int:
    """Where the rule stands that divides the last answer from the farewell."""
    rules = [place for place, block in enumerate(blocks) if block.kind == "rule"]
    if not rules or not others or any(_has_rule_inside(draft.answer) for draft in others):
        return len(blocks)
    tail = blocks[rules[-1] + 1 :]
    short = len(tail) <= _FEW and sum(len(block.text) for block in tail) <= _SHORT
    return rules[-1] if short and all(block.kind in _ENDS for block in tail) else len(blocks)


def _has_rule_inside(blocks: Sequence[Block]) -> bool:
    kinds = [block.kind for block in blocks]
    while kinds and kinds[-1] == "rule":
        kinds.pop()
    return "rule" in kinds


def _without_foot(text: str) -> tuple[str, str]:
    """A last paragraph without its signature, or without the foot of a page in its lines."""
    lines = text.split("\n")
    if _SIGNATURE.match(lines[-1].rstrip("\\")):
        return "\n".join(lines[:-1]).rstrip("\\"), lines[-1]
    if not _COPYRIGHT.match(lines[-1]):
        return text, ""
    start = len(lines) - 1
    while start and _is_title(lines[start - 1]):
        start -= 1
    return "\n".join(lines[:start]).rstrip("\\"), "\n".join(lines[start:])


def _is_title(line: str) -> bool:
    bare = line.strip("\\ ")
    return len(bare) < 80 and not bare.endswith(_SENTENCE_ENDS) and not _ITEM.match(bare)


def _turns_to_reader(block: Block, others: Sequence[Draft]) -> bool:
    """Whether a last paragraph asks its reader for something, or asks as no other answer does."""
    if block.kind == "comment" or len(block.text) > _SHORT:
        return False
    if requests(block) or (_END.match(block.text) and len(block.text) <= _SHORT // 2):
        return True
    return (
        bool(others)
        and block.kind == "paragraph"
        and _asks(block)
        and not any(_asks(draft.answer[-1]) for draft in others if draft.answer)
    )


def _asks(block: Block) -> bool:
    return block.text.rstrip("*_ ").endswith(("?", "\uff1f"))


def _without_advertisements(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Block]]:
    """Drafts without what follows the way back to the top, where answers end with that."""
    kept: list[Draft] = []
    away: list[Block] = []
    ends = [_way_back(draft.answer) for draft in drafts]
    usual = sum(0 < end == len(draft.answer) for end, draft in zip(ends, drafts, strict=True))
    marked = sum(end > 0 for end in ends)
    for draft, end in zip(drafts, ends, strict=True):
        tail = draft.answer[end:] if end else ()
        odd = usual and marked >= 2 and marked * 2 > len(drafts) and len(tail) <= _FEW
        if tail and odd and all(block.kind in {*_ENDS, "rule"} for block in tail):
            away += [block for block in tail if block.kind != "rule"]
            kept.append(replace(draft, answer=draft.answer[:end]))
        else:
            kept.append(draft)
    return kept, away


def _way_back(blocks: Sequence[Block]) -> int:
    """The place behind the last way back to the top; 0 where there is none.

    Rules behind it count with it.
    """
    places = [place for place, block in enumerate(blocks) if is_way_back(block)]
    end = places[-1] + 1 if places else 0
    while 0 < end < len(blocks) and blocks[end].kind in {"rule", "comment"}:
        end += 1
    return end
