"""Records in a tree of lists and mappings: wherever they stand, under whatever names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from builder.readers._difficulty import level_from
from builder.readers._records.columns import Columns, field_of, plain_name, resolved
from builder.readers._records.nodes import asks, is_empty, text_of
from builder.readers._records.record import Record
from builder.strict_yaml import YamlList, YamlMap, YamlText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.strict_yaml import Node

# Keys that only say that something follows; any other above records is their topic.
_GENERIC: Final = re.compile(
    r"(?:data|items?|cards?|list|results?|entries|records?|rows|quiz(?:zes)?|contents?|children"
    r"|flash ?cards|faqs?|q ?(?:and|n)? ?as?|qna|categories|topics|sections?|chapters|modules|units"
    r"|groups|decks?|all|default|main|entity|(?:main )?entity|graph|documents?|docs|bank|root|body"
    r"|payload|response|notes|pages?|set|sets|array|values|elements|nodes|exercises?|tests?|exam"
    r"|interview|fragen|preguntas|perguntas|вопросы|questions?|q|easy|\W*|[a-z]{0,9} ?\d{1,6}"
    r"|(?:interview |quiz |all |my |the )*(?:questions?|answers?|q as?)(?: list| bank| data)?)"
)


# Names of the main part of a question or an answer that has parts, and what else is in it.
_WHOLE: Final = frozenset(("text", "long", "full", "detailed", "main", "body", "content", "value"))
# In these, entries that ask belong to the question above them.
_ASIDE: Final = frozenset(("question", "follow_ups", "answer", "choices", "references"))
_INSIDE: Final = frozenset(("short_answer", "explanation", "code", "remark", "references", "tags"))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the tree: the names above that a record takes over."""

    topic: str = ""
    level: str = ""
    path: tuple[str, ...] = ()  # the keys above, topics without their names, levels left out


@dataclass(slots=True)
class Tree:
    """Records gathered from a tree; ``passed`` are line and words of what is none."""

    said: Sequence[tuple[str, str]] = ()
    records: list[Record] = field(default_factory=list)
    passed: list[tuple[int, str]] = field(default_factory=list)
    _known: dict[tuple[str, ...], Columns] = field(default_factory=dict)
    _paths: set[tuple[str, ...]] = field(default_factory=set)
    _plain: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def gather(self, node: Node) -> None:
        """Add the records of a tree; depth is bounded by the parsers."""
        self._node(node, _Place())
        self._settle_plain()

    def _settle_plain(self) -> None:
        """Texts that ask are records where nothing else is, or where others stand like them.

        Beside the entries of ``rounds: […]`` a list ``closing: ["Any questions?"]`` is talk.
        """
        if not self._paths:
            return
        talk = {place for place, path in self._plain.items() if path not in self._paths}
        for place in sorted(talk):
            record = self.records[place]
            self.passed.append((record.line, text_of(record.cells[0][1])))
        self.records = [each for place, each in enumerate(self.records) if place not in talk]

    def _node(self, node: Node, place: _Place) -> None:
        if isinstance(node, YamlList):
            self._list(node, place)
        elif isinstance(node, YamlMap):
            self._map(node, place)
        elif node.text.strip():
            self.passed.append((node.line, node.text))

    def _list(self, node: YamlList, place: _Place) -> None:
        if self._is_table(node):
            self._table(node, place)
            return
        texts = [item for item in node.items if isinstance(item, YamlText)]
        asking = sum(asks(item.text) for item in texts) * 2 > len(texts)
        for item in node.items:
            if asking and isinstance(item, YamlText):
                self._plain[len(self.records)] = place.path
                self._add(item.line, [("question", item)], ("question",), place)
            else:
                self._node(item, place)

    def _is_table(self, node: YamlList) -> bool:
        """Lists of two or more texts, as ``["What …?", "It …"]``."""
        rows = [item for item in node.items if isinstance(item, YamlList)]
        return (
            bool(rows)
            and len(rows) == len(node.items)
            and all(
                len(row.items) > 1 and all(isinstance(cell, YamlText) for cell in row.items)
                for row in rows
            )
        )

    def _table(self, node: YamlList, place: _Place) -> None:
        rows = [
            [text_of(cell) for cell in row.items] for row in node.items if isinstance(row, YamlList)
        ]
        columns = self._columns(tuple(rows[0]))
        headed = columns.has("question") and not columns.weak
        names = rows[0] if headed else ["question", "answer"]
        for row in node.items[headed:]:
            cells = row.items if isinstance(row, YamlList) else ()
            named = [*names, *(f"column {n + 1}" for n in range(len(names), len(cells)))]
            pairs = list(zip(named, cells, strict=False))
            if headed or asks(text_of(cells[0])):
                fields = self._columns(tuple(name for name, _ in pairs)).fields
                self._add(row.line, pairs, fields, place)
            else:
                self.passed.append((row.line, " ".join(map(text_of, cells))))

    def _map(self, node: YamlMap, place: _Place) -> None:
        columns = self._columns(tuple(key.text for key, _ in node.entries))
        if self._is_record(node, columns):
            self._paths.add(place.path)
            self._add(node.line, [(k.text, v) for k, v in node.entries], columns.fields, place)
        elif _maps_questions(node):
            self._pairs(node, place)
        else:
            self._group(node, columns, place)

    def _is_record(self, node: YamlMap, columns: Columns) -> bool:
        pairs = list(zip(node.entries, columns.fields, strict=True))
        asked = [value for (_, value), field in pairs if field == "question"]
        if not asked:
            return (
                any(f in {"answer", "correct"} and not is_empty(v) for (_, v), f in pairs)
                and all(isinstance(v, YamlText) for _, v in node.entries)
                and len(pairs) > 1
                and bool(self.records)
            )
        text = asked[0]
        if isinstance(text, YamlText):
            if columns.weak and not (asks(text.text) or "{{c" in text.text):
                return False
            if columns.weak and any(self._leads(v) for (_, v), f in pairs if f not in _ASIDE):
                return False  # a title that asks, above the questions
            held = any(f and f != "question" and not is_empty(v) for (_, v), f in pairs)
            return bool(text.text.strip()) or held
        return isinstance(text, YamlMap) and all(isinstance(v, YamlText) for _, v in text.entries)

    def _leads(self, node: Node) -> bool:
        """Whether entries with a question of their own stand in a value."""
        if isinstance(node, YamlList):
            return any(map(self._leads, node.items))
        if not isinstance(node, YamlMap):
            return False
        columns = self._columns(tuple(key.text for key, _ in node.entries))
        sure = columns.has("question") and not columns.weak
        return sure or any(self._leads(value) for _, value in node.entries)

    def _pairs(self, node: YamlMap, place: _Place) -> None:
        """``{"What …?": "It …"}``: keys that ask, each with its answer or its other values."""
        for key, value in node.entries:
            if not asks(key.text):
                self.passed.append((key.line, f"{key.text}: {text_of(value)}"))
            elif isinstance(value, YamlMap):
                cells = [("question", key), *((k.text, v) for k, v in value.entries)]
                fields = self._columns(
                    tuple(name if isinstance(name, str) else "" for name, _ in cells)
                ).fields
                self._add(key.line, cells, fields, place)
            else:
                self._add(
                    key.line, [("question", key), ("answer", value)], ("question", "answer"), place
                )

    def _group(self, node: YamlMap, columns: Columns, place: _Place) -> None:
        """A mapping above records: it may name their topic and their level."""
        topic, level = place.topic, place.level
        named = ""
        for (key, value), kind in zip(node.entries, columns.fields, strict=True):
            if not isinstance(value, YamlText) or not value.text.strip():
                continue
            if kind == "level":
                level = value.text
            elif kind == "topic" or (kind == "question" and not named) or _is_name(key.text):
                named = value.text if kind == "topic" or not named else named
            else:
                self.passed.append((key.line, f"{key.text}: {value.text}"))
        here = _Place(named or topic, level, place.path)
        for key, value in node.entries:
            if not isinstance(value, YamlText):
                self._node(value, _below(key.text, here))

    def _columns(self, names: tuple[str, ...]) -> Columns:
        if names not in self._known:
            self._known[names] = resolved(names, self.said)
        return self._known[names]

    def _add(
        self,
        line: int,
        cells: Sequence[tuple[str, Node]],
        fields: tuple[str, ...],
        place: _Place,
    ) -> None:
        pairs = [
            part for cell, kind in zip(cells, fields, strict=True) for part in _parts(cell, kind)
        ]
        whole = tuple(cell for cell, _ in pairs), tuple(kind for _, kind in pairs)
        self.records.append(Record(line, *whole, place.topic, place.level))


def _parts(cell: tuple[str, Node], kind: str) -> list[tuple[tuple[str, Node], str]]:
    """A question or an answer in parts, ``{"short": …, "long": …}``, as cells of their own."""
    value = cell[1]
    if kind not in {"question", "answer"} or not isinstance(value, YamlMap):
        return [(cell, kind)]
    kinds = [
        kind if plain_name(key.text) in _WHOLE else field_of(key.text)[0]
        for key, _ in value.entries
    ]
    if not set(kinds) <= {kind, *_INSIDE}:
        return [(cell, kind)]
    return [
        ((key.text, part), each) for (key, part), each in zip(value.entries, kinds, strict=True)
    ]


def _below(key: str, place: _Place) -> _Place:
    """The place below a key: a level, a topic, or a word that says nothing."""
    if level_from(key):
        return _Place(place.topic, key, place.path)
    name = plain_name(key)
    if _GENERIC.fullmatch(name) or field_of(key)[0] in {"question", "answer", "topic", "choices"}:
        return _Place(place.topic, place.level, (*place.path, name))
    plain = key if " " in key else " ".join(re.sub(r"[-_]+", " ", key).split())
    return _Place(plain.strip(), place.level, (*place.path, ""))


def _is_name(key: str) -> bool:
    return plain_name(key) in {"name", "title", "label", "heading", "titel", "titre", "título"}


def _maps_questions(node: YamlMap) -> bool:
    asking = sum(asks(key.text) for key, _ in node.entries)
    return asking > 0 and asking * 2 >= len(node.entries)
