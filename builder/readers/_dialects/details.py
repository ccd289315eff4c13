"""Toggles of HTML in Markdown: ``<details><summary>What is …?</summary>`` and their bodies."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._outline import Block, Outline, blocks_of, split_number, without_emphasis

if TYPE_CHECKING:
    from builder.readers._outline import Section

_OPEN = re.compile(r"<details\b[^<>]{0,200}>\s*", re.IGNORECASE)
_SUMMARY = re.compile(
    r"<summary\b[^<>]{0,200}>(.{0,2000}?)</summary>\s*", re.IGNORECASE | re.DOTALL
)
_CLOSE = re.compile(r"\s*</details>\s*$", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
# A toggle so named hides the answer to the question above it.
_TOGGLE = re.compile(
    r"(?:click to |show |see |view |reveal |read )?(?:the )?(?:full )?"
    r"(?:answer|solution|explanation)s?\b|click (?:here|to)\b|details$|hint\b",
    re.IGNORECASE,
)


def read(outline: Outline) -> Found:
    """Sections with a summary that asks are this dialect's; other toggles are opened in place."""
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for section in outline.sections:
        if any(_asked(block) for block in section.blocks):
            before, found = _questions(section)
            skipped += before
            drafts += found
        else:
            rest.append(replace(section, blocks=_opened(section.blocks)))
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


def _asked(block: Block) -> str:
    """The question in a block's summary; empty where it has none."""
    found = _SUMMARY.search(block.text) if block.kind == "html" else None
    title = _plain(found[1]) if found else ""
    return "" if _TOGGLE.match(title) else title


def _questions(section: Section) -> tuple[list[Block], list[Draft]]:
    before: list[Block] = []
    found: list[tuple[str, Block, list[Block]]] = []
    is_open = False
    for block in section.blocks:
        title = _asked(block)
        if title:
            found.append((title, block, list(_body(block))))
            is_open = not _CLOSE.search(block.text)
        elif is_open:
            found[-1][2].extend(_opened((block,)))
            is_open = not (block.kind == "html" and _CLOSE.search(block.text))
        elif block.kind != "html" or _bare(block):
            before.append(block)
    topic = section.title or (section.parents[-1] if section.parents else "")
    drafts = []
    for place, (title, block, body) in enumerate(found):
        number, text = split_number(title)
        drafts.append(
            Draft(
                text,
                block.line,
                tuple(body),
                number=number,
                topic=topic,
                place=(section.index, place),
            )
        )
    return before, drafts


def _body(block: Block) -> tuple[Block, ...]:
    """What stands in the same HTML block as the summary, below it."""
    found = _SUMMARY.search(block.text)
    text = _CLOSE.sub("", block.text[found.end() :]).strip() if found else ""
    line = block.line + block.text[: found.end()].count("\n") if found else block.line
    return tuple(blocks_of(text, line)) if text else ()


def _opened(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks without the tags of toggles; what a toggle hides stays."""
    opened: list[Block] = []
    for block in blocks:
        if block.kind == "html" and re.search(r"</?details\b", block.text, re.IGNORECASE):
            if text := _bare(block):
                opened += blocks_of(text, block.line)
        else:
            opened.append(block)
    return tuple(opened)


def _bare(block: Block) -> str:
    text = _SUMMARY.sub("", _OPEN.sub("", block.text))
    return _CLOSE.sub("", text).replace("</details>", "").strip()


def _plain(html: str) -> str:
    return without_emphasis(" ".join(unescape(_TAG.sub("", html)).split()))
