"""The elements of HTML, by what becomes of them."""

from __future__ import annotations

from typing import Final


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


# What an answer needs; everything else is taken away or shown as text.
ALLOWED: Final = _set(
    "a abbr b blockquote br caption code dd del details div dl dt em figcaption figure"
    " h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary"
    " sup table tbody td tfoot th thead tr u ul var wbr"
)
# Elements that differ from an allowed one in nothing a reader would see.
RENAMED: Final = {
    **dict.fromkeys(_set("address article aside center footer header main nav section"), "div"),
    **dict.fromkeys(("cite", "dfn"), "em"),
    "menu": "ul",
    "strike": "s",
    "tt": "code",
}
# Their tags go, their text stays, and nobody misses anything.
UNWRAPPED: Final = _set(
    "bdi bdo big body col colgroup data font head hgroup html label output rp rt ruby time"
)
# Gone with all they contain: programs, other documents, and text that is not parsed as HTML.
EMPTIED: Final = _set(
    "audio canvas datalist iframe math noembed noframes noscript object script select style svg"
    " template textarea title video"
)
_OTHERS: Final = _set(
    "area base button dialog embed fieldset form input legend link map meta meter optgroup option"
    " param picture progress source track"
)
# Any other name in angle brackets is a placeholder or a type parameter, and is shown as text.
# Among them on purpose: plaintext, xmp and listing, which change how the rest is parsed.
KNOWN: Final = ALLOWED | RENAMED.keys() | UNWRAPPED | EMPTIED | _OTHERS

VOID: Final = _set("area base br col embed hr img input link meta param source track wbr")
# Outside these an element is lost in parsing, and most likely only mentioned.
HOMES: Final = {
    "li": frozenset(("ol", "ul")),
    "dd": frozenset(("dl",)),
    "dt": frozenset(("dl",)),
    **dict.fromkeys(_set("caption tbody td tfoot th thead tr"), frozenset(("table",))),
}
_INLINE: Final = _set(
    "a abbr b code del em i img ins kbd mark q s samp small span strong sub sup u var"
)
_ROWS: Final = frozenset(("p", "td", "th", "tr"))
# Elements whose end tag may be left out: what the start of the next one ends.
_ENDED_BY: Final = {
    "p": frozenset("p"),
    "li": frozenset(("li", "p")),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd", "p"))),
    **dict.fromkeys(("td", "th"), frozenset(("td", "th", "p"))),
    "tr": _ROWS,
    **dict.fromkeys(("tbody", "thead", "tfoot"), _ROWS | {"caption", "tbody", "thead", "tfoot"}),
}
_BLOCKS: Final = (ALLOWED - VOID - _INLINE) | {"dialog", "fieldset", "form", "hr"}
ENDS: Final = {name: _ENDED_BY.get(name, frozenset("p")) for name in _BLOCKS}
OPTIONAL_END: Final = frozenset(_ENDED_BY) | {"col", "colgroup", "option", "optgroup", "rp", "rt"}
