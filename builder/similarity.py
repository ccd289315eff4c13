"""How alike two questions are, told from a few characters kept in the ledger.

The ledger does not keep the text of a question. It keeps its likeness: a digest of the answer and
a sketch of the words that were asked. When an id is gone and a new one turns up that looks like it,
the same question has probably been given another id by mistake.
"""

from __future__ import annotations

import hashlib

from builder.text import same_words

_ANSWER = 8  # hex digits: a clash among 10,000 answers has a chance of 1 % and only offers a rename
_SIGNS = 4  # hex digits a word
_WORDS = 12  # words in the sketch: a question has 8 to 15
_ALIKE = 0.6  # share of words two wordings have in common; two questions of one topic share 0.2-0.4
_LEAST = 4  # words below which a share says nothing


def likeness(question: str, answer: str) -> str:
    """The likeness of a question: ``<digest of its answer>.<sketch of its words>``, in hex."""
    words = {_hash(word, _SIGNS) for word in same_words(question).split()}
    answer = " ".join(answer.split())
    return f"{_hash(answer, _ANSWER) if answer else '-'}.{''.join(sorted(words)[:_WORDS]) or '-'}"


def why_alike(first: str, second: str) -> str:
    """Why two likenesses are probably of one question; empty where they are not."""
    one, other = first.split(".", 1), second.split(".", 1)
    if len(one) != 2 or len(other) != 2:
        return ""
    if one[0] == other[0] != "-":
        return "the same answer"
    share = _share(_signs(one[1]), _signs(other[1]))
    return f"{share:.0%} of its words" if share >= _ALIKE else ""


def _share(one: set[str], other: set[str]) -> float:
    """The Jaccard index of two sketches, over the part of the hashes that both have seen.

    Each sketch holds the smallest hashes of its words: beyond the largest of a full one nothing is
    known, so only what lies below counts (A. Broder, On the resemblance and containment of
    documents, 1997).
    """
    full = [max(signs) for signs in (one, other) if len(signs) == _WORDS]
    bound = min(full, default="g")
    union = {sign for sign in one | other if sign <= bound}
    common = {sign for sign in one & other if sign <= bound}
    return len(common) / len(union) if len(union) >= _LEAST else 0.0


def _signs(sketch: str) -> set[str]:
    return {sketch[place : place + _SIGNS] for place in range(0, len(sketch), _SIGNS)} - {"-"}


def _hash(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
