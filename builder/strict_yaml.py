"""YAML as data and nothing more.

Plain mappings, lists and text: no aliases, anchors, tags, merge keys, directives or second
documents, no key twice. Every scalar stays the text that was typed, so ``no``, ``1:30``, ``012``
and ``2020-02-31`` mean themselves. Every value knows its line and column, both from 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml

from builder.characters import UNWANTED
from builder.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 32
MAX_CHARACTERS: Final = 10_000_000
# Ten bytes a value at full size; real banks take over a hundred. Bare commas would fill gigabytes.
MAX_VALUES: Final = 1_000_000

# YAML 1.2, 5.1: not in the character set, so the parsers refuse them without a useful position.
_OUTSIDE_YAML: Final = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_NOT_FROM_ESCAPES: Final = re.compile(f"{UNWANTED.pattern}|{_OUTSIDE_YAML.pattern}")
# libyaml compares each %TAG with all before it: 100,000 of them take ten seconds.
_DIRECTIVE: Final = re.compile(r"^%", re.MULTILINE)

_ADVICE: Final = (
    ("cannot start any token", "indent with spaces, and quote text that starts with @, ` or %"),
    ("tab character", "indent with spaces"),
    ("mapping values are not allowed", 'put quotes round text that contains ": "'),
    ("unexpected end of stream", "close the quote that was opened"),
    ("unknown escape", "write the text in single quotes, or double the backslash"),
    ("expected alphabetic", "put quotes round text that starts with *, & or !"),
)
_COMMON_ADVICE: Final = "check the indentation and the quotes here and just above"


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar, as typed."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlList:
    """A sequence."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlMap:
    """A mapping, in the order it was written."""

    entries: tuple[tuple[YamlText, Node], ...]
    line: int
    column: int

    def get(self, name: str) -> Node | None:
        """The value of a key, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


Node: TypeAlias = YamlText | YamlList | YamlMap


class YamlError(SourceError):
    """Text that is not the YAML described above; shown as ``path:line:column: what to do``."""

    def __init__(self, path: str, line: int, column: int, reason: str) -> None:
        """Keep the parts: readers turn them into a problem of their own."""
        super().__init__(f"{path}:{line}:{column}: {reason}")
        self.line = line
        self.column = column
        self.reason = reason


def load(text: str, path: str) -> Node:
    """Read one document in linear time; ``path`` only words the errors. Raises YamlError."""
    _check_characters(text, path)
    return _Composer(text, path).document()


def _check_characters(text: str, path: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise YamlError(path, 1, 1, "the file is larger than 10 MB; split it by topic")
    for pattern, reason in (
        (UNWANTED, "a control or bidi character stands here; delete it"),
        (_OUTSIDE_YAML, "this character may not stand in YAML; delete it"),
        (_DIRECTIVE, "a line may not begin with %; delete the directive, or indent the text"),
    ):
        found = pattern.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            raise YamlError(path, line, column, reason)


class _Composer:
    """Builds nodes from the parser's events.

    Depth is counted on the events, before anything is composed: libyaml's own composer is
    recursive C, and 100,000 levels end the process. Here 33 levels end in an error.
    """

    def __init__(self, text: str, path: str) -> None:
        # libyaml where PyYAML has it: ten times as fast as the pure parser, same events.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[Any] = yaml.parse(text, Loader=loader)
        self._path = path
        self._text = text
        self._values = 0

    def document(self) -> Node:
        self._next()  # the start of the stream
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            raise self._error(start, "the file is empty; write at least one key and value")
        node = self._node(self._next(), 1)
        self._next()  # the end of the document
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._error(after, "a second document begins here; keep one per file")
        return node

    def _next(self) -> Any:
        try:
            return next(self._events)
        except yaml.MarkedYAMLError as error:
            raise self._syntax_error(error) from error
        except yaml.YAMLError as error:  # without a position: an encoding the parser refuses
            raise YamlError(self._path, 1, 1, f"not YAML: {error}") from error

    def _node(self, event: Any, depth: int) -> Node:
        self._refuse_extras(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            self._check_escapes(event)
            return YamlText(event.value, line, column)
        if depth > MAX_DEPTH:
            raise self._error(event, f"nested deeper than {MAX_DEPTH} levels; flatten it")
        if isinstance(event, yaml.SequenceStartEvent):
            return YamlList(tuple(self._items(depth)), line, column)
        return YamlMap(tuple(self._entries(depth)), line, column)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[YamlText, Node]]:
        lines: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, YamlText):
                raise self._error(event, "a key must be plain text; put quotes round it")
            if key.text == "<<":
                raise self._error(event, "merge keys are not supported; write the keys out")
            if key.text in lines:
                raise self._error(
                    event,
                    f"key {key.text[:40]!r} was already given on line {lines[key.text]}; keep one",
                )
            lines[key.text] = key.line
            yield key, self._node(self._next(), depth + 1)

    def _check_escapes(self, event: Any) -> None:
        # What was typed was checked before parsing; escapes in double quotes could bring it back.
        if event.style == '"' and _NOT_FROM_ESCAPES.search(event.value):
            raise self._error(event, "an escape makes a control or bidi character; delete it")

    def _refuse_extras(self, event: Any) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise self._error(event, f"more than {MAX_VALUES:,} values; split the file")
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, f"aliases are not supported: {_quote('*')}")
        if event.anchor is not None:
            raise self._error(event, f"anchors are not supported: {_quote('&')}")
        if event.tag is not None:
            raise self._error(event, f"tags are not supported: {_quote('!')}")

    def _syntax_error(self, error: yaml.MarkedYAMLError) -> YamlError:
        problem = error.problem or error.context or "not YAML"
        advice = next((then for part, then in _ADVICE if part in problem), _COMMON_ADVICE)
        line, column = self._place(error.problem_mark or error.context_mark)
        return YamlError(self._path, line, column, f"{problem}; {advice}")

    def _place(self, mark: Any) -> tuple[int, int]:
        # libyaml puts what is missing at the end on a line after the last, which no editor shows.
        lines = self._text.count("\n") + 1
        if mark is None or mark.line >= lines:
            return lines, len(self._text) - self._text.rfind("\n")
        return mark.line + 1, mark.column + 1

    def _error(self, event: Any, reason: str) -> YamlError:
        line, column = self._place(event.start_mark)
        return YamlError(self._path, line, column, reason)


def _quote(sign: str) -> str:
    return f"delete it, or put quotes round text that starts with {sign}"
