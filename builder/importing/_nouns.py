"""What an import did, as a value, as a line and as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from builder.report import problem_as_data, question_as_data

if TYPE_CHECKING:
    from pathlib import Path

    from builder.model import Duplicate, Problem, Question

_REPAIRS: Final = ("mojibake", "control-characters", "bidi-overrides")
# What a finding of these codes is about did not become a question.
_SKIPPED: Final = (
    *("skipped", "unreadable", "format", "no-questions", "empty-question", "image-occlusion"),
    *("no-cloze", "no-correct-choice", "retired"),
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    ``read`` counts questions before merging; ``known`` are those that the bank had already, each
    with the id it has there; ``paths`` are the files written.
    """

    read: int
    added: tuple[Question, ...] = ()
    known: tuple[tuple[Question, str], ...] = ()
    merged: tuple[Duplicate, ...] = ()
    problems: tuple[Problem, ...] = ()
    paths: tuple[Path, ...] = ()

    @property
    def repaired(self) -> int:
        """How many findings tell of a repair."""
        return sum(problem.code in _REPAIRS for problem in self.problems)

    @property
    def skipped(self) -> int:
        """How many findings tell of something that became no question."""
        return sum(problem.code in _SKIPPED for problem in self.problems)

    def line(self) -> str:
        """``12 read, 9 added, 2 already there, 1 merged, 3 repaired, 1 skipped``."""
        parts = (
            (self.read, "read"),
            (len(self.added), "added"),
            (len(self.known), "already there"),
            (len(self.merged), "merged"),
            (self.repaired, "repaired"),
            (self.skipped, "skipped"),
        )
        return ", ".join(f"{count:,} {what}" for count, what in parts)

    def as_data(self) -> dict[str, Any]:
        """What ``import --json`` prints."""
        return {
            "read": self.read,
            "added": [question_as_data(question) for question in self.added],
            "known": [
                {"id": known, "question": question.question, "origins": _places(question)}
                for question, known in self.known
            ],
            "merged": [
                {
                    "kept": each.kept.id,
                    "dropped": each.dropped.question,
                    "origins": _places(each.dropped),
                    "reason": each.reason,
                }
                for each in self.merged
            ],
            "repaired": self.repaired,
            "skipped": self.skipped,
            "paths": [path.as_posix() for path in self.paths],
            "problems": [problem_as_data(problem) for problem in self.problems],
        }


def _places(question: Question) -> list[dict[str, Any]]:
    return [asdict(origin) for origin in question.origins]
