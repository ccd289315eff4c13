"""A large bank in print: parts of similar size, each laid out by itself.

What the renderer needs of memory grows with the document, and of time a little faster than it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.writers._topics import Topic

# Questions in a part at most. Of a packet, each costs 36 ms in a document of 100, 30 in one of 200
# or 250 and 40 in one of 400 or more, which have 170, 270, 320 and 470 MB: measured with the
# generated banks of benchmarks/.
PART = 250


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the topics: part ``number``, from 1, of ``of``, with ``whole`` questions in all."""

    number: int
    of: int
    whole: int
    topics: tuple[Topic, ...]

    @property
    def first(self) -> int:
        """The number of the first question."""
        return self.topics[0].questions[0].number

    @property
    def last(self) -> int:
        """The number of the last question."""
        return self.topics[-1].questions[-1].number

    @property
    def span(self) -> str:
        """The first topic and the last."""
        ends = dict.fromkeys(topic.title for topic in (self.topics[0], self.topics[-1]))
        return " – ".join(filter(None, ends))

    @property
    def title(self) -> str:
        """What the part is called among the bookmarks."""
        name = f"Part {self.number}"
        return f"{name}: {self.span}" if self.span else name


def parts_of(topics: tuple[Topic, ...]) -> tuple[Part, ...]:
    """Divide what has more than PART questions, at topics where it can be; else nothing.

    A topic too large for a part is divided, too. Topics are then numbered through all parts.
    """
    whole = _size(topics)
    if whole <= PART:
        return ()
    pieces = [piece for topic in topics for piece in _pieces(topic, PART)]
    pieces = [replace(piece, number=number) for number, piece in enumerate(pieces, start=1)]
    filled = _evenly(pieces, PART)
    return tuple(
        Part(number, len(filled), whole, part) for number, part in enumerate(filled, start=1)
    )


def _size(topics: tuple[Topic, ...] | list[Topic]) -> int:
    return sum(len(topic.questions) for topic in topics)


def _pieces(topic: Topic, most: int) -> list[Topic]:
    """A topic as it is, or in as few pieces of one size as it takes."""
    size = len(topic.questions)
    count = -(-size // most)
    cuts = [size * place // count for place in range(count + 1)]
    continued = f"{topic.title} (continued)" if topic.title else ""
    return [
        replace(
            topic, title=continued if start else topic.title, questions=topic.questions[start:end]
        )
        for start, end in pairwise(cuts)
    ]


def _evenly(pieces: list[Topic], most: int) -> list[tuple[Topic, ...]]:
    """As few parts as ``most`` allows, the largest of them as small as can be."""
    fewest = len(_filled(pieces, most))
    low, high = 1, most
    while low < high:
        middle = (low + high) // 2
        if len(_filled(pieces, middle)) <= fewest:
            high = middle
        else:
            low = middle + 1
    return _filled(pieces, high)


def _filled(pieces: list[Topic], most: int) -> list[tuple[Topic, ...]]:
    """Parts filled one after another; a piece larger than ``most`` is a part by itself."""
    parts: list[tuple[Topic, ...]] = []
    for piece in pieces:
        if parts and _size(parts[-1]) + len(piece.questions) <= most:
            parts[-1] += (piece,)
        else:
            parts.append((piece,))
    return parts
