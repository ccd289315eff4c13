"""From YAML nodes to the values of a question; what does not fit is reported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from builder.model import Choice, FollowUp, Origin, Reference, Rubric
from builder.readers._bank.report import one_of, short
from builder.strict_yaml import YamlList, YamlMap, YamlText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from builder.readers._bank.report import Report
    from builder.strict_yaml import Node

CHOICE_KEYS: Final = ("text", "correct", "why")
FOLLOW_UP_KEYS: Final = ("ask", "listen_for")
REFERENCE_KEYS: Final = ("title", "url")
RUBRIC_KEYS: Final = ("poor", "mixed", "good", "excellent")

MAX_FIELD_BYTES: Final = 200_000
MAX_TAG: Final = 200  # nested tags of shared decks are long
MAX_LINE: Final = 300
# One class after the scheme and nothing repeated inside: no backtracking on long text.
URL: Final = re.compile(r"https?://[^\s/?#<>\"][^\s<>\"]{0,1990}", re.IGNORECASE)
_LINE_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,8}")

_Value = TypeVar("_Value")


def text(node: Node, report: Report) -> str | None:
    """Markdown, as written but for line breaks at its ends; None, reported, for anything else."""
    if not isinstance(node, YamlText):
        report.error(node, "wrong-type", "text is expected here; put it after the colon, or use |")
        return None
    # A character takes at most four bytes, so short texts need not be encoded to be measured.
    if len(node.text) * 4 > MAX_FIELD_BYTES and len(node.text.encode()) > MAX_FIELD_BYTES:
        report.error(node, "too-long", "longer than 200 kB; split it")
        return None
    return node.text.strip("\n") if node.text.strip() else ""


def line(node: Node, report: Report) -> str | None:
    """One line of text, such as a topic or a title."""
    found = text(node, report)
    folded = " ".join((found or "").split())
    if len(folded) > MAX_LINE:
        report.error(node, "too-long", f"longer than {MAX_LINE} characters; shorten it")
        return None
    return None if found is None else folded


def origin(node: Node, report: Report) -> Origin | None:
    """Where a question came from before it stood here, as ``path:line``."""
    path, _, number = (line(node, report) or "").rpartition(":")
    if path and _LINE_NUMBER.fullmatch(number):
        return Origin(path, int(number))
    report.error(node, "bad-origin", "a path and a line are expected here, such as notes.md:12")
    return None


def whole_number(low: int, high: int) -> Callable[[Node, Report], int | None]:
    """A reader of whole numbers from ``low`` to ``high``."""

    def read(node: Node, report: Report) -> int | None:
        typed = node.text if isinstance(node, YamlText) else ""
        if re.fullmatch(r"[1-9][0-9]{0,3}", typed) and low <= int(typed) <= high:
            return int(typed)
        report.error(node, "bad-number", f"a whole number from {low} to {high} is expected here")
        return None

    return read


def true_or_false(node: Node, report: Report) -> bool | None:
    """``true`` or ``false``, spelt so."""
    if isinstance(node, YamlText) and node.text in ("true", "false"):
        return node.text == "true"
    report.error(node, "wrong-type", "true or false is expected here")
    return None


def word(known: Sequence[str], code: str) -> Callable[[Node, Report], str | None]:
    """A reader of one of the known words."""

    def read(node: Node, report: Report) -> str | None:
        typed = node.text if isinstance(node, YamlText) else ""
        if typed in known:
            return typed
        report.error(node, code, f"{short(typed)} is unknown; {one_of(typed, known)}")
        return None

    return read


def list_of(
    item: Callable[[Node, Report], _Value | None],
) -> Callable[[Node, Report], tuple[_Value, ...] | None]:
    """A reader of lists; items that do not fit are left out, one by one."""

    def read(node: Node, report: Report) -> tuple[_Value, ...] | None:
        if not isinstance(node, YamlList):
            report.error(node, "wrong-type", "a list is expected here; begin each item with -")
            return None
        found = (item(each, report) for each in node.items)
        return tuple(value for value in found if value is not None)

    return read


def all_of(
    item: Callable[[Node, Report], _Value | None],
) -> Callable[[Node, Report], tuple[_Value, ...] | None]:
    """A reader of lists that mean something only as a whole: None when one item does not fit."""

    def read(node: Node, report: Report) -> tuple[_Value, ...] | None:
        found = list_of(item)(node, report)
        whole = isinstance(node, YamlList) and found is not None and len(found) == len(node.items)
        return found if whole else None

    return read


def filled(node: Node, report: Report) -> str | None:
    """Text that may not be empty."""
    found = text(node, report)
    if found == "":
        report.error(node, "empty", "text is missing here")
        return None
    return found


def tag(node: Node, report: Report) -> str | None:
    """A tag of 1 to 64 characters."""
    found = line(node, report)
    if found is not None and not 1 <= len(found) <= MAX_TAG:
        report.error(node, "bad-tag", f"a tag has 1 to {MAX_TAG} characters")
        return None
    return found


def unique_tags(node: Node, report: Report) -> tuple[str, ...] | None:
    """Tags in order, each once."""
    found = list_of(tag)(node, report)
    return None if found is None else tuple(dict.fromkeys(found))


def members(node: Node, keys: Sequence[str], report: Report) -> dict[str, Node] | None:
    """The values of a mapping by key, empty ones left out; unknown keys are reported."""
    if not isinstance(node, YamlMap):
        report.error(node, "wrong-type", f"keys are expected here: {', '.join(keys)}")
        return None
    for key, _ in node.entries:
        if key.text not in keys:
            report.leading_to("it is ignored").error(
                key, "unknown-key", f"unknown key {short(key.text)}; {one_of(key.text, keys)}"
            )
    return {
        key.text: value
        for key, value in node.entries
        if key.text in keys and not (isinstance(value, YamlText) and not value.text.strip())
    }


def _required(node: Node, found: dict[str, Node], key: str, report: Report) -> str | None:
    if key not in found:
        report.error(node, "missing-key", f"{key} is missing here")
        return None
    return text(found[key], report)


def _optional(found: dict[str, Node], key: str, report: Report) -> str | None:
    return text(found[key], report) if key in found else ""


def named_texts(node: Node, report: Report) -> tuple[tuple[str, str], ...] | None:
    """Pairs of name and text, from a mapping with names of any kind; empty texts are left out."""
    if not isinstance(node, YamlMap):
        report.error(node, "wrong-type", "names, each with its text, are expected here")
        return None
    found = ((key.text, text(value, report)) for key, value in node.entries)
    return tuple((name, value) for name, value in found if value)


def choice(node: Node, report: Report) -> Choice | None:
    """An option: its text, whether it is correct, and why."""
    found = members(node, CHOICE_KEYS, report)
    if found is None:
        return None
    option = _required(node, found, "text", report)
    correct = true_or_false(found["correct"], report) if "correct" in found else False
    why = _optional(found, "why", report)
    return (
        None if option is None or correct is None or why is None else Choice(option, correct, why)
    )


def follow_up(node: Node, report: Report) -> FollowUp | None:
    """What to ask next, and what to listen for."""
    found = members(node, FOLLOW_UP_KEYS, report)
    if found is None:
        return None
    ask = _required(node, found, "ask", report)
    listen_for = _optional(found, "listen_for", report)
    return None if ask is None or listen_for is None else FollowUp(ask, listen_for)


def rubric(node: Node, report: Report) -> Rubric | None:
    """All four anchors: with fewer, two candidates cannot be told apart."""
    whole = report.leading_to("the rubric is left out")
    found = members(node, RUBRIC_KEYS, whole)
    if found is None:
        return None
    anchors = [_required(node, found, key, whole) for key in RUBRIC_KEYS]
    given = [anchor for anchor in anchors if anchor is not None]
    return Rubric(*given) if len(given) == len(RUBRIC_KEYS) else None


def reference(node: Node, report: Report) -> Reference | None:
    """A title with or without an address, or an address alone, which then is the title too."""
    if isinstance(node, YamlText):
        url = _url(node, report)
        return None if url is None else Reference(url, url)
    found = members(node, REFERENCE_KEYS, report)
    if found is None:
        return None
    if not found:
        report.error(node, "missing-key", "title or url is missing here")
        return None
    url = _url(found["url"], report) if "url" in found else ""
    title = line(found["title"], report) if "title" in found else url
    return None if url is None or title is None else Reference(title, url)


def _url(node: Node, report: Report) -> str | None:
    typed = node.text.strip() if isinstance(node, YamlText) else ""
    if URL.fullmatch(typed):
        return typed
    report.error(
        node, "bad-url", f"{short(typed)} is no address; it begins with https:// or http://"
    )
    return None
