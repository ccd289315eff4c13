"""Headings below a question that hold what is said beside it: follow-ups, red flags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.model import FollowUp
from builder.readers._outlines.outline import list_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Section

_FOLLOW_UPS = re.compile(
    r"(?:possible |some )?(?:follow[- ]?ups?|probes?|probing|further|next)(?: questions?)?\s*:?",
    re.IGNORECASE,
)
_RED_FLAGS = re.compile(
    r"(?:red flags?|warning signs|(?:bad|weak|poor) answers?)\s*:?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asides:
    """What is asked next, and what speaks against a candidate."""

    follow_ups: tuple[FollowUp, ...] = ()
    red_flags: tuple[str, ...] = ()


def without_asides(sections: Sequence[Section]) -> tuple[list[Section], Asides]:
    """The sections of an answer without those that are a plain list of asides, and these."""
    kept: list[Section] = []
    follow_ups: list[str] = []
    red_flags: list[str] = []
    for section in sections:
        items = _plain_items(section)
        if items and _FOLLOW_UPS.fullmatch(section.title):
            follow_ups += items
        elif items and _RED_FLAGS.fullmatch(section.title):
            red_flags += items
        else:
            kept.append(section)
    return kept, Asides(tuple(FollowUp(ask) for ask in follow_ups), tuple(red_flags))


def _plain_items(section: Section) -> list[str]:
    """The items of a section that is one list of single lines; none of any other."""
    blocks = [block for block in section.blocks if block.kind != "rule"]
    if len(blocks) != 1 or blocks[0].kind != "list":
        return []
    items = [item.text.strip() for item in list_items(blocks[0])]
    return items if all(item and "\n\n" not in item and "- " not in item for item in items) else []
