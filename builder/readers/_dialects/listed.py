"""Lists of questions: bullets or numbers that ask, with their answers inside, between or absent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._lists.asking import Asks, bare, linked_question
from builder.readers._dialects._lists.division import divide, is_bold_with_more, is_dead
from builder.readers._dialects._lists.items import Item, elements
from builder.readers._dialects._lists.regularity import (
    Habits,
    Run,
    Tally,
    habits_of,
    instructs,
    promises,
    strength,
    tally,
)
from builder.readers._dialects._lists.runs import as_list, joined, runs_of
from builder.readers._outlines.outline import Block, Outline, without_emphasis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Section

# Chapters as items with lists below them: no author goes deeper.
_DEEPEST = 4


def read(outline: Outline) -> Found:
    """Every section with a list of questions is this dialect's."""
    found = [_Chapter.of(section) for section in outline.sections]
    runs = [
        run for chapter in found if not instructs(chapter.section.title) for run in chapter.runs
    ]
    habits = habits_of([deeper for run in runs for deeper in _deepest(run)], _claimed(outline))
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for chapter in found:
        chapter.runs = joined(chapter.runs, habits)
        asked, passed = _asked(chapter, habits)
        if asked:
            drafts += asked
            skipped += passed
        else:
            rest.append(chapter.section)
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


@dataclass(slots=True)
class _Chapter:
    """A section and its lists; ``before`` stands above the first."""

    section: Section
    topic: str
    before: list[Block]
    runs: list[Run]
    depth: int = 0

    @classmethod
    def of(cls, section: Section) -> _Chapter:
        before, runs = runs_of(elements(section.blocks))
        topic = section.title or (section.parents[-1] if section.parents else "")
        return cls(section, topic, before, runs)


def _deepest(run: Run, depth: int = 0) -> list[Run]:
    """A list, or where it does not ask the lists inside its items: those of its chapters."""
    found = tally(run.items)
    if depth >= _DEEPEST or found.strong * 2 >= found.count:
        return [run]
    runs = [
        inner
        for item in run.items
        if "\n" in item.text or item.more
        for inner in runs_of(elements(item.blocks()))[1]
    ]
    return [deeper for inner in runs for deeper in _deepest(inner, depth + 1)] or [run]


def _claimed(outline: Outline) -> int:
    """How many sections other dialects have taken."""
    indexes = [section.index for section in outline.sections]
    return max(indexes, default=-1) + 1 - len(indexes)


def _asked(chapter: _Chapter, habits: Habits) -> tuple[list[Draft], list[Block]]:
    """The questions of a section and what it holds beside them."""
    drafts: list[Draft] = []
    skipped = list(chapter.before)
    for run in chapter.runs:
        lead = skipped[-1] if skipped and skipped[-1].kind in {"paragraph", "html"} else None
        if _are_questions(run.items, lead, chapter, habits):
            title = _lead_title(lead)
            if title:
                skipped.pop()
            drafts += _drafts(run, title or chapter.topic, chapter.section, habits)
            skipped += [as_list([item]) for item in run.items if _is_left_out(item)]
        elif nested := _nested(run, chapter, habits):
            drafts += nested[0]
            skipped += nested[1]
        else:
            skipped.append(as_list(run.items))
        skipped += run.after
    return drafts, skipped


def _are_questions(
    items: Sequence[Item], lead: Block | None, chapter: _Chapter, habits: Habits
) -> bool:
    """Whether most items of a list ask, in a place where that makes them questions."""
    found = tally(items)
    titles = [chapter.section.title, lead.text if lead else ""]
    if not habits.regular:  # "Interview checklist" may be all of questions
        titles += chapter.section.parents[-1:]
    if not found.count or found.count * 2 < len(items) or any(map(instructs, titles)):
        return False
    likely = found.strong + (found.bold if habits.bold else 0)
    if not habits.asks or (habits.claimed > 2 and not habits.regular):
        return _stands_out(found, chapter)
    if habits.claimed and likely * 5 < found.count * 4 and not promises(chapter.section):
        # Beside questions of another form a list of some other things may well ask once.
        return False
    if likely * 2 >= found.count:
        return bool(found.ask) or habits.all.ask > 0 or _orders(items, chapter)
    if habits.regular and habits.all.ask:
        enough = bool(found.strong) and (likely + found.task) * 2 >= found.count
        tasks = promises(chapter.section) and found.task * 2 >= found.count
        return enough or tasks or (bool(found.ask) and likely * 3 >= found.count)
    return promises(chapter.section) and (found.strong + found.task) * 2 >= found.count


def _stands_out(found: Tally, chapter: _Chapter) -> bool:
    """A list of questions in a document of other things: all of it asks, and no prose is near."""
    if promises(chapter.section) and found.strong * 5 >= found.count * 3:
        return True
    prose = [b for b in chapter.before if b.kind == "paragraph"]
    return found.count >= 3 and found.ask * 5 >= found.count * 4 and len(prose) <= 1


def _orders(items: Sequence[Item], chapter: _Chapter) -> bool:
    """A list that only says "Explain …": advice says it to the reader, about what is theirs."""
    advice = sum(" your " in f" {bare(item.first).lower()} " for item in items)
    return promises(chapter.section) or advice * 3 < len(items)


def _is_left_out(item: Item) -> bool:
    """Whether an item among questions is none: without words, or a link whose words do not ask."""
    return is_dead(item) and not linked_question(item.first)


def _lead_title(lead: Block | None) -> str:
    """The title that a bold line above a list is, or a few words that end no sentence."""
    if lead is None or lead.kind != "paragraph" or "\n" in lead.text or len(lead.text) > 80:
        return ""
    text = lead.text.strip()
    plain = without_emphasis(text.rstrip(":")).rstrip(":").strip()
    if plain == text.rstrip(":"):
        is_name = plain[-1:].isalnum() or plain.endswith((")", "+", "#"))
        return plain if is_name and len(plain.split()) <= 3 else ""
    return plain


def _drafts(run: Run, topic: str, section: Section, habits: Habits) -> list[Draft]:
    numbers = {item.number for item in run.items}
    first = run.items[0].number
    drafts = []
    for place, item in enumerate(run.items):
        if _is_left_out(item):
            continue
        question, answer = divide(item, plainly=habits.plainly)
        # Where every item is written "1." Markdown counts, not the author.
        number = item.number if len(numbers) > 1 or first is None else first + place
        drafts.append(
            Draft(
                question=question or bare(item.first),
                line=item.line,
                answer=answer,
                number=number,
                topic=topic,
                place=(section.index, item.line),
            )
        )
    return drafts


def _nested(run: Run, chapter: _Chapter, habits: Habits) -> tuple[list[Draft], list[Block]] | None:
    """The questions below items that are chapters: ``- Databases`` with a list that asks."""
    if chapter.depth >= _DEEPEST:
        return None
    inner: list[tuple[Item, _Chapter]] = []
    for item in run.items:
        if strength(item) >= Asks.TELL or is_bold_with_more(item) != is_bold_with_more(
            run.items[0]
        ):
            return None
        blocks = item.blocks()
        title = bare(item.first).rstrip(":")
        section = replace(
            chapter.section,
            title=title,
            blocks=blocks[1:],
            parents=(*chapter.section.parents, chapter.section.title),
        )
        made = _Chapter.of(section)
        made.depth = chapter.depth + 1
        made.runs = joined(made.runs, habits)
        inner.append((item, made))
    drafts: list[Draft] = []
    skipped: list[Block] = []
    for item, made in inner:
        found, passed = _asked(made, habits)
        drafts += found
        skipped += passed if found else [as_list([item])]
    return (drafts, skipped) if drafts else None
