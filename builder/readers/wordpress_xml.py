"""WordPress exports (WXR): RSS with the posts as their editor keeps them; feeds as well."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from builder.model import Origin, Problem, Question, Reading, Severity, Source
from builder.readers._records.signs import kind_of
from builder.readers._signs import is_wordpress_export, is_xml
from builder.readers._wordpress.posts import Post, read_post
from builder.text import same_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELDS: Final = {
    "title": "title",
    "content:encoded": "content",
    "wp:post_type": "kind",
    "wp:status": "status",
    "category": "category",
}
_KINDS: Final = ("post", "page")
# Plugins keep questions as posts of a kind of their own.
_ASKED: Final = ("faq", "question", "quiz", "card", "qa", "interview", "lesson", "doc")
_DECLARES: Final = "it declares entities or a document type, which no export does"
_STATUS: Final = ("publish", "draft", "")


def recognises(source: Source) -> bool:
    """XML that is no page: an export, a feed, or something else, of which it is said that it is."""
    return is_xml(source.text) and not kind_of(source.text, source.path)


def read(source: Source) -> Reading:
    """The questions of every post and page that is published or a draft."""
    if not is_wordpress_export(source.text) and "<item" not in source.text:
        message = "XML that is neither an export of WordPress nor a feed; nothing in it is read"
        return Reading((), (_finding(source.path, 1, Severity.WARNING, "no-questions", message),))
    try:
        items = _Export().items_of(source.text)
    except (expat.ExpatError, _DeclarationError) as error:
        is_attack = isinstance(error, _DeclarationError)
        line = error.args[0] if is_attack else getattr(error, "lineno", 1)
        reason = _DECLARES if is_attack else _words(error)
        message = f"not valid XML: {reason}; the file is left out"
        return Reading((), (_finding(source.path, line, Severity.ERROR, "unreadable", message),))
    kept = [item for item in items if _is_read(item)]
    questions: list[Question] = []
    problems = [*_passed_over([item for item in items if not _is_read(item)], source.path)]
    readings = [(item, read_post(item.as_post(), source.path)) for item in kept]
    has_posts = any(item.text("kind") == "post" and r.questions for item, r in readings)
    for item, reading in readings:
        if has_posts and _is_about_page(item, reading):
            message = f"a page of the site that asks in its title only: “{item.text('title')}”"
            problems.append(_finding(source.path, item.line, Severity.INFO, "skipped", message))
            continue
        questions += reading.questions
        problems += reading.problems
        if not reading.questions and len(kept) > 1:
            message = f"no question found in “{item.text('title') or 'a post without a title'}”"
            problems.append(_finding(source.path, item.line, Severity.INFO, "skipped", message))
    return Reading(tuple(questions), tuple(problems))


class _DeclarationError(Exception):
    """A document type or an entity of its own: an export has none, an attack may.

    Its only argument is the line.
    """


@dataclass(slots=True)
class _Item:
    """A post of whatever kind; ``texts`` by field, ``begins`` the line its content begins on."""

    line: int
    begins: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    terms: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        return "".join(self.texts.get(name, ())).strip()

    def as_post(self) -> Post:
        categories = [text for domain, text in self.terms if domain.endswith("category")]
        tags = [text for domain, text in self.terms if domain.endswith("tag")]
        named = [each for each in categories if each.casefold() != "uncategorized"]
        return Post(
            " ".join(self.text("title").split()),
            "".join(self.texts.get("content", ())),
            self.begins or self.line,
            tuple("-".join(tag.split()) for tag in tags if tag.strip()),
            named[0] if named else "",
            len(named) == 1,
        )


class _Export:
    """The items of an export, gathered as the parser goes; nothing is nested but by the parser."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self._field = ""
        self._domain = ""
        self._term: list[str] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._declared
        self._parser.EntityDeclHandler = self._declared
        self._inside = False

    def items_of(self, text: str) -> list[_Item]:
        # Text is decoded already; what its first line says of the encoding is history.
        self._parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - isfinal has no name
        return self.items

    def _declared(self, *_: object) -> None:
        raise _DeclarationError(self._parser.CurrentLineNumber)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "item":
            self.items.append(_Item(self._parser.CurrentLineNumber))
            self._inside = True
        elif self._inside and not self._field and name in _FIELDS:
            self._field = _FIELDS[name]
            self._domain, self._term = attributes.get("domain", ""), []

    def _end(self, name: str) -> None:
        if name == "item":
            self._inside = False
        elif self._field and _FIELDS.get(name) == self._field:
            if self._field == "category":
                self.items[-1].terms.append((self._domain, "".join(self._term)))
            self._field = ""

    def _data(self, text: str) -> None:
        if not self._field:
            return
        if self._field == "category":
            self._term.append(text)
            return
        item = self.items[-1]
        if self._field == "content" and not item.begins:
            item.begins = self._parser.CurrentLineNumber
        item.texts.setdefault(self._field, []).append(text)


def _is_read(item: _Item) -> bool:
    kind = item.text("kind")
    known = kind in _KINDS or any(word in kind for word in _ASKED) or not kind
    return known and item.text("status") in _STATUS


def _is_about_page(item: _Item, reading: Reading) -> bool:
    """Whether a page, beside posts of questions, has no question but its title."""
    asked = [question.question for question in reading.questions]
    titled = len(asked) == 1 and same_words(asked[0]) == same_words(item.text("title"))
    return titled and item.text("kind") == "page"


def _passed_over(items: list[_Item], path: str) -> Iterator[Problem]:
    if items:
        kinds = Counter(_kind(item) for item in items)
        counts = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
        message = f"{len(items)} entries that are no posts, skipped: {counts}"
        yield _finding(path, items[0].line, Severity.INFO, "skipped", message)


def _kind(item: _Item) -> str:
    status = item.text("status")
    shown = item.text("kind")[:40]
    return shown if status in (*_STATUS, "inherit") else f"{shown} ({status[:20]})"


def _words(error: Exception) -> str:
    return expat.ErrorString(getattr(error, "code", 0)) or "it breaks off"


def _finding(path: str, line: int, severity: Severity, code: str, message: str) -> Problem:
    return Problem(Origin(path, line), severity, code, message)
