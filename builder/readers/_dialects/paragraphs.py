"""Paragraphs that ask, with the answer below: ``**3. Explain …**``, ``*What …?*``, a plain line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._lists.asking import Asks, asks
from builder.readers._dialects._lists.heads import Head, divided, heads_of
from builder.readers._dialects._lists.items import Item, continuing, elements
from builder.readers._dialects._lists.regularity import instructs, strength
from builder.readers._outlines.outline import Block, Outline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._outlines.outline import Section

# The surest first: where a section has several, the others stand in its answers.
_SHAPES = ("numbered", "bold", "italic", "quote", "plain")
# Of the paragraphs of a document so many ask where it is made of questions and answers; in prose
# only now and then one does.
_PLAIN_SHARE = 6


def numbered(outline: Outline) -> Found:
    """Sections whose bold paragraphs count on, ``**1. …**``, ``**2. …**``, and mostly ask."""
    chosen: dict[int, list[Head]] = {}
    for section in outline.sections:
        heads = [head for head in heads_of(section.blocks) if head.shape == "numbered"]
        if heads and asks(section.title) < Asks.TELL and not _has_labels(section):
            places = continuing([(head.number or 0, head.asking) for head in heads])
            chosen[section.index] = [heads[place] for place in places]
    every = [head for heads in chosen.values() for head in heads]
    asking = sum(head.asking >= Asks.TELL for head in every)
    if asking < 2 or asking * 2 < len(every):
        chosen = {}
    return _found(outline, chosen)


def read(outline: Outline) -> Found:
    """Sections in which paragraphs of one shape ask, again and again through the document."""
    support = _support(outline.sections)
    chosen: dict[int, list[Head]] = {}
    for section in outline.sections:
        heads = [head for head in heads_of(section.blocks) if support[head.shape]]
        if not heads or instructs(section.title) or _list_comes_first(section, heads[0].place):
            continue
        shape = min((head.shape for head in heads), key=_SHAPES.index)
        chosen[section.index] = [head for head in heads if head.shape == shape]
    return _found(outline, chosen)


def _has_labels(section: Section) -> bool:
    """Whether a label such as ``Q1.`` is there, which says more than a number does."""
    paragraphs = (block.text for block in section.blocks if block.kind == "paragraph")
    return any(
        not text.startswith(("**", "__")) and label_of(text.split("\n", 1)[0]).label == "question"
        for text in paragraphs
    )


def _support(sections: Sequence[Section]) -> Counter[str]:
    """How often each shape asks in a document; 0 for one that may be chance."""
    count: Counter[str] = Counter()
    chapters: Counter[str] = Counter()
    paragraphs = answered = 0
    for section in sections:
        if instructs(section.title):
            continue
        heads = heads_of(section.blocks)
        for head in heads:
            count[head.shape] += head.asking >= Asks.TELL
            follower = section.blocks[head.place + 1 : head.place + 2]
            chapters[head.shape] += bool(follower) and _asks_in_list(follower[0])
        if any(head.shape == "plain" for head in heads):
            paragraphs += sum(block.kind == "paragraph" for block in section.blocks)
            answered += _answered(section.blocks, heads)
    for shape in _SHAPES:
        if count[shape] < 2 or chapters[shape] * 2 >= count[shape]:
            count[shape] = 0
    if count["plain"] * _PLAIN_SHARE < paragraphs or answered < 2:
        count["plain"] = 0
    return count


def _answered(blocks: Sequence[Block], heads: Sequence[Head]) -> int:
    """How many plain heads have something below them that does not ask."""
    asking = {head.place for head in heads}
    return sum(
        "\n" in blocks[head.place].text.strip()
        or (head.place + 1 < len(blocks) and head.place + 1 not in asking)
        for head in heads
        if head.shape == "plain"
    )


def _asks_in_list(block: Block) -> bool:
    """Whether a block is a list of questions, to which the paragraph above it leads."""
    if block.kind != "list":
        return False
    items = [each for each in elements([block]) if isinstance(each, Item)]
    return sum(strength(item) is Asks.ASK for item in items) * 3 >= max(len(items), 2) * 2


def _list_comes_first(section: Section, place: int) -> bool:
    """Whether a list of questions opens a section before any paragraph asks."""
    return any(
        sum(strength(each) >= Asks.TELL for each in items) * 2 >= len(items)
        for items in _lists(section.blocks[:place])
        if items
    )


def _lists(blocks: Sequence[Block]) -> Iterator[list[Item]]:
    for block in blocks:
        if block.kind == "list":
            yield [each for each in elements([block]) if isinstance(each, Item)]


def _found(outline: Outline, chosen: dict[int, list[Head]]) -> Found:
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for section in outline.sections:
        heads = chosen.get(section.index, [])
        if not heads:
            rest.append(section)
            continue
        skipped += section.blocks[: heads[0].place]
        ends = [head.place for head in heads[1:]] + [len(section.blocks)]
        drafts += [_draft(section, head, end) for head, end in zip(heads, ends, strict=True)]
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


def _draft(section: Section, head: Head, end: int) -> Draft:
    blocks = section.blocks[head.place : end]
    question, answer = divided(blocks, head)
    return Draft(
        question=question,
        line=blocks[0].line,
        answer=answer,
        number=head.number,
        topic=section.title or (section.parents[-1] if section.parents else ""),
        place=(section.index, blocks[0].line),
    )
