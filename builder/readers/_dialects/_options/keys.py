"""Which option is right, as a line says it: ``Answer: B``, ``The correct answers are A and C``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from builder.readers._dialects._labels.vocabulary import ANSWER, BUILT_IN, folded
from builder.readers._dialects._options.key_words import BESIDE, EXPLAINS, KEYS, RIGHT, VERBS
from builder.readers._dialects._options.marks import place_of
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_BESIDE_IT = RIGHT | BESIDE | VERBS
_PREFIX = re.compile(r"(?:[\s>*_#`(\[|-]|[^\w\s\x00-\x7f]){0,16}")
_WORD = re.compile(r"[^\W\d_]{1,30}")
_GAP = re.compile(r"(?:[ \t]|\xa0){1,3}|\((?:s|es|n|en)\)")
# A label's end: its number ("Answer 3:"), its mark, and emphasis on either side.
_END = re.compile(
    r"(?:\(s\))?\s{0,2}(?:\#?\d{1,3}(?=[*_]{0,3}\s?[:\uff1a]))?[*_`)\]]{0,4}\s{0,3}"
    r"(?P<sep>[:\uff1a=]|[-–—=]{1,2}>?(?=\s)|[.)](?=\s)|→|➡\ufe0f?)?[*_`]{0,3}\s{0,9}"
)
_SIGN = (
    r"[(\[*_`'\"“]{0,4}(?P<sign>[^\W\d_]|\d{1,2}|(?:ii|iii|iv|vi|vii|viii)(?![^\W_]))"
    r"(?![^\W_]|['’]\w)(?P<shut>[)\]*_`'\"”]{0,4})"
)
_FIRST = re.compile(
    r"[\s(\[*_`]{0,6}(?:(?:both|options?|choices?|letters?|answers?|numbers?|nos?\.)\s{1,3}){0,2}"
    + _SIGN,
    re.IGNORECASE,
)
_JOINT = (
    r"\s{0,3}(?:,\s{0,2}(?:(?:and|und|et|y|e|и)\s)?|;|/|\+|&|(?:and|und|et|y|e|и|en|i|och|ja|és|ve)\s"
    r"|和|、)\s{0,3}"
    r"(?:(?:option|choice)\s)?"
)
_NEXT = re.compile(_JOINT + _SIGN, re.IGNORECASE)
_SEVERAL = re.compile(r"[*_`(]{0,4}([A-Z]{2,8})[*_`)]{0,4}(?=[\s.,:;–—-]|$)")
_AFTER = re.compile(
    r"\s{0,3}(?:$|\\?\n|[).\]:\uff1a,;–—=>→(\uff08|-]"
    r"|(?:because|since|as|weil|da|denn|car|parce|porque|так как|потому)\b)",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"[\s>*_]{0,6}(?:(?:both|options?|choices?|answers?)\s{1,3}){0,2}[(*_`\[]{0,4}(?P<sign>[A-Z]|\d{1,2})"
    r"[)*_`\]]{0,4}\s(?:is|are)\s(?:the\s)?(?:only\s)?(?:correct|right)\b(?:\s(?:answer|option|choice|one))?",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s{0,3}(?:[,;&]|and\b)")
_REST = re.compile(r"(?:[\s).\]:\uff1a,;–—>→=|*_-]|\\(?=\s|$)){0,12}")


@dataclass(frozen=True, slots=True)
class Key:
    """The places of the right options, and what the line says besides."""

    places: frozenset[int]
    rest: str


@cache
def answer_words() -> frozenset[str]:
    """The single words that say "answer" in some language."""
    words = {word for word, kind in BUILT_IN.kinds.items() if kind == ANSWER and " " not in word}
    return frozenset(words) | KEYS


def is_key(line: str) -> bool:
    """Whether a line begins as one that tells the answer."""
    return after_label(line) is not None


def after_label(line: str) -> str | None:
    """What follows ``Answer:``, ``The right answer is`` or the like; None where there is none."""
    start = _PREFIX.match(line)
    at = start.end() if start else 0
    core = right = verb = False
    while word := _WORD.match(line, at):
        plain = folded(word[0])
        if verb or not (plain in answer_words() or plain in _BESIDE_IT):
            break
        if plain in VERBS and (core or right):
            verb = True
        elif plain in answer_words():
            core = True
        elif plain in RIGHT:
            right = True
        elif len(plain) == 1:
            break
        gap = _GAP.match(line, word.end())
        at = gap.end() if gap else word.end()
        if not gap:
            break
    if not (core or right) or (word and not line[:at].strip()):
        return None
    end = _END.match(line, at)
    rest = line[end.end() :] if end else line[at:]
    apart = bool(end and end["sep"]) or verb
    if not apart and not (core and (not rest.strip("*_ \\)") or _alone(rest))):
        return None
    closed = "**" if line[:at].count("**") % 2 and rest.count("**") % 2 else ""
    return rest.removesuffix("\\").rstrip().removesuffix(closed).rstrip() if closed else rest


def _alone(rest: str) -> bool:
    """Whether ``Answer B`` is all: without a mark between, nothing else may follow."""
    found = _FIRST.match(rest)
    return bool(found and not rest[found.end() :].strip("*_.) \\"))


def explains(line: str) -> str | None:
    """What follows ``Explanation:`` or ``Why:``; None where the line begins otherwise."""
    start = _PREFIX.match(line)
    word = _WORD.match(line, start.end() if start else 0)
    if not word or folded(word[0]) not in EXPLAINS:
        return None
    end = _END.match(line, word.end())
    if end is None or not (end["sep"] or not line[end.end() :].strip("*_ \\")):
        return None
    opened = line[: word.start()].count("**") % 2
    rest = line[end.end() :]
    return rest.removesuffix("**") if opened and rest.count("**") % 2 else rest


def stated(text: str, options: Sequence[str], form: str) -> Key | None:
    """The key of a line such as ``Option B is correct because …``, which stays as it is."""
    found = _STATED.match(text)
    place = _place(found["sign"], form, len(options)) if found else None
    return None if place is None else Key(frozenset({place}), text)


def value(text: str, options: Sequence[str], form: str, *, bare: bool = False) -> Key | None:
    """The right ones that a text names: by letter, by number, or by the option's own words.

    ``bare`` is a text without a label before it: then the option's words must be all of its line.
    """
    if form != "letters" and (found := _by_words(text, options, bare=bare)):
        return found
    return _by_signs(text, options, form) or _by_words(text, options, bare=bare)


def _by_signs(text: str, options: Sequence[str], form: str) -> Key | None:
    if (several := _SEVERAL.match(text)) and _ascends(several[1], len(options)):
        places = frozenset(ord(sign) - ord("A") for sign in several[1])
        return Key(places, _tidy(text[several.end() :]))
    named: set[int] = set()
    found = _FIRST.match(text)
    rest = text
    while found:
        place = _place(found["sign"], form, len(options))
        if place is None:
            return None
        after = rest[found.end() :]
        follows = _NEXT.match(after)
        if not follows and not (_AFTER.match(after) or found["shut"].strip("*_`'\"”")):
            return None if not named else Key(frozenset(named), _tidy(rest))
        named.add(place)
        if not follows:
            # ``A) its words, C) its words``: the words go, and there may be a further sign.
            after = _without_line(_without_words(_tidy(after), options[place]), options[place])
            follows = _NEXT.match(after) if _FURTHER.match(after) else None
            if not (follows and follows["shut"].strip("*_`")):
                return Key(frozenset(named), _tidy(after))
        if _place(follows["sign"], form, len(options)) is None:
            return Key(frozenset(named), _tidy(after))
        rest, found = after, follows
    return None


def _place(sign: str, form: str, count: int) -> int | None:
    """The place that a letter or a number names; both do where the options have neither."""
    place = place_of(sign)
    if place is None or place >= count or (sign.isdigit() and form == "list"):
        return None
    return place


def _ascends(signs: str, count: int) -> bool:
    return list(signs) == sorted(set(signs)) and ord(signs[-1]) - ord("A") < count


def _by_words(text: str, options: Sequence[str], *, bare: bool) -> Key | None:
    first, _, others = text.partition("\n")
    said = same_words(_unmarked(first))
    if not said:
        return None
    wanted = [same_words(_unmarked(option)) for option in options]
    if said in wanted:
        return Key(frozenset({wanted.index(said)}), others.strip())
    if bare:
        return None
    for place in sorted(range(len(options)), key=lambda place: -len(options[place])):
        rest = _without_words(first.lstrip("*_\"'“ "), options[place])
        if rest != first.lstrip("*_\"'“ ") and (not rest or rest[0] in ".;:,–—-(\n*_\"'” "):
            return Key(frozenset({place}), _tidy(f"{rest}\n{others}"))
    return None


def _without_words(text: str, option: str) -> str:
    """A text without the option's own words at its start."""
    for words in (option, _unmarked(option)):
        bare = words.rstrip(".;, ")
        if bare and text[: len(bare)].casefold() == bare.casefold():
            rest = text[len(bare) :]
            if not rest[:1].isalnum() and not re.match(r"\s{0,3}[^\W_]", rest):
                return rest
    return text


def _without_line(text: str, option: str) -> str:
    """A text without its first line where that is the option in other dress."""
    first, _, others = text.partition("\n")
    said = same_words(_unmarked(first))
    return others.strip() if said and said == same_words(_unmarked(option)) else text


def _unmarked(text: str) -> str:
    return text.strip().removesuffix("\\").strip().strip("*_` ").strip()


def _tidy(rest: str) -> str:
    """What a key line says further, without the marks between it and the letter."""
    text = rest[found.end() :] if (found := _REST.match(rest)) else rest
    opened = rest[: len(rest) - len(text)]
    if text.startswith(("**", "`")) or not text:
        return text.strip()
    if opened.rstrip().endswith("**") and text.count("**") % 2:
        text = f"**{text}" if not opened.lstrip().startswith("**") else text.replace("**", "", 1)
    elif text.count("**") % 2:
        text = text.replace("**", "", 1)
    text = text.strip()
    if text.startswith("(") and text.removesuffix(".").endswith(")") and text.count("(") == 1:
        text = text.removesuffix(".")[1:-1]
    return text
