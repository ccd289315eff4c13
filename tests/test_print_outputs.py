"""The printed outputs, read back: what is on them, what is not, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from weasyprint import HTML

from builder.errors import RenderError
from builder.model import Artifact, Bank, Kind, Question
from builder.writers import _print, cheat_sheet, handout, packet
from builder.writers._pdf import Pdf
from tests.print_samples import SETTINGS, Word, full, many, read, squeeze, text_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

WRITERS = {"cheatsheet": cheat_sheet.write, "packet": packet.write, "handout": handout.write}
A4, LETTER = (595, 842), (612, 792)

every_output = pytest.mark.parametrize("output", WRITERS)


@cache
def built(output: str, bank: Callable[[], Bank] = full, paper: str = "a4") -> Artifact:
    return WRITERS[output](bank(), replace(SETTINGS, paper=paper))


def forty() -> Bank:
    return many(40)


@every_output
def test_what_an_artifact_says_of_itself(output: str) -> None:
    artifact = built(output)
    assert (artifact.output, artifact.name) == (output, f"sample-{output}.pdf")
    assert artifact.data.startswith(b"%PDF-")
    assert artifact.pages == len(read(artifact).pages)


@every_output
def test_metadata(output: str) -> None:
    reader = read(built(output))
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Sample & <title>: ")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.timestamp() == SETTINGS.built_at
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


@every_output
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_page_size(output: str, paper: str) -> None:
    size = A4 if paper == "a4" else LETTER
    for page in read(built(output, full, paper)).pages:
        got = (round(page.mediabox.width), round(page.mediabox.height))
        assert got == (size[::-1] if output == "cheatsheet" else size)


def test_unknown_paper_is_an_error_with_the_choices() -> None:
    with pytest.raises(RenderError, match=r"'a5' is not known\. Use a4 or letter"):
        packet.write(full(), replace(SETTINGS, paper="a5"))


@every_output
def test_fonts_are_embedded(output: str) -> None:
    for page in read(built(output)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert any(name.startswith("/FontFile") for name in descriptor.get_object())


@every_output
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_nothing_starts_outside_the_page(output: str, paper: str) -> None:
    width, height = LETTER if paper == "letter" else A4
    if output == "cheatsheet":
        width, height = height, width
    for word in words_of(built(output, full, paper)):
        assert 15 < word.x < width - 15, word
        assert 10 < word.y < height - 10, word


@every_output
def test_outline_leads_to_topics_and_questions(output: str) -> None:
    titles: list[str] = []

    def collect(items: list[object]) -> None:
        for item in items:
            if isinstance(item, list):
                collect(item)
            else:
                titles.append(str(item["/Title"]))  # type: ignore[index] # pypdf types it as object

    collect(list(read(built(output)).outline))
    assert "Topic one" in titles
    assert any("What is an openquestion?" in title for title in titles)
    assert any("A … holds … and more." in title for title in titles)


def test_the_packet_has_everything() -> None:
    text = text_of(built("packet"))
    for secret in (
        *("openquestion", "choicequestion", "answerquestion", "shortsecret", "longsecret"),
        *("cellsecret", "othersecret", "asksecret", "listensecret", "flagsecret", "refsecret"),
        *("rubricpoor", "rubricmixed", "rubricgood", "rubricexcellent", "clozesecret"),
        *("codesecret", "clozeextrasecret", "optionfirst", "whysecret", "Right:optionsecond"),
        *("senior·7min", "Candidate", "Interviewer", "Stronghire", "Notes", "Contents".upper()),
        *(f"line_{n}={n}" for n in range(200)),
        *(f"heading{n}" for n in range(12)),
        *(f"value{n}" for n in range(12)),
        "longword" * 60,
    ):
        assert secret in text, secret


def test_the_handout_gives_no_answer_away() -> None:
    artifact = built("handout")
    outline = str(read(artifact).outline)
    text = text_of(artifact)
    for word in ("openquestion", "choicequestion", "optionfirst", "optionsecond", "andmore."):
        assert word in text
    for word in ("secret", "rubric", "Right", "line_1", "value1", "senior", "junior", "✓"):
        assert word not in text + outline, word


def test_the_sheet_has_every_answered_question_and_counts_the_others() -> None:
    text = text_of(built("cheatsheet"))
    for secret in ("openquestion", "shortsecret", "clozesecret", "codesecret", "clozeextrasecret"):
        assert secret in text, secret
    for secret in ("optionsecond", *(f"line_{n}={n}" for n in range(200)), "longword" * 60):
        assert secret in text, secret
    for absent in ("answerquestion", "longsecret", "optionfirst", "hintsecret"):
        assert absent not in text, absent
    assert "1questionhasnoansweryetandisnotonthissheet·CCBY4.0" in text


@every_output
def test_every_question_of_a_long_bank_is_there(output: str) -> None:
    text = text_of(built(output, forty))
    for number, question in enumerate(forty().questions):
        assert squeeze(question.question) in text
        shown = [word in text for word in question.short_answer.split()]
        assert (not any(shown)) if output == "handout" else all(shown), number


def test_a_packet_says_which_question_goes_on() -> None:
    artifact = built("packet", forty)
    pages = [squeeze(page.extract_text()) for page in read(artifact).pages]
    assert sum("continued" in page for page in pages) > 5
    assert f"{len(pages)}of{len(pages)}" in pages[-1]


@every_output
def test_no_heading_ends_a_column(output: str) -> None:
    """Below a title, in its column, its question stands, and below a question its answer.

    The handout's ruled lines are no text, so there only titles are looked at. With a topic for
    each question there are so many titles that some would end a column.
    """
    bank = many(150, 21, 1) if output == "cheatsheet" else many(100, 40, 1)
    foot = 21 if output == "cheatsheet" else 40
    body = [word for word in words_of(WRITERS[output](bank, SETTINGS)) if foot < word.y < 780]
    if output == "packet":
        contents = min(word.page for word in body if word.text == "In short")
        body = [word for word in body if word.page >= contents]

    def column(word: Word) -> tuple[int, int]:
        # The sheet's columns are 203 points apart, the first starts at 23.
        return word.page, int((word.x - 20) / 203) if output == "cheatsheet" else 0

    lowest: dict[tuple[int, int], Word] = {}
    for word in body:
        lowest[column(word)] = min(lowest.get(column(word), word), word, key=lambda one: one.y)
    assert len(lowest) > 15
    for word in lowest.values():
        assert not word.text.startswith("Heading"), word
        assert output == "handout" or "met it before" not in word.text, word


def plain(count: int, a_topic: int) -> Bank:
    """Questions without a level or a time."""
    return Bank(
        tuple(replace(q, level="", minutes=None) for q in many(count, 5, a_topic).questions)
    )


def test_a_packet_without_levels_counts_by_topic_alone() -> None:
    text = text_of(packet.write(plain(6, 3), SETTINGS))
    assert "TopicquestionsHeading03Heading13Alltopics6" in text
    assert "anylevel" not in text


def test_with_many_topics_the_contents_give_the_counts() -> None:
    text = text_of(packet.write(plain(50, 2), SETTINGS))
    assert "Alltopics" not in text
    assert text.count("2questions") == 25
    levels = text_of(packet.write(many(50, 5, 2), SETTINGS))
    assert "17junior·17mid·16senior" in levels


def test_room_for_notes_is_kept_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten ruled lines a question, here at all heights of a page: no page has some of them."""
    pages: list[str] = []

    def keep(html: str, *_: Any, **__: Any) -> Pdf:
        pages.append(html)
        return Pdf(b"", 0)

    monkeypatch.setattr(_print, "render_pdf", keep)
    bank = Bank(tuple(replace(question, minutes=10) for question in many(20, 60).questions))
    packet.write(bank, SETTINGS)
    lines = [
        sum(
            box.element_tag == "p" and "notes" in (parent.element.get("class") or "")
            for parent in page._page_box.descendants()  # noqa: SLF001 - boxes are told of nowhere else
            if parent.element_tag == "div" and parent.element is not None
            for box in parent.children
        )
        for page in HTML(string=pages[0]).render().pages
    ]
    assert sum(lines) == 20 * 10
    assert {count % 10 for count in lines} == {0}


@every_output
@pytest.mark.parametrize("count", [0, 1])
def test_small_banks(output: str, count: int) -> None:
    artifact = WRITERS[output](Bank(full().questions[:count]), SETTINGS)
    assert artifact.pages is not None
    assert artifact.pages <= 3
    if not count:
        assert "yet." in text_of(artifact)


@every_output
def test_markup_in_titles_is_text(output: str) -> None:
    bank = Bank((Question("x", "Q?", answer="A", topic="<b>&amp;</b>"),))
    artifact = WRITERS[output](bank, replace(SETTINGS, title="<script>x</script>"))
    assert "<b>&amp;</b>" in text_of(artifact)
    assert "<script>x</script>" in str(read(artifact).metadata)


@every_output
def test_the_same_bank_gives_the_same_bytes(output: str) -> None:
    assert WRITERS[output](full(), SETTINGS).data == built(output).data


def test_links_are_only_those_of_the_bank() -> None:
    uris = {
        str(annotation.get_object()["/A"].get("/URI"))
        for page in read(built("packet")).pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object()
    }
    assert uris - {"None"} == {"https://example.org/refsecret"}


@pytest.mark.parametrize(("minutes", "lines"), [(None, 6), (1, 4), (8, 12), (60, 18)])
def test_room_grows_with_the_time(minutes: int | None, lines: int) -> None:
    assert handout.answer_lines(Question("x", "Q?", minutes=minutes)) == lines
    assert handout.answer_lines(Question("x", "Q?", minutes=minutes, kind=Kind.CHOICE)) == 0
