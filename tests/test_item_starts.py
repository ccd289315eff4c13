"""Where items begin, found by rule, is where CommonMark says that they begin."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builder.readers._outlines.item_starts import item_starts

_LINES = (
    *("- a", "- b c", "* x", "1. a", "2. b", "10) z", "- **b**", "- a | b", "- 1. x", "- `c`"),
    *("  - n", "   1. k", "    code", "  ```", "```", "  # h", "  > q", "  --|--", "   ---"),
    *("", "   ", "text", "   text", "---", "  <b>", "   - - - k", "\u00a0", "  \u00a0"),
)


def _parsed(text: str) -> list[int]:
    tokens = MarkdownIt("commonmark").enable("table").disable(["inline"]).parse(text)
    items = (token for token in tokens if token.type == "list_item_open" and token.level == 1)
    return [token.map[0] for token in items if token.map]


@given(st.lists(st.sampled_from(_LINES), min_size=1, max_size=9))
def test_items_begin_where_the_library_says(lines: list[str]) -> None:
    text = "\n".join(lines).rstrip()
    assert item_starts(text) in (None, _parsed(text))


def test_ordinary_lists_need_no_parsing() -> None:
    for marker, inside in product(("- ", "1. ", "12) "), ("more", "- deeper", "```\n\n```", "> q")):
        below = "\n".join(" " * len(marker) + line for line in inside.split("\n"))
        assert item_starts(f"{marker}one\n{below}\n\n{marker}two") == [0, 3 + inside.count("\n")]


def test_lists_in_doubt_are_left_to_the_library() -> None:
    for text in ("- a\nlazy", "- a\n* b", "-\ta", "- a | b\n  --|--", "- <details>", "  - set in"):
        assert item_starts(text) is None
