"""Banks for the tests of the printed outputs, and reading PDFs back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader

from builder.model import (
    Artifact,
    Bank,
    Choice,
    FollowUp,
    Kind,
    Question,
    Reference,
    Rubric,
)
from builder.settings import Settings

SETTINGS = Settings(
    name="sample", title="Sample & <title>", licence="CC BY 4.0", built_at=1_790_000_000
)
LONG_CODE = "```python\n" + "\n".join(f"line_{n} = {n}" for n in range(200)) + "\n```"
WIDE = "\n".join(
    "| " + " | ".join(f"{word}{n}" for n in range(12)) + " |" for word in ("heading", "value")
).replace("\n", "\n|" + "---|" * 12 + "\n")


def full(topic: str = "Topic one") -> Bank:
    """One question of every kind, and the things that are hard to set."""
    rubric = Rubric("rubricpoor", "rubricmixed", "rubricgood", "rubricexcellent")
    return Bank(
        (
            Question(
                "open",
                "What is an **openquestion**?",
                short_answer="A shortsecret.",
                answer="A longsecret.\n\n| a | b |\n|---|---|\n| 1 | cellsecret |",
                more_answers=("An othersecret.",),
                topic=topic,
                level="senior",
                minutes=7,
                tags=("tagsecret",),
                follow_ups=(FollowUp("And asksecret?", "listensecret"),),
                rubric=rubric,
                red_flags=("flagsecret",),
                references=(Reference("refsecret", "https://example.org/refsecret"),),
            ),
            Question(
                "cloze",
                "A {{c1::clozesecret::hintsecret}} holds `{{c2::codesecret}}` and more.",
                kind=Kind.CLOZE,
                topic=topic,
                short_answer="clozeextrasecret",
            ),
            Question(
                "choice",
                "Which is choicequestion?",
                kind=Kind.CHOICE,
                topic=topic,
                level="mid",
                choices=(Choice("optionfirst", why="whysecret"), Choice("optionsecond", True)),  # noqa: FBT003 - the model's own order
            ),
            Question("none", "Who has no answerquestion?", topic="Topic two"),
            Question("code", "Long codequestion?", answer=LONG_CODE, topic="Topic two"),
            Question("wide", "Wide tablequestion?", answer=WIDE, topic="Topic two"),
            Question("word", "Long wordquestion?", answer="longword" * 60, topic="Topic two"),
        )
    )


def many(count: int, words: int = 40, a_topic: int = 7) -> Bank:
    """``count`` plain questions, ``a_topic`` in each, every one with words of its own."""
    return Bank(
        tuple(
            Question(
                f"q{n}",
                f"Why does question{n} matter to somebody who has never met it before?",
                short_answer=" ".join(f"short{n}x{word}" for word in range(3 + n * 7 % words)),
                answer=" ".join(f"answer{n}x{word}" for word in range(words)),
                topic=f"Heading{n // a_topic}",
                level=("junior", "mid", "senior")[n % 3],
                minutes=n % 9 or None,
            )
            for n in range(count)
        )
    )


@dataclass(frozen=True)
class Word:
    """A run of text with where it starts, in points from the page's lower left corner."""

    page: int
    x: float
    y: float
    text: str


def read(artifact: Artifact) -> PdfReader:
    return PdfReader(io.BytesIO(artifact.data))


def squeeze(text: str) -> str:
    """``text`` without white space: line breaks in print are nobody's business."""
    return "".join(text.split())


def text_of(artifact: Artifact) -> str:
    return squeeze("".join(page.extract_text() for page in read(artifact).pages))


def words_of(artifact: Artifact) -> list[Word]:
    """Every run of text with its place on the page."""
    found: list[Word] = []
    for number, page in enumerate(read(artifact).pages):

        def visit(text: str, cm: Any, tm: Any, *_: Any, number: int = number) -> None:
            if text.strip():
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                found.append(Word(number, x, y, text.strip()))

        page.extract_text(visitor_text=visit)
    return found
