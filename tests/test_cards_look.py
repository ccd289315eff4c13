"""How cards look: two palettes that can be read, and boxes that scroll by themselves."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pytest

from builder.model import Bank, Question
from builder.settings import Settings
from builder.writers._note_types import style
from builder.writers.anki_deck import write
from tests.card_gallery import CLIENTS, MODES, WANTED, write_gallery
from tests.card_pages import VIEWS, write_pages

if TYPE_CHECKING:
    from pathlib import Path

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(")
ON_PAPER = ("ink", "soft", "accent", "right", "keyword", "string", "comment")


def palettes() -> dict[str, dict[str, str]]:
    """The colours by name, for ``day`` and ``night``."""
    blocks = re.findall(r"([^{}]+)\{([^{}]*--paper: #[^{}]*)\}", style())
    colours = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for _, body in blocks]
    assert len(blocks) == 2
    assert ".nightMode" in blocks[1][0]
    assert ".night_mode" in blocks[1][0]
    return dict(zip(("day", "night"), colours, strict=True))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_night_has_every_colour_of_day() -> None:
    assert palettes()["day"].keys() == palettes()["night"].keys()


def test_every_colour_used_is_one_of_the_palette() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", style()))
    assert used == set(palettes()["day"])


def test_colours_stand_in_the_palettes_only() -> None:
    rest = re.sub(r"--[\w-]+: #[0-9a-f]{6};", "", style())
    assert not COLOUR.search(rest)


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize("name", ON_PAPER)
def test_text_can_be_read(time: str, name: str) -> None:
    """At least 4.5 to 1, the AA level of WCAG 2.2 for text of any size."""
    colours = palettes()[time]
    for ground in ("paper", "wash"):
        assert contrast(colours[name], colours[ground]) >= 4.5
    assert contrast(colours["right"], colours["right-wash"]) >= 4.5
    assert contrast(colours["accent"], colours["accent-wash"]) >= 4.5


def test_wide_things_scroll_in_their_own_box() -> None:
    for selector in ("pre", "table"):
        rules = re.findall(rf"^{selector} \{{([^}}]*)\}}", style(), re.MULTILINE)
        assert any("overflow-x: auto" in rule for rule in rules), selector
    assert re.search(r"^img \{ max-width: 100%; height: auto; \}", style(), re.MULTILINE)


def test_phones_have_sizes_of_their_own() -> None:
    assert ".card.mobile {" in style()


def test_a_page_shows_every_view_of_a_card(tmp_path: Path) -> None:
    package = tmp_path / "deck.apkg"
    settings = dataclasses.replace(Settings(), built_at=1_790_000_000)
    package.write_bytes(write(Bank((Question("a", "Why?", "Because."),)), settings).data)
    (page,) = write_pages(package, tmp_path / "pages")
    html = page.read_text(encoding="utf-8")
    assert html.count("<iframe") == 3 * len(VIEWS)
    assert html.count("Because.") == 2 * len(VIEWS)
    assert 'width="360"' in html
    assert (tmp_path / "pages" / "index.html").is_file()


def test_night_weighs_more_than_the_clients_own_night() -> None:
    """AnkiDroid paints ``body.night_mode`` black, which a rule for ``.card`` alone cannot undo."""
    (night,) = re.findall(r"\.card\.nightMode,\s*\.card\.night_mode \{([^}]*)\}", style())
    assert "color: var(--ink);" in night
    assert "background: var(--paper);" in night


def test_the_gallery_has_something_of_everything_without_any_deck(tmp_path: Path) -> None:
    page = write_gallery(tmp_path, []).read_text("utf-8")
    assert [name for name, *_ in WANTED if f"<h2>{name}</h2>" not in page] == []
    assert page.count("<iframe") == len(WANTED) * 3 * len(CLIENTS) * len(MODES)
    assert all(f"#{mode}-{client[0]}" in page for client in CLIENTS for mode, _ in MODES)
    assert list(tmp_path.glob("boxes-*.png"))
