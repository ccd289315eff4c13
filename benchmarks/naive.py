"""The script a user would write instead: a Markdown library, genanki and one page of HTML."""

from __future__ import annotations

import tempfile
from pathlib import Path

import genanki
from markdown_it import MarkdownIt
from weasyprint import HTML


def naive_deck(text: str) -> None:
    """Heading by heading into genanki's basic notes."""
    markdown = MarkdownIt("commonmark").enable("table")
    deck = genanki.Deck(1_700_000_001, "Naive")
    for part in text.split("\n### ")[1:]:
        question, _, answer = part.partition("\n")
        fields = [markdown.renderInline(question), markdown.render(answer)]
        deck.add_note(genanki.Note(model=genanki.BASIC_MODEL, fields=fields))
    with tempfile.TemporaryDirectory() as folder:
        genanki.Package(deck).write_to_file(str(Path(folder, "naive.apkg")))


def naive_pdf(text: str) -> None:
    """The whole file as one page of HTML through WeasyPrint."""
    body = MarkdownIt("commonmark").enable("table").render(text)
    HTML(string=f"<html><body>{body}</body></html>").write_pdf()
