"""Texts too large, too deep or too wide are refused; heavy ones take linear time."""

from __future__ import annotations

import re

import pytest

from builder.errors import RenderError
from builder.markup import limits, to_html, to_text

TOO_MUCH = {
    "size": ("a" * 200_001, "200,001 bytes; at most 200,000"),
    "size in bytes": ("é" * 100_001, "200,002 bytes; at most 200,000"),
    "half a character": ("\ud800", "half of a character"),
    "elements": ("<div>" * 200 + "</div>" * 200, "nested more than 32 deep"),
    "very many elements": ("<b>" * 20_000 + "</b>" * 20_000, "nested more than 32 deep"),
    "quotes": ("> " * 33 + "a", "nested more than 32 deep"),
    "lists": ("\n".join("  " * depth + "- a" for depth in range(33)), "nested more than 32 deep"),
    "loose ends": ("<ul><dl>" + "<li><dd>" * 200 + "</dl></ul>", "nested more than 32 deep"),
    "tables": ("<table><tr><td>" * 5 + "</table>" * 5, "tables nested more than 4 deep"),
    "columns": ("<table><tr><td colspan=100000>a</table>", "colspan of 100,000; at most 20"),
    "rows": ("<table><tr><td rowspan='21'>a</table>", "rowspan of 21; at most 20"),
    "items": ("- a\n" * 20_000, "more than 2,000 list items"),
    "items of HTML": ("<ul>" + "<li>" * 20_000 + "</ul>", "more than 2,000 list items"),
    "lines": ("```\n" + "a\n" * 2_001 + "```", "more than 2,000 lines of code"),
    "cells": ("|" + "a|" * 99 + "\n|" + "-|" * 99 + "\n" + "|a|\n" * 99, "5,000 table cells"),
    "wide cells": ("<table><tr>" + "<td colspan=20 rowspan=20>" * 13 + "</table>", "table cells"),
    "paragraphs": ("a\n\n" * 5_001, "more than 5,000 paragraphs"),
}


@pytest.mark.parametrize(("markdown", "message"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_a_text_beyond_a_limit_is_refused(markdown: str, message: str) -> None:
    (found,) = limits(markdown)
    assert message in found
    with pytest.raises(RenderError, match=re.escape(message)):
        to_html(markdown)


def test_a_text_within_the_limits_is_not() -> None:
    within = ["> " * 32 + "a", "- a\n" * 2_000, "```\n" + "a\n" * 2_000 + "```", "a" * 200_000]
    within += ["<table><tr><td colspan=20>a</table>", "<table><tr><td>" * 4 + "</table>" * 4]
    assert [limits(text) for text in within] == [()] * len(within)


# What a naive renderer takes minutes or all memory for; here none takes a second.
HEAVY = {
    "brackets": "[" * 200_000,
    "stars": "*a " * 66_000,
    "backticks": "".join("`" * length + " " for length in range(1, 620)),
    "angle brackets": "<" * 200_000,
    "open values": '<a b="' * 33_000,
    "comments": "<!--" * 50_000,
    "attributes": "<b " + " ".join(f"a{number}" for number in range(28_000)) + ">x</b>",
    "misnested": "<p><b title=x></p>" * 10_000 + "</b>" * 4_000,
    "hidden ends": "".join(f"<b title={n}><table></b></table>" for n in range(5_000)),
    "ends": "</b>" * 50_000,
    "divisions": "<div>" * 40_000,
    "dollars": "$a " * 66_000,
}


@pytest.mark.parametrize("markdown", HEAVY.values(), ids=HEAVY)
def test_a_heavy_text_is_rendered_or_refused(markdown: str) -> None:
    if not limits(markdown):
        assert len(to_html(markdown)) < 10 * len(markdown)
        to_text(markdown)
