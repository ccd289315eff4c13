"""Plain data as YAML that a person would have written: blocks for text, quotes only where needed.

What is written is what ``strict_yaml`` reads: nothing is ever left to what a parser might guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from builder.characters import UNWANTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Text(str):
    """A text that is written as a block, one line of it on one line of the file."""

    __slots__ = ()


Data: TypeAlias = "str | Text | Sequence[Data] | Mapping[str, Data]"

_STEP: Final = "  "
# Words that no parser of any version of YAML takes for anything but text.
_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .()/+’-]*[\w.)/+’-])?")
_NOT_PLAIN: Final = re.compile(r"y|n|yes|no|on|off|true|false|null|none|nan|inf", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,18}")
# Breaks of lines for one parser or another, and what YAML has no letter for.
_BREAKS: Final = re.compile("[\n\r\x85\u2028\u2029\ufeff]")
_OUTSIDE: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPES: Final = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def clean(text: str) -> str:
    """The text without what may not stand in a bank, and without line breaks at its ends."""
    kept = _OUTSIDE.sub("\ufffd", UNWANTED.sub("", text.replace("\r\n", "\n")))
    return kept.strip("\n") if kept.strip() else ""


def entry(data: Mapping[str, Data], indent: str) -> Iterator[str]:
    """The lines of an item of a list whose dash stands behind ``indent``."""
    lines = list(_mapping(data, indent + _STEP))
    yield f"{indent}- {lines[0].lstrip(' ')}"
    yield from lines[1:]


def line(text: str) -> str:
    """A scalar on one line."""
    if _NUMBER.fullmatch(text) or (_PLAIN.fullmatch(text) and not _NOT_PLAIN.fullmatch(text)):
        return text
    if _BREAKS.search(text) or not text.isprintable():
        return '"' + "".join(_ESCAPES.get(sign) or _escaped(sign) for sign in text) + '"'
    return "'" + text.replace("'", "''") + "'"


def _mapping(data: Mapping[str, Data], indent: str) -> Iterator[str]:
    for key, value in data.items():
        yield from _value(f"{indent}{line(key)}:", value, indent)


def _value(before: str, value: Data, indent: str) -> Iterator[str]:
    """A value behind its key; ``indent`` is that of the key."""
    if isinstance(value, str):
        yield from _scalar(before, value, indent + _STEP)
    elif isinstance(value, Mapping):
        yield before
        yield from _mapping(value, indent + _STEP)
    elif all(isinstance(item, str) and not isinstance(item, Text) for item in value):
        yield f"{before} [{', '.join(line(str(item)) for item in value)}]"
    else:
        yield before
        for item in value:
            yield from _item(item, indent + _STEP)


def _item(item: Data, indent: str) -> Iterator[str]:
    if isinstance(item, str):
        yield from _scalar(f"{indent}-", item, indent + _STEP)
    elif isinstance(item, Mapping):
        yield from entry(item, indent)


def _scalar(before: str, text: str, indent: str) -> Iterator[str]:
    if not isinstance(text, Text):
        yield f"{before} {line(text)}"
        return
    if _BREAKS.sub("", text) != text.replace("\n", "") or not _is_shown(text):
        yield f"{before} {line(text)}"
        return
    # Where a text itself begins with white space, a parser could not tell how far it is indented.
    yield f"{before} |{len(_STEP)}" if text[0] in " \t" else f"{before} |"
    for each in text.split("\n"):
        yield indent + each if each else ""


def _is_shown(text: str) -> bool:
    """Whether a block can hold the text: parsers refuse some letters unless they are escaped."""
    return all(sign.isprintable() or sign in "\n\t\xa0" or sign.isspace() for sign in text)


def _escaped(sign: str) -> str:
    if sign.isprintable():
        return sign
    number = ord(sign)
    return f"\\U{number:08X}" if number > 0xFFFF else f"\\u{number:04X}"
