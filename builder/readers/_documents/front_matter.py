"""What a Markdown file says of itself above its text: YAML between ``---``, TOML between ``+++``.

Read as sites and note-takers write it (Jekyll, Hugo, Docusaurus, Obsidian): keys in any case,
tags as a list or in one line. YAML that is broken is reported, and its plain lines are read.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.model import Origin, Problem, Severity
from builder.readers._difficulty import level_from
from builder.readers._signs import front_matter_end
from builder.strict_yaml import YamlError, YamlList, YamlMap, YamlText, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from builder.strict_yaml import Node

_QUESTION = ("question", "q", "prompt", "front", "ask")
_TITLE = ("title", "name", "headline", "heading")
_ANSWER = ("answer", "a", "back", "solution", "short_answer", "summary_answer")
_LEVEL = ("difficulty", "level", "seniority", "difficulty_level", "experience", "complexity")
_TOPIC = ("category", "topic", "section", "subject", "chapter", "module", "area", "domain")
_TOPICS = ("categories", "topics", "sections")
_TAGS = ("tags", "tag", "keywords", "labels")
# Keys of which one is a sign of a card, and those that a page of a diary has.
_OF_A_CARD = {*_ANSWER, *_LEVEL, "answered"}
_OF_CARDS = {*_TOPIC, *_TOPICS, *_TAGS, "id", "order", "source", "companies", "company"}
_OF_A_DIARY = {"date", "author", "authors", "layout", "published", "pubdate", "excerpt"}
_CARD_WORDS = re.compile(r"question|flash ?card|card|interview|q ?& ?a|quiz|faq", re.IGNORECASE)
_PLAIN = re.compile(r"[\"']?([A-Za-z_][\w .-]{0,40}?)[\"']?\s{0,9}[:=]\s+(\S.{0,2000})$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says; ``lines`` is how many it has, marks included, 0 where there is none.

    ``line`` is that of the question or title, ``unused`` the keys that say nothing of a question.
    """

    lines: int = 0
    question: str = ""
    title: str = ""
    answer: str = ""
    level: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()
    is_card: bool = False
    line: int = 1
    unused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def front_matter(text: str, path: str) -> FrontMatter:
    """The front matter of a text; its problems name the file's lines."""
    lines = front_matter_end(text)
    if not lines:
        return FrontMatter()
    rows = text.split("\n", lines)[:lines]
    values, problems = _values(rows, path)
    keys = [key for key, value in values.items() if value]

    def one(names: Iterable[str]) -> str:
        return next((values[name][0] for name in names if values.get(name)), "")

    def every(names: Iterable[str]) -> list[str]:
        return [each for name in names for each in values.get(name, ())]

    topics = [*every(_TOPIC)[:1], *every(_TOPICS)]
    tags = [tag for value in values.get("tags", ()) for tag in _divided(value, len(values["tags"]))]
    tags += [tag for name in _TAGS[1:] for v in values.get(name, ()) for tag in v.split(",")]
    level = next(filter(None, map(level_from, every(_LEVEL))), "")
    used = {*_QUESTION, *_TITLE, *_ANSWER, *_TOPIC, *_TOPICS, *_TAGS}
    used |= set(_LEVEL) if level else set()
    said = " ".join(every(("type", "layout", "kind", "template")))
    signs = len({*keys} & _OF_CARDS) - 2 * bool({*keys} & _OF_A_DIARY)
    title = one(_QUESTION) or one(_TITLE)
    return FrontMatter(
        lines,
        one(_QUESTION),
        one(_TITLE),
        "\n".join(every(_ANSWER)[:1]),
        level,
        topics[0] if topics else "",
        tuple(dict.fromkeys(_as_tag(tag) for tag in [*tags, *topics[1:]] if _as_tag(tag))),
        bool({*keys} & _OF_A_CARD or _CARD_WORDS.search(said)) or signs >= 2,
        next((n for n, row in enumerate(rows, 1) if title and title[:20] in row), 1),
        tuple(key for key in keys if key not in used),
        tuple(problems),
    )


def _values(rows: list[str], path: str) -> tuple[dict[str, list[str]], list[Problem]]:
    """The texts of each key, in lower case; a key of a key stands alone, as ``extra.level``."""
    inside = "\n".join(rows[1:-1])
    found: dict[str, list[str]] = {}
    try:
        if rows[0].startswith("+++"):
            _gather_toml(tomllib.loads(inside), found)
        elif isinstance(node := load(f"\n{inside}", path), YamlMap):
            _gather_yaml(node, found)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d{1,6})", str(error))
        where = int(line[1]) + 1 if line else 1
        return _plain(rows), [_broken(path, where, str(error).split(" (at")[0])]
    except YamlError as error:
        return _plain(rows), [_broken(path, error.line, error.reason)]
    return found, []


def _gather_yaml(node: YamlMap, found: dict[str, list[str]]) -> None:
    for key, value in node.entries:
        found.setdefault(_key(key.text), []).extend(_texts(value))
        if isinstance(value, YamlMap):
            _gather_yaml(value, found)


def _texts(node: Node) -> list[str]:
    items = node.items if isinstance(node, YamlList) else (node,)
    return [item.text.strip() for item in items if isinstance(item, YamlText) and item.text.strip()]


def _gather_toml(data: Mapping[str, Any], found: dict[str, list[str]]) -> None:
    for key, value in data.items():
        if isinstance(value, dict):
            _gather_toml(value, found)
            continue
        items = value if isinstance(value, list) else [value]
        words = [str(item).strip() for item in items if not isinstance(item, dict | list)]
        found.setdefault(_key(key), []).extend(word for word in words if word)


def _plain(rows: list[str]) -> dict[str, list[str]]:
    """``key: words`` line by line, for front matter that is neither YAML nor TOML."""
    found: dict[str, list[str]] = {}
    for row in rows[1:-1]:
        if line := _PLAIN.match(row):
            value = line[2].strip()
            listed = value[1:-1].split(",") if value[0] == "[" and value[-1] == "]" else [value]
            words = [each.strip().strip("\"'") for each in listed]
            found.setdefault(_key(line[1]), []).extend(word for word in words if word)
    return found


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


def _divided(value: str, count: int) -> list[str]:
    """Tags in one line: with commas between them, or blanks where it is the only one."""
    if "," in value:
        return value.split(",")
    return value.split() if count == 1 else [value]


def _as_tag(text: str) -> str:
    return "-".join(text.strip().lstrip("#").split())[:64]


def _broken(path: str, line: int, reason: str) -> Problem:
    message = f"front matter: {reason}; its plain lines and the text below are read"
    return Problem(Origin(path, line), Severity.WARNING, "front-matter", message)
