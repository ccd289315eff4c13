"""Which questions go into the outputs: by topic, level and tag."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.errors import UsageError
from builder.text import slug

if TYPE_CHECKING:
    from builder.model import Bank, Question


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; an empty tuple asks for everything."""

    topics: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def select(bank: Bank, selection: Selection) -> Bank:
    """The questions of any of the topics, any of the levels and any of the tags.

    Topics and tags match by slug, so ``--topic "web security"`` finds ``Web security``; the
    beginning of a topic is enough. Raises UsageError for a topic or tag that no question has.
    """
    topics = {slug(question.topic) for question in bank.questions}
    wanted = {found for topic in selection.topics for found in _topics_named(topic, topics)}
    tags = {slug(tag) for question in bank.questions for tag in question.tags}
    wanted_tags = {slug(tag) for tag in selection.tags}
    if unknown := sorted(wanted_tags - tags):
        raise UsageError(f"no question has the tag “{unknown[0]}”; {_offer('tags', tags)}")

    def wants(question: Question) -> bool:
        return (
            (not selection.topics or slug(question.topic) in wanted)
            and (not selection.levels or question.level in selection.levels)
            and (not wanted_tags or bool(wanted_tags & {slug(tag) for tag in question.tags}))
        )

    return replace(bank, questions=tuple(filter(wants, bank.questions)))


def answered(bank: Bank) -> Bank:
    """The questions that have something for the back of a card."""
    kept = tuple(question for question in bank.questions if question.answered)
    return replace(bank, questions=kept)


def _topics_named(topic: str, topics: set[str]) -> set[str]:
    name = slug(topic)
    if name in topics:
        return {name}
    found = {each for each in topics if name and each.startswith(name)}
    if not found:
        raise UsageError(f"no question has the topic “{topic}”; {_offer('topics', topics)}")
    return found


def _offer(what: str, names: set[str]) -> str:
    return f"{what} here: {', '.join(sorted(name for name in names if name)) or 'none'}"
