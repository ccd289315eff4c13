"""Pictures and sounds as a card and a page show them.

In the deck every file has a name of its own bytes: Anki keeps all media in one folder, and takes a
file of a known name for the one it has. So a changed picture is a changed field as well, and the
note is updated.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial
from html import escape, unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from builder.media_types import is_sound
from builder.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from builder.model import Media

PREFIX: Final = "media:"  # of the addresses of pictures in a page
_HASH: Final = 8  # hexadecimal digits
_STEM: Final = 40  # characters

# A ``>`` inside a quoted value does not end a tag.
_IMAGE: Final = re.compile(r'<img\b((?:[^<>"]|"[^"]*")*)>')
_ATTRIBUTE: Final = re.compile(r' (src|alt|title)="([^"]*)"')
_SOUND: Final = re.compile(r'<img src="([a-z0-9._-]+\.(?:mp3|ogg|wav|m4a))"[^<>]*>')
_SHOWN: Final = re.compile(r'<img src="([a-z0-9._-]+)"|\[sound:([a-z0-9._-]+)\]')


def packed_names(media: Iterable[Media]) -> dict[str, str]:
    """The name in a package for each name in a bank: ``tree.png`` is ``tree-1a2b3c4d.png``."""
    return {file.name: _packed_name(file) for file in media}


def packed(media: Iterable[Media]) -> dict[str, bytes]:
    """The files by their names in a package."""
    return {_packed_name(file): file.data for file in media}


def _packed_name(file: Media) -> str:
    path = PurePosixPath(file.name)
    digest = hashlib.sha256(file.data).hexdigest()[:_HASH]
    stem = slug(path.stem.removesuffix(f"-{digest}"), _STEM) or "media"
    return f"{stem}-{digest}{path.suffix.lower()}"


def in_field(html: str, names: Mapping[str, str]) -> str:
    """Sanitised HTML with the names of the package; a file that is not in it leaves its words.

    Sounds are still images here: ``with_sounds`` makes Anki's marks of them when nothing else is
    to be done to the field.
    """
    return _IMAGE.sub(partial(_on_card, names), html) if "<img" in html else html


def _on_card(names: Mapping[str, str], image: re.Match[str]) -> str:
    values = _values(image)
    name = names.get(unescape(values.get("src", "")))
    words = values.get("alt", "").strip()
    if name is None:
        return f"<em>[{words}]</em>" if words else ""
    title = f' title="{values["title"]}"' if values.get("title") else ""
    return f'<img src="{name}" alt="{words}"{title}>'


def with_sounds(field: str) -> str:
    """A field in which the sounds are marks that Anki plays."""
    return _SOUND.sub(r"[sound:\1]", field)


def shown(values: Iterable[str]) -> frozenset[str]:
    """The names in a package that the fields of a note refer to."""
    pairs = (pair for value in values for pair in _SHOWN.findall(value))
    return frozenset(name for pair in pairs for name in pair if name)


def on_paper(html: Markup, names: Mapping[str, str]) -> Markup:
    """Sanitised HTML whose pictures have the addresses that the renderer is handed them under.

    A sound is its words, and so is a picture that is not there.
    """
    return Markup(_IMAGE.sub(partial(_on_page, names), html)) if "<img" in html else html  # noqa: S704 - escaped words and names of letters in sanitised HTML


def _on_page(names: Mapping[str, str], image: re.Match[str]) -> str:
    values = _values(image)
    source = unescape(values.get("src", ""))
    words = values.get("alt", "").strip()
    if is_sound(source):
        return f"<em>({words or 'sound'})</em>"
    if source not in names:
        return f"<em>[{words}]</em>" if words else ""
    return f'<img src="{PREFIX}{names[source]}" alt="{words}">'


def _values(image: re.Match[str]) -> dict[str, str]:
    """Attributes, still escaped, and safe as text as well."""
    pairs = _ATTRIBUTE.findall(image[1])
    return {name: escape(unescape(value)) for name, value in pairs}
