"""What stands at the end of an answer and is none of it: advertisements, ways back to the top."""

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


# A paragraph that is nothing but links within the page.
_WAY_BACK = re.compile(
    r"[*_\s|↥⬆↑🔝]{0,20}(?:\[[^\[\]]{1,80}\]\(#[^()\s]{0,200}\)[*_\s|↥⬆↑🔝]{0,20}){1,4}$"
    r"|(?:<[^<>]{1,80}>\s{0,9}){0,4}<a href=\"#[^<>]{0,200}>[^<>]{0,80}"
    r"(?:</[^<>]{1,20}>\s{0,9}){1,5}$"
)


def cut(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """An answer's blocks, and what follows them that is none of it."""
    end = len(blocks)
    while end and blocks[end - 1].kind in {"paragraph", "html"} and _is_way_back(blocks[end - 1]):
        end -= 1
    start = _promotion(blocks[:end])
    return blocks[:start], blocks[start:]


def _promotion(blocks: tuple[Block, ...]) -> int:
    """Where the promotion starts that ends an answer; the number of blocks where there is none.

    It is a run of paragraphs, from one with a campaign link or from the invitation just before
    it. It never starts at the first block: an answer is not only that.
    """
    for place in range(1, len(blocks)):
        if blocks[place].kind == "paragraph" and _CAMPAIGN.search(blocks[place].text):
            if any(block.kind != "paragraph" for block in blocks[place:]):
                break
            invites = _INVITES.match(blocks[place - 1].text.replace("\n", " "))
            return place - 1 if place > 1 and invites else place
    return len(blocks)


def _is_way_back(block: Block) -> bool:
    return len(block.text) < 500 and bool(_WAY_BACK.match(block.text.strip()))
