"""Blocks divided at their labels: paragraphs line by line, lists and quotes that hold any."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from builder.readers._dialects._labels.labels import Piece, aside_of, label_of, may_have_label
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION, Words, current
from builder.readers._outlines.outline import Block, blocks_of, list_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_FACTS = frozenset({"level", "tags", "topic", "minutes", "other", "follow_up", "red_flag"})
_DEEPEST = 6  # lists in quotes in lists
_START = re.compile(r"\s*(\d{1,9})[.)]")
_QUOTE = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_OPTION = re.compile(r"[\s>*_+(\[-]{0,12}([a-f])\s?[*_]{0,3}\s?[:.)\]]", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|·•‖/]\s+")
_INLINE = re.compile(r"(?<=[?？.!|)*`])\s+(?=[*_]{0,3}[^\W\d_]{1,12}[*_]{0,3}\s?[:：])")


def pieces(
    blocks: Iterable[Block], words: Words | None = None, options: frozenset[int] | None = None
) -> Iterator[Piece]:
    """Blocks divided at every line that begins with a label; lists of questions opened up.

    ``options`` are the lines where an ``A:`` is the first of several options, and no answer.
    """
    blocks = tuple(blocks)
    divider = _Divider(words or current(), option_lines(blocks) if options is None else options)
    yield from divider.divide(blocks, 0)


def option_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines of ``A: …`` that a ``B: …`` follows before the next question."""
    found: set[int] = set()
    waiting = 0
    for block in blocks:
        if block.kind == "code":
            continue
        for place, line in enumerate(block.text.split("\n")):
            option = _OPTION.match(line)
            letter = option[1].casefold() if option else ""
            if letter == "a":
                waiting = block.line + place
            elif letter == "b" and waiting:
                found.add(waiting)
                waiting = 0
            elif waiting and label_of(line.lstrip("> *-+\t")).label == QUESTION:
                waiting = 0
    return frozenset(found)


class _Divider:
    def __init__(self, words: Words, options: frozenset[int]) -> None:
        self._words = words
        self._options = options

    def divide(self, blocks: Iterable[Block], depth: int) -> Iterator[Piece]:
        for block in blocks:
            if block.kind == "paragraph":
                yield from self._paragraph(block)
            elif block.kind == "list" and depth < _DEEPEST and self._holds_labels(block):
                yield from self._list(block, depth)
            elif block.kind == "quote" and depth < _DEEPEST and self._is_labelled_quote(block):
                inner = blocks_of(_QUOTE.sub("", block.text), block.line)
                for piece in self.divide(inner, depth + 1):
                    yield replace(piece, inside=True)
            else:
                yield Piece(block)

    def label(self, line: str, number: int) -> Piece:
        """A line's label; the first of several options has none."""
        if not may_have_label(line.lstrip(), self._words):
            return Piece(Block("paragraph", line, 0))
        found = label_of(line.lstrip(), self._words)
        if found.label == ANSWER and number in self._options and len(found.mark) == 1:
            return Piece(Block("paragraph", line, 0))
        if not found.label:
            found = aside_of(line.lstrip())
        return found

    def _holds_labels(self, block: Block) -> bool:
        """Whether a list's items are questions, answers, or facts about one: all of them then."""
        first = [(item.text.split("\n", 1)[0], item.line) for item in list_items(block)]
        labels = [self.label(line, number).label for line, number in first]
        return bool({QUESTION, ANSWER} & {*labels}) or all(label in _FACTS for label in labels)

    def _is_labelled(self, item: Block) -> bool:
        first = item.text.split("\n", 1)[0]
        return bool(self.label(first, item.line).label)

    def _is_labelled_quote(self, block: Block) -> bool:
        lines = _QUOTE.sub("", block.text).split("\n")
        return any(
            self.label(line, block.line + place).label in {QUESTION, ANSWER}
            for place, line in enumerate(lines)
        )

    def _inline(self, text: str) -> tuple[Piece, int] | None:
        """The answer that stands on its question's line, ``… why? A: so``, and where it starts."""
        for gap in _INLINE.finditer(text[:2000]):
            found = label_of(text[gap.end() :], self._words)
            if found.label == ANSWER:
                return found, gap.start()
        return None

    def _list(self, block: Block, depth: int) -> Iterator[Piece]:
        """The items of a list that have labels, divided; those without stay items of a list."""
        start = _START.match(block.text)
        for place, item in enumerate(list_items(block)):
            if not self._is_labelled(item):
                text = "- " + item.text.replace("\n", "\n  ")
                yield Piece(Block("list", text, item.line), joined=bool(place), inside=True)
                continue
            number = int(start[1]) + place if start else None
            for piece in self.divide(blocks_of(item.text, item.line), depth + 1):
                numbered = piece.label == QUESTION and piece.number is None
                yield replace(piece, inside=True, number=number if numbered else piece.number)
                number = None if numbered else number

    def _paragraph(self, block: Block) -> Iterator[Piece]:
        if not any(may_have_label(line.lstrip(), self._words) for line in block.text.split("\n")):
            yield from _finished(Piece(block), [block.text])
            return
        current = Piece(replace(block, text=""))
        lines: list[str] = []
        for place, line in enumerate(block.text.split("\n")):
            found = self.label(line, block.line + place)
            here = replace(block, line=block.line + place)
            if found.label and (several := _several(line, found)):
                yield from _finished(current, lines)
                for each in several:
                    yield replace(each, block=replace(here, text=each.block.text), joined=place > 0)
                current, lines = Piece(here, joined=True), []
            elif found.label:
                yield from _finished(current, lines)
                lines = [found.block.text]
                current = replace(found, block=here, joined=place > 0)
                if found.label == QUESTION and (inline := self._inline(lines[0])):
                    yield from _finished(current, [lines[0][: inline[1]]])
                    lines = [inline[0].block.text]
                    current = replace(inline[0], block=here, joined=True)
            elif current.label == QUESTION and len(lines) == 1 and _is_closed(lines[0]):
                # What follows on the next line is the answer, or more of the question: whichever
                # it is, it is decided where the labels of the whole section are known.
                yield from _finished(current, lines)
                lines = [line]
                current = Piece(here, joined=True)
            else:
                lines.append(line)
        yield from _finished(current, lines)


def _several(line: str, first: Piece) -> list[Piece]:
    """The asides of a line such as ``Level: senior | Tags: cache``; none where it is not one."""
    if first.label in {QUESTION, ANSWER} or len(line) > 400:
        return []
    found = [aside_of(part) for part in _PARTS.split(line.strip())]
    return found if len(found) > 1 and all(piece.label for piece in found) else []


def _is_closed(text: str) -> bool:
    """Whether a question's first line is all of it: it ends in ``?`` or in bold all through."""
    bare = text.rstrip("\\").rstrip()
    return bare.rstrip("*_").endswith(("?", "？")) or (
        bare.startswith("**") and bare.endswith("**") and len(bare) > 4
    )


def _finished(piece: Piece, lines: list[str]) -> Iterator[Piece]:
    text = "\n".join(lines).strip().removesuffix("\\").strip()
    if text == piece.block.text and text:
        yield piece
    elif text or piece.label:
        yield replace(piece, block=replace(piece.block, text=text))
