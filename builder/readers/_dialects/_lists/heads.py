"""Paragraphs that may be questions, by shape: numbered in bold, bold, italic, quoted, plain."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.readers._dialects._lists.asking import Asks, asks, ends_asking, invites, is_link
from builder.readers._dialects._lists.division import divide_blocks, head_lines, unquoted
from builder.readers._dialects._lists.items import is_marked
from builder.readers._outlines.outline import without_emphasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block

_NUMBERED = re.compile(
    r"(?P<mark>\*\*|__)\s?[(#]?(?P<number>\d{1,4})\s?(?:[.):]\)?|\s[-–])\s{0,3}"
    r"(?P<closed>(?P=mark)\s?)?(?P<rest>\S.*)$",
    re.DOTALL,
)
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=\S)(?P<head>[^*\n]{2,600}?)(?P=mark)(?=\W|$)")
_ITALIC = re.compile(r"(?P<mark>[*_])(?=[^\s*_])(?P<head>[^\n]{2,600}?)(?P=mark)\\?$", re.MULTILINE)
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Head:
    """A paragraph that may be a question: its shape, how plainly it asks, its number."""

    place: int
    shape: str
    asking: Asks
    number: int | None = None


def heads_of(blocks: Sequence[Block]) -> list[Head]:
    """The heads among the blocks of a section, of every shape."""
    found = (head_of(block, place) for place, block in enumerate(blocks))
    return [head for head in found if head]


def head_of(block: Block, place: int) -> Head | None:
    """What a block may be the question of something as; None where it is no question."""
    text = block.text.strip()
    if block.kind == "quote":
        text = unquoted(text).strip()
        plain = len(text) < _LONGEST and asks(text) is Asks.ASK and ends_asking(text)
        return Head(place, "quote", Asks.ASK) if plain and "\n" not in text else None
    if block.kind != "paragraph":
        return None
    if found := _NUMBERED.match(text):
        first = found["rest"].split("\n", 1)[0]
        return Head(place, "numbered", asks(first.replace(found["mark"], "")), int(found["number"]))
    if found := _BOLD.match(text):
        return _marked(place, "bold", found["head"])
    found = _ITALIC.match(text)
    return _marked(place, "italic", found["head"]) if found else _plain(text, place)


def _plain(text: str, place: int) -> Head | None:
    if is_marked(text):
        return None
    lines = text[: 4 * _LONGEST].split("\n")
    question = " ".join(line.strip().rstrip("\\") for line in lines[: head_lines(lines)])
    if len(question) > _LONGEST or is_link(question) or invites(question):
        return None
    asking = asks(question)
    alone = "\n" not in text and len(question) < 150 and asking is Asks.TELL
    return Head(place, "plain", asking) if alone or ends_asking(question) else None


def _marked(place: int, shape: str, head: str) -> Head | None:
    """A head in emphasis; one that ends in a colon leads into what follows it."""
    if head.rstrip().endswith(":") or is_link(head) or invites(head):
        return None
    asking = asks(head)
    enough = asking is Asks.ASK and ends_asking(head) if shape == "italic" else asking >= Asks.TELL
    return Head(place, shape, asking) if enough else None


def divided(blocks: Sequence[Block], head: Head) -> tuple[str, tuple[Block, ...]]:
    """The question and the answer of a head and the blocks up to the next one."""
    first, *others = blocks
    text = first.text.strip()
    if head.shape == "quote":
        text = unquoted(text)
    elif head.shape == "numbered" and (found := _NUMBERED.match(text)):
        text = found["rest"] if found["closed"] else f"{found['mark']}{found['rest']}"
    question, answer = divide_blocks((replace(first, kind="paragraph", text=text), *others))
    return without_emphasis(question), answer
