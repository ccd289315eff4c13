"""Clozes on paper: shown in bold or left blank, and never half of either."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.writers._cloze import _replace, blanked, filled, outlined
from tests.hanging import not_hanging

BLANK = "<u class=blank>&nbsp;</u>"

CASES = {
    "A {{c1::word}} here.": ("A <strong>word</strong> here.", "A _ here."),
    "{{c1::a}} and {{c2::b::hint}}": ("<strong>a</strong> and <strong>b</strong>", "_ and _"),
    "un{{c1::fix}}ed": ("un<strong>fix</strong>ed", "un_ed"),
    "x{{c1::`y`}}z": ("x<strong><code>y</code></strong>z", "x_z"),
    "`SELECT {{c1::DISTINCT}} x`": (
        "<code>SELECT <strong>DISTINCT</strong> x</code>",
        "<code>SELECT _ x</code>",
    ),
    "{{c1::write `{{ x }}` or `a::b` here}}!": (
        "<strong>write <code>{{ x }}</code> or <code>a::b</code> here</strong>!",
        "_!",
    ),
    "{{c1::out {{c2::in}} out}}.": ("<strong>out <strong>in</strong> out</strong>.", "_."),
    "{{c1::a::hint {{c2::deep}} hint}}.": ("<strong>a</strong>.", "_."),
    "{{c1::open to the end": ("<strong>open to the end</strong>", "_"),
    "{{c1::a ` b}} c": ("<strong>a ` b</strong> c", "_ c"),
    "no cloze, }} and :: stay": ("no cloze, }} and :: stay", "no cloze, }} and :: stay"),
}


@pytest.mark.parametrize("markdown", CASES)
def test_filled_and_blanked(markdown: str) -> None:
    shown, hidden = CASES[markdown]
    assert filled(markdown).strip() == f"<p>{shown}</p>"
    assert blanked(markdown).strip() == f"<p>{hidden.replace('_', BLANK)}</p>"


def test_code_blocks_are_filled_and_blanked() -> None:
    text = "```\nSELECT {{c1::secret}};\n```"
    assert "<strong>secret</strong>" in filled(text)
    assert "secret" not in blanked(text)
    assert BLANK in blanked(text)


def test_an_outline_gives_nothing_away() -> None:
    assert outlined("The {{c1::secret}} of `{{c2::other}}`.").split() == ["The", "…", "of", "…."]


def test_markup_is_sanitised_before_the_tags_are_put_in() -> None:
    html = filled("{{c1::<script>alert(1)</script>}} [x](y '{{c2::t}}') \ue000")
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html)
    assert "\ue000" not in html


@example(["{{c1::", "\n", "`", "``"])
@given(st.lists(st.sampled_from(["{{c1::", "}}", "::", "`", "``", "a", " ", "\n", "{", "}", "c1"])))
def test_no_soup_breaks_the_pairs(pieces: list[str]) -> None:
    text = "".join(pieces)
    html = filled(text)
    assert html.count("<strong>") == html.count("</strong>")


@given(st.text(alphabet="xyz `:", max_size=20), st.text(alphabet="abc {}:`*", max_size=20))
def test_a_blank_hides_what_it_holds(before: str, after: str) -> None:
    assert "SECRET" not in blanked(f"{before}{{{{c1::SECRET}}}}{after}")


@pytest.mark.parametrize("piece", ["{{c1::", "{{c1::`", "`" * 3 + "x", "}}", "{{c1::a::b}}"])
def test_long_soup_is_read_in_linear_time(piece: str) -> None:
    with not_hanging():
        _replace(piece * 50_000, blank=False)
