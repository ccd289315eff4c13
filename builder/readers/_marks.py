"""What a whole document says of its questions: tags, a level, a topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.text import same_words

if TYPE_CHECKING:
    from builder.model import Question, Reading


@dataclass(frozen=True, slots=True)
class Marks:
    """Tags go to every question; level, topic and, failing that, title where none is its own."""

    tags: tuple[str, ...] = ()
    level: str = ""
    topic: str = ""
    title: str = ""


def marked(reading: Reading, marks: Marks) -> Reading:
    """A reading whose questions bear the marks of their document."""
    return replace(reading, questions=tuple(_marked(q, marks) for q in reading.questions))


def _marked(question: Question, marks: Marks) -> Question:
    topics = (question.topic, marks.topic, marks.title)
    own = same_words(question.question)
    topic = next((each for each in topics if each and same_words(each) != own), "")
    return replace(
        question,
        tags=tuple(dict.fromkeys((*question.tags, *marks.tags))),
        level=question.level or marks.level,
        topic=topic,
    )
