"""A thread of a forum as one page: posts between rules, one of which is marked as the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block

# "**ann** · posted 3 Feb", "**✅ Accepted answer** — **bob** · 61 votes": who wrote it, and when.
_WRITTEN = re.compile(
    r"[^\w*]{0,9}(?:\*\*[^*\n]{1,80}\*\*[^\w*\n]{0,9}){1,3}"
    r"[^\n]{0,40}?(?:[·•|]|\b(?:posted|wrote|writes|says|said|answered|commented|replied|asked)\b|\d{4})"
    r"[^\n]{0,120}$",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"✅|✔|\b(?:accepted|best|marked as (?:the )?(?:answer|solution))\b", re.IGNORECASE
)
_ENOUGH: Final = 3


def accepted(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]] | None:
    """The post that answers, and all that is none of it; None where a page is no thread."""
    posts: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "rule":
            posts.append([])
        else:
            posts[-1].append(block)
    written = [(n, place) for n, post in enumerate(posts) if (place := _head(post)) >= 0]
    if len(written) < _ENOUGH or len(written) * 3 < len(posts) * 2:
        return None
    chosen = [(n, at) for n, at in written if _ACCEPTED.search(posts[n][at].text)]
    if len(chosen) != 1:
        return None
    place, at = chosen[0]
    answer = tuple(posts[place][at + 1 :])
    kept = {id(block) for block in answer}
    away = tuple(block for post in posts for block in post if id(block) not in kept)
    return (answer, away) if answer else None


def _head(post: Sequence[Block]) -> int:
    """The place of the line that says who wrote a post, among its first two; else -1."""
    for place, block in enumerate(post[:2]):
        if block.kind == "paragraph" and len(block.text) < 300 and _WRITTEN.match(block.text):
            return place
    return -1
