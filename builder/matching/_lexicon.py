"""Text to words: one spelling, one number, one name for what has a short and a long one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from builder.matching._names import ABBREVIATIONS, SPELLINGS, word_set
from builder.matching._stems import family, singular
from builder.matching._tables import PHRASES, RELATED, STOP
from builder.matching._typos import typos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]

# A word with the signs that are its own (C++, .NET, node.js, N+1), an operator, or a piece of code.
_WORD: Final = re.compile(
    r"\x02[^\x02\x03]+\x03|[0-9]{1,3}(?:,[0-9]{3})+|\.?[^\W_]\w*(?:[.'+-]\w+)*(?:\+\+|#)?|(?<!\S)[=!<>&|+*/%^~]{1,3}(?!\S)"
)
_CODE_SPAN: Final = re.compile(r"(?<!`)(`{1,3})(?!`)([^`\n]{1,300})(?<!`)\1(?!`)")
_GLUE: Final = "\x01"
_PLURAL_ACRONYM: Final = re.compile(r"\b([A-Z]{2,6})s\b")
_PREFIX: Final = re.compile(r"^(non|un|de|re|pre|post|multi|anti|sub|co|semi|micro|auto)-(?=\w)")
_SHORT_FORM: Final = re.compile(r"\(\s?([A-Za-z][A-Za-z0-9/&.-]{1,9})\s?\)")
_LONG_FORM: Final = re.compile(r"\b([A-Z][A-Za-z0-9/]{1,9}) \(([^()\n]{5,80})\)")
_SMALL: Final = word_set("a an and as by for in of on or the to with")
_LONGEST_PHRASE: Final = 8
_JOINED: Final = 7  # letters from which "web hook" and "webhook" in one bank are the same word
LONGEST: Final = 40_000  # characters of a question that are looked at

_SMOOTHED: Final = (
    (re.compile("[‘’`\u00b4]"), "'"),
    (re.compile(r"\b(what|how|who|that|it|where|there|let)'s\b"), r"\1 is"),
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'s\b"), ""),
    (re.compile(r"s'(?=\s)"), "s"),
    (re.compile(r"(?<![\w/])([a-z])/([a-z])(?![\w/])"), r"\1\2"),  # I/O, A/B
    (re.compile(r"(?<=\w)/(?=\w)"), " "),
    (re.compile(r"\bin (?:the )?(?:context|case|area|field|world|scope) of\b"), "in"),
    (
        re.compile(r"\bwith (?:an? |some )?(?:(?:real-world|real-life|simple|code) )?examples?\b"),
        "",
    ),
    (re.compile(r"\be\.g\.|\bi\.e\."), "like"),
    (re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|~~"), ""),
    (re.compile(r"[^\S\n]+"), " "),
)


def smooth(prose: str) -> str:
    """Prose in small letters, short forms written out; code in backticks kept as one word."""
    text = unicodedata.normalize("NFKC", prose[:LONGEST])
    text = _CODE_SPAN.sub(lambda found: f" \x02{_GLUE.join(found[2].split())}\x03 ", text)
    text = _PLURAL_ACRONYM.sub(r"\1", text).casefold()
    for pattern, instead in _SMOOTHED:
        text = pattern.sub(instead, text)
    return text.strip()


def words(text: str) -> Iterator[str]:
    """The words of smooth text; what a hyphen holds together is taken apart."""
    for word in _WORD.findall(text):
        if word[0] == "\x02":
            for part in filter(None, word[1:-1].split(_GLUE)):
                yield f"`{part}" if part in STOP else part  # `this` and `is` are names as code
            continue
        if "-" not in word:
            yield word
            continue
        whole = _PREFIX.sub(r"\1", word)
        parts = whole.split("-")
        yield from [whole] if min(map(len, parts)) < 2 else parts


class Lexicon:
    """What the tables and the texts themselves teach about names that mean the same."""

    def __init__(self, proses: Iterable[str] = ()) -> None:
        """Learn "Long Form (LF)" and "web hook" beside "webhook" from the texts of a bank."""
        texts = list(proses)
        names = [(short, long) for short, longs in ABBREVIATIONS.items() for long in _list(longs)]
        names += [(one, other) for other, one in SPELLINGS.items() if " " in other]
        table = dict.fromkeys(ABBREVIATIONS)
        names += ((short, long) for short, long in _taught(texts) if short not in table)
        self._names = _phrases(names)
        self._tails = {(short, singular(long.split()[-1])) for short, long in names if " " in long}
        plain = [self.plain(smooth(text)) for text in texts]
        self._names = _phrases([*names, *_joined(plain)])
        self._typos = typos(Counter(family(word) for found in plain for word in found))
        self._meanings = _phrases((instead, phrase) for phrase, instead in PHRASES.items())
        self._related = {
            family(word): family(row.split()[0])
            for row in reversed(RELATED.strip().splitlines())
            for word in row.split()
        }

    def plain(self, text: str) -> tuple[str, ...]:
        """The words of smooth text in order: singular, one spelling, names by their short form.

        A name is not followed by its own last word: "JWT token" is "JWT".
        """
        found = _replaced([singular(word) for word in words(text)], self._names)
        return tuple(
            word
            for number, word in enumerate(found)
            if not (number and (found[number - 1], word) in self._tails)
        )

    def bold(self, plain: Iterable[str]) -> list[str]:
        """Plain words by their families and by what says the same."""
        found = (family(word) for word in _replaced(list(plain), self._meanings))
        right = (self._typos.get(word, word) for word in found)
        return [self._related.get(word, word) for word in right]


def _list(longs: str) -> list[str]:
    return [long.strip() for long in longs.split(",")]


def _phrases(names: Iterable[tuple[str, str]]) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for instead, phrase in names:
        parts = _parts(phrase)
        if parts:
            found[parts[0]].append((parts, tuple(instead.split())))
    return {
        first: sorted(set(rows), key=lambda row: (-len(row[0]), row))
        for first, rows in found.items()
    }


@lru_cache(maxsize=5_000)
def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in words(smooth(phrase)))


def _replaced(found: list[str], phrases: Phrases) -> list[str]:
    """The words with every phrase replaced, twice: "continuous integration …" to "ci cd"."""
    for _ in range(2):
        place, done = 0, list[str]()
        while place < len(found):
            for parts, instead in phrases.get(found[place], ()):
                if tuple(found[place : place + len(parts)]) == parts:
                    done += instead
                    place += len(parts)
                    break
            else:
                done.append(found[place])
                place += 1
        found = done
    return found


def _taught(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Short and long forms that stand side by side; none whose short form has two long ones."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if "(" not in text:
            continue
        single = _PLURAL_ACRONYM.sub(r"\1", text[:LONGEST])
        for match in _SHORT_FORM.finditer(single):
            if sum(sign.isupper() for sign in match[1]) >= 2:
                before = single[max(0, match.start() - 120) : match.start()]
                _learn(match[1], before, found)
        for match in _LONG_FORM.finditer(single):
            _learn(match[1], match[2], found, whole=True)
    for short, longs in sorted(found.items()):
        if len(longs) == 1:
            yield short, next(iter(longs))


def _learn(short: str, text: str, found: dict[str, set[str]], *, whole: bool = False) -> None:
    letters = re.sub("[^a-z]", "", short.casefold())
    name = " ".join(words(smooth(short)))
    candidates = re.findall(r"[^\W_]+", text.casefold())
    for length in range(min(len(candidates), _LONGEST_PHRASE), 1, -1):
        last = candidates[-length:]
        if whole and length != len(candidates):
            break
        for chosen in (last, [word for word in last if word not in _SMALL]):
            fits = len(chosen) == len(letters) and last[0] not in _SMALL
            if fits and all(map(_begins, chosen, letters)):
                found[name].add(" ".join(singular(word) for word in last))
                return


def _begins(word: str, letter: str) -> bool:
    return word[0] == letter or (letter == "x" and word[0] in "ce")


def _joined(texts: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    known = {word for text in texts for word in text if len(word) >= _JOINED}
    pairs = {
        (one + other, f"{one} {other}")
        for text in texts
        for one, other in pairwise(text)
        if one not in STOP and other not in STOP and one + other in known
    }
    yield from sorted(pairs)
