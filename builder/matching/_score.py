"""How alike two questions are, from 0 to 1, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from builder.matching._stems import family
from builder.matching._tables import SORTS
from builder.model import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from builder.matching._meaning import Ask, Meaning
    from builder.matching._weights import Weights

# How far what is asked by two aspects is the same. A pair that is not here asks different things:
# what a thing is and how one builds it are two questions, and so is a comparison.
_SAME: Final = {
    frozenset(pair): much
    for much, pairs in {
        0.95: (
            ("how to", "write"),
            ("how to", "design"),
            ("define", "list"),
            ("define", "work"),
            ("define", "stands for"),
            ("work", "how to"),
            ("which", "list"),
            ("how to", "react"),
        ),
        0.9: (
            ("define", "what for"),
            ("define", "said"),
            ("why", "what for"),
            ("what for", "work"),
            ("why", "effect"),
            ("when", "what for"),
            ("define", "which"),
            ("happens", "work"),
            ("kinds", "list"),
            ("list", "which"),
            ("how to", "which"),
            ("choose", "when"),
        ),
        0.85: (("compare", "choose"), ("kinds", "define"), ("both sides", "why"), ("why", "when")),
        0.8: (("both sides", "against"), ("effect", "how to"), ("happens", "how to")),
    }.items()
    for pair in pairs
}
_RIDER: Final = 0.97  # "… and why it matters" changes next to nothing
_MORE: Final = 0.8  # a further question about something else
_COMPARED: Final = 0.85  # a comparison beside what is asked
_EXCHANGED: Final = 1.0  # how much one word in place of another costs
_KIND: Final = 1.4  # "composite index" is another thing than "index"
_SORT: Final = 0.4  # "ACID properties" is hardly another than "ACID"
_SORTS: Final = frozenset(map(family, SORTS))
_SIDE: Final = 0.5  # the least each side of a comparison has to agree with its like
_OPTIONS: Final = 0.5  # the least share of options in common


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score, and the words that made it, heaviest first."""

    score: float
    shared: tuple[str, ...] = ()
    aspects: tuple[str, str] = ("", "")


NONE: Final = Likeness(0.0)


def likeness(one: Meaning, other: Meaning, weights: Weights) -> Likeness:
    """How alike two meanings are; the order of the two makes no difference."""
    if one.kind is not other.kind or one.code != other.code:
        return NONE
    if one.kind is Kind.CLOZE and one.raw == other.raw:
        return NONE  # one text with other gaps is another card
    options = _share(one.options, other.options)
    if options < _OPTIONS:
        return NONE
    best = NONE
    for number, ask in enumerate(one.asks):
        for place, like in enumerate(other.asks):
            found = _between(ask, like, weights)
            if found.score > best.score:
                left = [each for n, each in enumerate(one.asks) if n != number]
                left += [each for n, each in enumerate(other.asks) if n != place]
                score = found.score * _left_over(left, ask, like)
                if score > best.score:
                    best = Likeness(score, found.shared, found.aspects)
    return Likeness(best.score * options, best.shared, best.aspects)


def bound(one: Mapping[str, float], other: Mapping[str, float], weights: Weights) -> float:
    """More than the score of two asks can be, in a fraction of the time."""
    if len(one) > len(other):
        one, other = other, one
    common = apart = 0.0
    for word, much in one.items():
        if word in other:
            common += (much + other[word]) * weights[word]
        else:
            apart += much * least_weight(word, weights)
    apart += sum(
        much * least_weight(word, weights) for word, much in other.items() if word not in one
    )
    return common / ((common + apart) or 1.0)


def least_weight(word: str, weights: Weights) -> float:
    """What a word weighs at least where only one of two questions has it."""
    return weights[word] * (_SORT if word in _SORTS else 1.0)


def _between(one: Ask, other: Ask, weights: Weights) -> Likeness:
    same = 1.0 if one.aspect == other.aspect else _SAME.get(frozenset((one.aspect, other.aspect)))
    if same is None or one.negated != other.negated:
        return NONE
    shared = one.words.keys() & other.words.keys()
    if not shared or _numbers(one) != _numbers(other):
        return NONE
    common = sum((one.words[word] + other.words[word]) * weights[word] for word in shared)
    mine = _alone(one, shared, weights)
    theirs = _alone(other, shared, weights)
    exchanged = min(_alone(one, shared | _SORTS, weights), _alone(other, shared | _SORTS, weights))
    score = common / (common + mine + theirs)
    score -= _EXCHANGED * exchanged / (common / 2 + exchanged)
    if one.sides and other.sides:
        score = min(score, _sides(one, other, weights))
    names = sorted(shared, key=lambda word: (-weights[word], word))
    return Likeness(max(score * same, 0.0), tuple(names), (one.aspect, other.aspect))


def _alone(ask: Ask, shared: AbstractSet[str], weights: Weights) -> float:
    """The weight of what only one has; in the subject itself it names another kind of thing."""
    return sum(
        much * weights[word] * (_SORT if word in _SORTS else _KIND if much >= 1 else 1)
        for word, much in ask.words.items()
        if word not in shared
    )


def _numbers(ask: Ask) -> frozenset[str]:
    return frozenset(word for word in ask.words if word[0].isdigit())


def _sides(one: Ask, other: Ask, weights: Weights) -> float:
    """Each side with its like: the worst of the best pairs; what all sides share counts half."""
    if len(one.sides) != len(other.sides):
        return 0.0
    worst = 1.0
    left = list(other.sides)
    for side in one.sides:
        values = [(_alike(side, each, one, other, weights), n) for n, each in enumerate(left)]
        best, place = max(values, key=lambda value: (value[0], -value[1]))
        left.pop(place)
        worst = min(worst, best)
    return worst if worst >= _SIDE else 0.0


def _alike(
    side: frozenset[str], like: frozenset[str], one: Ask, other: Ask, weights: Weights
) -> float:
    mutual = frozenset.intersection(*one.sides) | frozenset.intersection(*other.sides)

    def weight(words: frozenset[str]) -> float:
        return sum(weights[word] * (0.3 if word in mutual else 1.0) for word in words)

    return 2 * weight(side & like) / ((weight(side) + weight(like)) or 1.0)


def _left_over(asks: list[Ask], one: Ask, other: Ask) -> float:
    """What it costs that asks are left over which the other question does not have."""
    factor = 1.0
    for ask in asks:
        if ask.rider:
            factor *= _RIDER
        elif ask.aspect == "compare" and "compare" not in (one.aspect, other.aspect):
            factor *= _COMPARED
        elif not ask.words.keys() <= one.words.keys() | other.words.keys():
            factor *= _MORE
    return factor


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 1.0
