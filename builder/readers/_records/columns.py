"""What the columns of records hold, told by their names in a dozen languages, or by the user."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from builder.readers._records.column_names import ASIDES, KEYS, NAMES, WEAK
from builder.readers._records.nodes import asks

if TYPE_CHECKING:
    from collections.abc import Sequence

# What the user may name with --map; the last leaves a column out without a word.
FIELDS: Final = (
    *("question", "answer", "short_answer", "more_answers", "explanation", "topic", "level"),
    *("tags", "minutes", "follow_ups", "red_flags", "references", "choices", "correct", "wrong"),
    *("id", "guid", "skip"),
)
_LONGEST: Final = 100
_HUMP: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
_GAP: Final = re.compile(r"[\W_]+")
_ASIDE: Final = re.compile(r"\s[-–—]\s.{0,99}$|\([^()]{0,99}\)|\[[^\[\]]{0,99}\]")
_OPTION: Final = re.compile(
    r"(answer|option|opt|choice|antwort|réponse|respuesta|resposta|risposta|вариант|ответ|opción"
    r"|opção|alternative|alternativa|variant|选项)\s?([a-j]|10|[1-9])(?:\s(?:text|content))?"
)
_WRONG: Final = re.compile(
    r"(?:wrong|incorrect|false|falsche?|bad)\s(?:answer|option|choice|antwort)\s?[a-j\d]?"
    r"|distractor\s?[a-j\d]?"
)
# ``correct_option_ids``, ``right index``, ``answerIdx``: what it counts or names comes last.
_NAMING: Final = (
    r"(?:index|idx|indices|indexes|ids?|keys?|letters?|numbers?|no|positions?|values?|labels?"
    r"|texts?)"
)
_CHOSEN: Final = r"(?:answers?|ans|options?|choices?|responses?|alternatives?|antwort)"
_CORRECT: Final = re.compile(
    rf"(?:correct|right|true|richtige) (?:{_CHOSEN}(?: {_NAMING})?|{_NAMING})(?:\s?\d)?"
    rf"|(?:ans|answer|solution) (?:index|idx|indices|indexes|letters?)"
)
_LETTER: Final = re.compile(r"[a-j]")
_FULLER: Final = re.compile(r"\b(?:detailed|long|full|complete|extended|lange?|ausführliche)\b")
# What a name is about when it says "question" or "answer" only on the way.
_OTHER: Final = frozenset(
    (
        *("count", "marks", "score", "points", "length", "date", "author", "image", "total"),
        *("status", "weight", "title", "audio", "video", "asked", "by", "at", "votes", "link"),
    )
)
_ROOTS: Final = ("question", "answer", "explanation", "topic", "level", "tags", "references", "id")


@dataclass(frozen=True, slots=True)
class Columns:
    """The field of each column, empty where it is not understood.

    ``weak`` says that the question's name alone does not tell it for one: ``title``, ``name``.
    """

    fields: tuple[str, ...]
    weak: bool = False

    def has(self, field: str) -> bool:
        """Whether a column holds the field."""
        return field in self.fields


def plain_name(name: str) -> str:
    """A column's name as it is looked up: ``correctAnswer`` and ``Correct_answer:`` are one."""
    text = unicodedata.normalize("NFKC", name[: _LONGEST + 1])
    return " ".join(_GAP.sub(" ", _HUMP.sub(" ", text)).casefold().split())


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int]:
    """The field that a name stands for and how surely, 0 being surest; ``("", 0)`` for none."""
    if len(name) > _LONGEST or (len(name.split()) > 2 and asks(name)):
        return "", 0
    if name.strip() in {"#", "№"}:
        return "number", 0
    # "Answer 1 - max 75 characters": what a name says on the side comes last.
    forms = list(dict.fromkeys((plain_name(_ASIDE.sub("", name)), plain_name(name))))
    found = (look(form) for look in (_by_name().get, _by_words) for form in forms)
    return next(filter(None, found), ("", 0))


def resolved(names: Sequence[str], said: Sequence[tuple[str, str]] = ()) -> Columns:
    """The fields of columns that stand side by side; ``said`` is what the user says of them.

    A column is named as it stands there or by its number, from 1. One column holds the question;
    further answers stay further answers, and a second topic is a tag.
    """
    by_user = _by_user(names, said)
    ranked = [
        (by_user[place], -1) if place in by_user else _found(name, names)
        for place, name in enumerate(names)
    ]
    fields = [field for field, _ in ranked]
    _settle_options(names, fields)
    _settle_key(names, fields)
    weak = _settle_question(names, ranked, fields)
    _settle_answers(names, ranked, fields)
    for field, others in (("topic", "tags"), ("level", "tags"), ("short_answer", "more_answers")):
        best = _best(field, ranked, fields)
        fields = [
            others if each == field and place != best else each for place, each in enumerate(fields)
        ]
    return Columns(tuple(fields), weak)


def without_asides(
    columns: Columns, names: Sequence[str], said: Sequence[tuple[str, str]] = ()
) -> Columns:
    """The columns of a table with answers, those of notes for its keeper no longer among them."""
    if not columns.has("answer"):
        return columns
    kept = _by_user(names, said)
    fields = tuple(
        "" if field == "remark" and plain_name(name) in ASIDES and place not in kept else field
        for place, (name, field) in enumerate(zip(names, columns.fields, strict=True))
    )
    return Columns(fields, columns.weak)


def _by_user(names: Sequence[str], said: Sequence[tuple[str, str]]) -> dict[int, str]:
    places = {plain_name(name) or name: place for place, name in reversed(list(enumerate(names)))}
    found = {}
    for column, field in said:
        place = places.get(plain_name(column) or column)
        if place is None and column.isdecimal() and 1 <= int(column[:9]) <= len(names):
            place = int(column[:9]) - 1
        if place is not None:
            found[place] = field
    return found


def _found(name: str, names: Sequence[str]) -> tuple[str, int]:
    """The field of a name among the others: a lone ``A`` answers, with ``B`` it is an option."""
    form = plain_name(name)
    if _LETTER.fullmatch(form) and form in "ab":
        letters = {plain_name(each) for each in names if len(each) < 5}
        if {"a", "b"} <= letters:
            return "option", 0
    elif _LETTER.fullmatch(form) and form not in "fq" and len(names) < 60:
        letters = {plain_name(each) for each in names if len(each) < 5}
        return ("option", 0) if {"a", "b"} <= letters else field_of(name)
    return field_of(name)


@cache
def _by_name() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for field, text in (*NAMES.items(), *WEAK.items()):
        for rank, name in enumerate(text.split(",")):
            table.setdefault(plain_name(name), (field, rank))
    return table


def _by_words(form: str) -> tuple[str, int] | None:
    """By the last word, which names the thing: "Interview question", else by any word."""
    if _WRONG.fullmatch(form):
        return "wrong", 0
    if _CORRECT.fullmatch(form):
        return "correct", 0
    if _OPTION.fullmatch(form):
        return "option", 0
    words = form.split()
    if not 2 <= len(words) <= 6 or words[-1] in _OTHER:
        return None
    last = _by_name().get(" ".join(words[-2:])) or _by_name().get(words[-1])
    if last and (last[0] in _ROOTS or last[0] in {"kind", "number"}):
        return last[0], 100 + last[1]
    roots = {_by_name().get(word, ("", 0))[0] for word in words} & {"question", "answer"}
    return (roots.pop(), 200) if len(roots) == 1 else None


def _settle_options(names: Sequence[str], fields: list[str]) -> None:
    """Columns such as ``Answer 1`` are options where a right one is named, or three of them are."""
    places = [place for place, field in enumerate(fields) if field == "option"]
    sure = [place for place in places if not plain_name(names[place]).startswith("answer")]
    if places and not sure and len(places) < 3 and "correct" not in fields:
        for place in places:
            fields[place] = "answer"


def _settle_key(names: Sequence[str], fields: list[str]) -> None:
    """``key`` is an id, and ``label`` a tag, unless it is what tells the right one of options."""
    if {"correct", "answer", "wrong"} & set(fields) or not {"choices", "option"} & set(fields):
        return
    plain = [plain_name(name) for name in names]
    key = next((name for name in KEYS if name in plain), None)
    if key is not None:
        fields[plain.index(key)] = "correct"


def _settle_question(
    names: Sequence[str], ranked: Sequence[tuple[str, int]], fields: list[str]
) -> bool:
    best = _best("question", ranked, fields)
    weak = best is None
    if best is None:
        best = _best("weak question", ranked, fields)
    for place, field in enumerate(fields):
        if field in {"question", "weak question"}:
            fields[place] = "question" if place == best else _spare(names[place], fields)
    return weak and best is not None


def _spare(name: str, fields: Sequence[str]) -> str:
    """What a column is that might have been the question: the text of an answer, or unknown."""
    spare = plain_name(name) in {"description", "text"} and "answer" not in fields
    return "weak answer" if spare else ""


def _settle_answers(
    names: Sequence[str], ranked: Sequence[tuple[str, int]], fields: list[str]
) -> None:
    for field in ("answer", "weak answer", "explanation"):
        best = _best(field, ranked, fields)
        if best is not None:
            break
    options = "option" in fields or "choices" in fields
    for place, field in enumerate(fields):
        if field == "weak answer" and place != best:
            fields[place] = "explanation"
    if best is None or (options and fields[best] == "explanation"):
        return
    further = [p for p, field in enumerate(fields) if field == "answer" and p != best]
    fields[best] = "answer"
    for place in further:
        fields[place] = "more_answers"
    fuller = next((place for place in further if _FULLER.search(plain_name(names[place]))), None)
    if fuller is not None and "short_answer" not in fields:
        fields[fuller], fields[best] = "answer", "short_answer"


def _best(field: str, ranked: Sequence[tuple[str, int]], fields: Sequence[str]) -> int | None:
    places = [place for place, each in enumerate(fields) if each == field]
    return min(places, key=lambda place: (ranked[place][1], place), default=None)
