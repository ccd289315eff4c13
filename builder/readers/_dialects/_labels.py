"""Labels such as ``Q1.``, ``**Question 3:**`` and ``**Answer:**`` at the start of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.readers._outline import Block, blocks_of, list_items, plain_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Bounded repetitions and no nesting: each pattern reads a line once.
_QUESTION = re.compile(
    r"(?P<open>[*_]{0,3})\s{0,3}(?:"
    r"(?:question|ques|que)\.?\s{0,3}(?:no\.?\s?)?\#?(?P<long>\d{1,4})?(?P<mid>[*_]{0,3})\s{0,3}"
    r"(?:[:.)–-]|(?<=\d)(?=\s*[*_]*[A-Z\"“`(]))|"
    r"q\s?\.?\s?\#?(?P<short>\d{1,4})(?P<mid2>[*_]{0,3})\s{0,3}(?:[:.)–-]|(?=\s+[A-Z\"“`(]))|"
    r"q(?P<mid3>[*_]{0,3})\s?:"
    r")(?P<close>\s{0,3}[*_]{0,3})\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?P<open>[*_]{0,3})\s{0,3}(?:(?:answers?|ans)(?:\s?\#?\d{1,4})?(?P<mid>[*_]{0,3})\s{0,3}[:.–]"
    r"|a\s?\#?\d{0,4}(?P<mid2>[*_]{0,3})\s?:)(?P<close>\s{0,3}[*_]{0,3})\s*",
    re.IGNORECASE,
)
_BOLD_NUMBERED = re.compile(r"^(\*\*|__)(\d{1,4})[.)]\s+(\S[^\n]{0,500}\?)\1\\?\s*$")
_BARE_ANSWER = re.compile(r"^[*_]{2,3}answers?[*_]{2,3}\\?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or the lines of one up to the next label; ``label`` is question, answer or none."""

    block: Block
    label: str = ""
    number: int | None = None


def pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """Blocks divided at every line that begins with a label; lists of questions opened up."""
    for block in blocks:
        if block.kind == "paragraph":
            yield from _divide(block)
        elif block.kind == "list" and (items := list_items(block)) and _holds_questions(items):
            for item in items:
                yield from pieces(blocks_of(item.text, item.line))
        else:
            yield Piece(block)


def label_of(line: str) -> Piece:
    """The first line of a text, read for its label; the block keeps what follows it."""
    if _BARE_ANSWER.match(line):
        return Piece(Block("paragraph", "", 0), "answer")
    if found := _QUESTION.match(line):
        number = found["long"] or found["short"]
        rest = _after(found, line)
        return Piece(Block("paragraph", rest, 0), "question", int(number) if number else None)
    if found := _BOLD_NUMBERED.match(line):
        return Piece(Block("paragraph", found[3], 0), "question", int(found[2]))
    if found := _ANSWER.match(line):
        return Piece(Block("paragraph", _after(found, line), 0), "answer")
    return Piece(Block("paragraph", line, 0))


def _holds_questions(items: Iterable[Block]) -> bool:
    return any(label_of(item.text.split("\n", 1)[0]).label == "question" for item in items)


def _divide(block: Block) -> Iterator[Piece]:
    current = Piece(replace(block, text=""))
    lines: list[str] = []
    for place, line in enumerate(block.text.split("\n")):
        found = label_of(line.lstrip())
        if found.label:
            yield from _finished(current, lines)
            lines = [found.block.text]
            current = replace(found, block=replace(block, line=block.line + place))
        elif current.label == "question" and len(lines) == 1 and _is_closed(lines[0]):
            # What follows on the next line is the answer, or more of the question: whichever it
            # is, it is decided where the labels of the whole section are known.
            yield from _finished(current, lines)
            lines = [line]
            current = Piece(replace(block, line=block.line + place))
        else:
            lines.append(line)
    yield from _finished(current, lines)


def _is_closed(text: str) -> bool:
    """Whether a question's first line is all of it: it ends in ``?`` or in bold all through."""
    bare = text.rstrip("\\").rstrip()
    return bare.rstrip("*_").endswith("?") or (bare.startswith("**") and bare.endswith("**"))


def _finished(piece: Piece, lines: list[str]) -> Iterator[Piece]:
    text = "\n".join(lines).strip().removesuffix("\\").strip()
    if text or piece.label:
        yield replace(piece, block=replace(piece.block, text=text))


def _after(found: re.Match[str], line: str) -> str:
    """What follows a label, its emphasis put right.

    ``**Answer: Sockets** keep`` opens bold before the label and closes it after: the mark is set
    again in front of what is left.
    """
    rest = line[found.end() :]
    opened = found["open"]
    closed = "".join(found[name] or "" for name in found.re.groupindex if name.startswith("mid"))
    closed += (found["close"] or "").strip()
    if rest.strip("\\").strip() == "":
        return ""
    if opened and not closed:
        return plain_title(rest) if rest.strip() == opened else f"{opened}{rest.lstrip()}"
    if closed and not opened:
        return f"{closed}{rest}"
    return rest
