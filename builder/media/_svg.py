"""What an SVG may hold: shapes and words, nothing that runs, loads or multiplies.

An allow-list, as for HTML. Nothing is repaired: a drawing with more in it is refused, with the
line, and its author saves it as PNG or without what is named.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final
from xml.parsers import expat

SVG: Final = "http://www.w3.org/2000/svg"
MOST_BYTES: Final = 5_000_000
MOST_DEEP: Final = 64
MOST_DRAWN: Final = 50_000  # elements, each as often as ``use`` and patterns repeat it
_MOST_CHAINED: Final = 16

_SHAPES: Final = (
    "svg g defs symbol use title desc metadata style path rect circle ellipse line polyline"
    " polygon text tspan textPath linearGradient radialGradient stop clipPath mask pattern"
    " marker filter feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood"
    " feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset"
)
_ELEMENTS: Final = frozenset(_SHAPES.split())
# What editors and catalogues write beside the drawing; no viewer draws it.
_UNDRAWN: Final = frozenset(
    (
        "http://www.inkscape.org/namespaces/inkscape",
        "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://creativecommons.org/ns#",
        "http://purl.org/dc/elements/1.1/",
    )
)
# Attributes that are never read as CSS, and may be full of anything.
_PLAIN: Final = frozenset(("aria-label", "class", "content", "d", "id", "points"))
_OWN: Final = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)", re.IGNORECASE)
# CSS escapes can spell any word, so a backslash is one of them.
_LOADING: Final = re.compile(
    r"url\(|src\(|image\(|image-set\(|@import|expression|javascript:|\\", re.IGNORECASE
)


_WAY_OUT: Final = "take it out or save the drawing as PNG"


class ActiveError(Exception):
    """A drawing that is refused: ``line`` is where, the text says why."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line, which counts from 1."""
        super().__init__(message)
        self.line = line


def require_inert(data: bytes) -> None:
    """Raise ActiveError for an SVG that is broken, or in which something runs or multiplies."""
    if len(data) > MOST_BYTES:
        raise ActiveError(1, f"is larger than {MOST_BYTES // 1_000_000} MB; save it as PNG")
    drawing = _Drawing()
    try:
        drawing.parser.Parse(data, True)  # noqa: FBT003 - expat takes no keywords
    except expat.ExpatError as error:
        raise ActiveError(
            error.lineno, f"is not well-formed ({expat.ErrorString(error.code)})"
        ) from error
    except LookupError as error:  # an encoding that nobody knows
        raise ActiveError(1, "is in an unknown encoding; save it as UTF-8") from error
    drawing.require_few()


class _Drawing:
    """One pass over the elements, and afterwards how often each is drawn."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.open: list[str] = []
        self.named: list[str] = []  # ids of what is open, or empty
        self.sizes: Counter[str] = Counter()  # elements below each id; "" for the whole
        self.uses: dict[str, Counter[str]] = {}  # ids that are drawn below each id
        self.styles: list[str] = []

    def _refuse(self, message: str) -> ActiveError:
        return ActiveError(self.parser.CurrentLineNumber, message)

    def _doctype(self, _name: str, _system: object, _public: object, internal: int) -> None:
        if internal:
            raise self._refuse("defines entities of its own; save it as plain SVG")

    def _instruction(self, target: str, _data: str) -> None:
        raise self._refuse(f"has a processing instruction, <?{target[:40]}?>; take it out")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.open and (space, local) != (SVG, "svg"):
            raise self._refuse("is not a drawing: its outermost element is not <svg> of SVG")
        if space not in _UNDRAWN and (space != SVG or local not in _ELEMENTS):
            raise self._refuse(f"holds <{local[:40]}>, which may run or load things; {_WAY_OUT}")
        if len(self.open) >= MOST_DEEP:
            raise self._refuse(f"is nested more than {MOST_DEEP} deep; save it as PNG")
        self.open.append(local if space == SVG else "")
        self.named.append(attributes.get("id", ""))
        drawn = [
            target for key, value in attributes.items() for target in self._attribute(key, value)
        ]
        for owner in {"", *self.named}:
            self.sizes[owner] += 1
            if drawn:
                self.uses.setdefault(owner, Counter()).update(drawn)

    def _end(self, _name: str) -> None:
        if self.open[-1] == "style":
            if _LOADING.search("".join(self.styles)):
                raise self._refuse(f"has a style sheet that loads something; {_WAY_OUT}")
            self.styles.clear()
        self.open.pop()
        self.named.pop()

    def _text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.styles.append(text)

    def _attribute(self, name: str, value: str) -> list[str]:
        """The ids that an attribute draws on; raises ActiveError for one that runs or loads."""
        space, _, local = name.rpartition(" ")
        local = local.lower()
        if local == "href":
            if not value.strip().startswith("#"):
                raise self._refuse(f"refers to {value.strip()[:60]}, outside itself; {_WAY_OUT}")
            return [value.strip()[1:]]
        if space == "http://www.w3.org/XML/1998/namespace" and local == "base":
            raise self._refuse("has an xml:base, which makes references leave it; take it out")
        if space or local in _PLAIN or local.startswith("data-"):
            return []
        if local.startswith("on"):
            raise self._refuse(f"has the event handler {local[:40]}; take it out")
        if _LOADING.search(_OWN.sub("", value)):
            raise self._refuse(f"has a {local[:40]} that loads something; {_WAY_OUT}")
        return _OWN.findall(value)

    def require_few(self) -> None:
        """Raise ActiveError where references make too much of a few elements."""
        known: dict[str, int] = {}

        def drawn(name: str, chained: int) -> int:
            if chained > _MOST_CHAINED:
                raise ActiveError(1, "refers to itself, or too far round; save it as PNG")
            if name not in known:
                below = self.uses.get(name, Counter())
                total = self.sizes[name] + sum(
                    times * drawn(target, chained + 1) for target, times in below.items()
                )
                known[name] = total
            return known[name]

        if drawn("", 0) > MOST_DRAWN:
            raise ActiveError(1, f"draws more than {MOST_DRAWN:,} elements; save it as PNG")
