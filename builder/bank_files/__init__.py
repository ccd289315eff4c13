"""Questions onto the bank's YAML files: new files, and new entries at the end of old ones.

Nothing that stands in a file is ever written anew: people have edited it. An entry is only
appended where reading the file again gives the old entries and the new ones, and else goes into
a file of its own.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

from builder.bank_files._entries import data, lines, one_line
from builder.bank_files._yaml import line
from builder.errors import SourceError
from builder.strict_yaml import YamlList, YamlMap, YamlText, load
from builder.text import slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.model import Question
    from builder.strict_yaml import Node

__all__ = ["file_text", "written"]

_DASH = re.compile(r"( *)-(?: |$)")
_MOST_BYTES = 5_000_000  # of a file, half of what is read


def written(new: Sequence[Question], files: Mapping[str, str]) -> dict[str, str]:
    """The texts of the files that hold new questions, by name; ``files`` are those there are.

    Questions of one topic go to the end of the first file of that topic, else into a file of
    their own.
    """
    topics: dict[str, list[Question]] = {}
    for question in new:
        topics.setdefault(one_line(question.topic), []).append(question)
    now = dict(files)
    for topic, questions in topics.items():
        homes = [name for name, text in now.items() if _topic(name, text) == topic]
        for name in homes:
            longer = _appended(now[name], questions)
            if longer is not None:
                now[name] = longer
                break
        else:
            now[_free_name(topic, now)] = file_text(topic, questions)
    return {name: text for name, text in now.items() if files.get(name) != text}


def file_text(topic: str, questions: Sequence[Question]) -> str:
    """A file of questions of one topic, which may be empty."""
    head = [f"topic: {line(one_line(topic))}"] if one_line(topic) else []
    entries = ["\n".join(lines(question, "  ")) for question in questions]
    return "\n".join([*head, "questions:", "\n\n".join(entries), ""])


def _free_name(topic: str, files: Mapping[str, str]) -> str:
    """A name from the topic; of one without a letter of ASCII, from its digest."""
    stem = slug(topic) or (
        f"topic-{hashlib.sha256(topic.encode()).hexdigest()[:8]}" if topic else "questions"
    )
    taken = {name.casefold() for name in files}
    name, number = f"{stem}.yaml", 2
    while name in taken:
        name, number = f"{stem}-{number}.yaml", number + 1
    return name


def _topic(name: str, text: str) -> str | None:
    """The topic of a file; None for one that cannot be read or has no questions."""
    document = _load(name, text)
    if not isinstance(document, YamlMap) or not isinstance(document.get("questions"), YamlList):
        return None
    topic = document.get("topic")
    return one_line(topic.text) if isinstance(topic, YamlText) else ""


def _appended(text: str, questions: Sequence[Question]) -> str | None:
    """The file with more entries at its end; None where they could not be told from it."""
    document = _load("", text)
    if not isinstance(document, YamlMap) or document.get("tags") or document.get("level"):
        return None  # what is said of all questions of the file would be said of the new ones too
    entries = document.get("questions")
    if not isinstance(entries, YamlList) or not entries.items:
        return None
    dash = _DASH.match(text.split("\n")[entries.items[-1].line - 1])
    if dash is None:
        return None
    added = ["\n".join(lines(question, dash[1])) for question in questions]
    longer = "\n\n".join([text.rstrip("\n"), *added]) + "\n"
    wanted = [*_data(entries), *(_stripped(data(question)) for question in questions)]
    known = _load("", longer) if len(longer.encode()) <= _MOST_BYTES else None
    found = known.get("questions") if isinstance(known, YamlMap) else None
    return longer if found is not None and _data(found) == wanted else None


def _load(name: str, text: str) -> Node | None:
    try:
        return load(text, name)
    except SourceError:
        return None


def _data(node: Node) -> Any:
    """The values of a node, without their places and the line break that ends a block."""
    if isinstance(node, YamlText):
        return node.text.strip("\n")
    if isinstance(node, YamlList):
        return [_data(item) for item in node.items]
    return {key.text: _data(value) for key, value in node.entries}


def _stripped(value: Any) -> Any:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {key: _stripped(each) for key, each in value.items()}
    return [_stripped(each) for each in value]
