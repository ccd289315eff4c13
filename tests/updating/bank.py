"""The bank that is studied, and every kind of change that can be made to it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Entry = dict[str, Any]
# What of an entry a learner sees; the rest belongs to the interviewer.
_SEEN = (
    "id", "kind", "guid", "level", "tags", "question", "short_answer", "answer", "more_answers",
    "choices", "references", "reverse",
)  # fmt: skip
_CLOZE = re.compile(r"\{\{c(\d+)::(.*?)\}\}")


@dataclass
class Content:
    """A version of the bank: settings, topics with their entries, the look of its cards.

    ``built`` moves the clock of its build, in seconds; ``options`` are those of the build;
    ``pictures`` are bytes by their name in ``content/media``; so are sounds.
    """

    settings: dict[str, str]
    topics: dict[str, list[Entry]]
    look: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    topic: str = ""
    clock: int = 0

    def entries(self) -> list[tuple[str, Entry]]:
        """Every entry with its topic, in order."""
        return [(topic, entry) for topic, found in self.topics.items() for entry in found]

    def entry(self, identifier: str) -> Entry:
        """The entry of an id."""
        return next(entry for _, entry in self.entries() if entry["id"] == identifier)


def first() -> Content:
    """The bank as it is first published: 11 notes, 14 cards."""
    return Content({"name": "rail", "title": "Railways", "deck": "Railways"}, deepcopy(_TOPICS))


def after(before: Content, *changes: Callable[[Content], None]) -> Content:
    """The next version; the part that is built, its options and its clock are as usual again."""
    content = deepcopy(before)
    content.options, content.topic, content.clock = (), "", 0
    for change in changes:
        change(content)
    return content


def write(content: Content, folder: Path) -> None:
    """Write the bank into ``folder/content``, in place of the one that is there."""
    bank, media = folder / "content" / "bank", folder / "content" / "media"
    for place in (bank, media):
        place.mkdir(parents=True, exist_ok=True)
        for old in place.iterdir():
            old.unlink()
    settings = folder / "content" / "deckpress.yaml"
    settings.write_text(yaml.safe_dump(content.settings, sort_keys=False), "utf-8")
    for number, (topic, entries) in enumerate(content.topics.items()):
        if entries:
            text = yaml.safe_dump({"topic": topic, "questions": entries}, sort_keys=False)
            (bank / f"{number}.yaml").write_text(text, "utf-8")
    for name, data in content.pictures.items():
        if any(name in str(entry) for _, entry in content.entries()):
            (media / name).write_bytes(data)


def seen(content: Content, topic: str, entry: Entry) -> Entry:
    """All that a learner sees of an entry: where this is the same, the note is the same."""
    shown = {key: entry[key] for key in _SEEN if key in entry}
    shown["tags"] = sorted(entry.get("tags", ()))
    pictures = {name: data for name, data in content.pictures.items() if name in str(entry)}
    root = content.settings.get("tag", content.settings["name"])
    shown["short_answer"] = normalize("NFC", entry.get("short_answer", ""))
    return {**shown, "topic": topic, "root": root, "pictures": pictures}


def texts(entry: Entry) -> list[str]:
    """What must be readable on the back of an entry's first card."""
    parts = [entry["question"], *(entry.get(key, "") for key in ("short_answer", "answer"))]
    parts += entry.get("more_answers", [])
    for choice in entry.get("choices", ()):
        parts += [choice["text"], choice["why"]]
    shown = [_CLOZE.sub(r"\2", part).partition("![")[0] for part in parts]
    return [" ".join(normalize("NFC", part).split()) for part in shown if part]


def orders(entry: Entry) -> list[int]:
    """The places of the cards that an entry makes, from 0."""
    if entry.get("kind") != "cloze":
        return [0, 1] if entry.get("reverse") else [0]
    return sorted({int(number) - 1 for number, _ in _CLOZE.findall(entry["question"])})


def put(identifier: str, **values: Any) -> Callable[[Content], None]:
    """Give an entry other values; None takes a key away."""

    def change(content: Content) -> None:
        entry = content.entry(identifier)
        entry.update(values)
        for key in [key for key, value in values.items() if value is None]:
            del entry[key]

    return change


def drop(*identifiers: str) -> Callable[[Content], None]:
    """Take entries out of the bank."""

    def change(content: Content) -> None:
        for entries in content.topics.values():
            entries[:] = [entry for entry in entries if entry["id"] not in identifiers]

    return change


def add(topic: str, entry: Entry, place: int | None = None) -> Callable[[Content], None]:
    """Put a new entry into a topic: at the end, or before the one at ``place``."""

    def change(content: Content) -> None:
        entries = content.topics.setdefault(topic, [])
        entries.insert(len(entries) if place is None else place, dict(entry))

    return change


def bring_back(identifier: str, **values: Any) -> Callable[[Content], None]:
    """Put an entry of the first version back to the end of its topic."""

    def change(content: Content) -> None:
        topic, entry = next((t, e) for t, e in first().entries() if e["id"] == identifier)
        content.topics[topic].append({**entry, **values})

    return change


def move(identifier: str, topic: str) -> Callable[[Content], None]:
    """Put an entry under another topic."""

    def change(content: Content) -> None:
        entry = content.entry(identifier)
        drop(identifier)(content)
        content.topics.setdefault(topic, []).append(entry)

    return change


def rename_topic(old: str, new: str) -> Callable[[Content], None]:
    """Give a topic another name, where it stands."""

    def change(content: Content) -> None:
        content.topics = {new if t == old else t: found for t, found in content.topics.items()}

    return change


def turn_round(content: Content) -> None:
    """Turn the order of the topics and of their entries round."""
    content.topics = {t: entries[::-1] for t, entries in reversed(content.topics.items())}


def settings(**values: str) -> Callable[[Content], None]:
    """Change settings of the bank."""
    return lambda content: content.settings.update(values)


def look(**values: str) -> Callable[[Content], None]:
    """Change the look: ``css``, ``front``, ``name`` and ``field``, see ``packages``."""
    return lambda content: content.look.update(values)


def picture(name: str, data: bytes) -> Callable[[Content], None]:
    """Give the bank a picture, or another of the same name."""
    return lambda content: content.pictures.update({name: data})


def part(topic: str) -> Callable[[Content], None]:
    """Build this topic only."""

    def change(content: Content) -> None:
        content.topic, content.options = topic, ("--topic", topic)

    return change


def clock(seconds: int) -> Callable[[Content], None]:
    """Let the clock of the build be wrong, or another day, by that many seconds."""

    def change(content: Content) -> None:
        content.clock = seconds

    return change


def _open(identifier: str, question: str, short: str, full: str, **more: Any) -> Entry:
    return {
        "id": identifier, "question": question, "short_answer": short, "answer": full, **more,
    }  # fmt: skip


_TOPICS: dict[str, list[Entry]] = {
    "Signals": [
        _open(
            "red-aspect", "Why does a red aspect mean stop?", "Danger lies beyond it.",
            "The section ahead is occupied or not proved clear.", level="junior", tags=["lamps"],
        ),
        _open(
            "amber-aspect", "What does an amber aspect announce to the driver?", "Expect a stop.",
            "The next signal may be at danger, so braking begins here.",
            more_answers=["Prepare to brake."], level="mid", tags=["lamps", "braking"],
        ),
        {
            "id": "block-rule",
            "kind": "cloze",
            "question": "An absolute block admits {{c1::one train}} into a {{c2::section}}.",
        },
        {
            "id": "shunt-signal",
            "kind": "choice",
            "question": "Which lamps does a cleared shunting disc display?",
            "choices": [
                {"text": "Two white lamps", "correct": True, "why": "They stand diagonally."},
                {"text": "One green lamp", "why": "Green belongs to running signals."},
            ],
        },
        _open("repeater", "Where do banner repeaters stand?", "Where sighting is poor.", "Curves."),
    ],
    "Points": [
        _open("facing-points", "When is a turnout facing?", "Trains meet its blades first.", "So."),
        _open("trap-points", "Whom do trap points protect?", "The running line.", "Runaways."),
        _open("point-motor", "How fast does a motor throw blades?", "Seconds.", "Three or four."),
        {
            "id": "interlocking",
            "kind": "cloze",
            "question": "Levers {{c1::lock}} each other {{c2::until}} routes are {{c3::free}}.",
        },
        {
            "id": "detection",
            "kind": "choice",
            "question": "What proves that switch blades lie properly home?",
            "choices": [
                {"text": "Detection contacts", "correct": True, "why": "They sense both blades."},
                {"text": "The lever frame", "why": "It knows only what was commanded."},
            ],
        },
        _open("flange", "What guides wheels through a crossing?", "Check rails.", "And flanges."),
    ],
}  # fmt: skip
