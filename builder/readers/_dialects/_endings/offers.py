"""Offers to the reader at the end of an answer: courses, newsletters, a call with a mentor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from builder.readers._outlines.outline import Block

_TAGS = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_CALLS = re.compile(
    r"\b(?:enroll?|sign up|subscribe|join|book (?:a|your)|download|apply now|register|buy|order"
    r"|grab|get (?:it|yours|started|\d{1,3}\s?%)|hire (?:us|me)|start (?:your|free)|try (?:it|us)"
    r"|check out (?:our|my)|take (?:our|my))\b",
    re.IGNORECASE,
)
_GOODS: Final = (
    r"\b(?:free|discount|coupon|promo|bootcamp|newsletter|course|webinar|e-?book|mock interview"
    r"|premium|pdf|trial|job-ready|mentors?|subscribers|readers)\b|\d\s?% off"
)
_ASKS: Final = (
    r"^[*_\s]{0,3}(?:want|looking|ready|need|would you like|do you want|interested|tired"
    r"|struggling|preparing|like what)\b[^?\n]{0,200}\?"
)
# What else speaks for an offer: who makes it, to whom, how loud.
_SIGNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"\b(?:our|my|us|we)\b", r"\b(?:you|your|yours)\b", r"!(?:[*_\s]|$)")
)
# What an explanation has not: goods, a link that ends it, a picture that begins it, a question.
_STRONG = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        _GOODS,
        r"\]\(\s{0,3}<?https?://[^()\s]{1,400}\)[*_.!\s👉➡→]{0,9}$",
        r"^[*_\s]{0,3}[\U0001f300-\U0001faff\u2600-\u27bf]",
        _ASKS,
    )
)
_ENOUGH: Final = 3
_LONGEST: Final = 600


def is_offer(block: Block) -> bool:
    """Whether a paragraph calls its reader to something, and shows three further signs.

    One of these at least has to be strong.
    """
    if block.kind not in {"paragraph", "html", "quote"} or len(block.text) > _LONGEST:
        return False
    text = (_TAGS.sub("", block.text) if "<" in block.text else block.text).strip()
    if not _CALLS.search(text):
        return False
    strong = sum(bool(sign.search(text)) for sign in _STRONG)
    return strong > 0 and strong + sum(bool(sign.search(text)) for sign in _SIGNS) >= _ENOUGH
