"""The mark before an option: ``A)``, ``(b)``, ``**C.**``, ``- [x]``, and what says it is right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._lists.asking import Asks, asks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block

MOST = 26
_ALPHABETS: Final = {
    "latin": tuple("abcdefghijklmnopqrstuvwxyz"),
    "cyrillic": tuple("абвгдежзиклмнопрстуфхцчшщэ"),
    "greek": tuple("αβγδεζηθικλμ"),
    "roman": ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
    "digits": tuple(str(number) for number in range(1, MOST + 1)),
}
_PLACES: Final = {
    (name, sign): place for name, signs in _ALPHABETS.items() for place, sign in enumerate(signs)
}
_CIRCLED: Final = {
    **{chr(0x2460 + place): str(place + 1) for place in range(20)},  # ①
    **{chr(0x24B6 + place): chr(65 + place) for place in range(26)},  # Ⓐ
    **{chr(0x1F170 + place): chr(65 + place) for place in range(26)},  # 🅰
    **{chr(0x1F1E6 + place): chr(65 + place) for place in range(26)},  # 🇦
}
_KEYCAP = re.compile("([1-9])\ufe0f?\u20e3")
_BREAKS = re.compile(r"(?:<br\s?/?>\s{0,5}){1,5}$", re.IGNORECASE)
_SPACE = re.compile(r"(?:\s|&nbsp;|&emsp;|&ensp;|>){1,40}")
# Bounded repetitions and no nesting: each pattern reads a line once.
_SIGN = re.compile(
    r"(?P<lead>\*{1,3}|_{1,3}|==|`)?(?:(?:option|choice|вариант)\s)?(?P<open>\\?[(\[\uff08])?"
    r"(?P<sign>[A-Za-z]{1,4}|\d{1,2}|[\u0430-\u044f\u0410-\u042f\u03b1-\u03c9\u0391-\u03a9])"
    r"(?P<mid>[*_]{1,3}|`)?"
    # One alternative for each kind of mark behind the letter, the wide ones of Chinese among them.
    r"(?:(?P<delim>\\?[)\]])(?:[.:])?|(?P<point>\\?[.:])(?=[\s*_`]|$)|(?P<dash>\s{0,2}[-–—])(?=\s)"
    r"|(?P<wide>[、\uff0e\uff09\uff1a])|(?P<none>(?=\s|$)))"
    r"(?P<close>[*_]{1,3}|==|`)?\s*",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"(?:\\?\[(?P<square>[ xX*✓✔_]?)\\?\]|\((?P<round>[ xX*✓✔]?)\)|(?P<drawn>[☐☑☒○●◯◉]))\s+"
)
_TRUE, _FALSE = "✅☑✔✓🟢", "❌✗✘✖❎🔴"
_TICK_BEFORE = re.compile(f"([{_TRUE}{_FALSE}])\ufe0f?\\s{{0,5}}")
_TICK_AFTER = re.compile(f"[\\s(\\[]{{0,5}}([{_TRUE}{_FALSE}])\ufe0f?[)\\]]?\\s{{0,5}}$")
_WORD = (
    r"(?P<yes>(?:the )?(?:correct|right)(?: (?:answer|option|choice|one))?|answer|richtig|korrekt"
    r"|correcte?|bonne réponse|correct[ao]|corrett[ao]|верно|правильно|правильный ответ|poprawna"
    r"|poprawne|正确|正解)|(?P<no>incorrect|wrong|not correct|falsch|faux|incorrect[ao]|неверно)"
)
_SAID_AFTER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # in brackets, or behind an arrow or a dash
        rf"\s{{0,5}}[*_]{{0,3}}[(\[{{][*_]{{0,3}}\s?(?:{_WORD})\s?[!.]?[*_]{{0,3}}[)\]}}][*_]{{0,3}}\s*$",
        rf"\s{{0,5}}(?:<?-{{1,3}}|←|⬅\ufe0f?|<=|⇐|–|—)\s{{0,3}}[*_]{{0,3}}(?:{_WORD})[!.]?[*_]{{0,3}}\s*$",
    )
)
_STAR_AFTER = re.compile(r"(?<=[^\s*])\s{0,3}\\?\*$")
_EMPHASISED = re.compile(
    r"(?P<mark>\*\*\*|\*\*|__|==)(?=\S)(?P<text>.{1,2000})(?P=mark)$", re.DOTALL
)
_FENCED = re.compile(r"(?P<fence>`{3,}|~{3,})[^\n`]{0,60}\n(?P<code>[^\n]+)\n\s{0,9}(?P=fence)\s*")
_TAGGED = re.compile(r"<(b|strong|mark|u)>(.{1,2000})</\1>$", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that begins as an option does; ``place`` counts from 0, None for a box alone.

    ``right`` is what a box, a tick or a word says of it, ``stressed`` whether it is set in bold.
    """

    alphabet: str
    place: int | None
    text: str
    right: bool | None = None
    stressed: bool = False
    upper: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One option; ``right`` where its own marks say so, ``stressed`` where it is set in bold."""

    text: str
    right: bool | None = None
    stressed: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The options that begin in the block at ``start`` and end before the one at ``end``.

    ``form`` is ``letters`` (numbers too), ``boxes``, ``numbered`` or ``list``. ``head`` is what
    the first block says before them, ``tail`` what the last one says after them.
    """

    options: tuple[Option, ...]
    form: str
    start: int
    end: int
    head: Block | None
    tail: Block | None


@lru_cache(maxsize=4096)  # those who look for a run ask several times for the same lines
def marks_of(line: str) -> tuple[Mark, ...]:
    """What a line may be the option of: ``i.`` is the first Roman number and the ninth letter."""
    text, right = _bare(line)
    box = _BOX.match(text)
    if box:
        right = (box["square"] or box["round"] or "").strip(" _") != "" or box["drawn"] in {*"☑☒●◉"}
        text = text[box.end() :]
    starred = False
    found = _SIGN.match(text)
    if not found and text.startswith(("*", "\\*")):
        # A star that opens no emphasis marks the right one.
        found, starred = _SIGN.match(text.lstrip("\\*")), True
        text = text.lstrip("\\*")
    marks = _signed(found, text, starred=starred) if found else ()
    if box and not any(mark.text for mark in marks):
        # Behind a box ``3`` alone is what it offers, not the sign of an option without words.
        words, said, stressed = judged(text)
        return (Mark("box", None, words, said if right is None else right, stressed),)
    if right is None:
        return marks
    return tuple(replace(mark, right=right) for mark in marks)


def judged(text: str) -> tuple[str, bool | None, bool]:
    """An option's text without what says it is right, what that says, and whether it is bold."""
    words, right, stressed = text.strip().removesuffix("\\").strip(), None, False
    first, newline, others = words.partition("\n")
    if tick := _TICK_BEFORE.match(first):
        right, first = tick[1] in _TRUE, first[tick.end() :]
    if tick := _TICK_AFTER.search(first):
        right, first = tick[1] in _TRUE, first[: tick.start()]
    said = next((s for pattern in _SAID_AFTER if (s := pattern.search(first))), None)
    if said:
        right, first = bool(said["yes"]), first[: said.start()]
    elif first.count("*") % 2 and (star := _STAR_AFTER.search(first)):
        right, first = True, first[: star.start()]
    words = f"{first}{newline}{others}".strip()
    if whole := _EMPHASISED.match(words) or _TAGGED.match(words):
        inner = whole[2].strip()
        if whole[1] not in inner:
            words, stressed = inner, True
    return words, right, stressed


def without_fence(text: str) -> str:
    """An option that is one line of fenced code, as code within a line: a card shows it so."""
    found = _FENCED.fullmatch(text)
    code = found["code"].strip() if found else ""
    if not code:
        return text
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    ticks, gap = "`" * (longest + 1), " " if longest else ""
    return f"{ticks}{gap}{code}{gap}{ticks}"


def are_questions(marks: Sequence[Mark]) -> bool:
    """Whether numbered lines mostly ask: those are questions with numbers, and no options."""
    asking = sum(asks(mark.text) >= Asks.TELL for mark in marks)
    return marks[0].alphabet == "digits" and asking * 2 > len(marks)


def place_of(sign: str) -> int | None:
    """The place that a letter or number names, from 0; of ``i`` and ``v`` that in the alphabet."""
    places = (_PLACES.get((name, sign.casefold())) for name in _ALPHABETS)
    return next((place for place in places if place is not None), None)


def follower(mark: Mark, text: str) -> int:
    """Where the option after ``mark`` begins later in the same line; -1 where it does not."""
    signs = _ALPHABETS.get(mark.alphabet, ())
    place = len(signs) if mark.place is None else mark.place + 1
    if place >= len(signs):
        return -1
    sign = signs[place].upper() if mark.upper else signs[place]
    found = re.search(rf"(?<=[\s;,|/])[*_]{{0,3}}\\?[(\[]?{sign}\\?[).\]:]", text)
    return found.start() if found else -1


def _bare(line: str) -> tuple[str, bool | None]:
    """A line without what stands before its mark: space, a bullet, a tick."""
    text = line.strip().removesuffix("\\").rstrip()
    if text.endswith(">"):
        text = _BREAKS.sub("", text)
    if space := _SPACE.match(text):
        text = text[space.end() :]
    if text[:1] in {"-", "*", "+", "•", "▪", "●", "○"} and text[1:2].isspace():
        text = text[1:].lstrip()
    right = None
    if tick := _TICK_BEFORE.match(text):
        right, text = tick[1] in _TRUE, text[tick.end() :]
    if "\u20e3" in text:
        text = _KEYCAP.sub(r"\1.", text, count=1)
    if text[:1] in _CIRCLED:
        text = f"{_CIRCLED[text[0]]}) {text[1:].lstrip(chr(0xFE0F)).lstrip()}"
    return text, right


def _signed(found: re.Match[str], text: str, *, starred: bool) -> tuple[Mark, ...]:
    lead, rest = found["lead"] or "", text[found.end() :]
    shut = lead and lead in {found["mid"], found["close"]}
    if found["none"] is not None and not shut:
        return ()
    if lead == "`" and not shut:
        return ()
    if lead and not shut:
        # ``**B) all of it**`` is stressed, ``**B) some** of it`` has its mark set again.
        if lead == "*" and "*" not in rest:
            starred = True
        else:
            rest = f"{lead}{found['close'] or ''}{rest}"
    elif found["close"] and not shut:
        rest = f"{found['close']}{rest}"
    words, right, stressed = judged(rest)
    sign = found["sign"].casefold()
    return tuple(
        Mark(
            name,
            _PLACES[name, sign],
            words,
            right=True if starred else right,
            stressed=stressed,
            upper=found["sign"].isupper(),
        )
        for name in _ALPHABETS
        if (name, sign) in _PLACES
    )
