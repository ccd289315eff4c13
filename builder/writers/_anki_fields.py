"""What stands in the fields of a question's note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import escape

from builder.markup import to_html
from builder.model import Kind
from builder.templating import render
from builder.writers import _anki_cloze
from builder.writers._anki_html import TAG, to_field
from builder.writers._note_types import CHOICE, CLOZE, RECALL, NoteType

if TYPE_CHECKING:
    from builder.model import Question

_NOTE_TYPES = {Kind.OPEN: RECALL, Kind.CLOZE: CLOZE, Kind.CHOICE: CHOICE}
_WEB = re.compile(r"https?://", re.IGNORECASE)


def note_type_of(question: Question) -> NoteType:
    """The note type of a question's kind."""
    return _NOTE_TYPES[question.kind]


def field_values(question: Question) -> dict[str, str]:
    """Values by field name; a field that is absent is empty.

    Where there is no short answer the full one takes its place, and where there is neither, the
    first of the further ones: a back is never empty while there is something to show.
    """
    answers = [text for text in (question.short_answer, question.answer) if text.strip()]
    further = [text for text in question.more_answers if text.strip()]
    if not answers and further:
        answers = [further.pop(0)]
    values = {
        "Short answer": _block(answers[0]) if answers else "",
        "Answer": _block(answers[1]) if len(answers) > 1 else "",
        "Further answers": _further(further),
        "References": _references(question),
        "Topic": _line(question.topic),
        "Level": _line(question.level),
        "Id": _line(question.id),
        "Reverse": "reverse" if question.reverse and question.short_answer else "",
    }
    if question.kind is Kind.CLOZE:
        values = {name: _anki_cloze.inert(value) for name, value in values.items()}
        values["Text"] = _anki_cloze.unmark(_block(_anki_cloze.mark(question.question)))
        return values
    if question.kind is Kind.CHOICE:
        values["Options"] = _options(question, marked=False)
        values["Right"] = _options(question, marked=True)
    # Anki imports no card for a blank first field; the id at least tells which one it is.
    values["Question"] = _shown(_block(question.question)) or values["Id"]
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


def _block(markdown: str) -> str:
    return to_field(to_html(markdown))


def _line(text: str) -> str:
    return to_field(str(escape(text)))


def _shown(html: str) -> str:
    return html if TAG.sub("", html).replace("&nbsp;", " ").strip() else ""


def _further(answers: list[str]) -> str:
    if not answers:
        return ""
    shown = [to_html(answer) for answer in answers]
    return to_field(render("cards/further.html", answers=shown))


def _references(question: Question) -> str:
    """Titles, linked where the address is one of the web."""
    references = [
        {"title": reference.title, "url": reference.url if _WEB.match(reference.url) else ""}
        for reference in question.references
        if reference.title or reference.url
    ]
    return to_field(render("cards/references.html", references=references)) if references else ""


def _options(question: Question, *, marked: bool) -> str:
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
    return to_field(render("cards/options.html", options=options, marked=marked))


def _letter(place: int) -> str:
    """A, B … Z, AA, AB … for 0, 1 … 25, 26, 27 …"""  # noqa: D400 - the letters go on
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
