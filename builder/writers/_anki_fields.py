"""What stands in the fields of a question's note."""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from markupsafe import escape

from builder.markup import to_html
from builder.model import Kind
from builder.templating import render
from builder.writers import _anki_cloze
from builder.writers._anki_html import TAG, to_field
from builder.writers._media import with_sounds
from builder.writers._note_types import CHOICE, CLOZE, RECALL, NoteType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from builder.model import Question

    ToValue = Callable[[str], str]

_NOTE_TYPES = {Kind.OPEN: RECALL, Kind.CLOZE: CLOZE, Kind.CHOICE: CHOICE}
_WEB = re.compile(r"https?://", re.IGNORECASE)


def note_type_of(question: Question) -> NoteType:
    """The note type of a question's kind."""
    return _NOTE_TYPES[question.kind]


def field_values(
    question: Question, names: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Values by field name; a field that is absent is empty.

    ``names`` are those that pictures and sounds have in the package, by their names in the bank;
    any other is shown by its words. Where there is no short answer the full one takes its place,
    and where there is neither, the first of the further ones: a back is never empty while there
    is something to show.
    """
    to_value = partial(to_field, names=names)
    values = _values(question, to_value)
    if names:
        values = {name: with_sounds(value) for name, value in values.items()}
    # Anki imports no card for a blank first field; the id at least tells which one it is.
    if question.kind is not Kind.CLOZE:
        values["Question"] = _shown(values["Question"]) or values["Id"]
    return values


def _values(question: Question, to_value: ToValue) -> dict[str, str]:
    answers = [text for text in (question.short_answer, question.answer) if text.strip()]
    further = [text for text in question.more_answers if text.strip()]
    if not answers and further:
        answers = [further.pop(0)]
    values = {
        "Short answer": to_value(to_html(answers[0])) if answers else "",
        "Answer": to_value(to_html(answers[1])) if len(answers) > 1 else "",
        "Further answers": _further(further, to_value),
        "References": _references(question),
        "Topic": _line(question.topic),
        "Level": _line(question.level),
        "Id": _line(question.id),
        "Reverse": "reverse" if question.reverse and question.short_answer else "",
    }
    if question.kind is Kind.CLOZE:
        values = {name: _anki_cloze.inert(value) for name, value in values.items()}
        text = to_value(to_html(_anki_cloze.mark(question.question)))
        values["Text"] = _anki_cloze.unmark(text)
        return values
    if question.kind is Kind.CHOICE:
        values["Options"] = _options(question, to_value, marked=False)
        values["Right"] = _options(question, to_value, marked=True)
    values["Question"] = to_value(to_html(question.question))
    return values


def cards(question: Question, values: dict[str, str]) -> tuple[int, ...]:
    """Which cards a note has, from 0: one for each cloze, or for each template that has a front."""
    if values.get("Retired"):
        return ()
    if question.kind is Kind.CLOZE:
        return tuple(number - 1 for number in _anki_cloze.numbers(values["Text"]))
    return tuple(
        order
        for order, template in enumerate(note_type_of(question).templates)
        if all(values.get(name) for name in template.needs)
    )


def _line(text: str) -> str:
    return to_field(str(escape(text)))


def _shown(html: str) -> str:
    seen = "<img" in html or TAG.sub("", html).replace("&nbsp;", " ").strip()
    return html if seen else ""


def _further(answers: list[str], to_value: ToValue) -> str:
    if not answers:
        return ""
    shown = [to_html(answer) for answer in answers]
    return to_value(render("cards/further.html", answers=shown))


def _references(question: Question) -> str:
    """Titles, linked where the address is one of the web."""
    references = [
        {"title": reference.title, "url": reference.url if _WEB.match(reference.url) else ""}
        for reference in question.references
        if reference.title or reference.url
    ]
    return to_field(render("cards/references.html", references=references)) if references else ""


def _options(question: Question, to_value: ToValue, *, marked: bool) -> str:
    options = [
        (
            _letter(place),
            {
                "text": to_html(choice.text),
                "why": to_html(choice.why) if choice.why.strip() else "",
                "correct": choice.correct,
            },
        )
        for place, choice in enumerate(question.choices)
    ]
    if not options:
        return ""
    return to_value(render("cards/options.html", options=options, marked=marked))


def _letter(place: int) -> str:
    """A, B … Z, AA, AB … for 0, 1 … 25, 26, 27 …"""  # noqa: D400 - the letters go on
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
