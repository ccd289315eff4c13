"""The groups of a quiz: a question, its options and what stands below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._options.blocks import apart
from builder.readers._dialects._options.keys import is_key
from builder.readers._dialects._options.lists import items_of
from builder.readers._dialects._options.option_keys import find_key
from builder.readers._dialects._options.options import run_at
from builder.readers._outlines.outline import Block, blocks_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._options.marks import Run

_START_NUMBER = re.compile(r"\s{0,9}(\d{1,9})[.)]")
# ``**3.** …``, ``3\) …``, ``#3 …``, ``**Question 3 of 10** `easy` ``; what follows is the question.
_NUMBERED = re.compile(
    r"(?P<lead>[*_]{0,3})(?:(?P<word>[^\W\d_]{1,12})\.?\s{0,2})?[(\[#№]{0,2}(?P<number>\d{1,4})"
    r"(?:\s{0,2}(?:of|/|von|de|di|из|z|av)\s{0,2}\d{1,4})?"
    r"(?P<mid>[*_]{0,3})(?P<sep>\\?[.):\]]|\s[-–—](?=\s))?(?P<close>[*_]{0,3})(?:\s{1,4}|$)"
)
_TAG: Final = 40  # the longest remark beside a number that is not the question
_QUIET: Final = frozenset({"code", "quote", "table", "html", "comment"})
_BARE_LABEL = re.compile(r"[*_]{0,2}(?:q|question)\s?[.:)]\s{1,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """A question's blocks, its options and all below them, and its own number.

    ``remark`` is what stood beside the number on a line of its own, such as its difficulty.
    """

    question: tuple[Block, ...]
    below: tuple[Block, ...]
    number: int | None
    started: bool
    lettered: bool
    remark: Block | None = None
    offers: bool = True

    @property
    def line(self) -> int:
        """Where the question begins."""
        return self.question[0].line if self.question else self.below[0].line


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a section and the blocks before the first; ``labels`` counts its labels.

    Where there is no group, nobody needs that number, and it is 0.
    """

    before: tuple[Block, ...]
    groups: tuple[Group, ...]
    labels: int


def groups_of(blocks: Sequence[Block]) -> Groups:
    """A section's blocks as groups; none where nothing in them is a run of options."""
    opened, starts = _opened(blocks)
    work = list(apart(opened))
    runs = _runs(work)
    bounds: list[tuple[int, Run]] = []
    end = 0
    for run in runs:
        begin = _begin(work, end, run.start, starts)
        if begin is not None:
            bounds.append((begin, run))
        end = run.end
    if not bounds:
        return Groups(tuple(blocks), (), 0)
    labels = sum(_is_label(block) for block in work)
    ends = [begin for begin, _ in bounds[1:]] + [len(work)]
    groups: list[Group] = []
    for (begin, run), stop in zip(bounds, ends, strict=True):
        others = _open_starts(work, run.end, stop, starts, starts.get(work[begin].line))
        end = others[0] if others else stop
        groups.append(_group(work[begin : run.start], work[run.start : end], run, starts))
        for at, until in zip(others, [*others[1:], stop], strict=False):
            groups.append(_group(work[at : at + 1], work[at + 1 : until], None, starts))
    return Groups(tuple(work[: bounds[0][0]]), tuple(groups), labels)


def _open_starts(
    blocks: Sequence[Block], low: int, high: int, starts: dict[int, int], number: int | None
) -> list[int]:
    """Where questions without options begin: each has the number after the one before."""
    found: list[int] = []
    for place in range(low, high):
        own = starts.get(blocks[place].line)
        if number is not None and own == number + 1 and blocks[place].kind == "paragraph":
            found.append(place)
            number = own
    return found


def number_of(title: str) -> tuple[int | None, str, bool]:
    """A line's own number, the line without it, and whether nothing but a remark is left."""
    found = _NUMBERED.match(title)
    word = found["word"] if found else None
    if not found or (word and label_of(f"{word} 1: x").label != "question"):
        return None, title, False
    if not (found["sep"] or found["mid"] or found["close"] or word):
        return None, title, False
    rest = title[found.end() :]
    lead = found["lead"]
    if lead and lead not in {found["mid"], found["close"]}:
        rest = f"{lead}{rest}" if rest.strip("*_ ") else ""
    bare = rest.strip("*_`()[] ")
    is_remark = len(bare) <= _TAG and bool(word) and (rest[:1] in {"`", "(", "["} or not bare)
    return int(found["number"]), rest, is_remark


def _is_label(block: Block) -> bool:
    return block.kind == "paragraph" and label_of(block.text.split("\n", 1)[0]).label == "question"


def _opened(blocks: Sequence[Block]) -> tuple[list[Block], dict[int, int]]:
    """Blocks with the lists of questions opened up, and the numbers of those by line."""
    made: list[Block] = []
    starts: dict[int, int] = {}
    for place, block in enumerate(blocks):
        items = items_of(block) if block.kind == "list" else ()
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if items and _holds_questions(block, items, following):
            first = _START_NUMBER.match(block.text)
            for count, item in enumerate(items):
                inner = blocks_of(item.text, item.line)
                starts[item.line] = int(first[1]) + count if first else 0
                made += inner
        else:
            made.append(block)
            if block.kind == "paragraph":
                number, _, _ = number_of(block.text.split("\n", 1)[0])
                if number is not None:
                    starts[block.line] = number
    return made, starts


def _holds_questions(block: Block, items: Sequence[Block], following: Block | None) -> bool:
    """Whether a list's items are questions: options stand in one, or below its only one."""
    if any("\n" in item.text and _has_run(item) for item in items):
        return True
    if len(items) == 1 and following and _START_NUMBER.match(block.text):
        return following.kind == "options" or bool(run_at((following,), 0))
    return False


def _has_run(item: Block) -> bool:
    inner = blocks_of(item.text, item.line)
    if not inner or inner[0].kind != "paragraph":
        return False
    run = next((r for n in range(len(inner)) if (r := run_at(inner, n))), None)
    return bool(run) and bool(run.start or run.head) if run else False


def _runs(blocks: Sequence[Block]) -> list[Run]:
    runs: list[Run] = []
    place = 0
    while place < len(blocks):
        run = run_at(blocks, place)
        if run and (run.form in {"letters", "boxes"} or _has_key(blocks, run)):
            runs.append(run)
        place = run.end if run else place + 1
    return runs


def _has_key(blocks: Sequence[Block], run: Run) -> bool:
    """Whether the line below a plain list tells which of its items is right."""
    below = (*((run.tail,) if run.tail else ()), *blocks[run.end : run.end + 2])
    first = below[0] if below else None
    if first is None or not is_key(first.text.split("\n", 1)[0].lstrip("> ")):
        return False
    return find_key(below, run, labelled=False) is not None


def _begin(blocks: Sequence[Block], end: int, start: int, starts: dict[int, int]) -> int | None:
    """Where the question of the options at ``start`` begins; what is before ``end`` is another's.

    After the last rule, or at the last line with a number; else at the paragraph before the
    options, together with the code that stands between.
    """
    rule = max((n for n in range(end, start) if blocks[n].kind == "rule"), default=None)
    low = end if rule is None else rule + 1
    numbered = [n for n in range(low, start) if blocks[n].line in starts]
    if numbered:
        return numbered[-1]
    if rule is not None and low < start:
        return low
    place = start - 1
    while place >= low and blocks[place].kind in _QUIET:
        place -= 1
    if place < low or blocks[place].kind != "paragraph" or is_key(blocks[place].text):
        return None
    # "What does this print?" below the code that it asks about, and the sentence before that.
    above = place - 1
    while above >= low and blocks[above].kind == "code":
        above -= 1
    if above < low and above < place - 1:
        return low
    introduced = above < place - 1 and above >= low and blocks[above].kind == "paragraph"
    if introduced and not is_key(blocks[above].text):
        return above
    return place


def _group(
    asked: Sequence[Block], below: Sequence[Block], run: Run | None, starts: dict[int, int]
) -> Group:
    number = starts.get(asked[0].line)
    blocks = list(asked)
    remark = None
    first, newline, others = blocks[0].text.partition("\n")
    found, rest, is_remark = number_of(first)
    if found is not None and blocks[0].kind == "paragraph":
        if is_remark and len(blocks) > 1 and not others:
            remark = replace(blocks.pop(0), text=rest.strip("*_`()[] "))
        else:
            blocks[0] = replace(blocks[0], text=f"{rest}{newline}{others}")
    elif label := _BARE_LABEL.match(first):
        blocks[0] = replace(blocks[0], text=blocks[0].text[label.end() :])
    lettered = run is not None and run.form in {"letters", "boxes"}
    started = asked[0].line in starts
    own = number or found
    return Group(tuple(blocks), tuple(below), own, started, lettered, remark, run is not None)
