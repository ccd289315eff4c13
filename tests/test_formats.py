"""What the pages of formats show is what is read, example by example."""

from __future__ import annotations

import pytest

from tests.format_examples import FOLDER, INDEX, Example, examples, index, understood

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


def test_every_example_is_in_the_list() -> None:
    assert index() in INDEX.read_text(encoding="utf-8")


def test_there_is_a_page_for_every_family() -> None:
    assert {int(example.number.split(".")[0]) for example in ALL} == set(range(1, 9))
