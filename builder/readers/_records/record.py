"""A record: values side by side, each known for what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.readers._records.nodes import is_empty

if TYPE_CHECKING:
    from builder.strict_yaml import Node


@dataclass(frozen=True, slots=True)
class Record:
    """Values side by side: ``cells`` are names and values, ``fields`` what each is for.

    ``topic`` and ``level`` are those of the group it stands in.
    """

    line: int
    cells: tuple[tuple[str, Node], ...]
    fields: tuple[str, ...]
    topic: str = ""
    level: str = ""

    def named(self, field: str) -> list[tuple[str, Node]]:
        """The cells of a field that say something, with the names of their columns."""
        pairs = zip(self.cells, self.fields, strict=True)
        return [cell for cell, each in pairs if each == field and not is_empty(cell[1])]

    def code(self, *, answers: bool) -> list[Node]:
        """The code that a question is about, or that ``answers`` it: after an answer it does.

        With options it is always the question's.
        """
        done = False
        found: list[tuple[Node, bool]] = []
        for (_, value), field in zip(self.cells, self.fields, strict=True):
            if field == "code" and not is_empty(value):
                found.append((value, done))
            done = done or (field in {"answer", "short_answer"} and not is_empty(value))
        chosen = any(self.all(field) for field in ("option", "choices", "wrong"))
        return [value for value, after in found if (after and not chosen) == answers]

    def all(self, field: str) -> list[Node]:
        """The values of a field that say something."""
        return [value for _, value in self.named(field)]
