"""Numbers drawn as keys, ``1️⃣`` and ``🔟``, as numbers of a list or a heading."""

from __future__ import annotations

import re

_KEYS = re.compile(
    r"^(?P<before>[ \t>]{0,12}(?:#{1,6}[ \t]+|[-*+][ \t]+)?(?:\*\*|__)?)"
    r"(?P<keys>(?:\d\ufe0f?\u20e3){1,4}|\N{KEYCAP TEN})\.?[ \t]*(?=\S)"
)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")


def with_numbers(text: str) -> str:
    """A text in which ``1️⃣ Why`` at the start of a line is ``1. Why``; code is left alone."""
    if "\u20e3" not in text and "\N{KEYCAP TEN}" not in text:
        return text
    lines = text.split("\n")
    in_code = False
    for place, line in enumerate(lines):
        in_code ^= bool(_FENCE.match(line))
        if not in_code and (found := _KEYS.match(line)):
            digits = "".join(sign for sign in found["keys"] if sign.isascii()) or "10"
            lines[place] = f"{found['before']}{digits}. {line[found.end() :]}"
    return "\n".join(lines)
