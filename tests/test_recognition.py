"""No source is claimed by two readers, whatever is put together."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Source
from builder.readers import READERS
from tests.format_examples import FOLDER, examples
from tests.hanging import not_hanging

# Beginnings of files as each format has them, and lines that belong to one or to several.
STARTS = (
    *("", "\n\n", "---\n", "+++\n", "# Title\n", "<!doctype html>\n", "<p>x</p>\n", "<details>\n"),
    *('<?xml version="1.0"?>\n', "<!-- saved from url=(0014)about:internet -->\n", "#+TITLE: x\n"),
    *(
        "topic: x\n",
        "questions:\n",
        "{",
        "[",
        "[{",
        "[[",
        "[![badge](x)](y)\n",
        "question,answer\n",
    ),
    *("question\tanswer\n", "%YAML 1.2\n", "<rss>\n", '<div align="center">\n', "* Star\n"),
    *("import X from 'x'\n", "#separator:tab\n", "Q1. What?\n", "1. What?\n"),
)
LINES = (
    *("# a comment", "## Heading", "* a", "** b", "*** TODO c :tag:", "- a", "- b?", "- id: x"),
    *(
        "questions:",
        "topic: x",
        "title: What is it?",
        "---",
        "+++",
        "...",
        "```",
        "~~~",
        "**bold**",
    ),
    *(":PROPERTIES:", ":END:", "#+begin_src sh", "#+end_src", "#+TODO: A | B", "Q1. What is a?"),
    *("Q2. What is b?", "A: It.", "<h2>What?</h2>", "<p>text", "</div>", "</p>", "<pre># x</pre>"),
    *("[a](b)", "[[a]]", "a,b", '"a","b"', "a\tb", '{"content": {"rendered": "x"}}', "| a | b |"),
    *("|---|---|", "<item>", "wordpress.org/export/1.2/", "\ttab", "", "text", '"questions": []'),
)
NAMES = (
    "a.md",
    "a.org",
    "a.txt",
    "a.html",
    "a.xml",
    "a.yaml",
    "a.json",
    "a.csv",
    "a.tsv",
    "<stdin>",
)
PAGES = [e for page in sorted(FOLDER.glob("*.md")) for e in examples(page)]


def claims(source: Source) -> list[str]:
    return [reader.name for reader in READERS if reader.recognises(source)]


@pytest.mark.parametrize("start", STARTS)
def test_every_beginning_before_every_line_has_one_reader_at_most(start: str) -> None:
    for line, name in product(LINES, NAMES):
        assert len(claims(Source(name, f"{start}{line}\n"))) <= 1, (start, line, name)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(STARTS), st.lists(st.sampled_from(LINES), max_size=8), st.sampled_from(NAMES)
)
def test_any_mixture_has_one_reader_at_most(start: str, lines: list[str], name: str) -> None:
    assert len(claims(Source(name, start + "\n".join(lines)))) <= 1


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="#*-+:<>[]{}|=~_`\"',?! \n\tQaq1.", max_size=120), st.sampled_from(NAMES))
def test_any_text_has_one_reader_at_most(text: str, name: str) -> None:
    assert len(claims(Source(name, text))) <= 1


@pytest.mark.parametrize("example", PAGES, ids=lambda e: e.number)
def test_every_example_has_one_reader(example: object) -> None:
    for source in example.sources:  # type: ignore[attr-defined] # an Example
        assert len(claims(source)) == 1, source.path


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ('<h1 align="center">Bank</h1>\n\n## What is a buoy?\n\nA mark.\n', "markdown"),
        ("[![Build](x.svg)](y)\n\n# Bank\n\n## What is a buoy?\n\nA mark.\n", "markdown"),
        ("---\ntopic: Sea\ntitle: What is a buoy?\n---\nA mark.\n", "markdown"),
        ("---\ntopic: Sea\nquestions:\n  - id: buoy\n    question: What is a buoy?\n", "bank"),
        ("<h2>What is a buoy?</h2>\n<p>A mark.</p>\n<pre># make buoy</pre>\n", "html"),
        ("<?xml version='1.0'?>\n<!DOCTYPE html>\n<html><body><p>x</p></body></html>", "html"),
        ("* What is a buoy?\n** Answer\nA mark.\n", "org"),
        ("* one\n* two\n\n**Q1:** What is a buoy?\n", "markdown"),
        ("<?xml version='1.0'?>\n<project><a/></project>", "wxr"),
    ],
)
def test_what_looks_like_two_formats_belongs_to_one(text: str, reader: str) -> None:
    assert claims(Source("x", text)) == [reader]


def test_a_file_of_stars_is_org_when_its_name_says_so() -> None:
    text = "* What is a buoy?\nA mark.\n* What is a log?\nA speedometer.\n"
    assert claims(Source("x.org", text)) == ["org"]
    assert claims(Source("x.txt", text)) == ["text"]


@pytest.mark.parametrize(
    "start", ["\n", "<!-- ", "---\na:\n", "# \n", "{", "[", "<", "* ", "- a: "]
)
def test_recognition_takes_linear_time(start: str) -> None:
    with not_hanging():
        claims(Source("x", start * (2_000_000 // len(start))))
