"""Whether a text asks: by its mark, or by the words it begins with."""

from __future__ import annotations

import re
from typing import Final

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


def asks(text: str) -> bool:
    """Whether a text asks something: a question mark ends a word of it, or it tells to explain."""
    bare = text.strip().lstrip("*_\"'“„«([ ¿")
    return bool(_MARKED.search(text)) or bool(_ASKS.match(bare))


def is_small_talk(text: str) -> bool:
    """Whether what an interviewer says asks for nothing that matters."""
    return not asks(text) or bool(_SMALL_TALK.match(text.strip()))
