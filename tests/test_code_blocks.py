"""Every block of code of the shipped bank is what its fence says: it runs, or it parses."""

from __future__ import annotations

import pytest

from tests.code_blocks import ROOT, Block, blocks, check

ALL = list(blocks(ROOT / "content/bank"))


@pytest.mark.parametrize("block", ALL, ids=lambda block: block.name)
def test_a_block_runs_or_parses(block: Block) -> None:
    check(block)


@pytest.mark.parametrize(
    ("info", "code"),
    [
        ("python", "print(1 / 0)"),
        ("js", "function ("),
        ("sh", "if true; then"),
        ("sql", "SELECT a FROM nowhere"),
        ("sql postgresql", "SELECT FROM WHERE (("),
        ("json", "{'a': 1}"),
        ("yaml", "a: [1"),
        ("toml", "a ="),
        ("xml", "<a>"),
        ("ini", "only words"),
        ("dockerfile", "FROM python:3.13\nINSTALL curl"),
        ("http", "GET /a HTTP/1.1\nno header"),
        ("python", "# fails: it does not\nprint(1)"),
    ],
)
def test_what_is_wrong_is_found(info: str, code: str) -> None:
    with pytest.raises(AssertionError):
        check(Block("example", 1, info, code))


def test_a_block_that_says_it_fails_may() -> None:
    assert check(Block("example", 1, "python", "# fails: nothing is divided by zero\n1 / 0"))
