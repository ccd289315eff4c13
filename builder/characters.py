"""Characters that have no business in text: they hide things or reorder what is shown."""

from __future__ import annotations

import re
from typing import Final

# C0 without line feed and tab, DEL, C1.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Overrides, embeddings and isolates of the Unicode bidirectional algorithm (UAX #9): with them
# code reads differently from what it does (CVE-2021-42574).
BIDI: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
UNWANTED: Final = re.compile(f"{CONTROL.pattern}|{BIDI.pattern}")


def remove(characters: re.Pattern[str], text: str) -> tuple[str, tuple[int, ...]]:
    """The text without the characters, and the numbers of the lines that had them, from 1."""
    if not characters.search(text):
        return text, ()
    lines = text.split("\n")
    found = [number for number, line in enumerate(lines) if characters.search(line)]
    for number in found:
        lines[number] = characters.sub("", lines[number])
    return "\n".join(lines), tuple(number + 1 for number in found)


def printable(text: str) -> str:
    """A name that is safe to print: unwanted and undecodable characters become U+FFFD."""
    decoded = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return UNWANTED.sub("\ufffd", decoded).replace("\n", "\ufffd")
