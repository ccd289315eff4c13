"""The bank on one page of Markdown: how many of each level and kind, and what each topic asks.

It is made to be kept in git beside the bank, where a change of it shows at once what came and went.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from builder.model import LEVELS, Artifact, Kind
from builder.templating import render
from builder.text import escape_markdown
from builder.writers._topics import topics_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.model import Bank, Question
    from builder.settings import Settings
    from builder.writers._topics import Topic

_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class _Counts:
    all: int
    by_level: tuple[int, ...]
    by_kind: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    level: str
    kind: str
    headline: Markup


@dataclass(frozen=True, slots=True)
class _Chapter:
    title: Markup | str
    counts: _Counts
    questions: tuple[_Row, ...]


def write(bank: Bank, settings: Settings) -> Artifact:
    """Write ``<name>-overview.md``: GitHub-flavoured Markdown with a table for each topic."""
    levels = (*LEVELS, "") if any(not q.level for q in bank.questions) else LEVELS
    text = render(
        "text/overview.md.j2",
        title=_markdown(settings.title),
        levels=[level or "no level" for level in levels],
        kinds=[kind.value for kind in _KINDS],
        total=_counted(bank.questions, levels),
        topics=[_chapter(topic, levels) for topic in topics_of(bank)],
    )
    return Artifact("overview", f"{settings.name}-overview.md", text.encode())


def _chapter(topic: Topic, shown: Sequence[str]) -> _Chapter:
    rows = [
        _Row(q.question.id, q.question.level, q.question.kind.value, _markdown(q.headline))
        for q in topic.questions
    ]
    counts = _counted([numbered.question for numbered in topic.questions], shown)
    return _Chapter(_markdown(topic.title) or "No topic", counts, tuple(rows))


def _counted(questions: Sequence[Question], shown: Sequence[str]) -> _Counts:
    levels = Counter(question.level for question in questions)
    kinds = Counter(question.kind for question in questions)
    return _Counts(
        len(questions),
        tuple(levels[level] for level in shown),
        tuple(kinds[kind] for kind in _KINDS),
    )


def _markdown(text: str) -> Markup:
    """Plain text as Markdown; it is no HTML, so Jinja has nothing to escape in it."""
    return Markup(escape_markdown(" ".join(text.split())).replace("|", r"\|"))  # noqa: S704
