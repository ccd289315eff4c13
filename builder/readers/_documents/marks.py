"""What a whole document says of its questions: tags, a level, a topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.model import Question, Reading


@dataclass(frozen=True, slots=True)
class Marks:
    """Tags go to every question; level, topic and, failing that, title where none is its own."""

    tags: tuple[str, ...] = ()
    level: str = ""
    topic: str = ""
    title: str = ""


def marked(reading: Reading, marks: Marks, *, is_single: bool = False) -> Reading:
    """A reading whose questions bear the marks of their document.

    Where the document ``is_single``, one question and no more, its own topic is that of the marks.
    """
    found = (_marked(q, marks, is_single=is_single) for q in reading.questions)
    return replace(reading, questions=tuple(found))


def _marked(question: Question, marks: Marks, *, is_single: bool) -> Question:
    topics = (question.topic, marks.topic, marks.title)
    if is_single:
        topics = (marks.topic, question.topic, marks.title)
    topic = next((each for each in topics if each and not _repeats(each, question)), "")
    tags = tuple(dict.fromkeys((*question.tags, *marks.tags)))
    level = question.level or marks.level
    if (tags, level, topic) == (question.tags, question.level, question.topic):
        return question
    return replace(question, tags=tags, level=level, topic=topic)


def _repeats(topic: str, question: Question) -> bool:
    """Whether a topic says what its question says: the title of a page that is one question."""
    return topic.casefold().rstrip("?.! ") == question.question.casefold().rstrip("?.! ")
