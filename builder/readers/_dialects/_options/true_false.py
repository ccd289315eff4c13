"""``True or false: …`` with its one-word answer: a question with two choices."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from builder.model import Choice
from builder.readers._dialects._options.keys import after_label

if TYPE_CHECKING:
    from builder.readers._dialects._draft import Draft

# (true, false) as a question offers them and as its answer says them.
_PAIRS: Final = (
    ("True", "False"),
    ("Richtig", "Falsch"),
    ("Wahr", "Falsch"),
    ("Vrai", "Faux"),
    ("Verdadero", "Falso"),
    ("Verdadeiro", "Falso"),
    ("Vero", "Falso"),
    ("Верно", "Неверно"),
    ("Правда", "Ложь"),
    ("Prawda", "Fałsz"),
    ("Waar", "Onwaar"),
    ("Sant", "Falskt"),
    ("Yes", "No"),
)
_JOINT = r"\s{0,2}(?:/|or|oder|ou|o|или|czy|of|eller)\s{0,2}"
_OFFERS: Final = tuple(
    re.compile(
        rf"(?:^[\s(\[*_]{{0,5}}{yes}{_JOINT}{no}\b(?=\s{{0,2}}[:?.)\]*–—-])"
        rf"|[(\[*_–—-]\s{{0,2}}{yes}{_JOINT}{no}\s{{0,2}}[?)\]*_.]{{0,4}}\s*$"
        rf"|(?<=[.?:])\s{yes}{_JOINT}{no}\s?[?.]\s*$)",
        re.IGNORECASE,
    )
    for yes, no in _PAIRS
)
_YES: Final = tuple(dict.fromkeys(yes.casefold() for yes, _ in _PAIRS))
_SHORT = re.compile(r"(?:^[\s(\[*_]{0,5}T\s?/\s?F\b|[(\[]\s?T\s?/\s?F\s?[)\]]\s*$)")


def true_or_false(draft: Draft) -> Draft | None:
    """The draft with two choices, where it asks for one of two words and its answer is one."""
    if not draft.answer or draft.answer[0].kind not in {"paragraph", "quote"}:
        return None
    line = draft.question.strip()
    if not offers_truth(line):
        return None
    for (yes, no), offers in zip(_PAIRS, _OFFERS, strict=True):
        if offers.search(line) or (yes == "True" and _SHORT.search(line)):
            first = draft.answer[0]
            said = _said(first.text, yes, no)
            if said:
                right, rest = said
                left = (replace(first, text=rest),) if rest else ()
                choices = (Choice(yes, right), Choice(no, not right))
                return replace(draft, choices=choices, answer=(*left, *draft.answer[1:]))
    return None


@lru_cache(maxsize=1024)  # several dialects ask it of the same heading
def offers_truth(question: str) -> bool:
    """Whether a question names the two words between which its answer chooses."""
    line = question.strip()
    if "/" in line and _SHORT.search(line):
        return True
    plain = line.casefold()
    # Few questions have one of the words at all, and then it is seldom offered.
    return any(map(plain.__contains__, _YES)) and any(offers.search(line) for offers in _OFFERS)


def _said(text: str, yes: str, no: str) -> tuple[bool, str] | None:
    """Which of the two an answer begins with, and what it says after that."""
    bare = re.sub(r"^[\s>]{0,6}", "", text)
    labelled = after_label(bare.split("\n", 1)[0])
    if labelled is not None:
        bare = "\n".join([labelled, *bare.split("\n")[1:]])
    letters = "|TF" if yes == "True" else ""
    signs = rf"{yes}|{no}{letters[:1]}{letters[1:2]}{'|' if letters else ''}{letters[2:]}"
    found = re.match(
        rf"[*_`(]{{0,4}}({signs})\b[*_`)]{{0,4}}\s{{0,3}}(?:[.,;:!–—-]|$|\n|(?=\(|because\b|since\b))"
        r"[*_`]{0,3}\s*",
        bare,
        re.IGNORECASE,
    )
    if not found:
        return None
    return found[1].casefold()[:1] == yes.casefold()[:1], bare[found.end() :].strip()
