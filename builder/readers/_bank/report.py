"""Gathers what is wrong with a bank file, each finding with line, column and consequence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from builder.model import Origin, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from builder.strict_yaml import Node


@dataclass(frozen=True, slots=True)
class Report:
    """Where findings go; ``consequence`` ends each error, saying what happens to the content."""

    path: str
    consequence: str
    problems: list[Problem] = field(default_factory=list)

    def leading_to(self, consequence: str) -> Report:
        """The same list of problems, with another consequence."""
        return replace(self, consequence=consequence)

    def error(self, node: Node, code: str, message: str) -> None:
        """Add an ERROR at the node."""
        self._add(node, Severity.ERROR, code, f"{message}; {self.consequence}")

    def warn(self, node: Node, code: str, message: str) -> None:
        """Add a WARNING at the node."""
        self._add(node, Severity.WARNING, code, message)

    def _add(self, node: Node, severity: Severity, code: str, message: str) -> None:
        origin = Origin(self.path, node.line)
        self.problems.append(Problem(origin, severity, code, f"column {node.column}: {message}"))


def one_of(word: str, known: Iterable[str]) -> str:
    """Advice for a word that is not among the known ones: the nearest, or all of them."""
    names = tuple(known)
    close = get_close_matches(word[:40].casefold(), names, n=1)
    return f"did you mean {close[0]}?" if close else f"use one of {', '.join(names)}"


def short(text: str) -> str:
    """A value as quoted in a message: one line of at most 40 characters."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
