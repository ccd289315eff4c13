"""Words reduced to what they have in common: a cautious form and a bold one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from builder.matching._names import SINGULAR, SPELLINGS, word_set

_VOWEL: Final = re.compile("[aeiouy]")
_WORD: Final = re.compile("[a-z]+")
_IZE: Final = re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|er|ers|ation|ations|able)$")
_YSE: Final = re.compile(r"(?<=al)ys(e|es|ed|ing)$")
# "-ise" that is no British "-ize".
_NOT_IZE: Final = re.compile(
    r"(?:prom|exerc|no|ra|prec|conc|superv|adv|rev|dev|comprom|enterpr|surpr|w|expert|franch|"
    r"merchand|telev|improv|desp|exc|d|otherw|likew|r)is"
)
# Endings that make one word of another of the same family, longest first, with the fewest letters
# that have to remain. "-less" and "-ful" turn a word's sense round and stay.
_FAMILY: Final = (
    *(("ization", 4), ("izations", 4), ("ibility", 4), ("ability", 3), ("ication", 4)),
    *(("ments", 4), ("ment", 4), ("ations", 4), ("ation", 4), ("ators", 4), ("ator", 4)),
    *(("ically", 4), ("ously", 5), ("ivity", 4), ("ities", 4), ("ance", 4), ("ence", 4)),
    *(("ancy", 4), ("ency", 4), ("izer", 4), ("ions", 4), ("able", 4), ("ible", 4), ("izing", 4)),
    *(("ized", 4), ("ize", 4), ("ion", 4), ("ate", 4), ("ive", 4), ("ity", 4), ("ism", 4)),
    *(("ant", 5), ("ent", 5), ("ers", 5), ("ing", 3), ("ors", 5), ("ify", 4), ("ous", 5)),
    *(("al", 5), ("ic", 5), ("er", 5), ("or", 5), ("ly", 4), ("ed", 3), ("at", 5), ("iz", 4)),
)
_IRREGULAR: Final = {
    "indices": "index",
    "children": "child",
    "people": "person",
    "caches": "cache",
    "statuses": "status",
    "viruses": "virus",
    "buses": "bus",
    "aliases": "alias",
    "biases": "bias",
    "analyses": "analysis",
    "data": "data",
    "schemata": "schema",
}
_OUR: Final = re.compile(r"^(behavi|neighb|col|fav|hon|lab|flav|harb)our")
# Names of things that are not what the rest of their family is.
_DISTINCT: Final = word_set(
    """
    generic general generator iterator iterable operator observable observer serializable
    callable executable variable hashable vector processor descriptor functional classical
    classic objective relational interpreter string thing relation relationship integrity static
    dynamic universal international constructor destructor computer docker parameter
    """
)


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """A word without its plural and in one spelling: ``queries`` and ``query`` are the same.

    The cautious form, which may decide a merge: nothing else about the word changes.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not _WORD.fullmatch(word) or word in SINGULAR or len(word) < 4:
        return SPELLINGS.get(word, word)
    word = _american(word)
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"
    elif word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    return SPELLINGS.get(word, word)


def _american(word: str) -> str:
    if not _NOT_IZE.match(word):
        word = _IZE.sub(r"iz\1", word)
    word = _YSE.sub(r"yz\1", word)
    return _OUR.sub(r"\1or", word)


@lru_cache(maxsize=50_000)
def family(word: str) -> str:
    """What a word shares with its family: ``cache``, ``caching`` and ``cached`` are one.

    The bold form, for scores only: ``operator`` and ``operation`` are one as well.
    """
    word = singular(word)
    if not _WORD.fullmatch(word) or word in SINGULAR or word in _DISTINCT:
        return word
    changed = True
    while changed:
        changed = False
        for ending, least in _FAMILY:
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= least and _VOWEL.search(stem):
                word, changed = stem, True
                break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    if len(word) > 3 and word[-1] in "ey":
        word = word[:-1]
    return word
