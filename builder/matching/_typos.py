"""Words that are one letter off another word of the bank: one of the two is mistyped."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHORTEST: Final = 7  # shorter words are one letter apart by nature: "fetch", "batch"
_COMMON: Final = 3  # a word that stands so often is meant as it stands


def typos(counts: Mapping[str, int]) -> dict[str, str]:
    """Rare words with the word they are taken for: a letter too few, too many, or two exchanged.

    A letter in place of another is left alone: "internal" and "interval" are both words. Words are
    found by what remains of them without one letter (W. Garbe's symmetric delete), so time grows
    with the number of words and not with its square.
    """
    found: dict[str, str] = {}
    shelves: dict[str, list[str]] = defaultdict(list)
    for word in sorted(counts):
        if len(word) >= _SHORTEST and word.isalpha() and word.isascii():
            for rest in {word, *_without_one(word)}:
                shelves[rest].append(word)
    for near in shelves.values():
        near.sort(key=lambda word: (-counts[word], word))
        right = near[0]
        for word in near[1:]:
            if counts[word] < _COMMON and word not in found and _is_slip(word, right):
                found[word] = right
    return {word: found.get(right, right) for word, right in sorted(found.items())}


def _without_one(word: str) -> Iterator[str]:
    """The word without one letter; the first stays, for nobody mistypes it unseen."""
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def _is_slip(word: str, right: str) -> bool:
    if word[-1] == "s" or right[-1] == "s":
        return False
    if len(word) != len(right):
        longer, shorter = (word, right) if len(word) > len(right) else (right, word)
        return len(longer) - len(shorter) == 1 and shorter in _without_one(longer)
    places = [place for place in range(len(word)) if word[place] != right[place]]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    first, second = places
    return word[first] == right[second] and word[second] == right[first]
