"""The cheat sheet: every answered question in a few lines, in columns on landscape paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._print import print_artifact, topics_of

if TYPE_CHECKING:
    from builder.model import Artifact, Bank
    from builder.settings import Settings


def write(bank: Bank, settings: Settings) -> Artifact:
    """Write ``<name>-cheatsheet.pdf``; questions without an answer are counted, not shown."""
    topics = topics_of(bank, lambda question: question.answered)
    omitted = sum(not question.answered for question in bank.questions)
    return print_artifact("cheatsheet", settings, topics, omitted=omitted)
