"""Notes of Deckpress's own types, read back into the questions they were made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import Tag

from builder.model import LEVELS, Choice, Kind, Question, Reference
from builder.readers._anki.html import field_to_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from builder.packages import PackagedNote, PackagedType

# The ids in the packages; tests hold them against those of the deck's writer.
OWN = {1530579416: Kind.OPEN, 2049009625: Kind.CLOZE, 1861700999: Kind.CHOICE}
_FRONTS = {Kind.CLOZE: "Text"}


def is_own(kind: PackagedType) -> bool:
    """Whether a note type is one of Deckpress's, under whatever name."""
    return kind.id in OWN and {"Id", "Retired"} <= {name for name, _ in kind.fields}


def is_retired(note: PackagedNote) -> bool:
    """Whether a note has left its bank: it is in a package only to blank its cards."""
    return bool(dict(note.fields).get("Retired", "").strip())


def question_of(note: PackagedNote, root: str) -> Question:
    """The question of a note; ``root`` is the first part of the deck's own tags.

    Raises ValueError with a sentence for the user for HTML that cannot be converted.
    """
    values = dict(note.fields)
    kind = OWN[note.type_id]
    topic = _plain(values.get("Topic", ""))
    level = _plain(values.get("Level", ""))
    return Question(
        id=_plain(values.get("Id", "")),
        question=field_to_markdown(values.get(_FRONTS.get(kind, "Question"), "")),
        short_answer=field_to_markdown(values.get("Short answer", "")),
        answer=field_to_markdown(values.get("Answer", "")),
        more_answers=_further(values.get("Further answers", "")),
        kind=kind,
        choices=_choices(values) if kind is Kind.CHOICE else (),
        topic=topic,
        level=level if level in LEVELS else "",
        tags=_tags(note.tags, root),
        references=tuple(_references(values.get("References", ""))),
        guid=note.guid,
    )


def root_of(notes: Iterable[PackagedNote]) -> str:
    """The first part of the tags that a deck gave its own notes; empty where there is none."""
    marks = ("::level::", "::tag::")
    roots = {
        tag.partition(mark)[0]
        for note in notes
        for tag in note.tags
        for mark in marks
        if mark in tag
    }
    if len(roots) == 1:
        return roots.pop()
    nested = [tag.partition("::")[0] for note in notes for tag in note.tags if "::" in tag]
    return max(nested, key=nested.count, default="") if not roots else ""


def _tags(tags: tuple[str, ...], root: str) -> tuple[str, ...]:
    """The tags a question has of its own: neither topic nor level, which have their fields."""
    mark = f"{root}::tag::"
    found = (
        tag.removeprefix(mark)
        for tag in tags
        if not root or tag.startswith(mark) or not tag.startswith(f"{root}::")
    )
    return tuple(dict.fromkeys(found))


def _plain(field: str) -> str:
    return " ".join(BeautifulSoup(field, "lxml").get_text().split())


def _further(field: str) -> tuple[str, ...]:
    soup = BeautifulSoup(field, "lxml")
    answers = (field_to_markdown(each.decode_contents()) for each in soup.select("section.further"))
    return tuple(answer for answer in answers if answer)


def _references(field: str) -> Iterable[Reference]:
    for item in BeautifulSoup(field, "lxml").select("ul.references > li"):
        link = item.find("a")
        title = " ".join(item.get_text().split())
        yield Reference(title, str(link.get("href") or "") if isinstance(link, Tag) else "")


def _choices(values: Mapping[str, str]) -> tuple[Choice, ...]:
    options = BeautifulSoup(values.get("Right", ""), "lxml").select("li.option")
    return tuple(_choice(option) for option in options)


def _choice(option: Tag) -> Choice:
    why = "".join(part.extract().decode_contents() for part in option.select(".why"))
    for verdict in option.select(".verdict"):
        verdict.decompose()
    text = option.select_one(".text")
    return Choice(
        field_to_markdown(text.decode_contents()) if text else "",
        "right" in option.get_attribute_list("class"),
        field_to_markdown(why),
    )
