"""The text of a heading as it is read aloud, without what only dresses it."""

from __future__ import annotations

import re
import unicodedata

_EMPHASIS_AROUND = re.compile(r"^(\*\*|__|\*|_)(.*)\1$", re.DOTALL)
# "12. ", "12) ", "12: ", "12 - "; "1.2.3 "; "(12) ", "[12] "; "12.What" with its space forgotten.
_NUMBER = re.compile(
    r"#?(?P<plain>\d{1,4})(?:\\?[.):]\s+|\s+[-–—|]\s+|[.)](?=[^\W\da-z_]|[`\"“¿]))"
    r"|#?(?:\d{1,3}\.){1,4}(?P<dotted>\d{1,4})(?:[.):]\s*|\s+[-–—]\s+|\s+)(?=[^\W\da-z_]|[`\"“¿*_(\[])"
    r"|[(\[](?P<within>\d{1,4})[)\]]\s{1,9}(?=[^\s(])"
    # "12 What is …": a number alone says so only before a word that asks.
    r"|#?(?P<bare>\d{1,4})\s+(?=(?:What|Why|How|When|Where|Which|Who|Explain|Describe)\b)"
    r"|#(?P<hash>\d{1,4})\s+(?=\S)"
)
# "Chapter 2 – Locks", "Part IV: Locks", "Section A. Locks": how a book counts, not what it is of.
_COUNTED = re.compile(
    r"(?:chapter|section|part|module|unit|lesson|lecture|kapitel|abschnitt|teil|modul|chapitre"
    r"|partie|capítulo|parte|módulo|capitolo|глава|часть|раздел)"
    r"\s{1,3}(?:\d{1,3}(?:\.\d{1,3}){0,3}|(?-i:[IVXLC]{1,6}|[A-Z]))\b"
    r"\s{0,3}(?:[-–—:.|)]\s{0,3}|\s)(?=[^\W_]|[\"“`*(])",
    re.IGNORECASE,
)
_KEYCAPS = re.compile("(?:\\d\ufe0f?\u20e3\\s?)+")
_COMMENT = re.compile(r"<!--.{0,400}?-->")
_BREAK = re.compile(
    r"^(?:\s|&nbsp;|<br\s{0,3}/?>){1,50}|(?:\s|&nbsp;|<br\s{0,3}/?>|\\){1,50}$", re.IGNORECASE
)
_INNER_BREAK = re.compile(r"\s{0,9}<br\s{0,3}/?>\s{0,9}", re.IGNORECASE)
_ANCHOR = re.compile(r"</?a(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_IMAGE_TAG = re.compile(r"<img\s[^<>]{0,1000}>", re.IGNORECASE)
# Elements that dress words; a bare pair of them, as in "<b> or <strong>?", may be what is asked.
_DRESSED = re.compile(
    r"<(?P<name>b|i|u|em|strong|font|span|center|small|big|mark|ins|sub|sup|div|p)"
    r"(?:\s[^<>]{0,300})?>(?P<text>[^<>]{0,1000})</(?P=name)>",
    re.IGNORECASE,
)
_CODE = re.compile(r"<(code|kbd|samp)>([^<>`]{1,300})</\1>", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"\s{0,3}\{\s{0,3}[:#.][^{}]{0,200}\}$")
# A link within the page of signs only: "[#](#what)", "[⬆](#top)", "[back to top](#top)".
_PERMALINK = re.compile(
    r"\s{0,9}\[(?:[^\w\[\]]{0,9}|link|permalink|anchor|[^\w\[\]]{0,9}(?:back to )?(?:the )?top"
    r"|[^\w\[\]]{0,9}back)[^\w\[\]]{0,9}\]\(#[^()\s]{0,300}\)$",
    re.IGNORECASE,
)
_WITHIN_PAGE = re.compile(r"(?<!!)\[([^\[\]]{1,500})\]\(\s{0,3}<?#[^()\s]{0,500}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,500})\]\(\s{0,3}<?[^\s()<>]{1,2000}>?(?:\s[^()]{0,200})?\)")
_BADGE = re.compile(
    r"\[!\[[^\[\]]{0,200}\]\([^()]{1,600}\)\]\([^()]{0,600}\)"
    r"|!\[[^\[\]]{0,200}\]\([^()]{0,300}(?:badge|shields\.io)[^()]{0,300}\)",
    re.IGNORECASE,
)
_CLOSING_SIGNS = re.compile(r"(?<=[^\s#])\s?#{2,9}$")
_BULLET = re.compile(r"^[-–—•‣▪●➤▶►]\s+(?=\S)")
# Where a question was found: "[[source](https://…)]" behind it.
_CITATION = re.compile(
    r"\s{0,9}[\[(]\s?\[([^\[\]]{1,80})\]\(\s{0,3}([^\s()]{1,1000})[^()]{0,80}\)\s?[\])]$"
)
_DECORATION = re.compile(
    r"(?<=[\s?!.)])(?:[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]|\s){1,30}$"
)


def cleaned(heading: str) -> str:
    """A heading's words: without anchors, badges, breaks, emphasis around, leading emoji.

    Links to other places stay, those within the page become their text.
    """
    text = " ".join(heading.split())
    if "<" in text or "&nbsp;" in text:
        text = _without_tags(text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "](" in text:
        text = _PERMALINK.sub("", _BADGE.sub("", text)).strip()
        text = _CITATION.sub("", text)
        text = _WITHIN_PAGE.sub(r"\1", text)
    text = _CLOSING_SIGNS.sub("", text)
    if not text.isascii():
        text = _DECORATION.sub("", text) or text
    return plain_title(_BULLET.sub("", text))


def citation(heading: str) -> tuple[str, str] | None:
    """Title and address of the link in brackets behind a heading."""
    found = _CITATION.search(_COMMENT.sub("", heading).rstrip()) if "](" in heading else None
    return (found[1], found[2]) if found else None


def plain_title(markdown: str) -> str:
    """A heading's text without emphasis around it and without leading emoji."""
    text = " ".join(markdown.split())
    while True:
        bare = _strip_symbols(text)
        if (around := _EMPHASIS_AROUND.match(bare)) and around[1] not in around[2]:
            bare = around[2].strip()
        if bare == text:
            return text
        text = bare


def split_number(title: str) -> tuple[int | None, str]:
    """``12. Title`` as ``(12, Title)``; ``(None, title)`` where it has no number.

    Of ``2.4 Title`` the number is the last part.
    """
    found = _NUMBER.match(title)
    if found and found.end() < len(title):
        number = next(digits for digits in found.groups() if digits)
        return int(number), plain_title(title[found.end() :])
    return None, title


def uncounted(title: str) -> str:
    """A chapter's title without the word and the number that count it, where words follow."""
    found = _COUNTED.match(title)
    if not found:
        return title
    words = plain_title(title[found.end() :])
    return words[:1].upper() + words[1:] if words.islower() else words


def unlinked(text: str) -> str:
    """A text whose links have become their words."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def _without_tags(text: str) -> str:
    text = _IMAGE_TAG.sub("", _ANCHOR.sub("", _COMMENT.sub("", text)))
    text = _CODE.sub(r"`\2`", text)
    for _ in range(3):  # as deep as people nest them
        text = _DRESSED.sub(r"\g<text>", text)
    return _INNER_BREAK.sub(" ", _BREAK.sub("", text)).strip()


def _strip_symbols(text: str) -> str:
    """Without the pictures at its start: emoji, their variation marks and joiners."""
    for place, sign in enumerate(text):
        # A backtick is a symbol to Unicode, and the start of code here.
        if sign == "`" or not (
            sign.isspace() or unicodedata.category(sign) in {"So", "Sk", "Mn", "Me", "Cf"}
        ):
            return _with_keycaps_as_number(text[place:])
    return text.strip()


def _with_keycaps_as_number(text: str) -> str:
    """A keycap such as 1️⃣ is a digit with two marks: the digits are a number."""
    if "\u20e3" not in text[:3]:
        return text
    found = _KEYCAPS.match(text)
    if not found:
        return text
    digits = "".join(sign for sign in found[0] if sign.isdigit())
    return f"{digits}. {text[found.end() :].lstrip(' .):')}"
