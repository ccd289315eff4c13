"""The three note types, frozen since the first release.

Anki matches a note type by its id and a field or template by its own. While their number and
order stay, a new release changes wording, look and names in place. A field or template added,
removed or moved makes Anki keep the old type beside a new one, and none of the old notes is
updated again: so no id changes here, and what comes later moves into a spare field. What leads
to this is told in ``docs/note-types.md``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from builder.templating import read


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a note: ``tucked`` ones start folded away in Anki's editor."""

    name: str
    id: int
    tucked: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A card of a note. ``needs`` are the fields without which there is none."""

    name: str
    id: int
    front: str
    back: tuple[str, ...]
    browser_front: str
    browser_back: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: the first field is the one the browser sorts by.

    One adopted from a deck in use has its whole ``definition``, in Anki's JSON.
    """

    name: str
    id: int
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]
    cloze: bool = False
    definition: str = ""

    def position(self, field: str) -> int:
        """The place of a field, from 0."""
        return next(i for i, known in enumerate(self.fields) if known.name == field)


_SHORT = "{{#Short answer}}{{text:Short answer}}{{/Short answer}}"

RECALL = NoteType(
    name="Deckpress Recall",
    id=1530579416,
    fields=(
        Field("Question", 8511069120508673797),
        Field("Short answer", 4661404862302914486),
        Field("Answer", 8223188767248428023),
        Field("Further answers", 6028221311165769591),
        Field("References", 8860692651120672758),
        Field("Topic", 5360351018292587004),
        Field("Level", 8444536537446441641),
        Field("Reverse", 8330860730364972526, tucked=True),
        Field("Retired", 6981161886788879594, tucked=True),
        Field("Id", 6891272546933982229, tucked=True),
        Field("Spare1", 8551605028627170538, tucked=True),
        Field("Spare2", 7356556111340929866, tucked=True),
        Field("Spare3", 7936288176536786455, tucked=True),
        Field("Spare4", 8224671674730430158, tucked=True),
        Field("Spare5", 8514697996815216964, tucked=True),
        Field("Spare6", 5677449667298334445, tucked=True),
    ),
    templates=(
        Template(
            name="Recall",
            id=5467433911453098349,
            front="recall_front.html",
            back=("recall_back.html", "more.html"),
            browser_front="{{text:Question}}",
            browser_back=_SHORT,
            needs=("Question",),
        ),
        Template(
            name="Reverse",
            id=4770453720833026742,
            front="reverse_front.html",
            back=("reverse_back.html", "more.html"),
            browser_front="{{text:Short answer}}",
            browser_back="{{text:Question}}",
            needs=("Reverse", "Short answer"),
        ),
    ),
)

CLOZE = NoteType(
    name="Deckpress Cloze",
    id=2049009625,
    cloze=True,
    fields=(
        Field("Text", 6888613936968280458),
        Field("Short answer", 9185658995338172782),
        Field("Answer", 6888679439625214169),
        Field("Further answers", 8527677568438057823),
        Field("References", 5523193257518261011),
        Field("Topic", 7710558397256912670),
        Field("Level", 5652500504406410974),
        Field("Retired", 6380243972234774499, tucked=True),
        Field("Id", 6001873869742735566, tucked=True),
        Field("Spare1", 5534336423051669363, tucked=True),
        Field("Spare2", 5566017031500250386, tucked=True),
        Field("Spare3", 6771191082838851173, tucked=True),
        Field("Spare4", 8670543467965221946, tucked=True),
        Field("Spare5", 6733933093856748083, tucked=True),
        Field("Spare6", 7319340222361977852, tucked=True),
    ),
    templates=(
        Template(
            name="Cloze",
            id=5295226739435915866,
            front="cloze_front.html",
            back=("cloze_back.html", "more.html"),
            browser_front="{{cloze:Text}}",
            browser_back="{{cloze:Text}}",
            needs=("Text",),
        ),
    ),
)

CHOICE = NoteType(
    name="Deckpress Choice",
    id=1861700999,
    fields=(
        Field("Question", 7423653058050567309),
        Field("Options", 7605607145825334453),
        Field("Right", 6811380093075884709),
        Field("Short answer", 5130119038777370814),
        Field("Answer", 6941212930455417265),
        Field("Further answers", 7228394393216618124),
        Field("References", 7187196496702201791),
        Field("Topic", 7973288983603212187),
        Field("Level", 6592513961080062138),
        Field("Retired", 7817606466758366798, tucked=True),
        Field("Id", 6291332753785262749, tucked=True),
        Field("Spare1", 6557354660007109260, tucked=True),
        Field("Spare2", 8212445758198656968, tucked=True),
        Field("Spare3", 6107292963068063866, tucked=True),
        Field("Spare4", 7882490117867588621, tucked=True),
        Field("Spare5", 5135598519979598039, tucked=True),
        Field("Spare6", 8707306351294899434, tucked=True),
    ),
    templates=(
        Template(
            name="Choice",
            id=5043919155967978890,
            front="choice_front.html",
            back=("choice_back.html", "more.html"),
            browser_front="{{text:Question}}",
            browser_back="{{text:Right}}",
            needs=("Question",),
        ),
    ),
)

NOTE_TYPES = (RECALL, CLOZE, CHOICE)


@lru_cache(maxsize=1)
def style() -> str:
    """The CSS that all note types share."""
    return read("anki/style.css")


def definition_of(note_type: NoteType) -> dict[str, Any]:
    """What an adopted type is, just as Anki wrote it; empty for Deckpress's own."""
    found: dict[str, Any] = json.loads(note_type.definition) if note_type.definition else {}
    return found


def fields_of(note_type: NoteType) -> list[dict[str, object]]:
    """The fields as Anki stores them, without what is the same for all fields everywhere.

    The id of a question is of no use to a learner: it stays out of searches, and Anki asks
    before it lets anyone delete the field.
    """
    return [
        {
            "name": field.name,
            "id": field.id,
            "collapsed": field.tucked,
            "excludeFromSearch": field.name == "Id",
            "preventDeletion": field.name == "Id",
        }
        for field in note_type.fields
    ]


def templates_of(note_type: NoteType) -> list[dict[str, object]]:
    """The templates as Anki stores them."""
    return [
        {
            "name": template.name,
            "id": template.id,
            "qfmt": read(f"anki/{template.front}"),
            "afmt": "".join(read(f"anki/{part}") for part in template.back),
            "bqfmt": template.browser_front,
            "bafmt": template.browser_back,
        }
        for template in note_type.templates
    ]
