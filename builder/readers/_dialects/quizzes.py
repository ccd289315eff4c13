"""Quizzes: questions that nothing marks as such but the options below them and their key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels.labels import is_bare, label_of
from builder.readers._dialects._labels.vocabulary import ANSWER
from builder.readers._dialects._lists.asking import Asks, asks
from builder.readers._dialects._options.groups import Group, groups_of, number_of
from builder.readers._dialects._options.keys import after_label, explains, is_key
from builder.readers._dialects._options.options import run_at
from builder.readers._dialects._options.true_false import offers_truth
from builder.readers._dialects.choices import is_choice, text_of
from builder.readers._difficulty import level_from
from builder.readers._outlines.outline import Outline, as_blocks, list_items, without_emphasis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._outlines.outline import Block, Section

_LONGEST: Final = 200
_ENOUGH: Final = 2  # groups in one section make it a quiz, whatever its heading says


def folded(outline: Outline) -> Outline:
    """An outline in which ``Answer: B`` as a heading is a line of the question above it.

    So is the ``Explanation`` below such a heading, at whatever level either stands.
    """
    made: list[Section] = []
    last_key = 0
    for section in outline.sections:
        tells = (after_label(section.title) or "").strip() and len(section.title) < _LONGEST
        explained = last_key and explains(f"{section.title}:") == ""
        if made and section.level and (explained or (tells and _offers(made[-1]))):
            last_key = section.level
            blocks = (*made[-1].blocks, *as_blocks(section))
            made[-1] = replace(made[-1], blocks=blocks)
        else:
            last_key = 0
            made.append(section)
    counted = (s if s.index == n else replace(s, index=n) for n, s in enumerate(made))
    return Outline(tuple(counted))


def _offers(section: Section) -> bool:
    return any(run_at(section.blocks, place) for place in range(len(section.blocks)))


def read(outline: Outline) -> Found:
    """Sections with two groups of question and options, or one below a heading that asks nothing.

    A section where every question has a label is left to those who read labels. A heading that
    states something and has options below, or asks for true or false, is a question itself.
    """
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for section, deeper in _with_deeper(outline.sections):
        found = groups_of(section.blocks)
        made = [_draft(g, section, place) for place, g in enumerate(found.groups)]
        if found.labels < len(made) and _is_quiz(section, found.groups, made):
            drafts += made
            skipped += found.before
            remarks = (group.remark for group in found.groups)
            skipped += [r for r in remarks if r and r.text and not level_from(r.text)]
            last = drafts[-1]
            drafts[-1] = replace(last, answer=(*last.answer, *_blocks(deeper)))
        elif _states(section) and is_choice(draft := _of_title(section, deeper)):
            drafts.append(draft)
        else:
            rest += (section, *deeper)
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


def read_titles(outline: Outline) -> Found:
    """Headings nobody took for questions, with options and their key right below."""
    drafts: list[Draft] = []
    rest: list[Section] = []
    for section, deeper in _with_deeper(outline.sections):
        draft = _of_title(section, deeper)
        if _stands_right_below(section) and is_choice(draft):
            drafts.append(draft)
        else:
            rest += (section, *deeper)
    return Found(tuple(drafts), (), Outline(tuple(rest)))


def _with_deeper(sections: Sequence[Section]) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    """Each section that offers options, with those below it that only go on with it."""
    place = 0
    while place < len(sections):
        section = sections[place]
        end = place = place + 1
        if section.level and (offers_truth(section.title) or _offers(section)):
            while end < len(sections) and sections[end].level > section.level:
                if not is_bare(sections[end].title, ANSWER) and not _goes_on(sections[end].title):
                    break
                end += 1
        yield section, tuple(sections[place:end])
        place = end


def _goes_on(title: str) -> bool:
    return explains(f"{title}:") == "" or is_key(title)


def _blocks(sections: Sequence[Section]) -> list[Block]:
    return [block for section in sections for block in as_blocks(section)]


def _of_title(section: Section, deeper: Sequence[Section]) -> Draft:
    return Draft(
        section.title,
        section.line,
        (*section.blocks, *_blocks(deeper)),
        number=section.number,
        topic=section.parents[-1] if section.parents else "",
        place=(section.index, 0),
    )


def _states(section: Section) -> bool:
    """Whether a heading is a sentence that asks nothing, or asks for true or false."""
    title = without_emphasis(section.title)
    if not title or number_of(title)[0] is not None or label_of(title).label:
        return False
    return _stands_right_below(section) and (offers_truth(title) or asks(title) < Asks.TELL)


def _stands_right_below(section: Section) -> bool:
    """Whether options are the first thing below a heading, but for the code it is about."""
    blocks = section.blocks
    first = next((n for n, block in enumerate(blocks) if block.kind not in {"code", "rule"}), None)
    if not section.title or first is None or _asks_itself(blocks[first]):
        return False
    if offers_truth(section.title):
        return True
    run = next((run for n in range(first + 1) if (run := run_at(blocks, n))), None)
    return run is not None and not run.head


def _asks_itself(block: Block) -> bool:
    """Whether most items of a list ask: questions to tick, not options."""
    items = list_items(block) if block.kind == "list" else ()
    asking = sum(asks(item.text.split("\n", 1)[0]) >= Asks.TELL for item in items)
    return bool(asking) and asking * 2 >= len(items)


def _is_quiz(section: Section, groups: tuple[Group, ...], drafts: list[Draft]) -> bool:
    sure = sum(map(is_choice, drafts))
    if asks(without_emphasis(section.title)) >= Asks.TELL:
        return sure >= _ENOUGH
    likely = sum(g.lettered and (g.started or _ends_open(g)) for g in groups)
    return sure >= 1 or likely >= _ENOUGH


def _ends_open(group: Group) -> bool:
    prose = [block.text for block in group.question if block.kind == "paragraph"]
    return bool(prose) and prose[-1].rstrip("*_ \\")[-1:] in {*"?:？：؟"}


def _unlabelled(group: Group) -> tuple[Block, ...]:
    """What stands below a question; that without options may have ``Answer:`` before it."""
    first = group.below[0] if group.below else None
    if first is None or first.kind != "paragraph" or group.offers:
        return group.below
    line, newline, others = first.text.partition("\n")
    said = after_label(line)
    if said is None:
        return group.below
    return (replace(first, text=f"{said}{newline}{others}".strip()), *group.below[1:])


def _draft(group: Group, section: Section, place: int) -> Draft:
    number, _, _ = number_of(section.title)
    is_label = number is not None and section.title.strip()[-1:].isdigit()
    parents = section.parents[-1] if section.parents else ""
    asked = group.question
    if asked:
        asked = (replace(asked[0], text=without_emphasis(asked[0].text)), *asked[1:])
    return Draft(
        question=text_of(asked),
        line=group.line,
        answer=_unlabelled(group),
        number=group.number if group.number is not None else number,
        topic=parents if is_label else section.title or parents,
        level=level_from(group.remark.text) if group.remark else "",
        place=(section.index, place),
    )
