"""Values of records, whatever they were written in: YAML, JSON or a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder.strict_yaml import YamlList, YamlMap, YamlText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.strict_yaml import Node

_TRUE: Final = frozenset(
    {"true", "yes", "1", "x", "✓", "✔", "✅", "ja", "oui", "sí", "si", "да", "y"}
)
_MAIN: Final = ("text", "content", "value", "body", "markdown", "html", "rendered", "en")
# Words that open a question or a task, in the languages that column names are known in.
_ASKS: Final = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|explain|describe|define|compare|discuss|list|name"
    r"|give|write|implement|design|can|could|should|would|is|are|do|does|did|have|has|tell|walk"
    r"|differentiate|was|wie|warum|wann|wo|welche[rsnm]?|wer|erkläre|erklären|beschreibe|nenne"
    r"|que|qu['’]est|quel(?:le)?s?|pourquoi|comment|quand|expliquez|décrivez|citez|qué|cuál(?:es)?"
    r"|por qué|cómo|cuándo|explica|explique|describe|descreva|o que|quais|qual|como|cosa|che|perché"
    r"|что|как|какие|какой|какая|почему|зачем|когда|где|объясните|расскажите|опишите)\b",
    re.IGNORECASE,
)
_MARKS: Final = ("?", "？", "؟")
_NAMES: Final = ("name", "title", "label", "tag", "text", "slug")
_POINT: Final = re.compile(r"\s{0,9}(?:[-*+•]|\d{1,3}[.)])\s")
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", ":")
_PARAGRAPH: Final = 80  # characters: points of a list are shorter
_NOTHING: Final = frozenset({"null", "~"})


def is_true(text: str) -> bool:
    """Whether a word says yes."""
    return text.strip().casefold() in _TRUE


def asks(text: str) -> bool:
    """Whether a text asks: by its last sign, or by its first word where more follow."""
    text = text.strip()
    if len(text) > 5000:
        return False
    if text.rstrip('*_`"”») ').endswith(_MARKS):
        return True
    return bool(_ASKS.match(text.lstrip('*_`#"“«¿( '))) and len(text.split()) > 2


def is_empty(node: Node) -> bool:
    """Whether nothing is said: no text, or a list or mapping with nothing in it."""
    if isinstance(node, YamlText):
        return not node.text.strip()
    parts = node.items if isinstance(node, YamlList) else [value for _, value in node.entries]
    return all(is_empty(part) for part in parts)


def text_of(node: Node) -> str:
    """A value as one text: a list is a list of points, or paragraphs where a part has its own.

    Of a mapping its ``text`` or the like counts, else every part under its name.
    """
    if isinstance(node, YamlText):
        return node.text
    if isinstance(node, YamlList):
        parts = [part for part in map(text_of, node.items) if part.strip()]
        if len(parts) < 2 or _are_paragraphs(parts):
            return "\n\n".join(parts)
        return "\n".join("- " + re.sub(r"\n(?=.)", "\n  ", part.strip()) for part in parts)
    if len(node.entries) == 1:
        return text_of(node.entries[0][1])
    values = {key.text.casefold(): value for key, value in node.entries}
    main = [name for name in _MAIN if name in values]
    first = [text_of(values[main[0]])] if main else []
    skip = main[0] if main else ""
    rest = (_named(k.text, text_of(v)) for k, v in node.entries if k.text.casefold() != skip)
    return "\n\n".join([*first, *filter(None, rest)])


def _are_paragraphs(parts: Sequence[str]) -> bool:
    """Whether the parts of a text are paragraphs and other blocks rather than points.

    One is a block of its own kind, or leads on to the next; or they are long sentences.
    """
    if any("\n\n" in part or part.lstrip()[:1] in set("#|<`") for part in parts):
        return True
    if any(_POINT.match(part) or part.rstrip().endswith(":") for part in parts[:-1]):
        return True
    ended = all(part.rstrip().endswith(_SENTENCE_ENDS) for part in parts)
    return ended and sum(map(len, parts)) >= _PARAGRAPH * len(parts)


def texts_of(node: Node) -> Iterator[str]:
    """The texts of a list, one by one; of anything else its one text."""
    if isinstance(node, YamlList):
        yield from (text for text in map(text_of, node.items) if text.strip())
    elif text := text_of(node).strip():
        yield text


def names_of(node: Node) -> Iterator[str]:
    """The names in ``[{"id": 1, "name": "Linux"}, "Shell"]``, or the one name there is."""
    for each in node.items if isinstance(node, YamlList) else (node,):
        if isinstance(each, YamlMap):
            values = {key.text.casefold(): value for key, value in each.entries}
            named = [values[name] for name in _NAMES if name in values]
            yield from texts_of(named[0] if named else each)
        else:
            yield from texts_of(each)


def linked(node: Node) -> str:
    """A reference as one line: of ``{"title": …, "url": …}`` the words, then the address."""
    if not isinstance(node, YamlMap):
        return text_of(node)
    values = {key.text.casefold(): text_of(value) for key, value in node.entries}
    words = next((values[name] for name in _NAMES if values.get(name)), "")
    address = next((values[name] for name in ("url", "link", "href") if values.get(name)), "")
    return " ".join(f"{words} {address}".split()) or text_of(node)


def asked_and_heard(node: YamlMap) -> tuple[str, str]:
    """A follow-up and what to listen for: the first value, whatever its key is, and the second."""
    texts = [text for text in (text_of(value) for _, value in node.entries) if text.strip()]
    return (texts[0], "\n\n".join(texts[1:])) if texts else ("", "")


def without_maps(node: Node) -> Node:
    """A list without the mappings in it."""
    if not isinstance(node, YamlList):
        return node
    items = tuple(item for item in node.items if not isinstance(item, YamlMap))
    return YamlList(items, node.line, node.column)


def without_null(node: Node) -> Node:
    """YAML's words for nothing, ``null`` and ``~``, as nothing."""
    if isinstance(node, YamlText):
        return YamlText("", node.line, node.column) if node.text in _NOTHING else node
    if isinstance(node, YamlList):
        return YamlList(tuple(map(without_null, node.items)), node.line, node.column)
    entries = tuple((key, without_null(value)) for key, value in node.entries)
    return YamlMap(entries, node.line, node.column)


def _named(name: str, text: str) -> str:
    if not text.strip():
        return ""
    shown = " ".join(re.sub(r"[_-]+", " ", name).split())
    gap = "\n\n" if "\n" in text or text.lstrip()[:1] in set("-#|`") else " "
    return f"**{shown[:1].upper()}{shown[1:]}:**{gap}{text}"
