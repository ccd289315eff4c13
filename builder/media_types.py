"""The kinds of pictures and sounds that cards and pages can show."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

PICTURES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
SOUNDS: Final = {
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
}
TYPES: Final = PICTURES | SOUNDS

# How a file of each type begins: (offset, bytes), any of the rows. An SVG is text, and is parsed.
_BEGINNINGS: Final = (
    ("image/png", 0, b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", 0, b"\xff\xd8\xff"),
    ("image/gif", 0, b"GIF87a"),
    ("image/gif", 0, b"GIF89a"),
    ("image/webp", 8, b"WEBP"),
    ("audio/wav", 8, b"WAVE"),
    ("audio/ogg", 0, b"OggS"),
    ("audio/mp4", 4, b"ftyp"),
    ("audio/mpeg", 0, b"ID3"),
    # A frame without a tag before it: eleven bits of sync, then MPEG 1, 2 or 2.5, layer III.
    *(("audio/mpeg", 0, bytes((0xFF, second))) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2)),
)


def type_of(name: str) -> str:
    """The MIME type a name's suffix promises; empty for what is no picture and no sound."""
    return TYPES.get(PurePosixPath(name).suffix.lower(), "")


def is_sound(name: str) -> bool:
    """Whether a name's suffix is that of a sound."""
    return type_of(name).startswith("audio/")


def type_inside(data: bytes) -> str:
    """The MIME type that the first bytes of a file show; empty where they show none of ours."""
    for kind, offset, beginning in _BEGINNINGS:
        if data.startswith(beginning, offset) and (
            not offset or offset == 4 or data[:4] == b"RIFF"
        ):
            return kind
    return "image/svg+xml" if b"<svg" in data[:4_096] else ""


def suffix_of(kind: str) -> str:
    """The usual suffix of a MIME type."""
    return next((suffix for suffix, known in TYPES.items() if known == kind), "")
