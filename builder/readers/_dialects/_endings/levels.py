"""Marks of difficulty on a question, its chapter or the line below it, as levels of a bank."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from builder.readers._difficulty import level_from

if TYPE_CHECKING:
    from collections.abc import Iterable

_STARS: Final = "⭐🌟★☆✩✭✰"
_DOTS: Final = {"🟢": "🟢", "🟩": "🟢", "🟡": "🟡", "🟨": "🟡", "🟠": "🟡", "🟧": "🟡"} | {
    "🔴": "🔴",
    "🟥": "🔴",
    "⚫": "🔴",
}
_JOINERS: Final = " \ufe0f\u200d"
# In a chapter these say how hard its questions are; on a question they may be what it is about.
_AMBIGUOUS_WORDS: Final = (
    "let lett base standard normal average regular high low pro master principal lead complex"
    " foundation foundational graduate grad architect insane l1 l2 l3 a1 a2 b1 b2 c1 c2 intro"
    " introductory nem greu zor medel enkel media medio medie pleno staff starter intern trainee"
    " apprentice internship fundamental fundamentals"
)
_AMBIGUOUS: Final = frozenset(_AMBIGUOUS_WORDS.split())
_START = re.compile(
    r"\s{0,9}(?:#?\d{1,4}[.):]\s{0,3}|q(?:uestion)?\s?\d{0,4}[.:)]\s{0,3})?", re.IGNORECASE
)
_WRAPPED = r"(?:[*_`]{0,3}[\[(【{<]\s?(?P<in>[^\[\](){}\n]{1,30})\s?[\])】}>](?!\()[*_`]{0,3})"
_DRESSED = r"(?P<mark>[*_`]{1,3})(?P<in>[^*_`\n]{1,20})(?P=mark)"
_BADGE = (
    r"\[?!\[(?P<in>[^\[\]]{0,60})\]\((?P<url>[^()\s]{0,400})[^()]{0,80}\)(?:\]\([^()]{0,400}\))?"
)
_LEADING = tuple(
    re.compile(pattern)
    for pattern in (
        _BADGE,
        _WRAPPED,
        _DRESSED + r"[:\s]",
        r"(?P<in>[^\W\d_]{2,15})(?: level)?\s?(?::|\s[-–—|])\s",
    )
)
_TRAILING = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s{{0,9}}{_BADGE}$",
        rf"\s{{0,9}}{_WRAPPED}$",
        rf"(?<=[?.!])\s{{0,3}}[-–—:|]?\s{{0,3}}{_DRESSED}$",
        r"\s{0,3}\s[-–—|]\s{1,3}(?P<in>[^\W\d_]{2,15})(?: level)?$",
        # A dot in front makes a word a mark: "Why …? 🟢 Easy".
        (
            rf"\s{{0,3}}[{_STARS}{''.join(_DOTS)}][{_JOINERS}]{{0,3}}[*_`]{{0,3}}(?P<in>[^\W\d_]{{2,15}})"
            r"[*_`]{0,3}$"
        ),
    )
)
# Without one of these at its end, a dash or a picture no text has a mark at its end.
_SHUTS: Final = frozenset(")]}>*_`")
_WORD_IN_URL = re.compile(r"[A-Za-z]{4,12}")
SAYS_LEVEL = re.compile(
    r"(?:(?:question |target |experience |difficulty |candidate )?(?:level|difficulty|seniority"
    r"|complexity|grade|rating)|experience|niveau|schwierigkeit(?:sgrad)?|difficulté|dificultad|nivel"
    r"|nível|dificuldade|сложность|уровень|难度)$",
    re.IGNORECASE,
)
_GENERIC_WORDS: Final = (
    "questions question interview interviews level levels q a qa q&a answers answer and & for the"
    " of in on to with your part section chapter topic topics concept concepts developer developers"
    " dev devs engineer engineers programmer programmers candidates candidate position coding most"
    " common asked frequently top more other tier stage difficulty role roles technical theory"
)
_GENERIC: Final = frozenset(_GENERIC_WORDS.split())
_WORDS = re.compile(r"[^\W_][\w+#.-]{0,40}")


def level_of(words: str, scale: int = 3) -> tuple[str, str]:
    """The level that marks at either end of a question say, and the question without them.

    ``scale`` is the most stars that the document gives; with 0 stars say nothing (see
    ``scale_of_stars``), and are taken off all the same.
    """
    level = ""
    while True:
        found, rest = _taken(words, scale)
        if rest == words:
            return level, words
        level, words = level or found, rest


def stars_of(words: str) -> int:
    """How many stars a text has at either end; those of ``★★☆`` say their scale themselves."""
    _, body, marks = _signs(words, at_end=False)
    _, _, more = _signs(body, at_end=True)
    found = marks + more
    return 0 if any(sign in found for sign in "☆✩✭✰") else sum(sign in _STARS for sign in found)


def scale_of_stars(counts: Iterable[int]) -> int:
    """The most stars, at least 3, where questions have different numbers of them; else 0.

    One star on some questions and none on the others marks what is popular, not what is hard.
    """
    different = {count for count in counts if count}
    return max(3, *different) if len(different) > 1 else 0


@lru_cache(maxsize=1024)  # asked for the chapter of each question
def chapter_level(title: str, known: frozenset[str] = frozenset()) -> str:
    """The level a chapter's title names and nothing else: ``Advanced questions``, ``🟢 Easy``.

    ``known`` are words that say nothing in this document, such as those of its title.
    """
    words = [word.rstrip(".-") for word in _WORDS.findall(title.casefold())]
    words = [word for word in words if not word.isdigit()]
    left = [word for word in words if word not in _GENERIC and word not in known]
    if not left:
        dots = "".join(_DOTS.get(sign, "") for sign in title)
        return level_from(dots[:1]) if dots and not words else _numbered(title)
    return level_from(" ".join(left)) if len(left) <= 3 else ""


def _numbered(title: str) -> str:
    found = re.fullmatch(r"\W{0,5}(?:level|tier)\W{0,3}(\d)\W{0,3}", title.casefold())
    return level_from(found[1]) if found else ""


def _taken(words: str, scale: int) -> tuple[str, str]:
    """One mark off a text: what it says, and the rest; the same text where there is none."""
    for at_end in () if words.isascii() else (False, True):
        head, body, signs = _signs(words, at_end=at_end)
        if signs and body.strip("*_ "):
            return _level_of_signs(signs, scale), f"{head}{body}"
    start = _START.match(words)
    begin = start.end() if start else 0
    for pattern in _LEADING:
        found = pattern.match(words, begin)
        if found and (level := _plain_level(found)):
            return level, (words[:begin] + words[found.end() :].lstrip(" -–—:|")).strip()
    tail = words[-600:]
    if (
        tail.isascii()
        and tail.rstrip("\n")[-1:] not in _SHUTS
        and "-" not in tail
        and "|" not in tail
    ):
        return "", words
    for pattern in _TRAILING:
        found = pattern.search(tail)
        if found and (level := _plain_level(found)):
            return level, words[: len(words) - len(tail) + found.start()].rstrip(" -–—|·,")
    return "", words


def _signs(words: str, *, at_end: bool) -> tuple[str, str, str]:
    """A text divided: its number, what is left of it, and the stars and dots at one end."""
    if at_end:
        body = words.rstrip(f"{_STARS}{''.join(_DOTS)}{_JOINERS}")
        return "", body.rstrip(), words[len(body) :].strip(_JOINERS)
    start = _START.match(words)
    head = words[: start.end()] if start else ""
    bare = words[len(head) :]
    body = bare.lstrip(f"{_STARS}{''.join(_DOTS)}{_JOINERS}")
    return head, body, bare[: len(bare) - len(body)].strip(_JOINERS)


def _level_of_signs(signs: str, scale: int) -> str:
    dots = [_DOTS[sign] for sign in signs if sign in _DOTS]
    if dots:
        return level_from(dots[0])
    stars = "".join("☆" if sign in "☆✩✭✰" else "★" for sign in signs if sign in _STARS)
    return level_from(stars, scale) if "☆" in stars or scale else ""


def _plain_level(found: re.Match[str]) -> str:
    """What the word in a mark says; nothing where it may be part of the question."""
    word = found["in"].strip(" *_`")
    if "url" in found.re.groupindex:
        names = _WORD_IN_URL.findall(f"{found['in']} {found['url'].rsplit('/', 1)[-1]}")
        return next((level for name in names if (level := plainly(name))), "")
    return plainly(word.rpartition(":")[2] if SAYS_LEVEL.match(word.partition(":")[0]) else word)


# A word or a sign of some other script: "2" and "::1" are answers, not levels.
_TELLS = re.compile(r"[^\W\d_]{3}|[^\x00-\x7f]")


def plainly(word: str) -> str:
    """The level of a word that on a question can hardly mean anything else."""
    if not _TELLS.search(word) or set(word.casefold().split()) & _AMBIGUOUS:
        return ""
    return level_from(word.strip())
