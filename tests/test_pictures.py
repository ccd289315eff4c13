"""Which pictures a text shows, and giving them other addresses where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.markup import pictures, with_sources
from tests.hanging import not_hanging

if TYPE_CHECKING:
    from collections.abc import Callable

TO = {"a/b.png": "c.png", "my pic.png": "c.png", "é.png": "c.png"}


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("![words](b.png)", [("b.png", "words")]),
        ("![](my%20pic.png) ![ ](<my pic.png>)", [("my pic.png", ""), ("my pic.png", "")]),
        ("![a *b* `c`](x.png 'title')", [("x.png", "a b c")]),
        ("![r][1]\n\n[1]: x.png", [("x.png", "r")]),
        ('<img width=9 src="x.png" alt="y">', [("x.png", "y")]),
        ("![](beep.mp3)", [("beep.mp3", "")]),
        ("| a |\n|---|\n| ![t](x.png) |", [("x.png", "t")]),
        ("`![no](x.png)` and\n\n    ![no](x.png)\n", []),
        ("```\n![no](x.png)\n<img src=x.png>\n```", []),
        (r"\![no](x.png) and [no](x.png)", []),
        ("![web](https://example.org/x.png) ![web](//example.org/x.png)", []),
        ("![in](data:image/png;base64,AAAA) ![gone](javascript:x.png)", []),
        ("![disk](C:/x.png)", []),
        ("plain", []),
        ("![x](x.png)" + "y" * 200_000, []),
        ("![x](x.png) \ud800", []),
    ],
)
def test_pictures(markdown: str, found: list[tuple[str, str]]) -> None:
    assert [tuple(picture) for picture in pictures(markdown)] == found


@pytest.mark.parametrize(
    ("markdown", "changed"),
    [
        ("![words](a/b.png)", "![words](c.png)"),
        ("![w](a/b.png) `![w](a/b.png)`", "![w](c.png) `![w](a/b.png)`"),
        ("    ![w](a/b.png)\n\n![w](a/b.png)", "    ![w](a/b.png)\n\n![w](c.png)"),
        ("é ![w](a/b.png) é ![w](%C3%A9.png)", "é ![w](c.png) é ![w](c.png)"),
        ('![w](a/b.png "a \\" b")', '![w](c.png "a \\" b")'),
        ("![a\nb](<my pic.png>)", "![a b](c.png)"),
        ("![x [y](a/b.png)](a/b.png)", "![x y](c.png)"),
        ("[![w](a/b.png)](https://example.org)", "[![w](c.png)](https://example.org)"),
        (r"![a \] \* \| b](a/b.png)", r"![a \] \* \| b](c.png)"),
        ("![r][1]\n\n[1]: a/b.png", "![r](c.png)\n\n[1]: a/b.png"),
        ("> - ![w](a/b.png)\n> - other", "> - ![w](c.png)\n> - other"),
        (
            "| a \\| ![t](a/b.png) | ![u](a/b.png) |\n|---|---|\n| 1 | `![t](a/b.png)` |",
            "| a \\| ![t](c.png) | ![u](c.png) |\n|---|---|\n| 1 | `![t](a/b.png)` |",
        ),
        ('<img src="a/b.png" width=3 alt="x">', '<img src="c.png" alt="x">'),
        (
            "`<img src=a/b.png>` &lt;img <IMG SRC='a/b.png'>",
            '`<img src=a/b.png>` &lt;img <img src="c.png" alt="">',
        ),
        ("![w](other.png) [a](a/b.png) a/b.png", "![w](other.png) [a](a/b.png) a/b.png"),
        ("costs $5 ![w](a/b.png) or $6", "costs $5 ![w](c.png) or $6"),
        ("{{c1::![w](a/b.png)::hint}}", "{{c1::![w](c.png)::hint}}"),
        ("![{{c1::w}} <b>](a/b.png)", r"![{{c1::w}} \<b\>](c.png)"),
        ("a\r\nb ![w](a/b.png)\rc", "a\r\nb ![w](c.png)\rc"),
    ],
)
def test_with_sources(markdown: str, changed: str) -> None:
    assert with_sources(markdown, TO) == changed


def test_an_awkward_name_is_written_so_that_it_reads() -> None:
    changed = with_sources("![w](a.png)", {"a.png": "b (1).png"})
    assert [picture.source for picture in pictures(changed)] == ["b (1).png"]


SIGNS = [
    "`",
    "|",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "![",
    "é",
    "$",
    "<",
    ">",
    "&lt;",
    "*",
    "x",
    "<img",
    '"',
    "|---|",
]
SPACES = ["<img ", "|---|\n", "\n", "\n\n", "    ", "\t", "\r", "- ", "> ", " "]
PIECES = st.sampled_from(["![w](a/b.png)", "<img src=a/b.png>", *SIGNS, *SPACES])


@given(st.lists(PIECES, max_size=25).map("".join))
def test_all_pictures_change_or_none(markdown: str) -> None:
    before = [picture.source for picture in pictures(markdown)]
    after = [picture.source for picture in pictures(with_sources(markdown, TO))]
    assert after in (before, [TO.get(source, source) for source in before])


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "![a](a/b.png)" * n,
        lambda n: "![a](a/b.png)\n" * n,
        lambda n: "<img src=a/b.png>" * n,
        lambda n: "<img " * n + "![a](a/b.png)",
        lambda n: '<img src="' * n + "![a](a/b.png)",
        lambda n: "![" * n + "![a](a/b.png)" + "](x)" * n,
        lambda n: "| \\| ![a](a/b.png) " * n + "|\n" + "|---" * n + "|",
        lambda n: "`" * n + "![a](a/b.png)",
    ],
)
def test_the_time_grows_with_the_length(make: Callable[[int], str]) -> None:
    with not_hanging():
        with_sources(make(8_000), TO)
