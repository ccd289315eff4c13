"""Questions with options: which they are, which are right, and what remains as explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from builder.model import Choice, Origin, Problem, Severity
from builder.readers._dialects._options.blocks import apart, restored
from builder.readers._dialects._options.explanations import explanation, whys
from builder.readers._dialects._options.option_keys import Found, find_key
from builder.readers._dialects._options.options import run_at
from builder.readers._dialects._options.toggles import named
from builder.readers._dialects._options.true_false import offers_truth, true_or_false
from builder.readers._outlines.outline import Block, Outline, blocks_of
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from builder.readers._dialects._draft import Draft
    from builder.readers._dialects._options.marks import Run

# What tells a reader to choose; with it, a mark counts that else might only be an emphasis.
_CHOOSE = re.compile(
    r"\b(?:which|select|choose|pick|tick|mark|identify|of the following|of these|all that apply"
    r"|true or false|welche[rsnm]?|quel(?:le)?s?|cuál(?:es)?|qua(?:l|is|le|li)"
    r"|как\w{2,3}|котор\w{2,3}|któr\w{1,3})\b|哪|どれ",
    re.IGNORECASE,
)
# The same where nothing tells the right one: "Which" alone may have a list as its answer.
_OFFERS = re.compile(
    r"\b(?:of (?:the following|these|those|them)|the following|select|choose|pick|tick"
    r"|all that apply)\b",
    re.IGNORECASE,
)
_NAMES_OPTIONS = re.compile(
    r"[*_\s]{0,4}(?:(?:possible |answer )?(?:options|choices|answers)|antwortmöglichkeiten|optionen"
    r"|opciones|opções|opzioni|варианты(?: ответов)?)[*_\s:]{0,6}",
    re.IGNORECASE,
)
_RUNS: Final = 4  # of one question; what is no option by then is none
_HABIT: Final = 2  # questions that make a habit of a document
_MOST_BEFORE: Final = 2  # paragraphs between a heading and its options


def with_choices(drafts: Iterable[Draft], path: str) -> tuple[list[Draft], list[Problem]]:
    """Drafts whose options became choices; a problem for each whose right one nothing says.

    Lettered lines without a key are options where the question asks to choose, where they stand
    with the question itself, or where most questions of the document have choices. Elsewhere
    they are an answer that has letters.
    """
    found = [_resolved(draft) for draft in drafts]
    found = _with_bold(found)
    chosen = sum(bool(each.draft.choices) for each in found) * 2 >= len(found)
    made: list[Draft] = []
    problems: list[Problem] = []
    for each in found:
        if each.unmarked and (chosen or each.asked):
            made.append(each.unmarked)
            problems.append(
                Problem(
                    Origin(path, each.draft.line),
                    Severity.WARNING,
                    "unmarked-choices",
                    "nothing says which of its options is right: kept as an open question",
                )
            )
        else:
            answer = restored(each.draft.answer)
            unchanged = answer is each.draft.answer
            made.append(each.draft if unchanged else replace(each.draft, answer=answer))
    return made, problems


def is_choice(draft: Draft) -> bool:
    """Whether a draft has options, and something says which of them is right."""
    return bool(_resolved(draft).draft.choices)


def has_options(draft: Draft) -> bool:
    """Whether a draft offers anything to choose from, and nothing says yet what is right."""
    found = _resolved(draft)
    if found.draft.choices:
        return False
    blocks = (*_of_question(draft), *draft.answer)
    return any(True for _ in _runs(blocks)) or offers_truth(draft.question)


def set_apart(outline: Outline) -> Outline:
    """An outline whose runs of lettered lines are blocks of their own.

    The ``A:`` of an option is not the label of an answer then, nor are the options a part of the
    paragraph that asks.
    """
    return Outline(tuple(s.with_blocks(named(apart(s.blocks))) for s in outline.sections))


def _with_bold(found: list[_Resolved]) -> list[_Resolved]:
    """Lists with one bold item are choices where that is the form of nearly all questions."""
    bold = sum(each.stressed is not None for each in found)
    alike = bold + sum(bool(each.draft.choices) for each in found)
    if bold < _HABIT or alike * 5 < len(found) * 4:
        return found
    return [_Resolved(each.stressed) if each.stressed else each for each in found]


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A draft; the same with its options as a list, and whether those were surely asked.

    ``stressed`` is the draft with a list of which one item is bold as its choices.
    """

    draft: Draft
    unmarked: Draft | None = None
    asked: bool = False
    stressed: Draft | None = None


def _resolved(draft: Draft) -> _Resolved:
    if draft.choices:
        return _Resolved(draft)
    asked = _of_question(draft)
    found = _in_question(draft, asked) or _in_answer(draft, asked)
    if found.draft.choices or found.unmarked or found.stressed:
        return found
    return _Resolved(true_or_false(draft) or draft)


def _in_question(draft: Draft, asked: tuple[Block, ...]) -> _Resolved | None:
    """Options that stand with the question; those without a key were surely offered, too."""
    for run in _runs(asked):
        if _answers_each(draft.answer, run):
            return _Resolved(draft)
        before, after = _around(asked, run)
        before = _without_names(before)
        key = find_key(draft.answer, run, labelled=True) or _marked(run, draft.question)
        if key:
            return _Resolved(_made(draft, (*before, *after), run, key, draft.answer))
        if run.form == "letters":
            text = text_of((*before, _as_list(run), *after))
            return _Resolved(draft, replace(draft, question=text), asked=True)
    return None


def _answers_each(answer: Sequence[Block], asked: Run) -> bool:
    """Whether an answer begins with lettered parts of its own: then the question has parts."""
    first = next(_runs(answer), None)
    if first is None or first.form != "letters" or first.start or first.head:
        return False
    offered = {same_words(option.text) for option in asked.options}
    return not all(same_words(option.text) in offered for option in first.options)


def _without_names(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks without a line such as ``Options:``."""
    return tuple(block for block in blocks if not _NAMES_OPTIONS.fullmatch(block.text))


def _in_answer(draft: Draft, asked: tuple[Block, ...]) -> _Resolved:
    """Options at the start of what stands below the question."""
    unmarked = stressed = None
    for run in _runs(draft.answer):
        before, after = _around(draft.answer, run)
        before = _without_names(before)
        stands = _stands_first(before, draft.question)
        key = find_key(after, run, labelled=False)
        near = run.form != "boxes" and len(_prose(before)) <= _MOST_BEFORE
        if not key and stands:
            key = _marked(run, draft.question, before)
        if key and (stands or near):
            return _Resolved(_made(draft, (*asked, *before), run, key, after))
        if stands and not unmarked and run.form == "letters" and not _prose(after):
            text = text_of((*asked, *before, _as_list(run)))
            unmarked = replace(draft, question=text, answer=after)
        if stands and not stressed and run.form in {"list", "numbered"} and not _prose(after):
            bold = frozenset(n for n, option in enumerate(run.options) if option.stressed)
            if len(bold) == 1:
                stressed = _made(draft, (*asked, *before), run, Found(bold, ()), after)
    asked_to_choose = unmarked is not None and bool(_OFFERS.search(draft.question))
    return _Resolved(draft, unmarked, asked_to_choose, stressed)


def _of_question(draft: Draft) -> tuple[Block, ...]:
    """The blocks of a question's text: one, unless it has lines or options of its own."""
    if "\n" not in draft.question:
        return (Block("paragraph", draft.question, draft.line),)
    return blocks_of(draft.question, draft.line)


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    place = seen = 0
    work = list(blocks)
    while place < len(work) and seen < _RUNS:
        run = run_at(work, place)
        if run:
            seen += 1
            yield run
        place = run.end if run else place + 1


def _around(blocks: Sequence[Block], run: Run) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    before = (*blocks[: run.start], *((run.head,) if run.head else ()))
    after = (*((run.tail,) if run.tail else ()), *blocks[run.end :])
    return before, after


def _prose(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.kind in {"paragraph", "list", "options"}]


def _stands_first(before: Sequence[Block], question: str) -> bool:
    """Whether options follow their question at once, or the sentence that asks to choose."""
    prose = _prose(before)
    if not prose:
        return True
    last = prose[-1].text.rstrip("*_\\: )")
    asks = last.endswith("?") or bool(_CHOOSE.search(last))
    return len(prose) <= _MOST_BEFORE and (asks or not question.rstrip("*_ ").endswith("?"))


def _marked(run: Run, question: str, before: Sequence[Block] = ()) -> Found | None:
    """The right options as their own marks say: a box, a tick, a word, or bold."""
    options = run.options
    said = frozenset(place for place, option in enumerate(options) if option.right)
    asks = _CHOOSE.search(" ".join([question, *(block.text for block in before[-2:])]))
    if said:
        if run.form == "boxes":
            sure = len(said) < len(options) or bool(asks)
        else:
            sure = run.form == "letters" or len(said) == 1 or bool(asks)
        return Found(said, ()) if sure and (len(said) < len(options) or asks) else None
    bold = frozenset(place for place, option in enumerate(options) if option.stressed)
    if run.form == "letters" and bold and (len(bold) == 1 or asks) and len(bold) < len(options):
        return Found(bold, ())
    return None


def _made(
    draft: Draft, asked: Sequence[Block], run: Run, key: Found, after: Sequence[Block]
) -> Draft:
    rest = key.rest if key.taken else tuple(after)
    reasons, rest = whys(rest, len(run.options))
    choices = tuple(
        Choice(option.text, place in key.places, "\n\n".join(filter(None, (option.why, reason))))
        for place, (option, reason) in enumerate(zip(run.options, reasons, strict=True))
    )
    answer = explanation(restored(rest))
    return replace(draft, question=text_of(asked), choices=choices, answer=answer)


def _as_list(run: Run) -> Block:
    lines = "\n".join(f"- {option.text}".replace("\n", "\n  ") for option in run.options)
    return Block("list", lines, 0)


def text_of(blocks: Iterable[Block]) -> str:
    """Blocks as one Markdown text."""
    return "\n\n".join(block.text for block in blocks if block.kind != "rule" and block.text)
