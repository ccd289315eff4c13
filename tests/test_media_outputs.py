"""Pictures and sounds in the deck, in the real Anki, and on paper."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection

from builder import ledger
from builder.model import Bank, Choice, Kind, Ledger, Media, Question, Stamp
from builder.settings import Settings
from builder.writers import anki_deck, cheat_sheet, handout, packet
from builder.writers._media import PREFIX, packed_names
from builder.writers._pdf import render_pdf
from builder.writers._pdf_child import fetcher
from tests.card_pages import import_deck
from tests.media_samples import MP3, SVG, picture
from tests.print_samples import read, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pypdf import PageObject

    from builder.model import Artifact

SETTINGS = Settings(name="rail", title="Rail", deck="Rail", tag="rail", built_at=1_790_000_000)
MEDIA = (
    Media("Red disc.png", picture("red", (40, 30))),
    Media("bell.mp3", MP3),
    Media("path.svg", SVG.encode()),
    Media("unused.png", picture("blue")),
)
QUESTIONS = (
    Question("disc", "What is ![a disc](<Red disc.png>)?", "A ![](bell.mp3) and ![x](gone.png)."),
    Question("only", "![a \"path\" > x](path.svg 'a title')", "A path."),
    Question("hidden", "It is {{c1::![disc](<Red disc.png>)}} ![](bell.mp3)", kind=Kind.CLOZE),
    Question(
        "choice",
        "Which?",
        kind=Kind.CHOICE,
        choices=(Choice("![d](<Red disc.png>)", correct=True), Choice("b", why="![](bell.mp3)")),
    ),
)
BANK = Bank(QUESTIONS, MEDIA)
NAMES = packed_names(MEDIA)


def members(artifact: Artifact) -> tuple[dict[str, str], dict[str, bytes]]:
    """The map of the media of a package, and its numbered members."""
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as archive:
        numbered = {name: archive.read(name) for name in archive.namelist() if name.isdigit()}
        assert len(archive.namelist()) == len(set(archive.namelist())) == len(numbered) + 2
        return json.loads(archive.read("media")), numbered


def test_names_in_a_package_are_plain_and_of_the_bytes() -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+-[0-9a-f]{8}\.[a-z0-9]+", name) for name in NAMES.values())
    assert NAMES["Red disc.png"].startswith("red-disc-")
    (again,) = packed_names([Media(NAMES["bell.mp3"], MP3)]).values()
    assert again == NAMES["bell.mp3"], "a deck read back keeps its names"
    (nameless,) = packed_names([Media("…….png", b"x")]).values()
    assert nameless.startswith("media-")
    (long,) = packed_names([Media("_" + "x" * 300 + ".PNG", b"x")]).values()
    assert len(long) < 60
    assert long.startswith("x")


def test_the_package_holds_what_is_shown_once_and_nothing_else() -> None:
    artifact = anki_deck.write(BANK, SETTINGS)
    named, numbered = members(artifact)
    files = {NAMES[file.name]: file.data for file in MEDIA}
    assert set(named.values()) == set(files) - {NAMES["unused.png"]}
    assert {named[number]: data for number, data in numbered.items()} == {
        name: files[name] for name in named.values()
    }
    assert artifact.data == anki_deck.write(BANK, SETTINGS).data


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(str(tmp_path / "collection.anki2"))


def notes(collection: Collection) -> dict[str, dict[str, str]]:
    found = (collection.get_note(note_id) for note_id in collection.find_notes(""))
    return {note["Id"]: dict(note.items()) for note in found}


def brought(
    collection: Collection, bank: Bank, folder: Path, at: int = 0, known: tuple[Stamp, ...] = ()
) -> Artifact:
    """Build a deck and import it by the default dialog."""
    settings = replace(SETTINGS, built_at=SETTINGS.built_at + at, ledger=Ledger(known))
    artifact = anki_deck.write(bank, settings)
    (folder / "deck.apkg").write_bytes(artifact.data)
    import_deck(collection, folder / "deck.apkg")
    return artifact


def test_files_arrive_in_anki_and_none_is_missing_or_unused(
    collection: Collection, tmp_path: Path
) -> None:
    brought(collection, BANK, tmp_path)
    checked = collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    fields = notes(collection)
    disc, bell = NAMES["Red disc.png"], f"[sound:{NAMES['bell.mp3']}]"
    assert f'<img src="{disc}" alt="a disc">' in fields["disc"]["Question"]
    assert fields["disc"]["Short answer"] == f"<p>A {bell} and <em>[x]</em>.</p>"
    assert fields["hidden"]["Text"] == (
        f'<p>It is {{{{c1::<img src="{disc}" alt="disc">}}}} {bell}</p>'
    )
    assert bell in fields["choice"]["Right"]
    assert fields["only"]["Question"] == (
        f'<p><img src="{NAMES["path.svg"]}" alt="a &quot;path&quot; &gt; x" title="a title"></p>'
    )
    for card_id in collection.find_cards("bell"):
        card = collection.get_card(card_id)
        assert card.question_av_tags() or card.answer_av_tags()
    assert collection.card_count() == 4
    assert not collection.get_empty_cards().notes
    collection.close()


def test_a_changed_picture_updates_its_notes_and_no_other(
    collection: Collection, tmp_path: Path
) -> None:
    first = brought(collection, BANK, tmp_path)
    before = notes(collection)
    again = Media("Red disc.png", picture("green", (40, 30)))
    changed = replace(BANK, media=(again, *MEDIA[1:]))
    second = brought(collection, changed, tmp_path, at=60, known=first.stamps)
    after = notes(collection)
    assert {name for name in after if after[name] != before[name]} == {"disc", "hidden", "choice"}
    (name,) = packed_names([again]).values()
    assert f'src="{name}"' in after["disc"]["Question"]
    assert (tmp_path / "collection.media" / name).read_bytes() == again.data
    times = {stamp.id: stamp.changed for stamp in second.stamps if stamp.kind != ledger.NOTE_TYPE}
    assert {name for name, time in times.items() if time > SETTINGS.built_at} == {
        "disc",
        "hidden",
        "choice",
    }
    collection.close()


@pytest.mark.parametrize(
    "text",
    [
        "[sound:bell.mp3]",
        "`[sound:bell.mp3]`",
        "![[sound:bell.mp3]](<Red disc.png>)",
        "![x](<Red disc.png> '[sound:bell.mp3]')",
        f"[sound:{NAMES['bell.mp3']}]",
        f"![x]({NAMES['bell.mp3']})",
        f"![x]({NAMES['Red disc.png']})",
        '<img src="bell.mp3" onerror="x" alt="[sound:x.mp3]">',
    ],
)
def test_nothing_an_author_types_plays_but_a_file_of_the_bank(text: str) -> None:
    bank = Bank((Question("a", "Why?", text),), MEDIA)
    named, _ = members(anki_deck.write(bank, SETTINGS))
    plain = Bank((Question("a", "Why?", text),), ())
    sounds = re.findall(rb"\[sound:[^\]]*\]", database(anki_deck.write(bank, SETTINGS)))
    assert sounds == ([f"[sound:{NAMES['bell.mp3']}]".encode()] if "src=" in text else [])
    assert len(named) == (1 if "Red disc.png" in text or "src=" in text else 0)
    assert b"[sound:" not in database(anki_deck.write(plain, SETTINGS))


def database(artifact: Artifact) -> bytes:
    with zipfile.ZipFile(io.BytesIO(artifact.data)) as archive:
        return archive.read("collection.anki2")


WRITERS: dict[str, Callable[[Bank, Settings], Artifact]] = {
    "cheatsheet": cheat_sheet.write,
    "packet": packet.write,
    "handout": handout.write,
}


@pytest.mark.parametrize("output", WRITERS)
def test_pictures_are_on_paper(output: str) -> None:
    artifact = WRITERS[output](BANK, SETTINGS)
    images = {
        (image.image.size, image.image.convert("RGB").getpixel((5, 5)))
        for page in read(artifact).pages
        for image in page.images
        if image.image
    }
    assert images == {((40, 30), (255, 0, 0))}
    assert artifact.data == WRITERS[output](BANK, SETTINGS).data
    text = text_of(artifact)
    assert "(sound)" in text
    assert ("[x]" in text) == (output != "handout")


def test_the_handout_shows_pictures_of_questions_only() -> None:
    bank = Bank((Question("a", "Why?", "![a](<Red disc.png>)"),), MEDIA)
    assert not [
        image for page in read(handout.write(bank, SETTINGS)).pages for image in page.images
    ]


@pytest.mark.parametrize("size", [(4_000, 200), (200, 4_000)])
@pytest.mark.parametrize("output", WRITERS)
def test_a_picture_fits_its_column_and_its_page(output: str, size: tuple[int, int]) -> None:
    media = (Media("a.png", picture("red", size)),)
    bank = Bank((Question("a", "![a](a.png)", "![a](a.png)"),), media)
    found = [
        (width / float(page.mediabox.width), height / float(page.mediabox.height))
        for page in read(WRITERS[output](bank, SETTINGS)).pages
        for width, height in placed(page)
    ]
    assert len(found) == (1 if output == "handout" else 2)
    assert all(width < 0.72 and height < 0.5 for width, height in found)


def placed(page: PageObject) -> list[tuple[float, float]]:
    """Width and height in points of every image of a page."""
    contents = page.get_contents()
    assert contents is not None
    found = re.findall(rb"([\d.]+) 0 0 (-?[\d.]+) [-\d. ]+ cm\s*/\w+ Do", contents.get_data())
    return [(float(width) * 0.75, abs(float(height)) * 0.75) for width, height in found]


def test_each_picture_is_handed_over_once_and_only_if_shown() -> None:
    picked = {f"{PREFIX}a.png": picture("red"), f"{PREFIX}b.png": bytes(1_000_000)}
    page = f'<!doctype html><html lang="en"><title>x</title><img src="{PREFIX}a.png" alt="a">'
    one = render_pdf(page, "packet", 0, pictures=picked)
    many = render_pdf(page + page[-40:] * 50, "packet", 0, pictures=picked)
    assert len(one.data) < 100_000
    assert many.data.count(b"/Subtype /Image") == one.data.count(b"/Subtype /Image") == 1


def test_the_fetcher_serves_what_it_was_handed_and_nothing_near_it() -> None:
    handed = fetcher(pictures={"media:a.png": ("image/png", b"x")})
    assert handed.fetch("media:a.png").read() == b"x"
    for url in ("media:b.png", "media:../a.png", "MEDIA:a.png", "file:a.png", "media:"):
        with pytest.raises(ValueError, match="not fetched"):
            handed.fetch(url)
