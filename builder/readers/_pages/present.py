"""Which elements and attributes a page has at all.

Each search for one of them goes through the whole tree, and most pages have few: one walk says
which searches are worth their time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4.element import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Present:
    """The names of the elements below one, and of all their attributes."""

    names: frozenset[str]
    attributes: frozenset[str]

    def among(self, names: Iterable[str]) -> list[str]:
        """Those of the names that an element has."""
        return [name for name in names if name in self.names]


def present(node: Tag) -> Present:
    """What stands below an element, by name."""
    names: set[str] = set()
    attributes: set[str] = set()
    for each in node.descendants:
        if isinstance(each, Tag):
            names.add(each.name)
            attributes.update(each.attrs)
    return Present(frozenset(names), frozenset(attributes))
