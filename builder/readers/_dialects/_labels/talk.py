"""What is said in a conversation: whether it asks, and what of it is no part of an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.readers._dialects._labels.labels import Piece

_MARKED = re.compile(r"[?？؟](?:[\s\"'”’»)*_`\]」』]|$)")
_ASKS: Final = re.compile(
    r"(?:(?:so|now|ok|okay|and|then|please|next|first|finally|great|well)\b[,.:]?\s{0,3}){0,3}"
    r"(?:what|why|how|when|where|which|who|whose|explain|describe|define|compare|contrast|discuss"
    r"|list|name|give|write|implement|design|can|could|should|would|is|are|do|does|did|have|has"
    r"|tell|walk|talk|differentiate|difference|given|find|prove|show|suppose|imagine|convince"
    r"|explica|explique|expliquez|erkläre|erklären|beschreibe|beschreiben|nenne|nennen|definiere"
    r"|décrivez|décrire|définissez|describe|defina|define|descreva|quais|qual|spiega|descrivi"
    r"|leg|beschrijf|noem|wyjaśnij|opisz|объясните|опишите|расскажите|назовите|поясніть|опишіть"
    r"|açıkla|açıklayın|jelaskan|sebutkan|giải thích|mô tả|vysvětlete|popište|förklara|beskriv"
    r"|请|請|解释|描述|说明|介绍)(?![^\W\d_])",
    re.IGNORECASE,
)
# What is said to be polite, and to no purpose of the interview.
_SMALL_TALK: Final = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening))\b[^.?!]{0,40}[,.!]?\s{0,3})?"
    r"(?:how are you|how is it going|how was your|did you find (?:us|the|your)|can you hear me"
    r"|can you see|shall we (?:start|begin)|are you ready|ready to|would you like (?:some|a|any)"
    r"|is that (?:ok|okay|alright)|sounds good)\b[^?]{0,60}\?\s{0,3}$",
    re.IGNORECASE,
)
_SENTENCES: Final = re.compile(r"(?<=[.!?])\s{1,3}(?=\S)")
_INTERJECTION: Final = 2  # words
# What happens meanwhile: "_(She nods.)_", "[laughter]".
_DIRECTION: Final = re.compile(r"[*_]{0,3}\\?[(\[][^()\[\]]{1,300}[)\]][*_]{0,3}$")


def spoken(found: Sequence[Piece], speakers: frozenset[str]) -> Iterator[Piece]:
    """Pieces in which an answer of several turns is one; stage directions become comments."""
    last = ""
    for piece in found:
        if not speakers:
            yield piece
        elif piece.label == "answer" and piece.mark in speakers and piece.mark == last:
            yield replace(piece, label="", mark="", raw="", first="")
        elif not piece.label and _DIRECTION.match(piece.block.text.strip()):
            yield replace(piece, block=replace(piece.block, kind="comment"))
        else:
            yield piece
        last = piece.mark if piece.label in {"question", "answer"} else last


def asks(text: str) -> bool:
    """Whether a text asks something: a question mark ends a word of it, or it tells to explain."""
    bare = text.strip().lstrip("*_\"'“„«([ ¿")
    return bool(_MARKED.search(text)) or bool(_ASKS.match(bare))


def is_small_talk(text: str) -> bool:
    """Whether what an interviewer says asks for nothing that matters."""
    last = _SENTENCES.split(text.strip())[-1]
    return not asks(text) or bool(_SMALL_TALK.match(text.strip()) or _SMALL_TALK.match(last))


def without_interjection(text: str) -> str:
    """What an interviewer asks without a word or two said before it: "Great. What is …?"."""
    first, *others = _SENTENCES.split(text, maxsplit=1)
    is_word = len(first.split()) <= _INTERJECTION and not asks(first)
    return others[0] if is_word and others and asks(others[0]) else text
