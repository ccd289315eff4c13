"""By what records are told: tables, JSON and YAML against text written line by line.

A suffix decides where the content could be either; content decides where there is no suffix.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from typing import Final

from builder.readers._records.columns import field_of
from builder.readers._records.nodes import asks
from builder.readers._records.rows import DELIMITERS, header_in, sample, shares

# A post as WordPress gives it, which is JSON of a reader of its own.
POST: Final = re.compile(r'"content"\s{0,9}:\s{0,9}\{\s{0,9}"rendered"\s{0,9}:')
_HEAD: Final = 20_000
_JSON: Final = re.compile(r"\s*(?:\{\s*(?:[\"'}]|$)|\[\s*(?:[\"\]{]|$|\[\s*[\"{\[\d]))")
_HTML: Final = re.compile(r"\s*<(?:!doctype|html|\?xml|body|head)\b", re.IGNORECASE)
_ANKI: Final = re.compile(
    r"#(?:separator|html|columns|tags|deck|notetype|guid|if matches)(?: column)?:", re.IGNORECASE
)
_KEY: Final = re.compile(
    r"(?P<indent>[ \t]*)(?P<dash>-[ \t]+)?(?P<quote>[\"']?)(?P<key>[^\W\d_][\w /&+-]{0,60})"
    r"(?P=quote)[ \t]*:(?=[ \t]|$)"
)
_SUFFIXES: Final = {
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **dict.fromkeys(("json", "jsonl", "ndjson"), "json"),
    **dict.fromkeys(("csv", "tsv", "tab", "psv"), "csv"),
}
_OTHERS: Final = frozenset(("md", "markdown", "org", "html", "htm", "xml", "py"))
_QUESTIONS: Final = re.compile(r"^questions[ \t]*:[ \t]*(?:#.*)?$", re.MULTILINE)
# What only a bank of our own has: such a file keeps its strictness, whatever else is in it.
_OURS: Final = frozenset(
    (
        *("short_answer", "more_answers", "follow_ups", "red_flags", "rubric", "note_type"),
        *("reverse", "same_as", "not_same_as"),
    )
)
_BANK: Final = frozenset(
    (
        *("id", "kind", "topic", "level", "minutes", "tags", "question", "answer", "choices"),
        *("references", "checked", "guid", "fields"),
    )
)
_ABOVE: Final = frozenset(("questions", "topic", "level", "tags", "licence"))
_ALL: Final = sorted(_OURS | _BANK | _ABOVE | {"origins"})
_NEAR: Final = 0.75  # as difflib measures it: ``anwser`` and ``lisence`` are nearer
_WRITTEN_ID: Final = re.compile(
    r"^[ \t-]*id[ \t]*:[ \t]*[\"']?[a-z][a-z0-9]*-[a-z0-9-]+", re.MULTILINE
)


def kind_of(text: str, path: str = "") -> str:
    """``anki-text``, ``json``, ``yaml`` or ``csv``; empty for what is no record."""
    suffix = path.lower().rpartition(".")[2]
    if not text.strip() or _HTML.match(text):
        return ""
    if _ANKI.match(text):
        return "anki-text"
    kind = _SUFFIXES.get(suffix, "")
    if kind != "yaml" and _JSON.match(text[:_HEAD]):
        return "json"
    if not kind and text[:4].lower() == "sep=":
        return "csv"
    if not kind and suffix not in _OTHERS:
        kind = "yaml" if _is_yaml(text) else "csv" if _is_table(text) else ""
    return kind


def is_foreign(text: str) -> bool:
    """Whether a file of ``questions:`` is records of another making and not a bank.

    A bank is known by what only a bank has, such as ``short_answer``. Else a key that no bank has
    decides where it stands above the questions, or in half of them and more than once: that is
    nobody's slip. A slip is a name that is nearly one of a bank's, or stands in one entry. Words
    as ids, which other banks have as well, let a bank stay one where little is strange.
    """
    head = text[:_HEAD]
    keys = [found for line in head.split("\n") if (found := _KEY.match(line))]
    names = {found["key"].strip() for found in keys}
    if names & _OURS:
        return False
    above = {f["key"].strip() for f in keys if not f["indent"] and not f["dash"]} - _ABOVE
    if _QUESTIONS.search(head) and any(map(_is_strange, above)):
        return True
    items = [found for found in keys if found["dash"]]
    if not items:
        return False
    dash = items[0]["indent"]
    column = len(dash) + len(items[0]["dash"])
    count = sum(found["indent"] == dash for found in items)
    inside = Counter(
        f["key"].strip() for f in keys if len(f["indent"] + (f["dash"] or "")) == column
    )
    strange = [n for n, times in inside.items() if times * 2 >= count and _is_strange(n)]
    if any(inside[name] > 1 for name in strange):
        return True
    known = [name for name in strange if field_of(name)[0]]
    if not known or _WRITTEN_ID.search(head):
        return False
    return len(known) > 1 or count > 1 or "question" not in inside


def _is_strange(name: str) -> bool:
    """Whether a key is no bank's, and no slip of one: a name of records, or like none of a bank."""
    if name in _ALL:
        return False
    near = get_close_matches(name[:40].casefold(), _ALL, n=1, cutoff=_NEAR)
    return bool(field_of(name)[0]) or not near


def _is_yaml(text: str) -> bool:
    """YAML in a file of any name: keys in small letters, and every line in its place."""
    lines = [line for line in text[:_HEAD].split("\n") if line.strip()]
    lines = [line for line in lines if not line.lstrip().startswith("#") and line != "---"]
    if not lines or any(line[0] not in " \t-" and not _KEY.match(line) for line in lines[:-1]):
        return False
    keys = [found for line in lines if (found := _KEY.match(line))]
    items = [found for found in keys if found["dash"]]
    if not items:
        return False
    names = {found["key"] for found in keys if found["key"].islower()}
    fields = {field_of(name)[0] for name in names if name not in {"text", "name", "title"}}
    return "question" in fields and bool({"answer", "choices", "correct", "level"} & fields)


def _is_table(text: str) -> bool:
    """A table in a file of any name: its first row names the columns, or every first cell asks."""
    for sign in DELIMITERS:
        if sign not in text[:_HEAD] or text.lstrip().startswith("|"):
            continue
        found = sample(text, sign)
        width, share = shares(found)
        if width < 2 or len(found) < 2 or share < 0.9:
            continue
        if header_in(found[:1]) == 0 and sum(bool(field_of(c)[0]) for c in found[0].cells) > 1:
            return True
        if sign == "\t" and width == 2 and len(found) > 2 and share == 1.0:
            return sum(asks(row.cells[0]) for row in found) >= 0.8 * len(found)
    return False
