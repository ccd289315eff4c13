"""What rows are made of, and the changes that several of them share.

A row is a name, the changes of each version after the first, and the way: packages imported by
name (``v2``, ``v2-cleanup``) and what the learner does between (``learner.DOES``). Without a way
of its own, a sequence imports one version after the other and lives between them.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.updating.bank import bring_back, drop, look, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.updating.bank import Content

    Changes = tuple[Callable[[Content], None], ...]

# Cards in every state; a note of one's own; edits and tags on a note that stays and on one that
# most sequences change.
LIFE = (
    "study", "add", "edit trap-points", "tag point-motor", "edit amber-aspect", "tag amber-aspect",
)  # fmt: skip
MORE = ("study", "edit repeater", "edit amber-aspect", "tag trap-points")


@dataclass(frozen=True)
class Sequence:
    """A row; ``versions`` holds the changes of each version, none for the first."""

    name: str
    versions: tuple[Changes, ...]
    way: tuple[str, ...]
    # Versions of Anki before 25.02 stamp an update with the time of its import.
    late: bool = False


def row(name: str, *later: Changes, way: tuple[str, ...] = (), late: bool = False) -> Sequence:
    """A sequence of a first version and ``later`` ones."""
    usual = ["v1", *LIFE]
    for version in range(2, len(later) + 2):
        usual += [f"v{version}", *MORE]
    return Sequence(name, ((), *later), way or tuple(usual), late)


def png(shade: int) -> bytes:
    """A grey picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, shade]))
    parts = chunk(b"IHDR", head), chunk(b"IDAT", pixels), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def way(*steps: str) -> tuple[str, ...]:
    """A way that starts with the first version and a life."""
    return ("v1", *LIFE, *steps)


NEW = {
    "id": "new-question", "question": "Who may wind a signal box clock?", "short_answer": "Nobody.",
}  # fmt: skip
CHOICES = [
    {"text": "Two white lamps, slanted", "correct": True, "why": "Upwards to the right."},
    {"text": "A violet lamp", "why": "There is none."},
    {"text": "One green lamp", "why": "Green belongs to running signals."},
]
AMBER = put("amber-aspect", question="What must a driver expect after passing an amber aspect?")
WITHOUT_SECOND = put(
    "interlocking", question="Levers {{c1::lock}} each other until routes are {{c3::free}}."
)  # fmt: skip
PICTURE = put("amber-aspect", answer="So it looks: ![An amber lamp](lamp.png)")
WIDER = look(css="\n.card { margin: 9px; }")
BENDS = (put("repeater", answer="Bends."),)
RETIRE = (drop("amber-aspect", "interlocking", "detection"),)
RETURN = (
    bring_back("amber-aspect"), bring_back("interlocking"), bring_back("detection"),
)  # fmt: skip
