"""How much a word says: the rarer it is among the questions, the more."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Final

from builder.matching._stems import family
from builder.matching._tables import GENERIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.matching._meaning import Meaning

# A bank of ten says nothing about what is rare, so these many questions of the trade are thought
# beside it, with the words of GENERIC in so many of them and any other word in one.
_IMAGINED: Final = 200
_ELSEWHERE: Final = {family(word): n for n, row in GENERIC.items() for word in row.split()}
_COMMONEST: Final = 0.3  # a word in nearly every question still says a little
_RAREST: Final = 4.6  # about ln(200 / 2): from there on a word is no rarer, only a bank larger


class Weights(dict[str, float]):
    """Inverse document frequency over a bank (K. Spärck Jones, 1972); small banks have a prior."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        super().__init__()
        self._counts: Counter[str] = Counter()
        total = 0
        for meaning in meanings:
            total += 1
            self._counts.update({word for ask in meaning.asks for word in ask.words})
        self._total = total

    def __missing__(self, word: str) -> float:
        """The weight of a word, from about 0.3 to 4.6."""
        expected = self._counts[word] + _ELSEWHERE.get(word, 1)
        weight = math.log((self._total + _IMAGINED) / expected)
        self[word] = min(max(weight, _COMMONEST), _RAREST)
        return self[word]
