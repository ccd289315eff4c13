"""What is built for a sequence and what must come of it: plain data, which travels as JSON."""

from __future__ import annotations

from typing import TypedDict


class NotePlan(TypedDict):
    """A note of a package.

    ``revision`` is the version of the bank in which the note became what it is; ``texts`` must be
    readable on the back of its first card; ``orders`` are the places of its cards, none where it
    is retired.
    """

    id: str
    revision: int
    texts: list[str]
    orders: list[int]


class PackagePlan(TypedDict):
    """A package: ``file`` lies beside the plan, ``notes`` are by GUID, note types by their id.

    ``built`` is the time on the clock of the builder, in Unix seconds.
    """

    file: str
    built: int
    notes: dict[str, NotePlan]
    types: dict[str, int]


class Plan(TypedDict):
    """A sequence: its packages by name, and what the learner does, one step after the other."""

    name: str
    deck: str
    packages: dict[str, PackagePlan]
    way: list[str]


class Outcome(TypedDict):
    """What came of a sequence on one version of Anki; no ``failures``, no loss."""

    name: str
    anki: str
    reviews: int
    imports: int
    added: int
    updated: int
    edits_kept: int
    failures: list[str]
