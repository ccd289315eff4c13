"""Tags of HTML that begin in one block of an answer and end in another, or nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._outlines.outline import Block

_TAG = re.compile(
    r"`{1,3}[^`]{1,2000}`{1,3}"
    r"|<(?P<close>/?)(?P<name>b|strong|i|em|u|font|span|small|big|center|p|div|mark|sub|sup)"
    r"(?:\s[^<>]{0,300})?>",
    re.IGNORECASE,
)
# At the edge of a line a tag embraces more than words; inside it may be what is spoken of.
_BEFORE = re.compile(r"(?:^|\n)[ \t>]{0,20}(?:</?[A-Za-z][^<>]{0,300}>[ \t]{0,9}){0,9}$")
_BEHIND = re.compile(r"[ \t]{0,20}(?:</?[A-Za-z][^<>]{0,300}>[ \t]{0,9}){0,9}(?:\n|$)")
_BREAKS_FIRST = re.compile(r"(?:\s|<br\s?/?>){1,50}", re.IGNORECASE)
_BREAKS_LAST = re.compile(r"(?:\s|<br\s?/?>){1,50}$", re.IGNORECASE)
_KINDS = {"paragraph", "html", "list", "quote"}


def without_stray_tags(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks without tags at the edges of their lines that have no partner in the same block.

    Line breaks before the first word of all and behind the last go as well.
    """
    if not any("<" in block.text for block in blocks if block.kind in _KINDS):
        return tuple(blocks)
    made = [_cleaned(block) for block in blocks]
    made = [block for block in made if block.text.strip()]
    if made and made[0].kind in _KINDS:
        made[0] = replace(made[0], text=_from_start(made[0].text))
    if made and made[-1].kind in _KINDS:
        made[-1] = replace(made[-1], text=_to_end(made[-1].text))
    return tuple(block for block in made if block.text.strip())


def _from_start(text: str) -> str:
    found = _BREAKS_FIRST.match(text)
    return text[found.end() :] if found and "<" in found[0] else text


def _to_end(text: str) -> str:
    found = _BREAKS_LAST.search(text, max(len(text) - 500, 0))
    return text[: found.start()] if found and "<" in found[0] else text


def _cleaned(block: Block) -> Block:
    if block.kind not in _KINDS or "<" not in block.text:
        return block
    strays = [tag for tag in _alone(block.text) if _at_edge(block.text, tag)]
    if not strays:
        return block
    parts, at = [], 0
    for tag in strays:
        parts.append(block.text[at : tag.start()])
        at = tag.end()
    text = "".join([*parts, block.text[at:]])
    kind = "paragraph" if block.kind == "html" and "<" not in text else block.kind
    return replace(block, kind=kind, text=text.strip("\n"))


def _alone(text: str) -> Iterator[re.Match[str]]:
    """The tags without a partner, in their order."""
    opened: list[re.Match[str]] = []
    alone: list[re.Match[str]] = []
    for tag in _TAG.finditer(text):
        if not tag["name"]:
            continue
        if not tag["close"]:
            opened.append(tag)
        elif opened and opened[-1]["name"].casefold() == tag["name"].casefold():
            opened.pop()
        else:
            alone.append(tag)
    yield from sorted((*opened, *alone), key=lambda tag: tag.start())


def _at_edge(text: str, tag: re.Match[str]) -> bool:
    before = text[max(tag.start() - 400, 0) : tag.start()]
    return bool(_BEHIND.match(text, tag.end()) or _BEFORE.search(before))
