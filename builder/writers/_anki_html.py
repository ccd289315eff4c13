"""Safe HTML made safe for a field of Anki as well.

Anki gives meaning to more than HTML: to brackets (sound, speech, LaTeX) anywhere in a field and
to the delimiters of MathJax. Here the first is taken away, and the second is given to what the
bank marks as mathematics and to nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING

from builder.writers._media import in_field

if TYPE_CHECKING:
    from collections.abc import Mapping

# A tag of well-formed HTML; a ``>`` inside a quoted value does not end it.
TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')

_MATH = re.compile(r'<span class="math (inline|display)">([^<]*)</span>')
_LIVE_BRACKET = re.compile(r"\[(?=sound:|anki:|/?latex\]|/?\$\$?\])", re.IGNORECASE)
_DELIMITER = re.compile(r"\\([(\[)\]])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def to_field(html: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """A field's value from sanitised HTML: composed (NFC), nothing in it live but MathJax.

    Of images those in ``names`` get the name they have in the package, and any other becomes its
    alternative text.
    """
    text = in_field(_CONTROL.sub("", html), names)
    parts = _MATH.split(text)
    done = [_inert(parts[0])]
    for kind, tex, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        done += [_mathjax(kind, tex), _inert(after)]
    text = _LIVE_BRACKET.sub("&#91;", "".join(done)).strip()
    # A stroke composed with the end of a tag would make one letter of both.
    return unicodedata.normalize("NFC", text.replace(">\u0338", ">&#824;"))


def _mathjax(kind: str, tex: str) -> str:
    """TeX between MathJax's delimiters; a delimiter inside it could only end it early."""
    tex = _DELIMITER.sub(r"\\ \1", tex.strip())
    # Blanks, for ``[sound:`` must not come of the delimiter and what follows it.
    return f"\\[ {tex} \\]" if kind == "display" else f"\\( {tex} \\)"


def _inert(html: str) -> str:
    """Text in which no delimiter starts mathematics; tags are left alone."""
    if "\\" not in html:
        return html
    parts = TAG.split(html)
    # An element between the two characters is what parts them for MathJax; <wbr> is not enough.
    parts[::2] = [_DELIMITER.sub(r"\\<span>\1</span>", part) for part in parts[::2]]
    return "".join(parts)
