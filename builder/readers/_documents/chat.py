"""The record of a chat: ``[18:01] Mia: …``. Times go, and with them what is only talk.

Where messages have labels, these lead: a message is kept from its ``Question 2:`` on, and the next
one of somebody else, or one that says ``Answer:``, replies. Where they have none, whoever asks is
the interviewer (``_dialects._speaking``), and what a third person says is talk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._labels.labels import label_of
from builder.readers._dialects._labels.vocabulary import ANSWER, QUESTION, current, named_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIME = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DATE = r"(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:[A-Z][a-z]{2,8} )?\d{1,2}(?: [A-Z][a-z]{2,8})?)"
_STAMP = rf"(?:{_DATE}[,\s]\s?(?:at )?)?{_TIME}(?:,?\s{_DATE})?"
_WHO = r"(?P<who>[^\W\d_][^\n:<>\[\]]{0,39}?)"
_HEADERS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\[{_STAMP}\]\s{{0,3}}(?:<{_WHO}>|{_WHO.replace('who', 'name')}:)(?:\s|$)",
        rf"{_STAMP}\s{{1,3}}(?:-\s)?(?:<{_WHO}>|{_WHO.replace('who', 'name')}:)(?:\s|$)",
        rf"{_WHO}(?:,?\s{{1,4}}\[{_STAMP}\]:?|\s[—–-]\s.{{0,12}}{_STAMP}|\s{{2,4}}{_STAMP})\s*$",
    )
)
_LATER = re.compile(r"(?<=[.!?:…)])\s{1,3}(?=[*_]{0,2}[^\W\d_]{1,12}\s?#?\d{1,4}\s?[:.)])")
_NUMBERED = re.compile(r"\s{0,3}\d{1,4}[.)]\s+\S")
_ENOUGH: Final = 3  # messages of a chat
_FIRST: Final = 20  # lines above the first message


@dataclass(slots=True)
class _Message:
    """Who says what; ``line`` is that of its header, from 1."""

    who: str
    line: int
    text: list[tuple[str, int]] = field(default_factory=list)

    def words(self) -> str:
        return " ".join(text.strip() for text, _ in self.text).strip()


@dataclass(frozen=True, slots=True)
class Chat:
    """What a chat leaves: its lines with their numbers, and ``(words, line)`` of what is talk."""

    lines: tuple[tuple[str, int], ...]
    talk: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """The lines as a text."""
        return "\n".join(text for text, _ in self.lines)


def chat_of(text: str, labels: Sequence[tuple[str, str]] = ()) -> Chat | None:
    """What a text leaves where it is a chat; None where it is none."""
    before, messages = _messages(text.split("\n"))
    if len(messages) < _ENOUGH or len(before) > _FIRST:
        return None
    kept, talk = _by_labels(messages) or _by_names(messages, labels)
    lines: list[tuple[str, int]] = []
    for message in kept:
        lines += [*message.text, ("", message.line)]
    said = [(f"{message.who}: {message.words()}", message.line) for message in talk]
    said[:0] = [(line.strip(), place + 1) for place, line in enumerate(before) if line.strip()]
    return Chat(tuple(lines), tuple(said))


def _messages(lines: Sequence[str]) -> tuple[list[str], list[_Message]]:
    """The lines above the first message, and the messages."""
    before: list[str] = []
    messages: list[_Message] = []
    for place, line in enumerate(lines):
        found = next(filter(None, (header.match(line[:200]) for header in _HEADERS)), None)
        if found:
            groups = found.groupdict()
            who = groups["who"] or groups.get("name") or ""
            messages.append(_Message(who.strip(), place + 1, [(line[found.end() :], place + 1)]))
        elif messages:
            messages[-1].text.append((line, place + 1))
        else:
            before.append(line)
    return before, messages


def _by_labels(messages: Sequence[_Message]) -> tuple[list[_Message], list[_Message]] | None:
    """The messages with labels and those that reply to them, and the others; None without any."""
    kept: list[_Message] = []
    talk: list[_Message] = []
    asked = 0
    replying = waiting = ""  # who gives an answer, and who waits for one
    for message in messages:
        cut = _from_label(message)
        begins = label_of(cut.text[0][0].strip()).label
        if begins == QUESTION:
            asked += 1
            replying, waiting = "", message.who
        elif _holds_questions(cut):
            asked += 2
            replying, waiting = message.who, ""
        elif begins == ANSWER or (waiting and waiting != message.who):
            replying, waiting = message.who, ""
        elif message.who != replying:
            replying = ""
            talk.append(message)
            continue
        kept.append(cut)
    return (kept, talk) if asked > 1 else None


def _from_label(message: _Message) -> _Message:
    """A message without what it says before its ``Question 2:``."""
    first, line = message.text[0]
    for gap in _LATER.finditer(first[:1000]):
        if label_of(first[gap.end() :]).label == QUESTION:
            return _Message(
                message.who, message.line, [(first[gap.end() :], line), *message.text[1:]]
            )
    return message


def _holds_questions(message: _Message) -> bool:
    """Whether a message is a text of its own, with several questions under labels or numbers."""
    lines = [text for text, _ in message.text]
    if len(lines) < _ENOUGH:
        return False
    labels = [label_of(line.strip()).label for line in lines]
    numbers = sum(bool(_NUMBERED.match(line)) for line in lines)
    return labels.count(QUESTION) > 1 or (numbers > 1 and ANSWER in labels)


def _by_names(
    messages: Sequence[_Message], labels: Sequence[tuple[str, str]]
) -> tuple[list[_Message], list[_Message]]:
    """The messages of those who ask and answer, each with its name, and those of others."""
    named = [
        _Message(m.who, m.line, [(f"{m.who}: {m.text[0][0]}", m.line), *m.text[1:]])
        for m in messages
    ]
    text = "\n".join(line for message in named for line, _ in message.text)
    with named_labels(labels, text):
        words = current()
    others = [m for m in messages if words.speakers and not words.kind(m.who)]
    lines = {message.line for message in others}
    return [message for message in named if message.line not in lines], others
