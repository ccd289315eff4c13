"""How results are told: as lines for people and as data for scripts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from builder.model import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from builder.model import Artifact, Problem, Question

_WIDTH = 100


def question_as_data(question: Question) -> dict[str, Any]:
    """The fields of a Question as they are named in the model; origins as path and line."""
    return asdict(question)


def problem_as_data(problem: Problem) -> dict[str, Any]:
    """A problem as ``path``, ``line``, ``severity``, ``code`` and ``message``."""
    return {
        "path": problem.origin.path,
        "line": problem.origin.line,
        "severity": problem.severity.name.lower(),
        "code": problem.code,
        "message": problem.message,
    }


def built_as_data(
    questions: int, artifacts: Sequence[tuple[Artifact, Path]], problems: Sequence[Problem]
) -> dict[str, Any]:
    """What ``build --json`` prints."""
    return {
        "questions": questions,
        "artifacts": [
            {
                "output": artifact.output,
                "path": path.as_posix(),
                "bytes": len(artifact.data),
                **_size(artifact),
            }
            for artifact, path in artifacts
        ],
        "problems": [problem_as_data(problem) for problem in problems],
    }


def question_line(question: Question) -> str:
    """A question on one line of about a terminal's width."""
    words = " ".join(question.question.split())
    shown = words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1]}…"
    return f"  {shown}" + (f"  [{question.level}]" if question.level else "")


def artifact_line(artifact: Artifact, path: Path) -> str:
    """An output's path and size."""
    sizes = [_plural(count, what[:-1]) for what, count in _size(artifact).items()]
    return f"{path}  ({', '.join((*sizes, _bytes(len(artifact.data))))})"


def counted(questions: int, problems: Sequence[Problem]) -> str:
    """``60 questions, 2 warnings``: what was found, in a line."""
    parts = [_plural(questions, "question")]
    words = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "remark"))
    for severity, word in words:
        if count := sum(problem.severity is severity for problem in problems):
            parts.append(_plural(count, word))
    return ", ".join(parts)


def _size(artifact: Artifact) -> dict[str, int]:
    sizes = {"pages": artifact.pages, "notes": artifact.notes}
    return {what: count for what, count in sizes.items() if count is not None}


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _bytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count // 1000, 1)} kB"
