"""Headings as questions: ``### 12. Explain …`` with the answer below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.model import Reference
from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._headings.asides import without_asides
from builder.readers._dialects._headings.choosing import chosen
from builder.readers._dialects._headings.facts import ANSWER, Asks
from builder.readers._dialects._headings.forest import answer_label
from builder.readers._dialects._headings.turns import Turns
from builder.readers._dialects._labels.labels import label_of
from builder.readers._outlines.outline import Block, Outline, as_blocks, without_emphasis
from builder.readers._outlines.titles import citation, unlinked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._headings.choosing import Chosen
    from builder.readers._dialects._headings.facts import Fact
    from builder.readers._dialects._labels.turns import Turn
    from builder.readers._outlines.outline import Section


def read(outline: Outline) -> Found:
    """Headings that ask, at the levels at which the document asks (see ``_choosing``)."""
    sections = outline.sections
    if not sections:
        return Found((), (), outline)
    choice = chosen(sections)
    said = Turns(sections)
    drafts: list[Draft] = []
    rest: list[Section] = []
    chapter: Section | None = None
    place = 0
    while place < len(sections):
        section = sections[place]
        if place in choice.places:
            end = _end_of(sections, place, choice)
            draft = _draft(section, choice, sections[place + 1 : end], place, said)
            drafts.append(
                replace(draft, topic=draft.topic or _topic(sections, place, choice, chapter))
            )
            place = end
        else:
            chapter = section if section.level and choice.facts[place].plain else None
            rest.append(section)
            place += 1
    return Found(tuple(drafts), (), replace(outline, sections=tuple(rest)))


def _end_of(sections: Sequence[Section], place: int, choice: Chosen) -> int:
    """Where the answer ends: at a heading as high, at another question, at a footer."""
    level, end = sections[place].level, place + 1
    while (
        end < len(sections)
        and (sections[end].level > level or _answers(sections, end, choice))
        and sections[end].index == sections[end - 1].index + 1
        and end not in choice.places
        and not choice.facts[end].footer
    ):
        end += 1
    return end


def _answers(sections: Sequence[Section], place: int, choice: Chosen) -> bool:
    """Whether a heading beside its question only says that the answer follows."""
    return choice.facts[place].answer and bool(sections[place].blocks)


def _topic(sections: Sequence[Section], place: int, choice: Chosen, chapter: Section | None) -> str:
    """The chapter of a question: the heading above, or one as high with nothing below it."""
    section, parent = sections[place], choice.parents[place]
    if chapter and chapter.level == section.level and not chapter.blocks:
        return unlinked(chapter.title)
    # A question that stands a level too deep has the topic of the one above it.
    while parent in choice.places and choice.facts[parent].number is not None:
        parent = choice.parents[parent]
    while parent >= 0 and choice.facts[parent].bare:
        parent = choice.parents[parent]
    if parent in choice.places or choice.parents[place] < 0:
        return unlinked(section.parents[-1]) if section.parents else ""
    return unlinked(sections[parent].title) if parent >= 0 else ""


def _draft(
    section: Section, choice: Chosen, deeper: Sequence[Section], place: int, said: Turns
) -> Draft:
    fact = choice.facts[place]
    facts = choice.facts[place + 1 : place + 1 + len(deeper)]
    kept, asides = without_asides(deeper)
    indexes = {each.index for each in kept}
    beside = [each for each, one in zip(facts, deeper, strict=True) if one.index in indexes]
    cited = citation(section.raw)
    draft = Draft(
        question=fact.words,
        line=section.line,
        number=fact.number,
        place=(section.index, 0),
        marks=section.raw,
        follow_ups=asides.follow_ups,
        red_flags=asides.red_flags,
        references=(Reference(*cited),) if cited else (),
    )
    turn = None if fact.bare else said.of(section, fact.words)
    if turn:
        return _with_turn(draft, turn, _all_of(kept, beside))
    asked, answer = _divided(section, fact, kept, beside, told=place in choice.told_below)
    words = "" if fact.bare and asked else fact.words
    text = "\n\n".join([*([words] if words else []), *(block.text for block in asked)])
    return replace(draft, question=text, answer=tuple(answer))


def _with_turn(draft: Draft, turn: Turn, below: Sequence[Block]) -> Draft:
    """A draft with what its labels say; sections below the question end the answer."""
    return replace(
        draft,
        question=turn.text(),
        answer=(*turn.hints, *turn.answer, *below),
        further=tuple(tuple(blocks) for blocks in turn.further),
        short_answer=tuple(turn.short),
        topic=turn.topic,
        level=turn.level,
        tags=tuple(dict.fromkeys(turn.tags)),
        follow_ups=(*turn.probes(), *draft.follow_ups),
        red_flags=(*(flag for flag in turn.red_flags if flag), *draft.red_flags),
        minutes=turn.minutes,
    )


def _divided(
    section: Section,
    fact: Fact,
    deeper: Sequence[Section],
    facts: Sequence[Fact],
    *,
    told: bool,
) -> tuple[list[Block], list[Block]]:
    """What stands below a heading, as the rest of its question and its answer."""
    blocks = [block for block in section.blocks if block.kind != "comment"]
    comments = [block for block in section.blocks if block.kind == "comment"]
    asks = fact.asks is Asks.YES
    label = next((n for n, block in enumerate(blocks) if answer_label(block, plainly=asks)), None)
    if label is not None:
        # What stands between a question and its "Answer:", such as code, belongs to the question.
        asked = [block for block in blocks[:label] if block.kind != "rule"]
        return asked, [*_without_label(blocks[label:]), *_all_of(deeper, facts), *comments]
    heads = [n for n, each in enumerate(facts) if each.answer and _marks(each, fact)]
    if heads and all(_restates(each) for each in deeper[: heads[0]]):
        asked = [*blocks, *(block for each in deeper[: heads[0]] for block in each.blocks)]
        asked = [block for block in asked if block.kind not in {"rule", "comment"}]
        return asked, [*_all_of(deeper[heads[0] :], facts[heads[0] :]), *comments]
    end = 0
    if told:
        end = _end_of_question(blocks)
    elif fact.bare:
        end = 1
    return blocks[:end], [*_without_label(blocks[end:]), *_all_of(deeper, facts), *comments]


def _marks(answer: Fact, question: Fact) -> bool:
    """Whether a heading below a question says that the answer begins there.

    "Solution" or "Explanation" may as well be a part of the answer to what its title asks.
    """
    name = answer.words.casefold()
    return "answer" in name or ("solution" in name and question.asks is not Asks.YES)


def _restates(section: Section) -> bool:
    """Whether a heading between a question and its answer belongs to the question."""
    title = section.title.casefold().strip(" :*_")
    return title in {"question", "problem", "task", "description", "statement", "examples"} or (
        title.startswith(("problem ", "example", "constraint", "hint", "note", "input", "follow"))
    )


def _end_of_question(blocks: Sequence[Block]) -> int:
    """How many blocks ask, where the question stands below its heading."""
    asking = [
        n
        for n, block in enumerate(blocks)
        if block.kind == "paragraph" and without_emphasis(block.text).rstrip("*_\\ ").endswith("?")
    ]
    end = 1
    while end in asking:
        end += 1
    return end


def _all_of(deeper: Sequence[Section], facts: Sequence[Fact]) -> list[Block]:
    """Sections of an answer as its blocks; a heading that only says "Answer" is a label."""
    found: list[Block] = []
    for section, fact in zip(deeper, facts, strict=True):
        is_label = fact.answer and (not found or ANSWER.fullmatch(section.title))
        found += section.blocks if is_label else as_blocks(section)
    return found


def _without_label(answer: Sequence[Block]) -> list[Block]:
    """The answer without an ``Answer:`` at its start."""
    if answer and answer[0].kind == "paragraph":
        first, _, others = answer[0].text.partition("\n")
        labelled = label_of(first)
        if labelled.label == "answer":
            text = "\n".join(part for part in (labelled.block.text, others) if part)
            start = [Block("paragraph", text, answer[0].line)] if text else []
            return [*start, *answer[1:]]
    return list(answer)
