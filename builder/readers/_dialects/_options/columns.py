"""Tables with a column for each option: ``| # | Question | A | B | C | Answer |``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder.model import Choice
from builder.readers._records.answers import Answers, answers_of, base_of
from builder.readers._records.nodes import text_of
from builder.readers._records.record import Record
from builder.strict_yaml import YamlText

if TYPE_CHECKING:
    from collections.abc import Sequence

_BREAK: Final = re.compile(r"\s{0,20}<br\s{0,5}/?>\s{0,20}", re.IGNORECASE)
_OPTIONS: Final = frozenset(("option", "choices", "wrong"))


def offers_options(fields: Sequence[str]) -> bool:
    """Whether columns hold options, each its own or one all of them."""
    return bool(_OPTIONS & set(fields))


def answers_in(
    names: Sequence[str], fields: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Answers]:
    """What each row offers and which of it is right, as the same columns of a CSV say it."""
    if not offers_options(fields):
        return [Answers() for _ in rows]
    records = []
    for place, row in enumerate(rows):
        texts = (YamlText(_BREAK.sub("\n", text), place, 1) for text in row)
        cells = tuple(zip(names, texts, strict=False))
        records.append(Record(place, cells, tuple(fields[: len(cells)])))
    base = base_of(records)
    return [answers_of(record, base, text_of) for record in records]


def choices_in(answers: Answers) -> tuple[Choice, ...]:
    """The options of a row as choices; none where nothing says which is right."""
    return tuple(Choice(option.text, option.right, option.why) for option in answers.choices)
