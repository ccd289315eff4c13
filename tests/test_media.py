"""Files beside the questions: found, read, judged, and joined to the bank."""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path

import pytest

from builder import media, pipeline
from builder.media import _shelf
from builder.media._texts import texts, with_texts
from builder.model import (
    Bank,
    Choice,
    FollowUp,
    Media,
    Origin,
    Question,
    Rubric,
    Severity,
    Source,
)
from builder.selection import Selection, answered, select
from tests.media_samples import (
    MP3,
    SVG,
    SVG_OPEN,
    findings,
    gathered,
    names,
    picture,
    write_bank,
)

RED, BLUE = picture("red"), picture("blue")
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_banks_files_are_joined_to_it(tmp_path: Path) -> None:
    write_bank(
        tmp_path,
        {
            "signal-red": "What is ![a disc](red.png)?",
            "signal-bell": "What is ![a bell](bell.mp3)?",
        },
        {"media/red.png": RED, "media/bell.mp3": MP3},
    )
    found = gathered()
    assert findings(found) == []
    assert found.bank.media == (Media("red.png", RED), Media("bell.mp3", MP3))
    assert found.bank.media[0].origin == Origin("content/media/red.png", 1)
    assert found.bank.questions[0].question.strip() == "What is ![a disc](red.png)?"


def test_every_text_of_a_question_may_show_a_picture(tmp_path: Path) -> None:
    write_bank(tmp_path, {}, {f"media/{n}.png": picture(size=(n, 9)) for n in range(1, 13)})
    (tmp_path / "content/bank/signals.yaml").write_text(
        """\
topic: Signals
questions:
  - id: signal-red
    kind: choice
    question: "![a](1.png)"
    short_answer: "![a](2.png)"
    answer: "![a](3.png)"
    more_answers: ["![a](4.png)"]
    choices:
      - {text: "![a](5.png)", why: "![a](6.png)"}
      - {text: "x", correct: true}
    follow_ups: [{ask: "![a](7.png)", listen_for: "![a](8.png)"}]
    rubric: {poor: "![a](9.png)", mixed: "![a](10.png)", good: "![a](11.png)", excellent: x}
    red_flags: ["![a](12.png)"]
""",
        "utf-8",
    )
    found = gathered()
    assert len(found.bank.media) == 12
    assert findings(found) == []


BAD_SVG = f"{SVG_OPEN}\n<g/>\n<script/></svg>".encode()


@pytest.mark.parametrize(
    ("text", "files", "finding"),
    [
        ("a\nb ![x](gone.png)", {}, "content/bank/signals.yaml:6 ERROR missing-media"),
        ("a\n![x](film.mp4)", {}, "content/bank/signals.yaml:6 ERROR media-type"),
        ("a\n\n![](red.png)", {"red.png": RED}, "content/bank/signals.yaml:7 WARNING no-alt"),
        ("a", {"red.png": RED}, "content/media/red.png:1 WARNING unused-media"),
        ("![x](red.png)", {"red.png": MP3}, "content/media/red.png:1 ERROR disguised-media"),
        ("![x](red.png)", {"red.png": b""}, "content/media/red.png:1 ERROR disguised-media"),
        ("![x](red.png)", {"red.png": b"MZ" * 99}, "content/media/red.png:1 ERROR disguised-media"),
        ("![x](a.svg)", {"a.svg": RED}, "content/media/a.svg:1 ERROR disguised-media"),
        ("![x](red.png)", {"red.png": RED[:30]}, "content/media/red.png:1 ERROR broken-media"),
        ("![x](a.svg)", {"a.svg": BAD_SVG}, "content/media/a.svg:3 ERROR active-svg"),
        (
            "![x](../red.png)",
            {"../red.png": RED},
            "content/bank/signals.yaml:5 ERROR outside-folder",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, text: str, files: dict[str, bytes], finding: str
) -> None:
    write_bank(
        tmp_path, {"signal-red": text}, {f"media/{name}": data for name, data in files.items()}
    )
    found = gathered()
    assert findings(found) == [finding]
    assert names(found.bank.media) == (["red.png"] if "no-alt" in finding else [])


def test_a_disguise_says_what_it_is(tmp_path: Path) -> None:
    write_bank(tmp_path, {"signal-red": "![x](red.png)"}, {"media/red.png": picture(form="JPEG")})
    (problem,) = [p for p in gathered().problems if p.code == "disguised-media"]
    assert problem.message == "holds image/jpeg; its name should end in .jpg"


def test_a_file_of_20_megabytes_is_not_taken(tmp_path: Path) -> None:
    write_bank(
        tmp_path, {"signal-red": "![x](red.png)"}, {"media/red.png": RED + bytes(20_000_000)}
    )
    assert findings(gathered()) == ["content/media/red.png:1 ERROR too-large"]


def test_all_files_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_shelf, "MOST_IN_ALL", len(RED) + len(BLUE) - 1)
    write_bank(
        tmp_path,
        {"signal-red": "![x](red.png) ![x](also.png) ![x](blue.png)"},
        {"media/red.png": RED, "media/also.png": RED, "media/blue.png": BLUE},
    )
    assert findings(gathered()) == ["content/media/blue.png:1 ERROR too-large"]


def test_a_vast_picture_is_refused_by_its_pixels(tmp_path: Path) -> None:
    vast = picture(size=(8_000, 5_001))
    head = b"IHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\0\0\0"
    bomb = RED[:12] + head + zlib.crc32(head).to_bytes(4) + RED[33:]
    write_bank(
        tmp_path,
        {"signal-red": "![x](vast.png) ![x](bomb.png)"},
        {"media/vast.png": vast, "media/bomb.png": bomb},
    )
    assert findings(gathered()) == [
        "content/media/bomb.png:1 ERROR too-large",
        "content/media/vast.png:1 ERROR too-large",
    ]


@needs_links
def test_links_stay_inside_and_pipes_stay_closed(tmp_path: Path) -> None:
    shown = (
        "![a](out.png) ![a](in.png) ![a](pipe.png) ![a](loop.png) ![a](folder.png) ![a](null.png)"
    )
    write_bank(tmp_path, {"signal-red": shown}, {"media/red.png": RED, "media/folder.png/x": b""})
    folder = tmp_path / "content/media"
    (tmp_path / "secret.png").write_bytes(BLUE)
    (folder / "out.png").symlink_to(tmp_path / "secret.png")
    (folder / "in.png").symlink_to("red.png")
    (folder / "loop.png").symlink_to("loop.png")
    (folder / "null.png").symlink_to(os.devnull)
    os.mkfifo(folder / "pipe.png")
    found = gathered()
    assert findings(found) == [
        "content/bank/signals.yaml:5 ERROR missing-media",
        "content/bank/signals.yaml:5 ERROR outside-folder",
        "content/bank/signals.yaml:5 ERROR outside-folder",
        "content/media/folder.png:1 ERROR not-a-file",
        "content/media/loop.png:1 WARNING unused-media",
        "content/media/null.png:1 WARNING unused-media",
        "content/media/out.png:1 WARNING unused-media",
        "content/media/pipe.png:1 ERROR not-a-file",
    ]
    assert [file.data for file in found.bank.media] == [RED]


@pytest.mark.parametrize(
    "name",
    [
        "/etc/hostname.png",
        "../../../../../../etc/hostname.png",
        "%2e%2e/%2e%2e/x.png",
        "x%00.png",
        "~/x.png",
        "a" * 5_000 + ".png",
        "..\\x.png",
        "%ff%fe.png",
        ".png",
        "sub/",
    ],
)
def test_hostile_names_find_nothing(tmp_path: Path, name: str) -> None:
    write_bank(tmp_path, {"signal-red": f"![x](<{name}>)"}, {})
    (tmp_path / "content/media").mkdir()
    found = gathered()
    assert found.bank.media == ()
    assert {p.code for p in found.problems if p.severity == Severity.ERROR} <= {
        "missing-media",
        "media-type",
        "outside-folder",
    }
    assert any(p.origin.path == "content/bank/signals.yaml" for p in found.problems)


NOTES = """\
# Signals

## What does a red disc mean?

Stop. ![a disc](images/red%20disc.png) and ![gone](images/gone.png)

## What does a blue disc mean?

Go. <img src="./blue.png?raw=true" alt="blue"> ![web](https://example.org/x.png)
"""


def foreign(folder: Path, notes: str = NOTES) -> Path:
    (folder / "images").mkdir(parents=True)
    (folder / "images/red disc.png").write_bytes(RED)
    (folder / "blue.png").write_bytes(BLUE)
    (folder / "notes.md").write_text(notes, "utf-8")
    return folder / "notes.md"


def test_a_foreign_source_has_its_files_beside_it(tmp_path: Path) -> None:
    path = foreign(tmp_path / "elsewhere")
    found = pipeline.gather([path.relative_to(tmp_path)])
    first, second = found.bank.questions
    assert f"![a disc]({found.bank.media[0].name}) and ![gone](gone.png)" in first.answer
    assert '<img src="blue.png" alt="blue">' in second.answer
    assert [file.data for file in found.bank.media] == [RED, BLUE]
    assert names(found.bank.media)[0].startswith("red-disc-")
    assert findings(found) == ["elsewhere/notes.md:5 WARNING missing-media"]


def test_a_foreign_source_in_a_bank_finds_the_banks_files_too(tmp_path: Path) -> None:
    write_bank(tmp_path, {"signal-red": "What is red?"}, {"media/gone.png": picture("green")})
    foreign(tmp_path / "content/sources", NOTES.replace("images/gone", "gone"))
    found = gathered()
    assert len(found.bank.media) == 3
    assert findings(found) == []


def test_nothing_is_beside_standard_input() -> None:
    assert _shelf.places(Path("<stdin>")) == ()


def test_files_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    for name, data in (("one", RED), ("two", BLUE), ("three", RED)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Disc.png").write_bytes(data)
        text = f"# Signals\n\n## What is signal {name}?\n\nIt is ![a disc](Disc.png)\n"
        (tmp_path / name / "notes.md").write_text(text, "utf-8")
    paths = [Path(name) / "notes.md" for name in ("one", "two", "three")]
    found = pipeline.gather(paths)
    first, second, third = (question.answer for question in found.bank.questions)
    assert [file.data for file in found.bank.media] == [RED, BLUE]
    assert names(found.bank.media)[0] == "Disc.png"
    assert first == third == "It is ![a disc](Disc.png)"
    assert second == f"It is ![a disc]({found.bank.media[1].name})"


def test_a_missing_file_never_shows_another_of_its_name(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        text = f"# Signals\n\n## What is signal {name}?\n\nIt is ![a disc](disc.png)\n"
        (tmp_path / name / "notes.md").write_text(text, "utf-8")
    (tmp_path / "two/disc.png").write_bytes(RED)
    found = pipeline.gather([Path("one/notes.md"), Path("two/notes.md")])
    assert names(found.bank.media) == ["disc.png"]
    assert "(disc.png)" not in found.bank.questions[0].answer
    assert "(disc.png)" in found.bank.questions[1].answer


def test_one_question_from_two_places_may_be_ambiguous(tmp_path: Path) -> None:
    for name, data in (("one", RED), ("two", BLUE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "disc.png").write_bytes(data)
        text = "# Signals\n\n## What is ![a disc](disc.png) here?\n\nStop.\n"
        (tmp_path / name / "notes.md").write_text(text, "utf-8")
    found = pipeline.gather([Path("one/notes.md"), Path("two/notes.md")])
    assert findings(found) == ["one/notes.md:3 ERROR ambiguous-media"]
    (tmp_path / "two/disc.png").write_bytes(RED)
    found = pipeline.gather([Path("one/notes.md"), Path("two/notes.md")])
    assert findings(found) == []


def test_only_a_whole_bank_has_unused_files(tmp_path: Path) -> None:
    files = {"media/red.png": RED, "media/LICENSE": b"CC0", "media/.hidden": b""}
    write_bank(tmp_path, {"signal-red": "What is red?"}, files)
    assert findings(gathered()) == ["content/media/red.png:1 WARNING unused-media"]
    part = pipeline.gather([Path("content/bank/signals.yaml")])
    assert findings(part) == []


def test_a_file_of_a_bank_is_found_from_inside_the_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bank(tmp_path, {"signal-red": "![a](red.png)"}, {"media/red.png": RED})
    monkeypatch.chdir(tmp_path / "content/bank")
    found = pipeline.gather([Path("signals.yaml")])
    assert names(found.bank.media) == ["red.png"]


def given(name: str, data: bytes) -> tuple[Bank, tuple[str, ...]]:
    """A bank of one question of a package, with a file that came inside it."""
    question = Question("a", f'<img src="{name}" alt="x">', origins=(Origin("a.apkg", 1),))
    file = Media(name, data, Origin("a.apkg", 1))
    bank, problems = media.attach(Bank((question,)), (), None, (file,))
    return bank, tuple(f"{p.origin} {p.severity.name} {p.code}" for p in problems)


def test_files_that_came_inside_a_package_are_taken() -> None:
    bank, problems = given("my pic.png", RED)
    assert problems == ()
    assert bank.media[0].data == RED
    assert f'src="{bank.media[0].name}"' in bank.questions[0].question


def test_a_wrong_suffix_inside_a_package_is_put_right() -> None:
    bank, problems = given("pic.jpg", RED)
    assert problems == ()
    assert names(bank.media) == ["pic.png"]
    assert bank.questions[0].question == '<img src="pic.png" alt="x">'


def test_a_broken_file_inside_a_package_is_no_error() -> None:
    bank, problems = given("pic.png", RED[:30])
    assert problems == ("a.apkg/pic.png:1 WARNING broken-media",)
    assert bank.media == ()


def test_a_reference_that_cannot_be_changed_is_an_error() -> None:
    """Which ``<img`` of the page is which of the text cannot be told here."""
    text = '<img src="a/b.png" alt="x"> &#60;img'
    question = Question("a", text, origins=(Origin("a.apkg", 1),))
    file = Media("a/b.png", RED, Origin("a.apkg", 1))
    bank, problems = media.attach(Bank((question,)), (), None, (file,))
    assert bank.questions[0].question == text
    assert [problem.code for problem in problems] == ["media-reference"]


def test_the_texts_looked_at_are_those_that_are_changed() -> None:
    question = Question(
        *("a", "1", "2", "3", ("4", "5")),
        choices=(Choice("6", why="7"),),
        follow_ups=(FollowUp("8", "9"),),
        rubric=Rubric("10", "11", "12", "13"),
        red_flags=("14",),
        fields=(("name", "15"),),
    )
    seen: list[str] = []

    def change(text: str) -> str:
        seen.append(text)
        return f"<{text}>"

    changed = with_texts(question, change)
    assert sorted(texts(question)) == sorted(seen) == sorted(map(str, range(1, 16)))
    assert sorted(texts(changed)) == sorted(f"<{text}>" for text in seen)


def test_selecting_keeps_the_files(tmp_path: Path) -> None:
    write_bank(tmp_path, {"signal-red": "![a](red.png)"}, {"media/red.png": RED})
    bank = gathered().bank
    assert select(bank, Selection(topics=("signals",))).media == bank.media
    assert answered(bank).media == bank.media


def test_an_svg_is_taken(tmp_path: Path) -> None:
    write_bank(tmp_path, {"signal-red": "![a](x.svg)"}, {"media/x.svg": SVG.encode()})
    assert names(gathered().bank.media) == ["x.svg"]


def test_a_written_origin_opens_no_folder(tmp_path: Path) -> None:
    """A bank may claim to come from anywhere; files are looked for only beside what was read."""
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "pic.png").write_bytes(RED)
    origins = (Origin("bank.yaml", 1), Origin(f"{tmp_path}/private/notes.md", 3))
    bank = Bank((Question("a", "![a square](pic.png)", origins=origins),))
    after, problems = media.attach(bank, (Source("bank.yaml", ""),), None)
    assert after.media == ()
    assert [problem.code for problem in problems] == ["missing-media"]
