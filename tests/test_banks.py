"""Seven banks of fifty questions in shapes that nobody had in mind when readers were written.

``truth.json`` names each question with phrases that its answer must have, the last of them from
its end, and phrases from around it that must not be in it. Figures are in ``docs/formats.md``.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from builder import readers, sources
from builder.question_texts import markdown_texts

if TYPE_CHECKING:
    from builder.model import Question

BANKS = sorted(path.parent for path in Path(__file__).parent.glob("banks/*/truth.json"))
# Shapes that are not read, and what the site of a page asks about itself.
MISSED = {"messaging.adoc"}
EXTRA = {
    "How long does it take to prepare for a backend interview?",
    "Does Mentorly help with job placement?",
}


def bare(text: str) -> str:
    """Words without marks, so that only they are compared."""
    text = html.unescape(re.sub(r"\\([^\w\s])", r"\1", text))
    return re.sub(r"\s+", " ", re.sub(r"[`*_~#>]", "", text)).strip().lower().rstrip("?.: ")


def told(question: Question) -> str:
    return bare("\n".join(text for text in list(markdown_texts(question))[1:] if text))


def pairs_of(bank: Path) -> tuple[list[tuple[dict[str, Any], Question | None]], list[Question]]:
    """Each question that there is with the one that was read, and what was read beyond them."""
    found, _ = sources.load([bank / "files"])
    left = list(readers.read_all(found).questions)
    pairs: list[tuple[dict[str, Any], Question | None]] = []
    for truth in json.loads((bank / "truth.json").read_text("utf-8")):
        asked = bare(truth["question"])
        here = [q for q in left if q.origin.path.endswith(f"/files/{truth['file']}")]
        same = [q for q in here if bare(q.question) == asked]
        begun = [q for q in here if bare(q.question).startswith(asked)]
        match = next(iter((*same, *begun)), None)
        if match:
            left.remove(match)
        pairs.append((truth, match))
    return pairs, left


@pytest.mark.parametrize("bank", BANKS, ids=lambda path: path.name)
def test_every_question_of_a_bank_is_read_whole_and_nothing_else(bank: Path) -> None:
    pairs, beyond = pairs_of(bank)
    assert len(pairs) == 50
    missed = [(truth["file"], truth["question"]) for truth, match in pairs if match is None]
    assert [each for each in missed if each[0] not in MISSED] == []
    assert [q.question for q in beyond if q.question not in EXTRA] == []
    for truth, match in pairs:
        if match is not None:
            lost = [p for p in truth.get("answer_has", ()) if bare(p) not in told(match)]
            assert not lost, (truth["file"], truth["question"])


def test_what_stands_around_questions_seldom_gets_into_an_answer() -> None:
    pairs = [pair for bank in BANKS for pair in pairs_of(bank)[0]]
    spoilt = [
        (truth["file"], truth["question"])
        for truth, match in pairs
        if match and any(bare(p) in told(match) for p in truth.get("answer_has_not", ()))
    ]
    assert len(spoilt) * 50 <= len(pairs), spoilt


def test_levels_and_choices_are_those_of_the_banks() -> None:
    pairs = [pair for bank in BANKS for pair in pairs_of(bank)[0] if pair[1]]
    wrong = [
        (truth["file"], truth["question"])
        for truth, match in pairs
        if match
        and (
            truth.get("level", "") != match.level
            or sorted((bare(text), right) for text, right in truth.get("choices", ()))
            != sorted((bare(choice.text), choice.correct) for choice in match.choices)
        )
    ]
    assert len(wrong) * 50 <= len(pairs), wrong
