"""Tables with a column of questions: ``| # | Question | Answer | Level |``, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.readers._dialects._draft import Draft, Found
from builder.readers._dialects._labels.vocabulary import ANSWER, current
from builder.readers._dialects._lists.asking import Asks, asks
from builder.readers._dialects._lists.division import tidy, upright
from builder.readers._dialects._options.columns import answers_in, choices_in, offers_options
from builder.readers._difficulty import level_from, scale_of
from builder.readers._outlines.outline import Block, Outline, blocks_of, without_emphasis
from builder.readers._records.columns import field_of, plain_name, resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Section

_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s{0,20}<br\s{0,5}/?>\s{0,20}", re.IGNORECASE)
_POINT = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+\S")
_TAGS = re.compile(r"\s{0,9}[,;]\s{0,9}")
# Columns that have a place of their own in a question.
_SAID_ELSEWHERE = frozenset({"question", "number", "topic", "level", "tags", "id"})
# Columns that stand beside a question without an answer; several others compare things.
_BESIDE = _SAID_ELSEWHERE | {"minutes", "kind", "references", "remark", "explanation"}
_TELLING = 4  # words that the cells of an answer have on average, at least
# A column so named holds questions of an interview only where its cells ask.
_UNSURE = frozenset(
    {
        "term",
        "prompt",
        "query",
        "cue",
        "stem",
        "front",
        "problem statement",
        "begriff",
        "término",
        "q",
    }
)


@dataclass(frozen=True, slots=True)
class _Table:
    names: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int


def read(outline: Outline) -> Found:
    """Tables with a column for questions and one for answers; what stands beside them is left."""
    return _read(outline, answered=True)


def unanswered(outline: Outline) -> Found:
    """Tables with a column for questions, whatever else they hold."""
    return _read(outline, answered=False)


def _read(outline: Outline, *, answered: bool) -> Found:
    drafts: list[Draft] = []
    skipped: list[Block] = []
    rest: list[Section] = []
    for section in outline.sections:
        kept: list[Block] = []
        for block in section.blocks:
            table = _table_of(block)
            sure = table is not None and ("answer" in table.fields or offers_options(table.fields))
            if table and (sure or not answered) and _holds_questions(table):
                drafts += _drafts(table, section)
                unknown = [n for n, f in zip(table.names, table.fields, strict=True) if not f]
                skipped += [Block("table", name, block.line) for name in unknown if name]
            else:
                kept.append(block)
        rest.append(
            section if len(kept) == len(section.blocks) else replace(section, blocks=tuple(kept))
        )
    return Found(tuple(drafts), tuple(skipped), Outline(tuple(rest)))


def _table_of(block: Block) -> _Table | None:
    if block.kind != "table":
        return None
    lines = block.text.split("\n")
    names = [without_emphasis(cell) for cell in cells(lines[0])]
    if not any(field_of(name)[0] == "question" for name in names):
        return None
    rows = tuple(tuple(cells(line)) for line in lines[2:])
    return _Table(tuple(names), _answered(names, rows), rows, block.line)


def _answered(names: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The fields of columns; the one without a known name is the answer where it tells most.

    "What we want to hear" and "Our take" name no field, but their cells are sentences.
    """
    fields = resolved(names).fields
    unknown = [place for place, field in enumerate(fields) if not field]
    if "answer" in fields or "question" not in fields or not _ask(rows, fields.index("question")):
        return fields
    labelled = [place for place in unknown if current().kind(names[place]) == ANSWER]
    telling = [place for place in unknown if _tells(rows, place)]
    for chosen in (labelled, telling):
        if len(chosen) == 1:
            return (*fields[: chosen[0]], "answer", *fields[chosen[0] + 1 :])
    return fields


def _ask(rows: Sequence[Sequence[str]], place: int) -> bool:
    texts = [row[place] for row in rows if place < len(row) and row[place]]
    return sum(asks(text) >= Asks.TASK for text in texts) * 2 >= max(len(texts), 1)


def _tells(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether the cells of a column are sentences that do not ask."""
    texts = [row[place] for row in rows if place < len(row) and row[place]]
    words = sum(len(text.split()) for text in texts)
    asking = sum(asks(text) >= Asks.TELL for text in texts)
    return (
        len(texts) * 2 >= len(rows) and words >= _TELLING * len(texts) and asking * 2 < len(texts)
    )


def _holds_questions(table: _Table) -> bool:
    """Whether the cells agree with the column's name; the surer the name, the fewer need ask."""
    if "question" not in table.fields or not table.rows:
        return False
    others = [field for field in table.fields if field != "question" and field not in _BESIDE]
    if "answer" not in table.fields and len(others) > 1 and not offers_options(table.fields):
        return False  # a comparison, point by point
    place = table.fields.index("question")
    questions = [row[place] for row in table.rows if place < len(row) and row[place]]
    asking = sum(asks(text) >= Asks.TASK for text in questions)
    if plain_name(table.names[place]) in _UNSURE:
        return asking * 2 >= len(questions)
    return "answer" in table.fields or asking * 3 >= len(questions)


def cells(line: str) -> list[str]:
    """The cells of a row; a bar after a backslash is a sign of its text."""
    parts = _BAR.split(line.strip())
    if len(parts) > 1 and not parts[0].strip():
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|") for part in parts]


def _drafts(table: _Table, section: Section) -> list[Draft]:
    drafts = []
    levels = [row[table.fields.index("level")] for row in table.rows if _has_level(table, row)]
    scale = scale_of(levels)
    offered = answers_in(table.names, table.fields, table.rows)
    for place, row in enumerate(table.rows):
        values = [(field, text) for field, text in zip(table.fields, row, strict=False) if text]
        first = dict(reversed(values))
        question = first.get("question", "")
        if not any(sign.isalnum() for sign in question):
            continue
        line = table.line + 2 + place
        number = first.get("number", "").rstrip(".)")
        drafts.append(
            Draft(
                question="\n\n".join(
                    filter(None, (tidy(_BREAK.sub(" ", question)), offered[place].listed))
                ),
                line=line,
                answer=(
                    blocks_of(_unfolded(offered[place].answer), line)
                    if offered[place].choices or offered[place].listed
                    else _answer(table, row, line)
                ),
                choices=choices_in(offered[place]),
                number=int(number) if number.isdecimal() and len(number) < 5 else None,
                topic=first.get("topic") or section.title or "".join(section.parents[-1:]),
                level=level_from(first.get("level", ""), scale),
                tags=tuple(_TAGS.split(first["tags"])) if "tags" in first else (),
                place=(section.index, line),
            )
        )
    return drafts


def _has_level(table: _Table, row: tuple[str, ...]) -> bool:
    return "level" in table.fields and table.fields.index("level") < len(row)


def _answer(table: _Table, row: tuple[str, ...], line: int) -> tuple[Block, ...]:
    """The answer's cell, then what other columns add to it under their names."""
    blocks: list[Block] = []
    others: list[Block] = []
    for name, field, text in zip(table.names, table.fields, row, strict=False):
        if not text or not field or field in _SAID_ELSEWHERE:
            continue
        if field == "answer":
            blocks += upright(blocks_of(_unfolded(text), line))
        else:
            others += blocks_of(f"**{name}:** {_unfolded(text)}", line)
    return (*blocks, *others)


def _unfolded(cell: str) -> str:
    """A cell's text with its breaks as lines: points become a list, two breaks a paragraph."""
    lines = _BREAK.split(cell)
    if len(lines) > 1 and sum(bool(_POINT.match(line)) for line in lines) * 2 >= len(lines):
        return "\n".join(f"- {line[1:].strip()}" if line[:1] == "•" else line for line in lines)
    return "\\\n".join(lines).replace("\\\n\\\n", "\n\n")
