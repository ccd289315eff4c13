"""What stands at the end of an answer and is none of it: advertisements, ways back to the top."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._endings.offers import is_offer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block

# A link that carries a campaign's name was put there to be counted, not to explain.
_CAMPAIGN = re.compile(r"[?&]utm_[a-z]{1,20}=", re.IGNORECASE)
_INVITES = re.compile(
    r"(?:would you like|want|wish|looking|ready|interested|do you want|are you)\b[^?]{0,400}\?$",
    re.IGNORECASE,
)
# A paragraph or an item that is nothing but links within the page.
_WAY_BACK = re.compile(
    r"(?:[-*+]\s)?[*_\s|↥⬆↑⇧▲🔝🔙🏠\ufe0f]{0,20}"
    r"(?:\[[^\[\]]{1,80}\]\(#[^()\s]{0,200}\)[*_\s|↥⬆↑⇧▲🔝🔙·•-]{0,20}){1,4}$"
    r"|(?:<[^<>]{1,80}>\s{0,9}){0,4}<a href=[\"']?#[^<>]{0,200}>[^<>]{0,80}"
    r"(?:</?[^<>]{1,20}>\s{0,9}){1,6}$"
    r"|[*_↥⬆↑⇧\s]{0,9}back to (?:the )?top[*_↥⬆↑⇧\s]{0,9}$",
    re.IGNORECASE,
)
# Blocks that hold only pictures within links, which badges and banners are.
_BANNER = re.compile(
    r"(?:\s|</?(?:p|div|center|br|table|tbody|tr|td|sub|h[1-6])\b[^<>]{0,300}>"
    r"|<a\s[^<>]{0,600}>\s{0,99}(?:<img\s[^<>]{0,1000}>\s{0,99}(?:<br\s?/?>)?){1,4}[^<>]{0,60}"
    r"(?:<[^<>]{0,20}>[^<>]{0,40}){0,3}</a>"
    r"|\[!\[[^\[\]]{0,200}\]\([^()]{0,600}\)\]\([^()]{0,600}\)){1,99}$",
    re.IGNORECASE,
)
# A line of nothing but links to other pages.
_NAVIGATION = re.compile(
    r"[^\w\[]{0,9}(?:\[[^\[\]]{0,60}(?:home|next|prev|previous|back|index|up|contents|menu|main|←|→|⬅|➡)"
    r"[^\[\]]{0,80}\]\([^()\s]{0,300}\)[^\w\[]{0,12}){1,5}$",
    re.IGNORECASE,
)
_TAGS = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
# A line of links and of signs that point or divide, such as "← [Knots](knots.md) | [Up](.) →".
_LINKS_ONLY = re.compile(
    r"(?P<signs>[^\w\[<]{0,12})(?:(?:\[[^\[\]]{1,80}\]\(\s{0,3}(?:<[^<>\n]{0,300}>|[^()\s<>]{0,300})\))[^\w\[<]{0,12}){1,8}$"
)
_LOCAL = re.compile(r"\]\(\s{0,3}<?(?![a-z][a-z+.-]{0,20}:|//)", re.IGNORECASE)
_POINTS = re.compile(r"[←→⬅➡«»⟵⟶⬆↑↩⏮⏭\u2039\u203a]|<<|>>|\s[|·•]\s")
# A way back at the end of a line of text.
_WAY_BACK_BEHIND = re.compile(
    r"\s{1,3}\[{1,2}[^\w\[\]]{0,6}(?:back to (?:the )?top|top|back)?[^\w\[\]]{0,6}\]{1,2}"
    r"\(#[^()\s]{0,200}\)\s{0,3}$",
    re.IGNORECASE,
)
_SHARES = re.compile(
    r"[^\w]{0,9}(?:share (?:this|it|on|via|with)|share|teilen|partager|compartir|condividi)"
    r"\b[^.!?]{0,30}:?[*_\s]{0,9}$",
    re.IGNORECASE,
)
# What asks the reader for a favour, below the last rule of a document.
_FAVOUR = re.compile(
    r"[^\w]{0,9}(?:if you (?:found|find|like|liked|enjoy|enjoyed|have any)"
    r"|(?:please )?(?:give|leave|drop) (?:it|this|a|us|me)\b[^\n]{0,40}(?:star|⭐|🌟)"
    r"|happy (?:coding|learning|interviewing|hacking|studying)|good luck"
    r"|thanks? (?:you )?for reading"
    r"|made with|star (?:this|the) repo|(?:don['’]t|do not) forget to|buy me a coffee"
    r"|support (?:me|us|this)|follow (?:me|us)|subscribe"
    r"|(?:contributions?|pull requests?|prs) (?:are )?welcome"
    r"|feel free to (?:contribute|open|submit|fork)|copyright|©|licen[cs]ed under)",
    re.IGNORECASE,
)


def cut(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """An answer's blocks, and those that are none of it."""
    kept = [_without_way_back(block) for block in blocks if not is_way_back(block)]
    away = [block for block in blocks if is_way_back(block)]
    end = len(kept)
    while end > 1 and _is_around(kept, end - 1):
        end -= 1
    if end > 1 and kept[end - 1].kind in {"list", "paragraph"} and _shares(kept, end):
        end = _shares(kept, end)
    while end > 1 and (kept[end - 1].kind == "rule" or _is_banner(kept[end - 1])):
        end -= 1
    end = min(end, _favour(kept[:end]))
    start = _promotion(tuple(kept[:end]))
    dropped = [block for block in kept[start:] if block.kind != "rule"]
    return tuple(kept[:start]), (*dropped, *away)


def requests(block: Block) -> bool:
    """Whether a block asks the reader for a favour or makes an offer."""
    if block.kind not in {"paragraph", "html", "quote"}:
        return False
    return bool(_FAVOUR.match(_TAGS.sub("", block.text[:2000]).strip())) or is_offer(block)


def is_way_back(block: Block) -> bool:
    """Whether a block only leads to another place on its page."""
    return (
        block.kind in {"paragraph", "html", "list"}
        and len(block.text) < 500
        and bool(_WAY_BACK.match(block.text.strip()))
    )


def _without_way_back(block: Block) -> Block:
    if block.kind != "paragraph" or "](#" not in block.text[-300:]:
        return block
    found = _WAY_BACK_BEHIND.search(block.text, max(len(block.text) - 300, 0))
    return replace(block, text=block.text[: found.start()]) if found else block


def _is_around(blocks: Sequence[Block], place: int) -> bool:
    """Whether a block at an answer's end is none of it: a rule, navigation, an offer."""
    block = blocks[place]
    return block.kind == "rule" or _leads_away(block) or is_offer(block)


def _leads_away(block: Block) -> bool:
    """Whether a paragraph is a line of links to the pages before and after."""
    text = block.text.strip()
    if block.kind != "paragraph" or len(text) > 1000 or not _LINKS_ONLY.match(text):
        return False
    local = len(_LOCAL.findall(text)) == text.count("](")
    return local and bool(_POINTS.search(text))


def _shares(blocks: Sequence[Block], end: int) -> int:
    """Where "Share this:" begins with the links below it; 0 where an answer ends otherwise."""
    last = blocks[end - 1]
    if last.kind == "list" and end > 2 and _SHARES.match(blocks[end - 2].text[:200].strip("# ")):
        lines = last.text.split("\n")
        return end - 2 if all("](" in line for line in lines if line.strip()) else 0
    head, _, rest = last.text.partition(":")
    is_row = last.kind == "paragraph" and bool(rest) and bool(_SHARES.match(head.strip()))
    return end - 1 if is_row and "](" in rest and len(last.text) < 1000 else 0


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


def _favour(blocks: list[Block]) -> int:
    """Where a request to the reader begins that stands below a rule at the end of an answer."""
    rules = [place for place, block in enumerate(blocks) if block.kind == "rule"]
    if not rules or not 0 < rules[-1] < len(blocks) - 1 or len(blocks) - rules[-1] > 5:
        return len(blocks)
    if all(_NAVIGATION.match(block.text.strip()) for block in blocks[rules[-1] + 1 :]):
        return rules[-1]
    asks = any(
        block.kind in {"paragraph", "html", "quote"}
        and _FAVOUR.match(_TAGS.sub("", block.text[:2000]).strip())
        for block in blocks[rules[-1] + 1 :]
    )
    return rules[-1] if asks else len(blocks)


def _is_banner(block: Block) -> bool:
    linked = "<a" in block.text or "](" in block.text
    return (
        block.kind in {"html", "paragraph"}
        and linked
        and len(block.text) < 5000
        and bool(_BANNER.match(block.text.strip()))
    )
