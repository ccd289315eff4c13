"""Whether a line of text asks, and where in it the question ends and an answer begins."""

from __future__ import annotations

import re
from enum import IntEnum

from builder.readers._outlines.outline import without_emphasis

MARKS = "?？؟"
# No question is longer; what follows is not looked at.
_LONGEST = 2000


class Asks(IntEnum):
    """How plainly a text asks; a list is judged by the share of its items that do."""

    NO = 0
    TASK = 1  # "Reverse a list", "How the loop works": an exercise, or as well a tip or a title
    TELL = 2  # "Explain …", "Difference between …"
    ASK = 3  # "…?", "What is …"


# Words before a verb of saying: "Please explain", "Can you briefly describe".
_POLITE = r"(?:(?:please|briefly|now|in your own words,?|can you|could you)\s+){0,3}"
_AUXILIARY = (
    r"is|isn['’]t|are|was|were|does|do|did|would|will|can|could|should|must|might|has|have|had|am"
    r"|happens?|makes?|causes?|kinds?|types?|sorts?|ways?|many|much|often|long|far|else|exactly"
)
_ASK = re.compile(
    rf"(?:what|why|how|which|who|whose|where|when)(?:['’]s\s|\s+(?:{_AUXILIARY})\b(?!\s*:))"
    r"|which\s+\w+|what\s+(?!it\b|this\b|that\b|they\b|you\b|we\b|to\b|the\b|i\b|a\b|an\b)\w+\s+"
    rf"(?:{_AUXILIARY})\b",
    re.IGNORECASE,
)
_TELL = re.compile(
    rf"{_POLITE}(?:(?:explain|describe|define|compare|contrast|differentiate|distinguish|discuss"
    r"|elaborate|enumerate|list|name|mention|state|outline|summari[sz]e|illustrate|justify)\s+\S"
    r"|(?:the )?(?:main |key )?differences? (?:between|of|among|in)\b"
    r"|(?:tell|walk|talk|show) (?:me|us)\b|talk about\b"
    r"|give (?:an?|me|us|some|two|three|the|examples?)\b)",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"(?:write|implement|design|build|create|draw|sketch|find|reverse|calculate|compute|count"
    r"|convert|print|sort|check|merge|remove|delete|determine|detect|solve|optimi[sz]e|refactor"
    r"|debug|fix|rotate|generate|given|develop|model|estimate|prove|provide|return|parse|validate"
    r"|what|why|how|when|where|(?:advantages|disadvantages|types|uses?|pros|benefits|drawbacks"
    r"|importance|purpose|examples?|role) (?:of|and))\s+\S",
    re.IGNORECASE,
)
# What may stand behind the question mark and be no answer: "(easy)", emphasis, quotes, emoji.
_BEHIND = re.compile(
    r"(?:\s{0,3}(?:\([^()]{0,80}\)|\[[^\[\]()]{0,40}\](?!\()|<br\s?/?>|_|[^\w\s<(\[|])){0,12}\s{0,3}$"
)
# An order behind a question belongs to it: "Give an example."
_ORDER = re.compile(
    r"(?:write|implement|provide|give|show|use|draw|sketch|include|assume|suppose|consider|think"
    r"|be specific|please|support)\b",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<!--.{0,200}?-->")
_LINK = re.compile(
    r"!?\[([^\[\]]{0,500})\](?:\([^()\s]{0,1000}(?:\s[^()]{0,200})?\)|\[[^\[\]]{0,99}\])"
)
_URL = re.compile(r"<?https?://\S{1,1000}")
_TASK_MARK = re.compile(r"\[[ xX]?\](?!\()\s{1,3}")
_OPTION = re.compile(r"\s{0,8}(?:[-*+]\s+)?(?:\*\*)?[(\[]?[A-Ha-h1-4][.)\]](?:\*\*)?\s+\S")
_BOLD_FIRST = re.compile(r"(?P<mark>\*\*|__)(?P<head>[^\n]{1,500}?)(?P=mark)\s*(?P<rest>\S[^\n]*)$")
_JOINT = re.compile(r"[:–—\s-]{0,9}(?:<br\s?/?>)?", re.IGNORECASE)
_SEPARATOR = r"(?:—|–|-{1,2}(?=\s)|:|→|[-=]>|=(?=\s)|<br\s?/?>|\|)"
_SPLIT = re.compile(
    rf"(?P<head>[^\n]{{2,600}}?[{MARKS}][*_\"”’»)]{{0,3}})\s{{0,3}}{_SEPARATOR}\s*(?P<rest>\S[^\n]*)$"
)
_LINKED = re.compile(
    r"(?P<head>[^\n]{2,600}?)\s{1,3}(?:—|–|-|:|→|\|)\s{1,3}(?P<rest>[(*_]{0,3}\[[^\n]{3,1000})$"
)
_SENTENCE = re.compile(rf"[^\n]{{1,600}}?[{MARKS}][*_\"”’»)]{{0,3}}(?=\s|$)")
_STATED = re.compile(r"[a-z0-9`)][.!](?:\s|$)")
# Whom it asks is the reader of the page, not a candidate: "Want to know more?".
_INVITES = re.compile(
    r"(?:want|wish|looking|ready|interested|found|need|did you (?:find|like|know|enjoy)|enjoy"
    r"|spotted|missing|still |do you (?:want|like|need|have (?:a|any) (?:question|suggestion|idea))"
    r"|have (?:a|any) |got |like (?:this|it|what)|would you like|is something missing)",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """A text on one line as it is read aloud: without tags, boxes, emoji and emphasis around."""
    plain = " ".join(_TAG.sub("", text.replace("\\\n", "\n")).split())
    plain = _TASK_MARK.sub("", plain, count=1) if plain.startswith("[") else plain
    start = 0
    while start < len(plain) and not (
        plain[start].isalnum() or plain[start] in "`*_[(\"'“‘«¿$<{./@#"
    ):
        start += 1
    return without_emphasis(plain[start:].rstrip("\\").rstrip())


def ends_asking(text: str) -> bool:
    """Whether a text ends in a question mark, whatever small thing stands behind it."""
    cut = max(text.rfind(mark) for mark in MARKS)
    return cut >= 0 and len(text) - cut < 400 and bool(_BEHIND.match(text[cut + 1 :]))


def asks(text: str) -> Asks:
    """How plainly a text, the first paragraph of something, asks."""
    words = bare(text).lstrip("*_\"'“‘«¿ ")
    if not any(sign.isalpha() for sign in words):
        return Asks.NO
    first = _SENTENCE.match(words)
    if ends_asking(words) or (first and not _STATED.search(first[0])):
        return Asks.ASK
    if words.endswith(":") and len(words) < 60:
        return Asks.NO
    if _ASK.match(words):
        return Asks.ASK
    if _TELL.match(words):
        return Asks.TELL
    return Asks.TASK if _TASK.match(words) else Asks.NO


def is_link(text: str) -> bool:
    """Whether a text leads elsewhere: links, with words that do not ask beside them.

    ``What is [HTTP](…)?`` asks on its own; ``[What is HTTP?](…) – a talk`` is a link.
    """
    words = bare(text[:_LONGEST])
    if not (_LINK.search(words) or _URL.search(words)):
        return False
    left = _URL.sub("", _LINK.sub("", words)).strip()
    begins = words.lstrip("*_ ").startswith(("[", "<http", "http", "!["))
    return begins and asks(left) < Asks.TELL


def linked_question(text: str) -> bool:
    """Whether a link's own words ask, and it leads to another page: no table of contents."""
    found = _LINK.match(bare(text[:_LONGEST]))
    if not found or "](#" in found[0]:
        return False
    return asks(found[1]) >= Asks.TELL


def invites(text: str) -> bool:
    """Whether a question is put to the reader of the page, not to a candidate."""
    return bool(_INVITES.match(bare(text)))


def has_options(lines: list[str]) -> bool:
    """Whether lines below a text are the options of a choice: ``A. …``, ``B) …``."""
    return sum(bool(_OPTION.match(line)) for line in lines[:8]) >= 2


def split_line(text: str, *, plainly: bool = False) -> tuple[str, str]:
    """Question and answer that share a line; the answer is empty where it holds only a question.

    ``**What is X?** It is …`` and ``What is X? — It is …`` are divided. ``What is X? It is …`` is
    only where ``plainly`` says that the list is written so.
    """
    if found := _BOLD_FIRST.match(text):
        head, rest = found["head"], _JOINT.sub("", found["rest"], count=1).strip()
        if rest and asks(head) >= Asks.TELL and not _asks_on(rest) and not head.endswith(":"):
            return head.strip(), rest
    found = _SPLIT.match(text)
    if found and not _asks_on(found["rest"]):
        return found["head"].strip(), found["rest"].strip()
    found = _LINKED.match(text)
    if found and is_link(found["rest"]):
        return found["head"].strip(), found["rest"].strip()
    if place := _answer_place(text):
        rest = text[place:].strip()
        if plainly or is_link(rest):
            return text[:place].strip(), rest
    return text, ""


def is_split_plainly(text: str) -> bool:
    """Whether an answer of some words follows the question mark: ``What is X? It is a …``."""
    place = _answer_place(text)
    return bool(place) and len(text[place:].split()) >= 3


def _answer_place(text: str) -> int:
    """Where the last sentence that asks ends and more follows that does not; 0 where none."""
    end = 0
    for found in _SENTENCE.finditer(text[:_LONGEST]):
        if end and _STATED.search(found[0]):
            break
        end = found.end()
    rest = text[end:].strip()
    return end if end and rest and not _BEHIND.match(text[end:]) and not _asks_on(rest) else 0


def _asks_on(rest: str) -> bool:
    """Whether what follows a question is more of it: "Give an example.", "And why?"."""
    return ends_asking(rest) or asks(rest) >= Asks.TELL or bool(_ORDER.match(bare(rest)))
