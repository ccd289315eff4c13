"""The one allow-list: whatever reaches a card or a page has passed it."""

from __future__ import annotations

import re
from typing import Final

import nh3

from builder.markup._elements import ALLOWED, EMPTIED

_ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "code": {"class"},
    "details": {"open"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "pre": {"class"},
    "span": {"class"},
    "td": {"class", "colspan", "rowspan"},
    "th": {"class", "colspan", "rowspan"},
}
# The tap on a summary must not turn the card over: AnkiDroid asks for this class.
_SET: Final = {"summary": {"class": "tappable"}}

# Anki takes a plain file name for media; anything with a path or a scheme would be fetched.
FILE: Final = re.compile(r"[^\s./\\:?#*<>|\"%&\x00-\x1f\x7f][^/\\:?#*<>|\"%&\x00-\x1f\x7f]*")
_VALUES: Final = {
    "href": re.compile(r"(?:https?://|mailto:|#)[^\x00-\x1f\x7f]*", re.IGNORECASE),
    "src": FILE,
    "start": re.compile(r"-?\d{1,9}"),
    "colspan": re.compile(r"[1-9]|1\d|20"),
    "rowspan": re.compile(r"[1-9]|1\d|20"),
}
_CLASSES: Final = {
    "code": re.compile(r"language-[a-z0-9+#._-]{1,30}"),
    "pre": re.compile("code"),
    "span": re.compile("[ksc]|math inline|math display"),
    "summary": re.compile("tappable"),
    "td": re.compile("center|right-aligned"),
    "th": re.compile("center|right-aligned"),
}


def sanitise(html: str) -> str:
    """HTML in which nothing runs, loads or redraws the page; doing it again changes nothing."""
    return _CLEANER.clean(html)


def _value(element: str, attribute: str, value: str) -> str | None:
    pattern = _CLASSES[element] if attribute == "class" else _VALUES.get(attribute)
    return value if pattern is None or pattern.fullmatch(value) else None


_CLEANER: Final = nh3.Cleaner(
    tags=ALLOWED,
    attributes=_ATTRIBUTES,
    attribute_filter=_value,
    clean_content_tags=EMPTIED,
    generic_attribute_prefixes=set(),
    set_tag_attribute_values=_SET,
)
