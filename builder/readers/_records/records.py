"""Records to questions: what each value is, is known; here it becomes what a question needs."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from builder.identity import question_id
from builder.model import Choice, FollowUp, Kind, Origin, Problem, Question, Reading, Severity
from builder.readers._bank.entry import GUID, ID
from builder.readers._bank.values import MAX_FIELD_BYTES, MAX_LINE, MAX_TAG
from builder.readers._difficulty import level_from, scale_of
from builder.readers._finish import question_text
from builder.readers._records.answers import Answers, answers_of, base_of
from builder.readers._records.cells import items_of, minutes_of, questions_in, references_in
from builder.readers._records.columns import FIELDS
from builder.readers._records.nodes import (
    asked_and_heard,
    is_empty,
    linked,
    names_of,
    text_of,
    texts_of,
    without_maps,
)
from builder.strict_yaml import YamlList, YamlMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from builder.model import Reference
    from builder.readers._records.record import Record
    from builder.strict_yaml import Node

MAX_QUESTIONS: Final = 20_000
_CLOZE: Final = re.compile(r"\{\{c[1-9][0-9]{0,2}::")
# Words for how a question is asked, which its choices show; other kinds are worth a tag.
_ASKING: Final = re.compile(
    r"(?:multi(?:ple)?|single|mcqs?|msq|choice|select(?:ion)?|boolean|bool|true|false|open|ended"
    r"|text|basic|cloze|radio|checkbox|short|long|answer|question|flash|card|free|yes|no|qa|q|a|and"
    r"|or|s|\d+|[\W_])+"
)
_NAMED_AT_MOST: Final = 8


def read_records(
    records: Sequence[Record], path: str, convert: Callable[[str], str], *, recalled: bool = False
) -> Reading:
    """The questions of records; ``convert`` makes a value's text Markdown.

    With ``recalled`` a short answer counts as one to recall, as on the back of a card.
    """
    maker = _Maker(path, convert, recalled=recalled)
    return maker.reading(records)


class _Maker:
    """Makes questions, and gathers what is said of all records once."""

    def __init__(self, path: str, convert: Callable[[str], str], *, recalled: bool) -> None:
        self._path = path
        self._convert = convert
        self._recalled = recalled
        self._problems: list[Problem] = []
        self._not_understood: dict[tuple[str, str], int] = {}
        self._ids: Counter[str] = Counter()
        self._scale = 3
        self._base = (1, 1)

    def reading(self, records: Sequence[Record]) -> Reading:
        self._ids.update(text_of(node) for record in records for node in record.all("id"))
        levels = [text_of(node) for record in records for node in record.all("level")]
        self._scale = scale_of(levels)
        self._base = base_of(records)
        questions = []
        for record in records[:MAX_QUESTIONS]:
            try:
                question = self._question(record)
            except ValueError as error:
                said = f"{error}; the question is left out"
                self._report(record.line, Severity.ERROR, "unreadable", said)
                continue
            if question:
                questions.append(question)
        if len(records) > MAX_QUESTIONS:
            said = f"more than {MAX_QUESTIONS:,} questions; the rest is left out: split the file"
            self._report(records[MAX_QUESTIONS].line, Severity.ERROR, "too-many", said)
        self._tell_columns()
        return Reading(tuple(questions), tuple(self._problems))

    def _question(self, record: Record) -> Question | None:
        asked, references = question_text(self._asked(record))
        if not asked:
            self._report_empty(record)
            return None
        answers = answers_of(record, self._base, self._markdown)
        if answers.unclear:
            self._report(record.line, Severity.WARNING, "no-correct-choice", answers.unclear)
        kind = Kind.CHOICE if answers.choices else Kind.OPEN
        if kind is Kind.OPEN and _hides(asked):
            kind = Kind.CLOZE
        tags = [*self._tags(record)]
        topic = self._topic(record, tags)
        level = self._level(record, tags)
        self._notice(record)
        if answers.listed:
            asked = f"{asked}\n\n{answers.listed}"
        answer, short = self._sides(answers)
        answer = "\n\n".join(filter(None, (answer, *map(_fenced, record.code(answers=True)))))
        return Question(
            id=self._id(record, asked),
            question=asked,
            short_answer=short,
            answer=answer,
            more_answers=answers.more,
            kind=kind,
            choices=tuple(Choice(o.text, o.right, o.why) for o in answers.choices),
            topic=topic,
            level=level,
            minutes=self._minutes(record),
            tags=tuple(dict.fromkeys(tags)),
            follow_ups=tuple(dict.fromkeys(self._follow_ups(record))),
            red_flags=self._list(record, "red_flags"),
            references=tuple(dict.fromkeys((*references, *self._references(record)))),
            guid=self._guid(record),
            origins=(Origin(self._path, record.line),),
        )

    def _sides(self, answers: Answers) -> tuple[str, str]:
        if self._recalled and not answers.short and len(answers.answer.split()) <= 60:
            return "", answers.answer
        return answers.answer, answers.short

    def _markdown(self, node: Node) -> str:
        text = text_of(node)
        if len(text) * 4 > MAX_FIELD_BYTES and len(text.encode()) > MAX_FIELD_BYTES:
            said = "a text is longer than 200 kB; it is left out: split it"
            self._report(node.line, Severity.ERROR, "too-long", said)
            return ""
        return self._convert(text)

    def _asked(self, record: Record) -> str:
        """The question with the code it is about."""
        parts = [self._markdown(node) for node in record.all("question")]
        parts += map(_fenced, record.code(answers=False))
        return "\n\n".join(filter(None, parts)) if any(parts[:1]) else ""

    def _topic(self, record: Record, tags: list[str]) -> str:
        named = [name for node in record.all("topic") for name in _names(node)]
        tags += named[1:]
        topic = named[0] if named else " ".join(record.topic.split())
        if len(topic) > MAX_LINE:
            said = f"a topic of more than {MAX_LINE} characters is left out"
            self._report(record.line, Severity.WARNING, "too-long", said)
            return ""
        return topic

    def _tags(self, record: Record) -> Iterable[str]:
        for node in record.all("tags"):
            for text in names_of(node):
                found = items_of(text) if not isinstance(node, YamlList) else (_line(text),)
                yield from (html.unescape(tag) for tag in found if len(tag) <= MAX_TAG)
        for node in record.all("kind"):
            for text in texts_of(node):
                if len(text) <= 40 and not _ASKING.fullmatch(text.casefold()):
                    yield _line(text)

    def _level(self, record: Record, tags: list[str]) -> str:
        for node in record.all("level"):
            for text in texts_of(node):
                if level := level_from(text, self._scale):
                    return level
                self._not_understood.setdefault(("level", _line(text)[:60]), record.line)
                tags.append(_line(text)[:MAX_TAG])
        return level_from(record.level, self._scale)

    def _minutes(self, record: Record) -> int | None:
        for name, node in record.named("minutes"):
            if (found := minutes_of(text_of(node))) and "sec" not in name.casefold():
                return found
            self._not_understood.setdefault(("column", name), record.line)
        return None

    def _list(self, record: Record, field: str) -> tuple[str, ...]:
        found = []
        for node in map(without_maps, record.all(field)):
            for text in texts_of(node):
                parts = questions_in(text) if not isinstance(node, YamlList) else (text,)
                found += [self._convert(part) for part in parts]
        return tuple(dict.fromkeys(filter(None, found)))

    def _follow_ups(self, record: Record) -> Iterable[FollowUp]:
        for node in record.all("follow_ups"):
            for part in node.items if isinstance(node, YamlList) else ():
                if isinstance(part, YamlMap):
                    ask, listen_for = asked_and_heard(part)
                    yield FollowUp(self._convert(ask), self._convert(listen_for))
        for ask in self._list(record, "follow_ups"):
            yield FollowUp(ask)

    def _references(self, record: Record) -> Iterable[Reference]:
        for node in record.all("references"):
            for part in node.items if isinstance(node, YamlList) else (node,):
                yield from references_in(linked(part))

    def _id(self, record: Record, asked: str) -> str:
        """The written id where it can be one: a number alone would be another file's as well."""
        for node in record.all("id"):
            written = text_of(node)
            named = re.search("[a-z]", written) and self._ids[written] == 1
            if named and ID.fullmatch(written):
                return written
        return question_id(asked)

    def _guid(self, record: Record) -> str:
        for node in record.all("guid"):
            if GUID.fullmatch(text_of(node).strip()):
                return text_of(node).strip()
            said = "its GUID has spaces or letters beyond ASCII, so learners get it as a new card"
            self._report(record.line, Severity.WARNING, "bad-guid", said)
        return ""

    def _notice(self, record: Record) -> None:
        for (name, value), field in zip(record.cells, record.fields, strict=True):
            if not field and not is_empty(value):
                self._not_understood.setdefault(("column", name), record.line)

    def _report_empty(self, record: Record) -> None:
        content = ("answer", "short_answer", "explanation", "choices", "option", "correct")
        if any(record.all(field) for field in content):
            said = "an answer without a question; it is left out"
            self._report(record.line, Severity.WARNING, "empty-question", said)
        elif any(not is_empty(value) for _, value in record.cells):
            said = "an entry without question and answer is skipped"
            self._report(record.line, Severity.INFO, "skipped", said)

    def _tell_columns(self) -> None:
        """Once for all records, what of them was not understood."""
        columns = [name for what, name in self._not_understood if what == "column"]
        if columns:
            first = self._not_understood["column", columns[0]]
            said = (
                f"not understood: {_quoted(columns)}; to use it: --map {_shell(columns[0])}=FIELD,"
                f" where FIELD is one of {', '.join(FIELDS)}"
            )
            self._report(first, Severity.INFO, "skipped", said)
        levels = [name for what, name in self._not_understood if what == "level"]
        if levels:
            first = self._not_understood["level", levels[0]]
            said = f"no level of ours, kept as a tag: {_quoted(levels)}"
            self._report(first, Severity.INFO, "skipped", said)

    def _report(self, line: int, severity: Severity, code: str, message: str) -> None:
        self._problems.append(Problem(Origin(self._path, line), severity, code, message))


def _fenced(node: Node) -> str:
    """Code as a block of its own, unless it comes in one."""
    code = text_of(node).strip("\n")
    return code if "```" in code else f"```\n{code}\n```"


def _names(node: Node) -> list[str]:
    found = (_line(html.unescape(text)) for text in names_of(node))
    return [name for name in found if name]


def _line(text: str) -> str:
    return " ".join(text.split())


def _hides(markdown: str) -> bool:
    """Whether some ``{{c1::…}}`` is complete; every search goes on where the last one ended."""
    found = _CLOZE.search(markdown)
    return bool(found) and markdown.find("}}", found.end() if found else 0) > 0


def _quoted(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{_line(name)[:40]}”" for name in names[:_NAMED_AT_MOST])
    more = len(names) - _NAMED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown


def _shell(name: str) -> str:
    plain = _line(name)[:40]
    return plain if re.fullmatch(r"[\w-]+", plain) else f'"{plain}"'
