"""Tables and code that a column cannot hold are made to fit, and lose nothing."""

from __future__ import annotations

import re

from markupsafe import Markup

from builder.writers._fit import LINES, fit_blocks


def table(rows: list[list[str]]) -> Markup:
    head, *body = rows
    html = "".join(f"<th>{cell}</th>" for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in body)
    return Markup(
        f"<p>before</p><table><thead><tr>{html}</tr></thead>\n<tbody>{lines}</tbody></table>after"
    )


def words(html: str) -> str:
    return re.sub(r"<[^>]*>|[\s·]", "", html)


def test_a_table_that_fits_stays_as_it_is() -> None:
    html = table([["a", "b"], ["some words here", "and there"]])
    assert fit_blocks(html, 20) == html


def test_one_somewhat_too_wide_gets_columns_that_sum_to_the_width() -> None:
    html = fit_blocks(table([["a", "b"], ["x" * 12, "y" * 12]]), 20)
    shares = [float(share) for share in re.findall(r"width:([\d.]+)%", html)]
    assert '<table class="tight"><colgroup>' in html
    assert abs(sum(shares) - 100) < 1
    assert words(html) == words(table([["a", "b"], ["x" * 12, "y" * 12]]))


def test_one_far_too_wide_is_set_row_by_row() -> None:
    rows = [[f"head{n}" for n in range(9)], *([f"cell{n}{m}" for n in range(9)] for m in range(2))]
    html = fit_blocks(table(rows), 20)
    assert "<table" not in html
    assert html.count('<p class="record">') == 2
    assert "<b>head3</b> cell31" in html
    assert words(html).startswith("before")
    assert words(html).endswith("after")


def test_ragged_rows_lose_no_cell() -> None:
    html = fit_blocks(table([["one"], ["a" * 20, "b" * 20, "c" * 20], []]), 20)
    assert all(letter * 20 in html for letter in "abc")


def test_only_long_code_may_be_split() -> None:
    short, long = ('<pre class="code">' + "x\n" * n + "</pre>" for n in (LINES, LINES + 1))
    assert fit_blocks(Markup(short), 20) == short
    assert fit_blocks(Markup(short + long), 20).count('class="code long"') == 1
