"""The overview of a bank: its counts, and that it is Markdown whatever the questions hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from builder import pipeline
from builder.markup import to_html
from builder.model import Bank, Kind, Question
from builder.settings import Settings
from builder.writers import overview

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parent.parent
SETTINGS = Settings(name="rail", title="Rail & road", deck="Rail", tag="rail", namespace="rail")


def written(*questions: Question) -> str:
    artifact = overview.write(Bank(questions), SETTINGS)
    assert (artifact.output, artifact.name) == ("overview", "rail-overview.md")
    return artifact.data.decode()


def tables(markdown: str) -> list[list[list[str]]]:
    """The cells of each table, as a reader of Markdown shows them."""
    page = BeautifulSoup(to_html(markdown), "lxml")
    return [
        [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
        for table in page.find_all("table")
    ]


def test_counts_by_topic_level_and_kind() -> None:
    text = written(
        Question("a", "What is amber?", topic="Signals", level="junior"),
        Question("b", "A {{c1::distant}} signal warns.", topic="Signals", kind=Kind.CLOZE),
        Question("c", "Why sleepers?", topic="Track", level="senior"),
    )
    assert "3 questions in 2 topics." in text
    counts, signals, track = tables(text)
    head = ["topic", "questions", "junior", "mid", "senior", "no level", "open", "cloze", "choice"]
    assert counts == [
        head,
        ["Signals", "2", "1", "0", "0", "1", "1", "1", "0"],
        ["Track", "1", "0", "0", "1", "0", "1", "0", "0"],
        ["all", "3", "1", "0", "1", "1", "2", "1", "0"],
    ]
    assert signals[2] == ["b", "", "cloze", "A … signal warns."]
    assert track[1] == ["c", "senior", "open", "Why sleepers?"]


def test_what_questions_hold_stays_text() -> None:
    hostile = "Is `a | b` <b>bold</b> & *so*?"
    text = written(Question("a", hostile, topic="A | B <i>", level="mid"))
    counts, topic = tables(text)
    assert counts[1][0] == "A | B <i>"
    assert topic[1] == ["a", "mid", "open", "Is a | b bold & so?"]


def test_an_empty_bank_has_a_page() -> None:
    assert "0 questions in 0 topics." in written()


def test_the_page_in_the_documentation_is_that_of_the_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    """``make overview`` writes it."""
    monkeypatch.chdir(ROOT)
    gathered = pipeline.gather(())
    artifact = overview.write(gathered.bank, gathered.settings)
    assert (ROOT / "docs" / artifact.name).read_text("utf-8") == artifact.data.decode()
