"""Toggles: ``<details><summary>What is …?</summary>``, or "Answer" under a question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from builder.model import FollowUp
from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels.labels import is_bare, label_of
from builder.readers._dialects._labels.talk import asks
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION
from builder.readers._dialects._lists.division import divide_blocks
from builder.readers._dialects._toggles.opened import labelled_body, opened
from builder.readers._dialects._toggles.summaries import (
    ASIDE,
    ASK,
    EXPLANATION,
    FOLLOW_UP,
)
from builder.readers._dialects._toggles.togglings import Hidden, Item, hidden_in, items_of
from builder.readers._outlines.outline import Block, list_items, split_number, without_emphasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Outline, Section


@dataclass(slots=True)
class _Pair:
    """What stands above toggles that answer it, and these."""

    above: list[Block]
    toggles: list[Hidden]
    number: int | None = None


@dataclass(slots=True)
class _Chapter:
    """A section with its toggles: those that ask, those that answer, and prose after the last."""

    section: Section
    found: list[_Pair | Hidden] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    @property
    def pairs(self) -> list[_Pair]:
        return [each for each in self.found if isinstance(each, _Pair)]

    def is_single(self) -> bool:
        """Whether all of a section is one question: its heading, then one answer."""
        return len(self.found) == 1 and len(self.pairs) == 1 and bool(self.section.title)


def read(outline: Outline) -> Found:
    """Sections with toggles that ask or answer; other toggles are opened in place."""
    kinds, unclosed = hidden_in(outline)
    if not kinds:
        return Found((), (), outline)
    chapters = [_chapter(section, kinds) for section in outline.sections]
    shapes = Counter(c.section.level for c in chapters if c.is_single())
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for chapter in chapters:
        regular = shapes[chapter.section.level] > 1
        made, left = _questions(chapter, regular=regular)
        if made:
            drafts += made
            skipped += left
        else:
            rest.append(replace(chapter.section, blocks=opened(chapter.section.blocks)))
    others = replace(outline, sections=tuple(rest))
    return Found(tuple(drafts), tuple(skipped), others, unclosed)


def _chapter(section: Section, kinds: dict[str, str]) -> _Chapter:
    chapter = _Chapter(section)
    run: list[Block] = []
    for item in items_of(section.blocks, kinds):
        last = chapter.found[-1] if chapter.found else None
        if isinstance(item, Item):
            pair = _Pair(item.above, item.hidden, item.number)
            asking = [each for each in item.hidden if each.kind == ASK]
            chapter.found += asking or [pair]
            chapter.after += run
            run = []
        elif isinstance(item, Block):
            run.append(item)
        elif item.kind in {ASK, ASIDE}:
            chapter.after += run
            run = []
            chapter.found += [item] if item.kind == ASK else []
            chapter.after += list(item.body) if item.kind == ASIDE else []
        elif not _prose(run) and isinstance(last, _Pair):
            last.toggles.append(item)
        elif not _prose(run) and isinstance(last, Hidden) and last.kind == ASK:
            last.extra.append(item)
        else:
            chapter.found.append(_Pair(run, [item]))
            run = []
    chapter.after += run
    return chapter


def _prose(run: Sequence[Block]) -> list[Block]:
    return [block for block in run if block.kind not in {"rule", "comment"}]


def _questions(chapter: _Chapter, *, regular: bool) -> tuple[list[Draft], list[Block]]:
    """The questions of a section, and what is none of them; no questions where it has no such."""
    section, left = chapter.section, list(chapter.after)
    topic = section.title or (section.parents[-1] if section.parents else "")
    if not chapter.found:
        return [], []
    if chapter.is_single():
        draft = _of_heading(chapter.pairs[0], section, regular=regular)
        return ([draft], left) if draft else ([], [])
    for pair in chapter.pairs:
        above = _below_rule(pair.above)
        left += pair.above[: len(pair.above) - len(above)]
        pair.above = above
    _trim_first(chapter.pairs, left)
    drafts: list[Draft] = []
    for each in chapter.found:
        if isinstance(each, Hidden):
            number, text = _numbered(each.summary)
            parts = _divided([each, *each.extra])
            draft = Draft(text, each.line, parts.answer, number=number, topic=each.topic)
            drafts.append(replace(draft, follow_ups=parts.follow_ups))
        elif paired := _of_pair(each):
            drafts.append(paired)
        elif drafts:
            more = _divided(each.toggles).answer
            drafts[-1] = replace(drafts[-1], answer=(*drafts[-1].answer, *more))
        else:
            return [], []
    placed = [
        replace(draft, topic=draft.topic or topic, place=(section.index, place))
        for place, draft in enumerate(drafts)
    ]
    return placed, left


def _of_heading(pair: _Pair, section: Section, *, regular: bool) -> Draft | None:
    """The question of a section with one answer; None where another dialect knows better."""
    above = _prose(pair.above)
    title, parts = section.title, _divided(pair.toggles)
    parent = section.parents[-1] if section.parents else ""
    made = Draft(
        "",
        section.line,
        parts.answer,
        number=section.number,
        topic=parent,
        follow_ups=parts.follow_ups,
        place=(section.index, 0),
    )
    labelled = label_of(title)
    number = section.number if section.number is not None else labelled.number
    if not above:
        is_title = regular and not is_bare(title, QUESTION) and not asks(title) and number is None
        return replace(made, question=title) if is_title else None
    if is_bare(title, QUESTION):
        text = "\n\n".join(block.text for block in above)
        return replace(made, question=text, number=labelled.number or _count(title))
    title = labelled.block.text if labelled.label == QUESTION else title
    is_title = asks(title) or number is not None or regular
    named = pair.number is not None or label_of(above[0].text).label == QUESTION
    if named or (not is_title and any(asks(block.text) for block in above)):
        draft = _of_pair(pair)
        return replace(draft, topic=section.title, place=made.place) if draft else None
    if title.rstrip("*_ ").endswith("?") and all(_only_tells(block) for block in above):
        # "What is X?" is whole: the prose below it is the start of its answer.
        return replace(made, question=title, number=number, answer=(*above, *made.answer))
    text = "\n\n".join([title, *(block.text for block in above)])
    return replace(made, question=text, number=number)


def _count(title: str) -> int | None:
    digits = "".join(sign for sign in title if sign.isdigit())
    return int(digits) if digits.isascii() and 0 < len(digits) < 5 else None


def _only_tells(block: Block) -> bool:
    return block.kind == "paragraph" and "?" not in block.text and "![" not in block.text


def _of_pair(pair: _Pair) -> Draft | None:
    """The question of the prose above an answer: from its last rule on, without its number."""
    above = _prose(_below_rule(pair.above))
    if not above:
        return None
    first, *others = above
    if not pair.toggles:
        question, answer = divide_blocks(above)
        return Draft(question, first.line, answer, number=pair.number) if question else None
    number, text = pair.number, first.text
    if first.kind == "list" and len(items := list_items(first)) == 1:
        head = first.text.lstrip().split(".")[0].split(")")[0]
        number = int(head) if head.isascii() and head.isdigit() and len(head) < 5 else None
        text = items[0].text
    if first.kind in {"paragraph", "list"}:
        found, text = _numbered(text)
        number = number if found is None else found
    parts = _divided(pair.toggles)
    text = "\n\n".join([text, *(block.text for block in others)])
    return Draft(text, first.line, parts.answer, number=number, follow_ups=parts.follow_ups)


def _trim_first(pairs: Sequence[_Pair], left: list[Block]) -> None:
    """An introduction stands above the first question, where the others have one block each."""
    runs = [_prose(pair.above) for pair in pairs]
    if len(runs) < 2 or len(runs[0]) < 2 or any(len(run) != 1 for run in runs[1:]):
        return
    *before, last = runs[0]
    if asks(last.text) and last.kind in {"paragraph", "list"} and not _begins(before[0]):
        left += before
        pairs[0].above = [last]


def _below_rule(above: Sequence[Block]) -> list[Block]:
    """The blocks below the last rule."""
    rules = [place for place, block in enumerate(above) if block.kind == "rule"]
    return list(above[rules[-1] + 1 :] if rules else above)


def _begins(block: Block) -> bool:
    """Whether a block begins a question: with its label, its number, or all in bold."""
    first = block.text.split("\n", 1)[0]
    bold = first.startswith(("**", "__")) and without_emphasis(first) != first.strip()
    return bold or label_of(first).label == QUESTION or split_number(first)[0] is not None


def _numbered(text: str) -> tuple[int | None, str]:
    """A question without its label or its number."""
    first, _, more = text.partition("\n")
    labelled = label_of(first)
    if labelled.label == QUESTION:
        return labelled.number, "\n".join(part for part in (labelled.block.text, more) if part)
    number, plain = split_number(without_emphasis(first) if not more else first)
    return number, f"{plain}\n{more}" if more else plain


@dataclass(frozen=True, slots=True)
class _Parts:
    answer: tuple[Block, ...]
    follow_ups: tuple[FollowUp, ...]


def _divided(toggles: Sequence[Hidden]) -> _Parts:
    """What the toggles of one question hide: hints first, each under its summary."""
    answer: list[Block] = []
    probes: list[FollowUp] = []
    answered = any(each.kind in {ANSWER, ASK} for each in toggles)
    for each in toggles:
        if each.kind == FOLLOW_UP:
            texts = [item.text for b in each.body if b.kind == "list" for item in list_items(b)]
            probes += [FollowUp(text) for text in texts or [b.text for b in each.body]]
        elif each.kind == ASK:
            answer += each.body
        elif each.kind == ANSWER:
            rest = label_of(each.summary).block.text if label_of(each.summary).label else ""
            answer += [Block("paragraph", rest, each.line)] if rest else []
            answer += each.body
        elif each.kind == EXPLANATION and not answered:
            answer += each.body
        elif each.body:
            answer += labelled_body(each.summary, each.body, each.line)
    return _Parts(tuple(answer), tuple(probes))
