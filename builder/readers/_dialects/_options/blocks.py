"""Options as blocks of their own, so that nobody takes the ``A:`` of one for an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._options.options import run_at
from builder.readers._outlines.outline import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._dialects._options.marks import Run


def apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks whose runs of lettered lines are blocks of the kind ``options``."""
    work, made = list(blocks), []
    place = 0
    while place < len(work):
        run = run_at(work, place) if work[place].kind == "paragraph" else None
        if run and not _shares_a_line(work, run):
            taken = work[run.start : run.end]
            if run.tail:
                taken[-1], work[run.end - 1] = _cut(taken[-1], run.tail.line - taken[-1].line)
            if run.head:
                head, taken[0] = _cut(taken[0], run.head.text.count("\n") + 1)
                made.append(head)
            made += [replace(b, kind="options") if b.kind == "paragraph" else b for b in taken]
            place = run.end - 1 if run.tail else run.end
        else:
            made.append(work[place])
            place += 1
    return tuple(made)


def restored(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks with what ``apart`` divided put together again."""
    if not any(block.kind == "options" for block in blocks):
        return tuple(blocks)
    made: list[Block] = []
    for block in blocks:
        last = made[-1] if made else None
        joins = (
            last is not None
            and last.kind in {"paragraph", "options"}
            and block.kind in {"paragraph", "options"}
            and "options" in {last.kind, block.kind}
            and last.line + last.text.count("\n") + 1 == block.line
        )
        if last is not None and joins:
            made[-1] = replace(last, kind="options", text=f"{last.text}\n{block.text}")
        else:
            made.append(block)
    return tuple(replace(b, kind="paragraph") if b.kind == "options" else b for b in made)


def _shares_a_line(blocks: Sequence[Block], run: Run) -> bool:
    """Whether options stand in one line with the question before or the key after them."""
    broken = any("<br" in block.text for block in blocks[run.start : run.end])
    head = run.head.text.split("\n") if run.head else []
    first = blocks[run.start].text.split("\n")
    return broken or (bool(head) and head[-1].strip() != first[len(head) - 1].strip().rstrip("\\"))


def _cut(block: Block, lines: int) -> tuple[Block, Block]:
    """The first lines of a paragraph, and the others as one of their own; no sign is lost."""
    parts = block.text.split("\n")
    head, tail = "\n".join(parts[:lines]), "\n".join(parts[lines:])
    return replace(block, text=head), Block("paragraph", tail, block.line + lines)
