"""What a bank calls itself and how its outputs are made by default."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from builder import files
from builder.characters import printable
from builder.codes import why_not_ignored
from builder.errors import DeckpressError, SourceError, UsageError
from builder.model import Ledger
from builder.strict_yaml import YamlList, YamlMap, YamlText
from builder.strict_yaml import load as load_yaml
from builder.text import slug

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from builder.strict_yaml import Node

FILE: Final = "deckpress.yaml"
FALLBACK_NAME: Final = "interview-questions"
_LIMIT: Final = 100_000

_SLUG = re.compile(r"(?=.{1,60}$)[a-z0-9]+(?:-[a-z0-9]+)*")
_LINE = re.compile(r"\S(?:.{0,98}\S)?")
# What each key may hold, and how to say so.
_RULES: Final = {
    "name": (_SLUG, "at most 60 small letters, digits and hyphens, such as backend-interviews"),
    "title": (_LINE, "one line of at most 100 characters"),
    "deck": (_LINE, "one line of at most 100 characters; :: makes a sub-deck"),
    "tag": (_SLUG, "at most 60 small letters, digits and hyphens, such as backend"),
    "namespace": (
        re.compile(r"[a-z0-9][a-z0-9._-]{0,79}"),
        "small letters, digits, dots and hyphens, such as deckpress.backend",
    ),
    "language": (re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}"), "a code such as en or pt-BR"),
    "paper": (re.compile(r"a4|letter"), "a4 or letter"),
    "ledger": (re.compile(r"deck\.lock"), "deck.lock, the name the ledger has in every bank"),
    "licence": (_LINE, "one line of at most 100 characters, such as CC BY 4.0"),
}
_IGNORE: Final = "ignore"
_LABELS: Final = "labels"
KEYS: Final = (*_RULES, _IGNORE, _LABELS)
_LABEL = re.compile(r"[^\W\d_](?:.{0,38}[^\W_])?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults of a bank, from ``content/deckpress.yaml`` or derived from a file's name.

    ``name`` is the stem of every output file; ``deck`` the deck's name in Anki; ``tag`` the root
    of its nested tags; ``namespace`` goes into every GUID and must never change once a deck is in
    use; ``paper`` is ``a4`` or ``letter``; ``built_at`` is in Unix seconds; findings whose codes
    are in ``ignore`` are not reported; ``labels`` are ``(word, "question" or "answer")`` pairs for
    the bank's raw sources; ``ledger`` is what is known of earlier builds, and a bank
    that ``keeps_ledger`` must have one; ``fit`` is the number of pages the cheat sheet must not
    exceed.
    """

    name: str = "questions"
    title: str = "Interview questions"
    deck: str = "Interview questions"
    tag: str = "questions"
    namespace: str = "deckpress"
    language: str = "en"
    paper: str = "a4"
    licence: str = ""
    built_at: int = 0
    ignore: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    keeps_ledger: bool = False
    fit: int | None = None


def load(folder: Path) -> Settings:
    """The settings of the bank in ``folder``, the one that holds ``deckpress.yaml``.

    Only ``name`` is required: title, deck and tag follow from it. Raises DeckpressError naming
    every bad key with its line.
    """
    path = folder / FILE
    shown = printable(path.as_posix())
    try:
        text = files.decode(files.read_bytes(path, _LIMIT))
    except files.UnreadableError as error:
        raise SourceError(f"{shown}:{error.line}: {error}") from error
    values, faults = _values(load_yaml(text, shown))
    if "name" not in values and not faults:
        faults.append((1, 1, "name is missing; add a line such as name: backend-interviews"))
    if faults:
        raise DeckpressError(
            "\n".join(f"{shown}:{line}:{column}: {fault}" for line, column, fault in faults)
        )
    return _derived(values)


def for_files(paths: Sequence[Path], name: str | None = None) -> Settings:
    """Settings for a build without a bank: ``name`` decides, else the name of the only source.

    Whatever is given becomes a slug, so an output's name is never a path. Raises UsageError for
    a name without a letter or digit of ASCII.
    """
    if name is None:
        stem = slug(paths[0].stem) if len(paths) == 1 else ""
        return _derived({"name": stem or FALLBACK_NAME})
    chosen = slug(name)
    if not chosen:
        raise UsageError(f"--name {printable(name)!r} leaves no file name; use letters and digits")
    return _derived({"name": chosen})


def _values(node: Node) -> tuple[dict[str, Any], list[tuple[int, int, str]]]:
    if not isinstance(node, YamlMap):
        return {}, [(node.line, node.column, "write one key a line, such as name: my-questions")]
    values: dict[str, Any] = {}
    faults: list[tuple[int, int, str]] = []
    for key, value in node.entries:
        if key.text == _IGNORE:
            values[_IGNORE] = _codes(value, faults)
            continue
        if key.text == _LABELS:
            values[_LABELS] = _words(value, faults)
            continue
        if key.text not in _RULES:
            faults.append((key.line, key.column, _unknown(key.text)))
            continue
        pattern, rule = _RULES[key.text]
        text = value.text.strip() if isinstance(value, YamlText) else ""
        if pattern.fullmatch(text):
            values[key.text] = text
        else:
            faults.append((value.line, value.column, f"{key.text} must be {rule}"))
    return values, faults


def _codes(node: Node, faults: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """The codes of a list of findings to be ignored."""
    if not isinstance(node, YamlList):
        faults.append((node.line, node.column, "ignore must be a list, such as [wide-code]"))
        return ()
    for item in node.items:
        code = item.text if isinstance(item, YamlText) else ""
        if fault := why_not_ignored(code):
            faults.append((item.line, item.column, fault))
    return tuple(item.text for item in node.items if isinstance(item, YamlText))


def _words(node: Node, faults: list[tuple[int, int, str]]) -> tuple[tuple[str, str], ...]:
    """The words that label questions and answers, as pairs of word and kind."""
    if not isinstance(node, YamlMap):
        sample = "labels must hold question: and answer:, such as question: [Kysymys]"
        faults.append((node.line, node.column, sample))
        return ()
    words: list[tuple[str, str]] = []
    for key, value in node.entries:
        if key.text not in {"question", "answer"}:
            fault = f"labels has no {key.text[:40]!r}; it has question and answer"
            faults.append((key.line, key.column, fault))
            continue
        for item in value.items if isinstance(value, YamlList) else (value,):
            word = item.text.strip().rstrip(":") if isinstance(item, YamlText) else ""
            if _LABEL.fullmatch(word):
                words.append((word, key.text))
            else:
                fault = "a label is a word or a few, at most 40 letters, such as Kysymys"
                faults.append((item.line, item.column, fault))
    return tuple(words)


def _unknown(key: str) -> str:
    close = get_close_matches(key[:40], KEYS, n=1)
    hint = f"did you mean {close[0]}?" if close else f"known keys are {', '.join(KEYS)}"
    return f"unknown key {key[:40]!r}; {hint}"


def _derived(values: dict[str, Any]) -> Settings:
    """Fill in what follows from the name."""
    words = values["name"].replace("-", " ")
    title = values.get("title", words[:1].upper() + words[1:])
    filled = {"title": title, "deck": title, "tag": values["name"], **values}
    keeps_ledger = filled.pop("ledger", "") != ""
    return Settings(**filled, keeps_ledger=keeps_ledger)
