"""Pictures and sounds for tests, and banks on disk that show them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from builder import pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from builder.model import Media

MP3 = b"ID3\x04\0\0\0\0\0\0" + bytes(100)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 9"/></svg>'
SVG_OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def picture(
    colour: str | int = "red",
    size: tuple[int, int] = (8, 6),
    form: str = "PNG",
    mode: str = "RGB",
) -> bytes:
    """A picture of one colour, in a format that Pillow writes."""
    stream = io.BytesIO()
    Image.new(mode, size, colour).save(stream, form)
    return stream.getvalue()


def write_bank(folder: Path, texts: dict[str, str], files: dict[str, bytes]) -> None:
    """A bank in ``folder/content``: questions by id, and files by their paths in ``content``."""
    content = folder / "content"
    (content / "bank").mkdir(parents=True, exist_ok=True)
    (content / "deckpress.yaml").write_text("name: rail\n", "utf-8")
    lines = ["topic: Signals", "questions:"]
    for name, text in texts.items():
        block = "".join(f"      {line}\n" for line in text.splitlines())
        lines += [f"  - id: {name}", "    question: |", block.rstrip("\n"), "    answer: Go on."]
    (content / "bank/signals.yaml").write_text("\n".join((*lines, "")), "utf-8")
    for path, data in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(data)


def gathered() -> pipeline.Gathered:
    """What the bank of the current folder is."""
    return pipeline.gather([])


def findings(found: pipeline.Gathered) -> list[str]:
    """Findings about media as ``path:line severity code``."""
    quiet = {"one-answer", "other-files", "no-ledger", "yes-no-question"}
    return [
        f"{problem.origin} {problem.severity.name} {problem.code}"
        for problem in found.problems
        if problem.code not in quiet
    ]


def names(media: tuple[Media, ...]) -> list[str]:
    """The names of a bank's files, in its order."""
    return [file.name for file in media]
