"""Which pairs are worth a look: never all of them.

A question is found by the rarest words of what it asks. Two asks whose score reaches the least that
matters share at least one word of the heaviest part of each (prefix filtering; S. Chaudhuri,
V. Ganti, R. Kaushik, A primitive operator for similarity joins in data cleaning, 2006).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from builder.matching._score import bound, least_weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.matching._meaning import Ask, Meaning
    from builder.matching._weights import Weights

# Under one word each ask is held against so many others, those next to it by their other words: a
# bank of ten thousand questions from one template costs ten thousand times this and no more.
_NEIGHBOURS: Final = 40


def candidates(
    meanings: Sequence[Meaning], weights: Weights, least: float
) -> Iterator[tuple[int, int]]:
    """Pairs of places, the smaller first, each once, whose score may be ``least`` or more."""
    shelves: dict[tuple[object, str], list[tuple[tuple[str, ...], int, Ask]]] = defaultdict(list)
    for place, meaning in enumerate(meanings):
        for ask in meaning.asks:
            order = _heaviest(ask, weights)
            for word in _prefix(order, ask, weights, least):
                shelves[meaning.kind, word].append((order, place, ask))
    seen: set[tuple[int, int]] = set()
    for _, shelf in sorted(shelves.items()):
        shelf.sort(key=lambda row: row[:2])
        for number, (_, place, ask) in enumerate(shelf):
            for _, near, other in shelf[number + 1 : number + 1 + _NEIGHBOURS]:
                pair = (place, near) if place < near else (near, place)
                if place == near or pair in seen:
                    continue
                if bound(ask.words, other.words, weights) >= least:
                    seen.add(pair)
                    yield pair


def _heaviest(ask: Ask, weights: Weights) -> tuple[str, ...]:
    return tuple(sorted(ask.words, key=lambda word: (-least_weight(word, weights), word)))


def _prefix(order: Sequence[str], ask: Ask, weights: Weights, least: float) -> Iterator[str]:
    """The heaviest words, until what is left of the weight could not reach ``least`` alone."""
    total = rest = sum(ask.words[word] * least_weight(word, weights) for word in order)
    for word in order:
        yield word
        rest -= ask.words[word] * least_weight(word, weights)
        # Two asks of weights a and b with a common part c score 2c / (a + b) at most, so c is at
        # least a * least / (2 - least).
        if rest < total * least / (2 - least):
            return
