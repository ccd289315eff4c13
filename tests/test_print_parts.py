"""A large bank in print: how it is divided, and that the parts joined are one good PDF."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pikepdf
import pytest

from builder.errors import RenderError
from builder.model import Bank, Question
from builder.writers import _parts, _pdf, _pdf_child, _print, cheat_sheet, handout, packet
from builder.writers._join import Joint
from builder.writers._topics import topics_of
from tests.print_samples import SETTINGS, many, read, squeeze, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from pypdf import PdfReader

    from builder.model import Artifact

WRITERS = {"cheatsheet": cheat_sheet.write, "packet": packet.write, "handout": handout.write}
TRICKY = "12 0 R (a\\) /StructParent 3 „é“"  # text in the form of what the joint renumbers

every_output = pytest.mark.parametrize("output", WRITERS)


def bank_of(*sizes: int) -> Bank:
    """A bank with topics of these sizes."""
    return Bank(
        tuple(
            Question(f"q{topic}-{n}", f"Question {topic}-{n}?", answer="A.", topic=f"Topic {topic}")
            for topic, size in enumerate(sizes)
            for n in range(size)
        )
    )


def tricky() -> Bank:
    """30 questions in five topics, the second of which is hard to copy."""
    bank = many(30)
    return Bank(
        tuple(
            Question(q.id, q.question, answer=q.answer, topic=TRICKY)
            if q.topic == "Heading1"
            else q
            for q in bank.questions
        )
    )


@cache
def built(output: str) -> Artifact:
    with patch.object(_parts, "PART", 10):
        return WRITERS[output](tricky(), SETTINGS)


def test_a_bank_is_whole_up_to_the_limit() -> None:
    assert _parts.parts_of(topics_of(bank_of(_parts.PART))) == ()
    assert len(_parts.parts_of(topics_of(bank_of(_parts.PART + 1)))) == 2


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([40] * 15, [200, 200, 200]),
        ([600], [200, 200, 200]),
        ([251], [125, 126]),
        ([100, 100, 100], [200, 100]),
        ([1] * 1_000, [250] * 4),
        ([10, 700, 10], [10 + 233, 233, 234 + 10]),
        ([250, 250, 1], [250, 250, 1]),
    ],
)
def test_parts_are_of_similar_size_and_end_with_a_topic(
    sizes: list[int], expected: list[int]
) -> None:
    parts = _parts.parts_of(topics_of(bank_of(*sizes)))
    assert [part.last - part.first + 1 for part in parts] == expected
    assert [part.first for part in parts[1:]] == [part.last + 1 for part in parts[:-1]]
    assert (parts[0].first, parts[-1].last) == (1, sum(sizes))
    for before, after in pairwise(parts):
        cut = after.topics[0].title.removesuffix(" (continued)")
        if cut != after.topics[0].title:  # within a topic: only where it is too large
            assert sizes[int(cut.split()[1])] > _parts.PART
        else:
            assert before.topics[-1].title != cut
    numbers = [topic.number for part in parts for topic in part.topics]
    assert numbers == list(range(1, len(numbers) + 1))


def destinations(reader: PdfReader, items: list[Any], depth: int = 0) -> list[tuple[int, str, int]]:
    """Every bookmark: its depth, its title, and the page it leads to."""
    found: list[tuple[int, str, int]] = []
    for item in items:
        if isinstance(item, list):
            found += destinations(reader, item, depth + 1)
        else:
            page = reader.get_destination_page_number(item)
            assert page is not None
            found.append((depth, str(item.title), page))
    return found


@every_output
def test_bookmarks_lead_to_parts_topics_and_questions(output: str) -> None:
    reader = read(built(output))
    found = destinations(reader, list(reader.outline))
    parts = [(title, page) for depth, title, page in found if depth == 0]
    assert [title for title, _ in parts] == [
        "Part 1: Heading0",
        f"Part 2: {TRICKY}",
        "Part 3: Heading2",
        "Part 4: Heading3 – Heading4",
    ]
    assert [reader.page_labels[page] for _, page in parts] == ["1-1", "2-1", "3-1", "4-1"]
    pages = [page for depth, _, page in found if depth]
    assert pages == sorted(pages)
    questions = [(title, page) for depth, title, page in found if depth == 2]
    assert len(questions) == 30
    for place, (title, page) in enumerate(questions):
        text = squeeze(reader.pages[page].extract_text())
        assert squeeze(f"question{place} matter") in text
        assert output == "cheatsheet" or title.startswith(f"{place + 1}. ")


def test_links_of_the_contents_lead_to_the_questions() -> None:
    reader = read(built("packet"))
    names = reader.named_destinations
    links = [
        (number, annotation.get_object())
        for number, page in enumerate(reader.pages)
        for annotation in page.get("/Annots", [])
    ]
    assert {str(link["/Dest"]) for _, link in links} == set(names)
    assert set(names) == {*(f"t{n}" for n in range(1, 6)), *(f"q{n}" for n in range(1, 31))}
    for number, link in links:
        page = reader.get_destination_page_number(names[link["/Dest"]])
        assert page is not None
        assert page > number
        assert reader.page_labels[page][:2] == reader.page_labels[number][:2]
        if (name := str(link["/Dest"])).startswith("q"):
            text = squeeze(reader.pages[page].extract_text())
            assert squeeze(f"question{int(name[1:]) - 1} matter") in text


@every_output
def test_what_the_whole_says_of_itself(output: str) -> None:
    artifact = built(output)
    reader = read(artifact)
    assert artifact.pages == len(reader.pages)
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Sample & <title>: ")
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.timestamp() == SETTINGS.built_at
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


@every_output
def test_every_tag_is_found_from_its_page(output: str) -> None:
    """As PDF/UA asks: the whole is tagged, and page, annotation and tag know one another."""
    with pikepdf.open(_bytes(built(output))) as pdf:
        assert pdf.check_pdf_syntax() == []
        root: Any = pdf.Root
        (document,) = root.StructTreeRoot.K
        assert document.S == "/Document"
        assert [kid.S for kid in document.K] == ["/Part"] * 4
        assert {kid.P.objgen for kid in document.K} == {document.objgen}
        owners = pikepdf.NumberTree(root.StructTreeRoot.ParentTree)
        keys: list[int] = []
        for page in pdf.pages:
            keys.append(int(page.obj.StructParents))
            assert {tag.Pg.objgen for tag in owners[keys[-1]]} == {page.obj.objgen}
            for annotation in page.obj.get("/Annots", []):
                keys.append(int(annotation.StructParent))
                owner: Any = owners[keys[-1]]
                marked = [
                    kid for kid in owner.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
                ]
                assert annotation.objgen in {kid.Obj.objgen for kid in marked}
        assert sorted(keys) == sorted(owners)


def _bytes(artifact: Artifact) -> Any:
    return read(artifact).stream


@every_output
def test_pages_say_which_part_they_are_of(output: str) -> None:
    reader = read(built(output))
    texts = [squeeze(page.extract_text()) for page in reader.pages]
    for label, text in zip(reader.page_labels, texts, strict=True):
        assert f"Part{label[0]}of4" in text
    if output == "cheatsheet":
        return
    assert "7questions:8to14of30" in next(text for text in texts if "Part2of4" in text)
    count = sum(label.startswith("3") for label in reader.page_labels)
    assert f"Part3of4·page{count}of{count}" in next(
        text for label, text in zip(reader.page_labels, texts, strict=True) if label == f"3-{count}"
    )


@every_output
def test_every_question_is_there(output: str) -> None:
    text = text_of(built(output))
    for question in tricky().questions:
        assert squeeze(question.question) in text


def test_the_same_bank_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_parts, "PART", 10)
    assert packet.write(tricky(), SETTINGS).data == built("packet").data


def test_only_the_last_sheet_counts_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_parts, "PART", 3)
    bank = Bank((*bank_of(3, 3).questions, Question("x", "Unanswered?")))
    pages = [page.extract_text() for page in read(cheat_sheet.write(bank, SETTINGS)).pages]
    assert ["no answer yet" in page for page in pages] == [False, True]


def page(name: str) -> str:
    head = "<!doctype html><html lang=en><title>x</title><style>h1{bookmark-level:1}</style>"
    return f"{head}<h1 id={name}>x</h1><a href='#{name}'>y</a>"


def test_a_name_cannot_stand_for_two_places() -> None:
    joint = Joint()
    for name in ("a", "b"):
        joint.add(name, _pdf.render_pdf(page(name), "packet", 0).data)
    with pytest.raises(ValueError, match="two parts have a destination named a"):
        joint.add("a", _pdf.render_pdf(page("a"), "packet", 0).data)


CHILD = """
import os, pathlib, sys, time
folder = pathlib.Path({folder!r})
(folder / f"{{os.getpid()}}.began").touch()
running = len(list(folder.glob("*.began"))) - len(list(folder.glob("*.ended")))
(folder / f"{{os.getpid()}}.{{running}}.seen").touch()
time.sleep(0.2)
(folder / f"{{os.getpid()}}.ended").touch()
sys.exit("no such box")
"""


def test_a_part_that_fails_ends_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "child.py"
    script.write_text(CHILD.format(folder=str(tmp_path)), encoding="utf-8")
    monkeypatch.setattr(_pdf_child, "__file__", str(script))
    parts = [(f"Part {number}", lambda: "x") for number in range(20)]
    with pytest.raises(RenderError, match=r"packet was not built.*no such box"):
        _pdf.render_parts(parts, "packet", 0, {})
    assert len(list(tmp_path.glob("*.began"))) < 6


def test_two_children_at_once_are_the_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many outputs are made in threads of their own."""
    script = tmp_path / "child.py"
    script.write_text(CHILD.format(folder=str(tmp_path)), encoding="utf-8")
    monkeypatch.setattr(_pdf_child, "__file__", str(script))
    with ThreadPoolExecutor(6) as pool:
        runs = [pool.submit(_pdf.render_pdf, "x", "packet", 0) for _ in range(6)]
        assert all(isinstance(run.exception(), RenderError) for run in runs)
    seen = {path.suffixes[0] for path in tmp_path.glob("*.seen")}
    assert len(list(tmp_path.glob("*.began"))) == 6
    assert seen <= {".1", ".2"}


def test_a_bank_of_usual_size_needs_no_pikepdf() -> None:
    code = (
        "from builder.model import Bank, Question\n"
        "from builder.settings import Settings\n"
        "from builder.writers import handout\n"
        "handout.write(Bank((Question('x', 'Q?'),)), Settings())\n"
        "import sys; sys.exit('pikepdf' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_sheet_far_too_large_is_refused_from_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Laid out four times, once a part, and never as a whole."""
    monkeypatch.setattr(_parts, "PART", 50)
    sent: list[int] = []
    render = _pdf.render_pdf

    def spy(html: str, *more: Any, **named: Any) -> _pdf.Pdf:
        sent.append(len(html))
        return render(html, *more, **named)

    monkeypatch.setattr(_pdf, "render_pdf", spy)
    monkeypatch.setattr(_print, "render_pdf", None)
    with pytest.raises(RenderError, match=r"needs \d+ pages .* does not fit on 1\."):
        cheat_sheet.write(many(200, 60, 50), replace(SETTINGS, fit=1))
    assert len(sent) == 4
