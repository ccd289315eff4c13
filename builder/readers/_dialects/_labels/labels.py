"""Labels such as ``Q1.``, ``**Frage 3:**`` and ``答案：`` at the start of a line."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from builder.readers._dialects._labels.vocabulary import (
    ANSWER,
    QUESTION,
    Words,
    aside_begins,
    asides,
    current,
    folded,
)
from builder.readers._outlines.outline import Block, plain_title

if TYPE_CHECKING:
    from collections.abc import Mapping

# A letter with the marks that some scripts set on it, which Python does not count as letters.
_L = r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0e31-\u0e4e])"
_NUMBER_WORDS = frozenset({"no", "nr", "number", "num", "n", "nº", "numero", "número", "nummer"})
# Bounded repetitions and no nesting: each pattern reads the start of a line once.
_START = (
    r"(?P<open>[*_]{0,3})\s{0,3}(?P<bracket>[\[(【「（]?)\s?"
    rf"(?P<word>{_L}{{1,40}}(?:[ '’-]{_L}{{1,30}}){{0,5}})"
)
_COUNT = (
    r"(?P<joint>\s{0,2}[#№]?\s?|[.–-]|\.?\s{0,2}#?)(?P<number>\d{1,4})(?P<part>\.\d{1,3}(?!\d))?"
    r"(?:\s?(?:/|\b(?:of|von|de|sur|di|van|z|из|iz|av|af)\b)\s?\d{1,4}(?!\d))?"
)
_END = (
    r"(?P<mid>[*_]{0,3})(?:\s{0,3}[(\[（](?P<remark>[^()\[\]（）\n]{1,60})[)\]）])?(?P<mid2>[*_]{0,3})"
    r"(?P<gap>\s{0,3})(?P<sep>[\])】」）]?\s?[:：]|[\])】」）]?\s?[.．)–—-]{0,2})"
    r"(?P<close>\s{0,3}[*_]{0,3})\s*"
)
_FIRST_WORDS = re.compile(
    rf"[*_]{{0,3}}\s{{0,3}}[\[(【「（]?\s?(?P<words>{_L}{{1,40}}(?:[ '’-]{_L}{{1,30}})?)"
)
_NUMBERED = re.compile(_START + _COUNT + _END)
_PLAIN = re.compile(_START + r"(?P<joint>)(?P<number>(?!))?(?P<part>(?!))?" + _END)
_ORDINAL = re.compile(r"[*_]{0,3}第\s?(?P<number>\d{1,4})\s?[题題问問]\s?[:：、.]?[*_]{0,3}\s*")
_BOLD_NUMBERED = re.compile(r"^(\*\*|__)(\d{1,4})[.)]\s+(\S[^\n]{0,500}\?)\1\\?\s*$")
# What parts a label from what stands beside it, where its mark has not.
_GAPS = re.compile(r"^[\s\u00a0·•|–—]{1,9}(?=[^\s\w])")
_SHORTENED = 5  # signs; a word cut short has fewer: "ans."
_TAGS = re.compile(r"<(/?)(b|strong|i|em)>", re.IGNORECASE)
_ASKING_WORD = re.compile(
    r"(?:what|why|how|when|where|which|who|explain|describe|define|compare|can|is|are|do|does)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, or the lines of one up to the next label.

    ``label`` is question, answer, the kind of an aside, or none; ``mark`` is its word, ``remark``
    what it has in brackets, ``raw`` the line of the label and ``first`` what that says after it.
    ``joined`` says that no blank line stands before it, ``inside`` that it is of a list or a quote.
    """

    block: Block
    label: str = ""
    number: int | None = None
    mark: str = ""
    remark: str = ""
    raw: str = ""
    first: str = ""
    joined: bool = False
    inside: bool = False


def label_of(line: str, words: Words | None = None) -> Piece:
    """The first line of a text, read for its label; the block keeps what follows it."""
    words = words or current()
    text = _prepared(line)
    if not _may_begin(text, words.begins):
        return Piece(Block("paragraph", line, 0))
    if found := _BOLD_NUMBERED.match(text):
        return Piece(Block("paragraph", found[3], 0), QUESTION, int(found[2]), raw=text)
    if found := _ORDINAL.match(text):
        rest = text[found.end() :]
        return Piece(Block("paragraph", rest, 0), QUESTION, int(found["number"]), raw=text)
    for pattern in () if text.startswith("* ") else (_NUMBERED, _PLAIN):
        found = pattern.match(text)
        if found and (kind := _kind(found, words)) and _is_label(found, kind, text, words):
            return replace(_piece(found, kind, text), raw=line)
    return Piece(Block("paragraph", line, 0))


def may_have_label(line: str, words: Words | None = None) -> bool:
    """Whether a line may have a label or be an aside; of most lines the first words say no."""
    return _may_begin(_prepared(line), (words or current()).begins, aside_begins())


def aside_of(line: str, kinds: Mapping[str, str] | None = None) -> Piece:
    """A line that begins with ``Level:``, ``Follow-up:`` or the like, or a word of ``kinds``."""
    text = _prepared(line)
    found = _NUMBERED.match(text) or _PLAIN.match(text)
    if found and not found["bracket"]:
        kind = (asides() if kinds is None else kinds).get(folded(found["word"]), "")
        ends = found["sep"].strip()[:1] in {":", "："} and found["sep"].strip()
        bare = _closes_emphasis(found) and not text[found.end() :].strip("\\ ")
        if kind and (ends or bare):
            return replace(_piece(found, kind, text), raw=line)
    return Piece(Block("paragraph", line, 0))


def is_bare(title: str, kind: str, words: Words | None = None) -> bool:
    """Whether a heading is a label and nothing else: ``Question 3``, ``Antwort:``, ``解答``."""
    words = words or current()
    if title[:1].isalpha() and not _may_begin(title, words.begins):
        return False
    bare = plain_title(title).rstrip(":：. ")
    found = _NUMBERED.fullmatch(bare) or _PLAIN.fullmatch(bare)
    if not found or found["sep"].strip() or found["bracket"] or _kind(found, words) != kind:
        return False
    return len(found["word"]) > 1 or found["number"] is not None


def _prepared(line: str) -> str:
    """A line whose label can be read: without pictures before it, emphasis in Markdown's marks."""
    text = line.replace("&nbsp;", " ") if "&nbsp;" in line else line
    while text and not text[0].isascii() and unicodedata.category(text[0]) in {"So", "Mn", "Cf"}:
        text = text[1:].lstrip()
    if text.startswith("<"):
        text = _TAGS.sub(lambda tag: "**" if tag[2][0] in "bBsS" else "_", text)
    return text if text.strip() else line


def _may_begin(text: str, *begins: frozenset[str]) -> bool:
    """Whether a line begins as a label does, to its second word, or with a number in bold.

    It costs a tenth of looking for the label itself, and nearly every line fails it.
    """
    found = _FIRST_WORDS.match(text)
    if not found:
        return text.startswith(("**", "__"))
    words = folded(found["words"])
    head, _, last = words.rpartition(" ")
    if last in _NUMBER_WORDS and head:
        words = head
    return words[0] == "第" or any(words in each for each in begins)


def _kind(found: re.Match[str], words: Words) -> str:
    word = found["word"]
    if kind := words.kind(word):
        return kind
    plain = folded(word)
    if plain in {"q", "a"}:
        return QUESTION if plain == "q" else ANSWER
    head, _, last = plain.rpartition(" ")
    if found["number"] and last in _NUMBER_WORDS:  # "Question No. 3"
        return words.kind(head) or (QUESTION if head == "q" else "")
    return ""


def _is_label(found: re.Match[str], kind: str, text: str, words: Words) -> bool:
    """Whether the mark after a label's word makes it one."""
    sep, rest = found["sep"].strip(), text[found.end() :]
    plain = folded(found["word"])
    alternates = plain in words.letters
    if found["bracket"]:
        closed = sep[:1] in "])】」）" and bool(sep)
        return closed and (len(plain) > 1 or alternates or bool(found["number"] and plain == "q"))
    if sep[:1] in {":", "："} and sep:
        return True
    if len(plain) == 1 and plain != "q" and not alternates:
        return False
    return _is_marked(found, kind, rest, alternates=alternates)


def _is_marked(found: re.Match[str], kind: str, rest: str, *, alternates: bool) -> bool:
    """The same for a mark that prose has as well: a full stop, a dash, or none."""
    sep, plain = found["sep"].strip(), folded(found["word"])
    spaced = not rest or found[0][-1].isspace() or not rest[0].isascii()
    dashed = sep[:1] in {"-", "–", "—"} and bool(sep)
    if found["number"]:
        return (spaced and bool(sep)) or _may_follow(found, kind, rest)
    if dashed:
        gap = found["gap"] or sep[0] != "-"
        return bool(gap) and spaced and (len(plain) > 1 or alternates)
    if sep:
        # A word in lower case before a full stop ends a sentence: "… their own\nquestions. Then".
        stands = not found["word"][0].islower() or len(plain) < _SHORTENED
        full_stop = sep == "." and 2 < len(plain) <= 12 and stands
        told = bool(rest) or _closes_emphasis(found)
        return spaced and told and (alternates or full_stop)
    # Nothing parts it from what follows: set apart by emphasis, or alone on its line.
    alone = _closes_emphasis(found) or (kind == ANSWER and not rest.strip("\\ "))
    return len(plain) > 1 and alone


def _may_follow(found: re.Match[str], kind: str, rest: str) -> bool:
    """Whether ``Question 3`` without a mark begins a question: not "Question 3 shows that"."""
    if found["sep"].strip():
        return False
    bare = rest.lstrip("*_ ")
    if not bare.strip("\\"):
        return len(found["word"]) > 1 or kind == QUESTION
    if folded(found["word"]) == "q":
        return True
    first = bare[0]
    starts = first.isupper() or not first.isascii() or first in '"“`(' or _ASKING_WORD.match(bare)
    return kind == QUESTION and bool(starts)


def _closes_emphasis(found: re.Match[str]) -> bool:
    closed = found["mid"] or found["mid2"] or found["close"].strip()
    return bool(found["open"]) and closed == found["open"]


def _piece(found: re.Match[str], kind: str, text: str) -> Piece:
    number = int(found["number"]) if found["number"] and not found["part"] else None
    rest = _after(found, text)
    block = Block("paragraph", rest, 0)
    return Piece(block, kind, number, folded(found["word"]), found["remark"] or "", text, rest)


def _after(found: re.Match[str], line: str) -> str:
    """What follows a label, its emphasis put right.

    ``**Answer: Sockets** keep`` opens bold before the label and closes it after: the mark is set
    again in front of what is left.
    """
    rest = _GAPS.sub("", line[found.end() :])
    opened = found["open"]
    closed = f"{found['mid']}{found['mid2']}{found['close'].strip()}"
    if rest.strip("\\").strip() == "":
        return ""
    if opened and not closed:
        return plain_title(rest) if rest.strip() == opened else f"{opened}{rest.lstrip()}"
    if closed and not opened:
        return f"{closed}{rest}"
    return rest
