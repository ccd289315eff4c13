"""JSON as the same nodes as YAML, each with its line: text, lists and mappings.

The standard library's parser has no lines, and takes a million brackets for a crash. Every scalar
stays the text that was typed; ``null`` and ``NaN`` are empty text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined] # the stubs leave it out
from typing import TYPE_CHECKING, Any, Final

from builder.characters import UNWANTED
from builder.strict_yaml import YamlList, YamlMap, YamlText

if TYPE_CHECKING:
    from collections.abc import Callable

    from builder.strict_yaml import Node

MAX_DEPTH: Final = 64
# A value takes about a hundred bytes in memory; 50 MB of real banks hold under a million.
MAX_VALUES: Final = 2_000_000

_BLANK: Final = re.compile(r"[ \t\n\r]*")
_PLAIN: Final = re.compile(r"-?(?:\d[\d.eE+-]*|Infinity)|true|false|null|NaN")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_WORDS: Final = {"true": "True", "false": "False"}
_LITERALS: Final = {
    "null": "",
    "NaN": "",
    "Infinity": "",
    "-Infinity": "",
    **_WORDS,
}

_scan: Callable[[str, int, bool], tuple[str, int]] = scanstring


@dataclass(frozen=True, slots=True)
class Number(YamlText):
    """A number, as typed: options of a quiz are counted with them."""


class JsonError(ValueError):
    """Text that is no JSON; ``line`` and ``column`` count from 1."""

    def __init__(self, line: int, column: int, reason: str) -> None:
        """Keep the parts: readers turn them into a problem of their own."""
        super().__init__(reason)
        self.line = line
        self.column = column
        self.reason = reason


@dataclass(slots=True)
class Json:
    """A value and what was put right on the way: ``remarks`` are ``(line, code, message)``."""

    text: str
    line: int = 1
    remarks: list[tuple[int, str, str]] = field(default_factory=list)
    _at: int = 0
    _counted: int = 0
    _values: int = 0

    def load(self) -> Node:
        """Read the one value of the text, in linear time; raises JsonError."""
        node = self._value(self._skip(0), 1)
        if self._skip(self._at) < len(self.text):
            raise self._error(self._at, "more text follows the end of the data")
        return node

    def _value(self, at: int, depth: int) -> Node:
        self._values += 1
        sign = self.text[at : at + 1]
        if depth > MAX_DEPTH:
            raise self._error(at, f"nested deeper than {MAX_DEPTH} levels; flatten it")
        if self._values > MAX_VALUES:
            raise self._error(at, f"more than {MAX_VALUES:,} values; split the file")
        line = self._line(at)
        if sign == "{":
            return YamlMap(tuple(self._members(at, depth)), line, 1)
        if sign == "[":
            return YamlList(tuple(self._items(at, depth)), line, 1)
        if sign == '"':
            return YamlText(self._string(at), line, 1)
        plain = _PLAIN.match(self.text, at)
        if not plain:
            raise self._error(at, _advice(sign))
        self._at = plain.end()
        if plain[0] in _LITERALS:
            return YamlText(_LITERALS[plain[0]], line, 1)
        return Number(plain[0], line, 1)

    def _items(self, at: int, depth: int) -> list[Node]:
        items: list[Node] = []
        at = self._skip(at + 1)
        while self.text[at : at + 1] != "]":
            items.append(self._value(at, depth + 1))
            at = self._next("]")
        self._at = at + 1
        return items

    def _members(self, at: int, depth: int) -> list[tuple[YamlText, Node]]:
        """The members in order; of a key given twice the last value counts, as everywhere."""
        members: dict[str, tuple[YamlText, Node]] = {}
        at = self._skip(at + 1)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                raise self._error(at, 'a key in double quotes is expected here, or "}"')
            key = YamlText(self._string(at), self._line(at), 1)
            at = self._skip(self._at)
            if self.text[at : at + 1] != ":":
                raise self._error(at, "a colon is expected here, after the key")
            if key.text in members:
                said = f"the key {key.text[:40]!r} is given twice; what it says first is skipped"
                self.remarks.append((members[key.text][0].line, "skipped", said))
            members[key.text] = (key, self._value(self._skip(at + 1), depth + 1))
            at = self._next("}")
        self._at = at + 1
        return list(members.values())

    def _next(self, end: str) -> int:
        """The place of the next item, or of the end sign."""
        at = self._skip(self._at)
        sign = self.text[at : at + 1]
        if sign == end:
            return at
        if sign != ",":
            raise self._error(at, f'a comma or "{end}" is expected here')
        return self._skip(at + 1)  # a comma before the end is forgiven: editors leave it

    def _string(self, at: int) -> str:
        try:
            text, self._at = _scan(self.text, at + 1, False)  # noqa: FBT003 - the library's order
        except JSONDecodeError as error:
            raise self._error(error.pos, error.msg[:1].lower() + error.msg[1:]) from error
        if text.isascii() and text.isprintable():
            return text
        return self._cleaned(text.replace("\r\n", "\n").replace("\r", "\n"))

    def _cleaned(self, text: str) -> str:
        """Text without what escapes alone can bring in: files are cleaned before they are read."""
        if _SURROGATE.search(text):
            self.remarks.append((self.line, "unreadable", "half a character was replaced"))
            text = _SURROGATE.sub("\ufffd", text)
        if UNWANTED.search(text):
            said = "control characters or bidi overrides removed"
            self.remarks.append((self.line, "control-characters", said))
            text = UNWANTED.sub("", text)
        return text

    def _skip(self, at: int) -> int:
        blank: Any = _BLANK.match(self.text, at)
        return int(blank.end())

    def _line(self, at: int) -> int:
        """The line of a place; places are asked for in their order, so each is counted once."""
        self.line += self.text.count("\n", self._counted, at)
        self._counted = max(at, self._counted)
        return self.line

    def _error(self, at: int, reason: str) -> JsonError:
        line = self.line + self.text.count("\n", self._counted, at)
        return JsonError(line, at - self.text.rfind("\n", 0, at), reason)


def _advice(sign: str) -> str:
    if not sign:
        return "the text ends here, in the middle of the data"
    if sign == "'":
        return "a value is expected here; JSON has double quotes only"
    if sign == "/":
        return "a value is expected here; JSON has no comments"
    return "a value is expected here"
