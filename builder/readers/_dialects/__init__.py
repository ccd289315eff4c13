"""Outline to questions: one dialect a file, one row each in DIALECTS."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.identity import question_id
from builder.model import Kind, Origin, Problem, Question, Reading, Severity
from builder.readers._dialects import (
    answer_keys,
    cards,
    choices,
    details,
    headings,
    labelled,
    listed,
    model_answers,
    paragraphs,
    prose_keys,
    quizzes,
    tables,
)
from builder.readers._dialects._endings import abbreviations
from builder.readers._dialects._endings.farewell import without_farewell
from builder.readers._dialects._endings.trimming import (
    asked_once,
    trimmed,
    with_levels,
    without_endings,
)
from builder.readers._dialects._headings import keys as heading_keys
from builder.readers._dialects._headings.bare import bare_headings
from builder.readers._dialects._headings.contents import split as split_contents
from builder.readers._dialects._lists.outdented import gathered
from builder.readers._dialects._options.blocks import restored
from builder.readers._dialects._reports import listed_only, unclosed_fences
from builder.readers._dialects._toggles.groups import as_chapters
from builder.readers._dialects._toggles.opened import unfolded
from builder.readers._dialects._unread import unread
from builder.readers._finish import answer_text, question_text
from builder.readers._outlines.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.readers._dialects._draft import Draft
    from builder.readers._dialects.model_answers import ModelAnswer
    from builder.readers._outlines.outline import Block

_NOTHING = Outline()
# Asked in this order; each leaves to the next the sections it does not recognise. Labels are the
# surest sign, and a list below a heading that asks is its answer.
DIALECTS = (
    details.read,
    quizzes.read,
    tables.read,
    paragraphs.numbered,
    labelled.read,
    headings.read,
    cards.read,
    paragraphs.read,
    tables.unanswered,
    listed.read,
    quizzes.read_titles,
)


def read_outline(outline: Outline, path: str) -> Reading:
    """The questions of a document in its order, and a problem for each thing passed over."""
    outline = gathered(as_chapters(outline))
    whole = outline
    meanings, outline = abbreviations.split(outline)
    contents, outline = split_contents(outline)
    further, outline = model_answers.split(quizzes.folded(choices.set_apart(outline)))
    answers, outline = prose_keys.split(outline)
    headed, outline = heading_keys.split(outline)
    keys, beside_keys, outline = answer_keys.split(outline)
    drafts: list[Draft] = []
    skipped: list[Block] = [*meanings, *contents.blocks, *beside_keys]
    open_toggles: list[int] = []
    for read in DIALECTS:
        found = read(outline)
        drafts += map(unfolded, found.drafts)
        skipped += found.skipped
        open_toggles += found.unclosed
        outline = found.rest
    skipped += bare_headings(whole, outline, {draft.topic for draft in drafts})
    for section in outline.sections:
        skipped += section.blocks
    drafts.sort(key=lambda draft: draft.place)
    drafts, farewell = without_farewell(drafts)
    skipped += farewell
    drafts, lost = _with_model_answers(drafts, further, path)
    drafts, apart = answer_keys.attach(drafts, keys)
    drafts, alone = prose_keys.attach(drafts, (*answers, *headed))
    unasked = [*((k.number, k.line) for k in apart), *((a.number, a.line) for a in alone)]
    lost += [_apart(f"the answer to question {number}", line, path) for number, line in unasked]
    drafts, unmarked = choices.with_choices(drafts, path)
    lost += unmarked
    lost += [*unclosed_fences(whole, path), *listed_only(contents, drafts, path)]
    drafts, endings = without_endings(with_levels(asked_once(drafts), whole))
    skipped += endings
    reading = _reading(drafts, path, skipped, whole)
    lost += [_unclosed(line, path) for line in open_toggles]
    problems = sorted((*lost, *reading.problems), key=_place)
    return Reading(reading.questions, tuple(problems))


def read_drafts(drafts: Iterable[Draft], path: str, skipped: Iterable[Block] = ()) -> Reading:
    """The questions that drafts become, and a problem for each block that was passed over."""
    chosen, unmarked = choices.with_choices(drafts, path)
    reading = _reading(chosen, path, skipped)
    return Reading(reading.questions, tuple(sorted((*unmarked, *reading.problems), key=_place)))


def _reading(
    drafts: Iterable[Draft], path: str, skipped: Iterable[Block], whole: Outline = _NOTHING
) -> Reading:
    """Drafts as questions; of the ``whole`` document each line that asks is read or reported."""
    questions = []
    passed_over = [*restored(tuple(skipped))]
    empty: list[Problem] = []
    for draft in drafts:
        kept, trimmings = trimmed(draft)
        passed_over += trimmings
        question = _question(kept, path)
        if question.question.strip() and question.id:
            questions.append(question)
        else:
            passed_over += [*kept.answer, *(block for one in kept.further for block in one)]
            empty.append(_empty(draft, path))
    passed_over += unread(whole, questions, passed_over)
    problems = [_skipped(block, path) for block in passed_over if block.kind != "rule"]
    return Reading(tuple(questions), tuple(sorted((*problems, *empty), key=_place)))


def _place(problem: Problem) -> Origin:
    return problem.origin


def _with_model_answers(
    drafts: list[Draft], further: tuple[ModelAnswer, ...], path: str
) -> tuple[list[Draft], list[Problem]]:
    """Each model answer added to the question of its number; a problem where there is not one."""
    lost = []
    for each in further:
        places = [place for place, draft in enumerate(drafts) if draft.number == each.number]
        if len(places) == 1:
            draft = drafts[places[0]]
            drafts[places[0]] = replace(draft, further=(*draft.further, each.blocks))
        else:
            why = "no question has" if not places else f"{len(places)} questions have"
            lost.append(_apart(f'"{each.title}"', each.line, path, why))
    return drafts, lost


def _apart(what: str, line: int, path: str, why: str = "no question has") -> Problem:
    message = f"{what} is left out: {why} that number"
    return Problem(Origin(path, line), Severity.WARNING, "model-answer-apart", message)


def _question(draft: Draft, path: str) -> Question:
    text, references = question_text(draft.question)
    answers = [answer_text(blocks) for blocks in (draft.answer, *draft.further)]
    first, *others = [answer for answer in answers if answer] or [""]
    return Question(
        id=question_id(text),
        question=text,
        answer=first,
        more_answers=tuple(others),
        kind=Kind.CHOICE if draft.choices else Kind.OPEN,
        choices=draft.choices,
        topic=draft.topic,
        level=draft.level,
        tags=draft.tags,
        short_answer=answer_text(draft.short_answer),
        follow_ups=draft.follow_ups,
        red_flags=draft.red_flags,
        minutes=draft.minutes,
        references=tuple({r.url or r.title: r for r in (*draft.references, *references)}.values()),
        origins=(Origin(path, draft.line),),
    )


def _unclosed(line: int, path: str) -> Problem:
    message = "this <details> has no end; it is taken to end where the next or a heading begins"
    return Problem(Origin(path, line), Severity.WARNING, "unclosed-toggle", message)


def _empty(draft: Draft, path: str) -> Problem:
    message = "a question without words; it is left out"
    return Problem(Origin(path, draft.line), Severity.WARNING, "empty-question", message)


def _skipped(block: Block, path: str) -> Problem:
    first = " ".join(block.text.split())
    shown = first if len(first) <= 60 else f"{first[:57].rstrip()}…"
    lines = block.text.count("\n") + 1
    what = f"{block.kind}, {lines} lines" if lines > 1 else block.kind
    return Problem(
        Origin(path, block.line),
        Severity.INFO,
        "skipped",
        f"not part of a question, skipped ({what}): {shown}",
    )
