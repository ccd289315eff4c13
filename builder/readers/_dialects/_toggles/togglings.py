"""The toggles of a document, each with what it is: judged by all of them together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.talk import asks
from builder.readers._dialects._labels.vocabulary import ANSWER
from builder.readers._dialects._toggles.opened import opened, raw_body_of
from builder.readers._dialects._toggles.summaries import ASIDE, ASK, HINT, TOPIC, kind_of, words_of
from builder.readers._outlines.outline import Block, blocks_of, list_items
from builder.readers._outlines.toggles import Toggle, has_toggles, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.readers._outlines.outline import Outline

_DEEPEST: Final = 4  # lists and quotes around toggles, groups of toggles around others
_ENOUGH: Final = 3  # toggles of one form that make a rule of it
_START = re.compile(r"\s*(\d{1,4})[.)]")
_QUOTE = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_LINKS = re.compile(r"\s*(?:(?:[-*+]|\d{1,3}[.)])\s+)?(?:!?\[[^\n]{0,500}\]\([^()\n]{0,500}\)\s*)+")


@dataclass(slots=True)
class Hidden:
    """A toggle: its summary in Markdown, what it is and hides; ``extra`` follows it."""

    summary: str
    kind: str
    line: int
    body: tuple[Block, ...]
    extra: list[Hidden] = field(default_factory=list)
    topic: str = ""


@dataclass(slots=True)
class Item:
    """An item of a list with toggles in it, and what stands above them."""

    above: list[Block]
    hidden: list[Hidden]
    number: int | None


def hidden_in(outline: Outline) -> tuple[dict[str, str], tuple[int, ...]]:
    """What each summary of a document is, and the lines of toggles without an end."""
    found: list[tuple[str, Toggle, bool]] = []
    unclosed: list[int] = []
    for section in outline.sections:
        under = asks(section.title) or section.number is not None
        for summary, toggle, line in _all_in(section.blocks, 0):
            found.append((summary, toggle, under))
            unclosed += [] if toggle.closed else [line]
    counts = Counter(summary for summary, _, _ in found)
    kinds = {summary: kind_of(summary) for summary in counts}
    topics = [s for s, toggle, under in found if kinds[s] == TOPIC and not under and toggle.body]
    asking = [summary for summary, kind in kinds.items() if kind == ASK]
    answering = any(kind == ANSWER for kind in kinds.values())
    regular = bool(asking) or (not answering and len(set(topics)) >= _ENOUGH)
    for summary, toggle, under in found:
        if kinds[summary] == ASK and counts[summary] >= _ENOUGH and len(asking) == 1:
            kinds[summary] = ANSWER  # "Ready?" above each answer asks nothing
        elif kinds[summary] != TOPIC:
            continue
        elif counts[summary] > 1 and not asking:
            kinds[summary] = ANSWER  # the same words time and again are no question
        elif regular and not under and not _is_apart(toggle):
            kinds[summary] = ASK
        else:
            kinds[summary] = HINT if under else ASIDE
    return kinds, tuple(unclosed)


def items_of(
    blocks: Iterable[Block], kinds: dict[str, str], *, depth: int = 0
) -> Iterator[Block | Hidden | Item]:
    """Blocks with their toggles taken out, and lists whose items have toggles taken apart."""
    for block in blocks:
        if not has_toggles(block.text) or block.kind == "code" or depth > _DEEPEST:
            yield block
        elif block.kind == "list":
            yield from _list(block, kinds, depth)
        elif block.kind == "quote":
            inner = blocks_of(_QUOTE.sub("", block.text), block.line)
            yield from items_of(inner, kinds, depth=depth + 1)
        elif block.kind in {"toggle", "paragraph", "html"}:
            yield from _toggles(block, kinds, depth)
        else:
            yield block


def _toggles(block: Block, kinds: dict[str, str], depth: int) -> Iterator[Block | Hidden | Item]:
    for part in parts_of(block.text):
        line = block.line + part.line
        if not isinstance(part, Toggle):
            yield from blocks_of(part.text.strip(), line)
            continue
        summary = words_of(part.summary)
        kind = kinds.get(summary) or kind_of(summary)
        raw = raw_body_of(part, block.line)
        inner = [kinds.get(s) for s, _, _ in _all_in(raw, 1)]
        if kind in {ASK, ASIDE, HINT, TOPIC} and inner.count(ASK) > 1:
            # A group: what it hides are the questions.
            for each in items_of(raw, kinds, depth=depth + 1):
                if isinstance(each, Hidden):
                    each.topic = each.topic or summary
                yield each
        else:
            yield Hidden(summary, kind, line, opened(raw, depth + 1))


def _list(block: Block, kinds: dict[str, str], depth: int) -> Iterator[Block | Hidden | Item]:
    start = _START.match(block.text)
    for place, item in enumerate(list_items(block)):
        number = int(start[1]) + place if start else None
        above: list[Block] = []
        hidden: list[Hidden] = []
        inner = blocks_of(item.text, item.line)
        for each in items_of(inner, kinds, depth=depth + 1):
            if isinstance(each, Item):
                yield each
            elif isinstance(each, Hidden):
                hidden.append(each)
            else:
                above.append(each)
        if hidden:
            yield Item(above, hidden, number)
        elif above and above[0].kind == "paragraph" and asks(above[0].text.split("\n", 1)[0]):
            # Beside items with toggles one without asks all the same: "2. **What …?** It is …".
            yield Item(above, [], number)
        else:
            yield from above


def _all_in(blocks: Iterable[Block], depth: int) -> Iterator[tuple[str, Toggle, int]]:
    """Every toggle of blocks with its summary and line, those inside of others as well."""
    for block in blocks:
        if not has_toggles(block.text) or block.kind == "code" or depth > _DEEPEST:
            continue
        if block.kind == "list":
            for item in list_items(block):
                yield from _all_in(blocks_of(item.text, item.line), depth + 1)
        elif block.kind == "quote":
            yield from _all_in(blocks_of(_QUOTE.sub("", block.text), block.line), depth + 1)
        else:
            for part in parts_of(block.text):
                if isinstance(part, Toggle):
                    yield words_of(part.summary), part, block.line + part.line
                    if has_toggles(part.body):
                        yield from _all_in(raw_body_of(part, block.line), depth + 1)


def _is_apart(toggle: Toggle) -> bool:
    """Whether a toggle hides only links and pictures."""
    lines = [line for line in toggle.body.split("\n") if line.strip()]
    return bool(lines) and sum(bool(_LINKS.match(line)) for line in lines) * 3 >= len(lines) * 2
