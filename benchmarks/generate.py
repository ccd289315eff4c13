"""Banks of any size to time things with: the same number gives the same text.

Answers have 60 to 150 words; one in four has code, one in five a table, as real banks have.
"""

from __future__ import annotations

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


def _sentences(chance: random.Random) -> str:
    left, sentences = chance.randint(60, 150), []
    while left > 0:
        length = min(left, chance.randint(8, 20))
        sentences.append(f"{_words(chance, length).capitalize()}.")
        left -= length
    return " ".join(sentences)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count))
