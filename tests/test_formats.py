"""What the pages of formats show is what is read, example by example."""

from __future__ import annotations

import pytest

from tests.format_examples import FOLDER, Example, examples, understood

PAGES = sorted(FOLDER.glob("*.md"))
ALL = [example for page in PAGES for example in examples(page)]


@pytest.mark.parametrize("example", ALL, ids=lambda e: e.number)
def test_an_example_is_read_as_the_page_says(example: Example) -> None:
    assert understood(example) == example.expected


def test_numbers_count_up_on_every_page() -> None:
    for page in PAGES:
        numbers = [example.number for example in examples(page)]
        family = numbers[0].split(".")[0]
        assert numbers == [f"{family}.{place}" for place in range(1, len(numbers) + 1)]
