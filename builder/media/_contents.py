"""Whether a file holds what its name promises, and only that."""

from __future__ import annotations

import io
import struct
import warnings
from typing import Final

from builder.media._svg import ActiveError, require_inert
from builder.media_types import is_sound, suffix_of, type_inside, type_of

MOST_PIXELS: Final = (
    40_000_000  # a picture of a telephone has 12 million; memory takes four bytes each
)
_FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP")
# What Pillow raises for a file that only begins like a picture.
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error)


class UnfitError(Exception):
    """A file that is left out: ``code`` is a stable kebab-case name, ``line`` counts from 1."""

    def __init__(self, code: str, message: str, line: int = 1) -> None:
        """Keep code and line; the message follows the file's name."""
        super().__init__(message)
        self.code = code
        self.line = line


def require_fit(name: str, data: bytes) -> None:
    """Raise UnfitError for a file that is not what its suffix says, broken, active or vast."""
    promised, found = type_of(name), type_inside(data)
    if promised == "image/svg+xml" and found in {"", promised}:
        _require_inert(data)
    elif found != promised:
        raise UnfitError("disguised-media", _disguise(found))
    elif not is_sound(name):
        _require_picture(data)


def _require_inert(data: bytes) -> None:
    try:
        require_inert(data)
    except ActiveError as error:
        raise UnfitError("active-svg", str(error), error.line) from error


def _disguise(found: str) -> str:
    if not found:
        return "does not hold what its suffix says; export it again"
    return f"holds {found}; its name should end in {suffix_of(found)}"


def _require_picture(data: bytes) -> None:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - most banks have no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about sizes: the limit here is lower
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                width, height = picture.size
                mode = picture.mode
                picture.verify()
    except Image.DecompressionBombError:
        width, height, mode = MOST_PIXELS, MOST_PIXELS, ""
    except (*_BROKEN, UnidentifiedImageError) as error:
        raise UnfitError("broken-media", "is damaged; export it again") from error
    if mode.startswith("I"):  # the renderer takes its two bytes a pixel for two pixels
        raise UnfitError("deep-picture", "has 16 bits of grey a pixel; save it with 8")
    if width * height > MOST_PIXELS:
        raise UnfitError(
            "too-large",
            f"has more than {MOST_PIXELS // 1_000_000} million pixels; scale it down",
        )
