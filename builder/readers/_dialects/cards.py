"""Flash cards in notes: ``Question::Answer``, a lone ``?`` below a question, ``: answer``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._lists.asking import Asks, asks, ends_asking
from builder.readers._dialects._lists.division import tidy, upright
from builder.readers._outlines.outline import Block, Outline, blocks_of, list_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Section

# The signs of the Spaced Repetition plugin of Obsidian (its manual, "Basic flashcards").
_INLINE = re.compile(
    r"(?:[-*+]\s+|\d{1,4}[.)]\s+)?(?P<question>[^\s:][^\n]{1,500}?)"
    r"(?:(?P<space>\s{1,3}):::?\s{1,3}|:::?\s{0,3})(?P<answer>[^\s:][^\n]*)$"
)
_BELOW = re.compile(r"\?{1,2}\\?$")
_DEFINED = re.compile(r":\s{1,4}(?=\S)")
_CODE = 4  # columns by which code is indented
_TAGGED = re.compile(r"(?:^|\s)#(?:flash)?cards?\b", re.IGNORECASE | re.MULTILINE)
_TAGS_OF_TITLE = re.compile(r"(?:\s{1,9}#[\w/-]{1,60}){1,9}$")
_SCHEDULE = re.compile(r"\s{0,3}<!--SR:.{0,300}?-->")


@dataclass(slots=True)
class _Card:
    question: str
    line: int
    sign: str
    answer: list[Block] = field(default_factory=list)
    column: int = 2  # where the text of a definition begins


def read(outline: Outline) -> Found:
    """Every section with cards is this dialect's, where the document has them again and again."""
    found = [_cards(section) for section in outline.sections]
    every = [card for cards, _ in found for card in cards]
    tagged = any(_TAGGED.search(section.title) for section in outline.sections) or any(
        (block.kind == "paragraph" and _TAGGED.search(block.text[:2000]))
        or (block.kind == "comment" and block.text.startswith("SR:"))
        for section in outline.sections
        for block in section.blocks
    )
    signs = {sign for sign in ("::", "?", ":") if _is_used(every, sign, tagged=tagged)}
    if signs & {"::", "?"}:
        signs |= {"::", "?"}  # one plugin reads both
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for section, (cards, others) in zip(outline.sections, found, strict=True):
        if not cards or not all(card.sign in signs for card in cards):
            rest.append(section)
            continue
        drafts += [_draft(card, section) for card in cards]
        skipped += others
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


def _is_used(cards: Sequence[_Card], sign: str, *, tagged: bool) -> bool:
    """Whether a sign makes cards here: most of them ask, or the note says that it holds cards."""
    alike = {":"} if sign == ":" else {"::", "?"}
    ours = [card for card in cards if card.sign in alike]
    asking = sum(asks(card.question) >= Asks.TELL for card in ours)
    if sign == ":":
        return asking * 2 >= len(ours)
    return bool(ours) and (tagged or (len(ours) > 1 and asking * 3 >= len(ours)))


def _cards(section: Section) -> tuple[list[_Card], list[Block]]:
    """The cards of a section, and the blocks that are part of none."""
    cards: list[_Card] = []
    others: list[Block] = []
    is_open = False
    for block in section.blocks:
        if block.kind == "html" and not _SCHEDULE.sub("", block.text).strip():
            continue
        made = _of_list(block) if block.kind == "list" else _of_paragraph(block)
        if block.kind == "paragraph" and _DEFINED.match(block.text):
            term = others.pop() if others and not is_open else None
            if not term and cards and len(cards[-1].answer) > 1:
                term = cards[-1].answer.pop()
            if term and term.kind == "paragraph" and "\n" not in term.text:
                sign = _DEFINED.match(block.text)
                made = [_Card(term.text, term.line, ":", [_without_sign(block)])]
                made[0].column = sign.end() if sign else made[0].column
            elif term:
                (cards[-1].answer if is_open else others).append(term)
            elif cards and cards[-1].sign == ":":
                cards[-1].answer.append(_without_sign(block))
                continue
        if made:
            cards += made
            is_open = made[-1].sign != "::"
        elif is_open and not (block.kind == "paragraph" and _TAGGED.match(block.text)):
            cards[-1].answer += _outdented(block, cards[-1])
        else:
            others.append(block)
    return cards, others


def _outdented(block: Block, card: _Card) -> tuple[Block, ...]:
    """What goes on with a definition, without the indent that says so: code has four more."""
    lines = block.text.split("\n")
    width = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    if card.sign != ":" or block.kind != "code" or not width:
        return (block,)
    if width >= card.column + _CODE:
        return (replace(block, text="\n".join(line[card.column :] for line in lines)),)
    return blocks_of("\n".join(line[width:] for line in lines), block.line)


def _of_list(block: Block) -> list[_Card]:
    """The cards of a list whose every item is one."""
    cards: list[_Card] = []
    for item in list_items(block):
        first, _, more = item.text.partition("\n")
        card = _inline(first, item.line)
        if not card:
            return []
        if more.strip():
            card.answer.append(Block("paragraph", more.strip("\n"), item.line + 1))
        cards.append(card)
    return cards


def _of_paragraph(block: Block) -> list[_Card]:
    if block.kind != "paragraph":
        return []
    cards: list[_Card] = []
    before: list[str] = []
    lines = block.text.split("\n")
    for place, line in enumerate(lines):
        text = _SCHEDULE.sub("", line).strip()
        card = _inline(text, block.line + place) if not before else None
        is_last_line = place + 1 == len(lines)
        if card:
            cards.append(card)
        elif before and _BELOW.match(text):
            cards.append(_card(before, block.line + place, "?"))
            before = []
            below = "\n".join(lines[place + 1 :]).strip()
            cards[-1].answer += [Block("paragraph", below, block.line + place + 1)] if below else []
            return cards
        elif before and _DEFINED.match(text) and (len(before) == 1 or cards):
            cards.append(_card(before, block.line + place, ":"))
            before = []
            cards[-1].column = text.index(text[1:].lstrip()[:1], 1)
            cards[-1].answer.append(_definition(text, block.line + place))
        elif cards and cards[-1].sign == ":" and not before and _DEFINED.match(text):
            cards[-1].answer.append(_definition(text, block.line + place))
        elif line[:1] in {" ", "\t"} and cards and cards[-1].sign == ":" and not before:
            last = cards[-1].answer[-1]  # its sentence goes on
            cards[-1].answer[-1] = replace(last, text=f"{last.text}\n{text}")
        elif text and not _TAGGED.match(text):
            before.append(text)
            if is_last_line and cards:
                cards[-1].answer.append(Block("paragraph", "\n".join(before), block.line + place))
    return cards


def _without_sign(block: Block) -> Block:
    made: list[str] = []
    for line in block.text.split("\n"):
        if made and not _DEFINED.match(line):
            made[-1] = f"{made[-1]}\n{line.strip()}"  # the sentence goes on
        else:
            made.append(_DEFINED.sub("", line, count=1))
    return replace(block, text="\n\n".join(made))


def _definition(text: str, line: int) -> Block:
    return Block("paragraph", _DEFINED.sub("", text, count=1), line)


def _card(before: Sequence[str], line: int, sign: str) -> _Card:
    return _Card("\n".join(text.rstrip("\\") for text in before), line - len(before), sign)


def _inline(text: str, line: int) -> _Card | None:
    """``Question::Answer``; names with colons such as ``std::vector`` have no space beside them."""
    found = _INLINE.match(_SCHEDULE.sub("", text))
    if not found or found["question"].count("`") % 2:
        return None
    if not (found["space"] or ends_asking(found["question"])):
        return None
    card = _Card(found["question"].strip(), line, "::")
    card.answer.append(Block("paragraph", found["answer"].strip(), line))
    return card


def _draft(card: _Card, section: Section) -> Draft:
    topic = section.title or (section.parents[-1] if section.parents else "")
    topic = _TAGS_OF_TITLE.sub("", topic)
    cleaned = [_SCHEDULE.sub("", block.text).removesuffix("\\").rstrip() for block in card.answer]
    answer = upright([replace(b, text=text) for b, text in zip(card.answer, cleaned, strict=True)])
    return Draft(
        tidy(card.question), card.line, answer, topic=topic, place=(section.index, card.line)
    )
