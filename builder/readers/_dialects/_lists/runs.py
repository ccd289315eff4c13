"""Runs of items: lists that CommonMark parts and their author counted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.readers._dialects._lists.asking import Asks
from builder.readers._dialects._lists.items import Item, continuing
from builder.readers._dialects._lists.regularity import Habits, Run, strength
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def runs_of(elements: Sequence[Item | Block]) -> tuple[list[Block], list[Run]]:
    """The blocks before the first list, and the lists with what stands behind each."""
    before: list[Block] = []
    runs: list[Run] = []
    for each in elements:
        if isinstance(each, Block):
            (runs[-1].after if runs else before).append(each)
        elif runs and not runs[-1].after and _goes_with(runs[-1], each):
            runs[-1].items.append(each)
        else:
            runs.append(Run([each]))
    return before, runs


def _goes_with(run: Run, item: Item) -> bool:
    return run.ordered == (item.number is not None)


def joined(runs: list[Run], habits: Habits) -> list[Run]:
    """Runs with the answers that stand at the margin moved into the items they belong to."""
    if places := _chain(runs, habits):
        return _gathered(runs, places)
    if habits.single and not any(run.ordered for run in runs):
        items = [item for run in runs for item in run.items]
        return _gathered(runs, {id(item) for item in items if strength(item) >= Asks.TELL})
    return runs


def _chain(runs: Sequence[Run], habits: Habits) -> set[int]:
    """The items whose numbers count on from list to list; none where they do not."""
    ordered = [run for run in runs if run.ordered]
    items = [item for run in ordered for item in run.items]
    kept = [items[i] for i in continuing([(item.number or 0, strength(item)) for item in items])]
    chosen = {id(item) for item in kept}
    starts = [run.items[0] for run in ordered[1:]]
    goes_on = sum(
        any(id(i) in chosen and (i.number or 0) > 1 for i in run.items) for run in ordered[1:]
    )
    same = len(ordered) > 1 and all(
        len(run.items) == 1 and run.items[0].number == ordered[0].items[0].number for run in ordered
    )
    if same:
        return {id(item) for item in items}
    if (starts and goes_on * 2 >= len(starts)) or (habits.spread and len(ordered) == 1):
        return chosen
    return set()


def _gathered(runs: Sequence[Run], heads: set[int]) -> list[Run]:
    """One run of the items that are heads; all that follows each is its own."""
    made: list[Run] = []
    head: Item | None = None
    pending: list[Item] = []
    for part in _parts(runs):
        if isinstance(part, Item) and id(part) not in heads:
            pending.append(part)
            continue
        if pending:
            _close(made, head, pending)
            pending = []
        if isinstance(part, Block):
            (head.more if head else made[-1].after).append(part)
            continue
        head = part
        if made and made[-1].items[0] is not part and id(made[-1].items[0]) in heads:
            made[-1].items.append(part)
        else:
            made.append(Run([part]))
    if pending:
        _close(made, head, pending)
    return made


def _parts(runs: Sequence[Run]) -> Iterator[Item | Block]:
    for run in runs:
        yield from run.items
        yield from run.after


def _close(made: list[Run], head: Item | None, items: list[Item]) -> None:
    """Items that are no heads: part of the head above, or a list before the first."""
    if head is None:
        made.append(Run(items))
    else:
        head.more.append(as_list(items))


def as_list(items: Sequence[Item]) -> Block:
    """Items as the list they were, with CommonMark's indent."""
    lines: list[str] = []
    for item in items:
        mark = "- " if item.number is None else f"{item.number}. "
        parts = [item.text, *(f"\n{block.text}" for block in item.more)]
        first, *others = "\n".join(parts).split("\n")
        lines.append(f"{mark}{first}")
        lines += [f"{' ' * len(mark)}{line}" if line.strip() else "" for line in others]
    return Block("list", "\n".join(lines), items[0].line)
