"""Questions read from Markdown that was made of something else, at the lines of that source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from builder.model import Origin, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence


def at_source(reading: Reading, numbers: Sequence[int]) -> Reading:
    """A reading whose line ``n`` stands on line ``numbers[n - 1]`` of the source."""

    def place(origin: Origin) -> Origin:
        if not numbers:
            return origin
        return Origin(origin.path, numbers[min(origin.line, len(numbers)) - 1])

    return Reading(
        tuple(replace(q, origins=tuple(map(place, q.origins))) for q in reading.questions),
        tuple(replace(p, origin=place(p.origin)) for p in reading.problems),
        reading.media,
        reading.types,
    )
