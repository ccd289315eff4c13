"""Banks of any size to time things with: the same number gives the same text.

Answers have 60 to 150 words; one in four has code, one in five a table, as real banks have.
"""

from __future__ import annotations

import csv
import html
import io
import json
import random

FILLER = """
index scan row page lock queue node shard leader log commit replica cache token header retry batch
stream worker thread request response client server schema column key value window buffer heap stack
frame packet socket session cookie cursor offset partition consumer topic the a of to in and that
with from when each its one two slow fast cold warm old new
"""
WORDS = FILLER.split()
CODE = """```python
def fetch(connection, key, default=None):
    # one round trip, no surprises
    row = connection.execute("SELECT value FROM items WHERE key = ?", (key,)).fetchone()
    return row[0] if row else default
```"""
TABLE = """| choice | reads | writes |
|---|---|---|
| row store | one row at a time | cheap |
| column store | few columns, many rows | in batches |"""


def markdown_bank(count: int) -> str:
    """A Markdown bank of ``count`` numbered questions, forty a topic."""
    chance = random.Random(20_260_101)
    lines = ["# A generated bank", ""]
    for number in range(1, count + 1):
        if number % 40 == 1:
            lines += [f"## Topic {number // 40 + 1}", ""]
        lines += [f"### {number}. What does part {number} do with {_words(chance, 6)}?", ""]
        lines += [_sentences(chance), ""]
        if number % 4 == 0:
            lines += [CODE, ""]
        if number % 5 == 0:
            lines += [TABLE, ""]
    return "\n".join(lines)


def csv_bank(count: int) -> str:
    """The same questions as a table with a column of Markdown."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Topic", "Question", "Answer", "Difficulty"])
    for number, (question, answer) in enumerate(_pairs(count), start=1):
        writer.writerow([f"Topic {number // 40 + 1}", question, answer, "easy"])
    return file.getvalue()


def json_bank(count: int) -> str:
    """The same questions as a list of records."""
    pairs = [{"question": question, "answer": answer} for question, answer in _pairs(count)]
    return json.dumps(pairs, indent=1)


def html_bank(count: int) -> str:
    """The same questions as a saved page."""
    lines = ["<!DOCTYPE html>", "<html><head><title>A bank</title></head><body><article>"]
    for question, answer in _pairs(count):
        paragraphs = (f"<p>{html.escape(part)}</p>" for part in answer.split("\n\n"))
        lines += [f"<h3>{html.escape(question)}</h3>", *paragraphs]
    return "\n".join([*lines, "</article></body></html>"])


def asked_twice(count: int) -> str:
    """Subjects of two words, each asked about in two ways: half as many questions as entries."""
    chance = random.Random(20_260_102)
    ways = (
        ("What is {}?", "Explain {} in your own words."),
        ("Why is {} needed?", "Why do we need {}?"),
    )
    lines = ["# A bank asked twice", ""]
    for number in range(count // 2):
        subject = f"{chance.choice(WORDS)} {_name(chance)} {_name(chance)}"
        for way in ways[number % 2]:
            lines += [f"## {way.format(subject)}", "", _sentences(chance), ""]
    return "\n".join(lines)


def _pairs(count: int) -> list[tuple[str, str]]:
    """The questions of ``markdown_bank`` and their answers."""
    parts = markdown_bank(count).split("\n### ")[1:]
    found = []
    for part in parts:
        title, _, answer = part.partition("\n")
        found.append((title.partition(". ")[2], answer.partition("\n## ")[0].strip()))
    return found


def _name(chance: random.Random) -> str:
    """A made-up noun: banks are full of names that stand in no dictionary."""
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))


def _sentences(chance: random.Random) -> str:
    left, sentences = chance.randint(60, 150), []
    while left > 0:
        length = min(left, chance.randint(8, 20))
        sentences.append(f"{_words(chance, length).capitalize()}.")
        left -= length
    return " ".join(sentences)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))
