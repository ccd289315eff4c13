"""Cards that org-drill and anki-editor keep as headings: which part asks and which answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.readers._dialects._lists.asking import Asks, asks
from builder.readers._documents.pasted import Line

if TYPE_CHECKING:
    from builder.readers._org.lines import OrgLines
    from builder.readers._org.signs import Head

_FRONTS = ("front", "question", "text", "prompt")
_BACKS = ("back", "answer", "the answer", "solution", "back extra", "extra")


def set_cards(org: OrgLines) -> None:
    """The lines of cards as labelled questions: their own headings only name them."""
    heads = org.heads
    for place, head in enumerate(heads):
        if not _is_card(head):
            continue
        below = []
        for each in heads[place + 1 :]:
            if each.level <= head.level:
                break
            below.append(each)
        front = next((h for h in below if h.title.casefold() in _FRONTS), None)
        back = next((h for h in below if h.title.casefold() in _BACKS), None)
        if front is not None:
            _label(org, front, "Question")
            _blank(org, head)
        elif asks(head.title) < Asks.TELL:
            _ask(org, head, has_back=back is not None)
        if back is not None and (front is not None or asks(head.title) < Asks.TELL):
            _label(org, back, "Answer")


def _is_card(head: Head) -> bool:
    kept = head.properties
    return "anki_note_type" in kept or "drill" in {tag.casefold() for tag in head.tags}


def _blank(org: OrgLines, head: Head) -> None:
    org.made[head.place] = Line("", head.line)


def _label(org: OrgLines, head: Head, word: str) -> None:
    """``**Word:**`` in front of the first line of a heading's text, in place of the heading."""
    _blank(org, head)
    for at in range(head.place + 1, len(org.made)):
        line = org.made[at]
        if not line.text.strip():
            continue
        if line.text.startswith(("#", "```", "|", "-", ">")):
            org.made[at - 1] = Line(f"**{word}:**", head.line)
        else:
            org.made[at] = Line(f"**{word}:** {line.text}", line.number)
        return


def _ask(org: OrgLines, head: Head, *, has_back: bool) -> None:
    """A card without a front: its text asks where a back follows, else its heading does."""
    if has_back:
        _label(org, head, "Question")
        return
    org.made[head.place] = Line(
        f"{org.made[head.place].text.split(' ')[0]} Q: {head.title}", head.line
    )
