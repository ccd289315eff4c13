"""Toggles that hide a chapter: ``<summary>Java</summary>`` with a list of questions inside."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._labels.vocabulary import QUESTION
from builder.readers._dialects._toggles.summaries import ASIDE, TOPIC, kind_of, words_of
from builder.readers._outlines.outline import Block, Section, outline
from builder.readers._outlines.toggles import Toggle, has_toggles, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.readers._outlines.outline import Outline

_ENOUGH: Final = 2  # lines that ask
_COUNT = re.compile(r"\s{0,3}[(\[]\s?\d{1,4}\b[^()\[\]]{0,30}[)\]]$")
_ITEM = re.compile(r"\s{0,6}(?:[-*+]|\d{1,4}[.)])\s")


def as_chapters(whole: Outline) -> Outline:
    """An outline in which a toggle that names a topic and hides several questions is a section."""
    if not any(block.kind == "toggle" for section in whole.sections for block in section.blocks):
        return whole
    made = [part for section in whole.sections for part in _divided(section)]
    indexed = (replace(section, index=place) for place, section in enumerate(made))
    return replace(whole, sections=tuple(indexed))


def _divided(section: Section) -> Iterator[Section]:
    kept: list[Block] = []
    groups: list[Section] = []
    for block in section.blocks:
        parts = list(parts_of(block.text)) if block.kind == "toggle" else []
        if not any(isinstance(part, Toggle) and _is_group(part) for part in parts):
            kept.append(block)
            continue
        for part in parts:
            if isinstance(part, Toggle) and _is_group(part):
                groups += _sections(part, block, section)
            elif isinstance(part, Toggle):
                inside = block.text.split("\n")[part.line : part.body_line]
                text = "\n".join([*inside, part.body, "</details>"])
                kept.append(Block("toggle", text, block.line + part.line))
            else:
                kept += outline(part.text.strip(), block.line + part.line).sections[0].blocks
    yield replace(section, blocks=tuple(kept))
    yield from groups


def _is_group(toggle: Toggle) -> bool:
    summary = words_of(toggle.summary)
    if not summary or has_toggles(toggle.body) or kind_of(summary) not in {TOPIC, ASIDE}:
        return False
    lines = [line.strip() for line in toggle.body.split("\n")]
    asking = (
        (_ITEM.match(line) and line.rstrip("*_ ").endswith(("?", "？")))
        or label_of(line.lstrip("-*+ ")).label == QUESTION
        for line in lines
    )
    return sum(map(bool, asking)) >= _ENOUGH


def _sections(toggle: Toggle, block: Block, above: Section) -> Iterator[Section]:
    title = _COUNT.sub("", words_of(toggle.summary))
    parents = (*above.parents, above.title) if above.title else above.parents
    body = outline(toggle.body, block.line + toggle.body_line)
    first, *deeper = body.sections
    line = block.line + toggle.line
    yield Section(title, above.level + 1, line, first.blocks, parents=parents, raw=title)
    for each in deeper:
        level = each.level + above.level + 1
        yield replace(each, level=level, parents=(*parents, title, *each.parents))
