"""Advertisements between the last answer of a section and the next heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.readers._outline import Block

# A link that carries a campaign's name was put there to be counted, not to explain.
_CAMPAIGN = re.compile(r"[?&]utm_[a-z]{1,20}=", re.IGNORECASE)
_INVITES = re.compile(
    r"(?:would you like|want|wish|looking|ready|interested|do you want|are you)\b[^?]{0,400}\?$",
    re.IGNORECASE,
)


def cut(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """An answer's blocks, and the promotion that follows them, if any.

    A promotion is a run of paragraphs at the end, from one with a campaign link or from the
    invitation just before it. It never starts at the first block: an answer is not only that.
    """
    for place in range(1, len(blocks)):
        if blocks[place].kind == "paragraph" and _CAMPAIGN.search(blocks[place].text):
            if any(block.kind != "paragraph" for block in blocks[place:]):
                return blocks, ()
            start = place
            if place > 1 and _INVITES.match(blocks[place - 1].text.replace("\n", " ")):
                start = place - 1
            return blocks[:start], blocks[start:]
    return blocks, ()
