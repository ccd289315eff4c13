"""Show all kinds of cards on one page, the way the clients of Anki draw them.

    python -m tests.card_gallery FOLDER [DECK.apkg]...

FOLDER gets ``index.html``: for each kind of card, and for each thing that is hard to draw, the card
that has most of it, from the decks and from samples; front, back and unfolded, by day and by night,
on the desktop, on AnkiDroid and on AnkiMobile. ``#night-android`` shows one mode and client only.
Mathematics stays as it is written: MathJax comes with Anki.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from anki.collection import Collection

from builder.model import Bank, Choice, Kind, Media, Question, Reference
from builder.settings import Settings
from builder.writers.anki_deck import write
from tests.card_pages import REVIEWER, import_deck
from tests.media_samples import MP3, picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from anki.cards import CardId
    from anki.template import TemplateRenderOutput

_DROID = "body { margin: 0 0 30px; } #qa { margin: 0.5em; } .chrome img { max-height: 90%; }"
# Client: name, classes, width in CSS pixels, and what it adds of its own to a page.
CLIENTS = (
    ("desktop", "isLin", 720, ""),
    ("android", "android mobile chrome", 393, _DROID),
    ("iphone", "iphone mobile", 390, "body { margin: 0; } #qa { margin: 8px; }"),
)
MODES = (("day", ""), ("night", "nightMode night_mode"))
_NIGHT = "body.nightMode { color: white; background-color: black; }"
_PLAY = re.compile(r"\[anki:play:[qa]:\d+\]")
_BUTTON = (
    '<a class="replay-button soundLink" href="#"><svg class="playImage" viewBox="0 0 64 64">'
    '<circle cx="32" cy="32" r="29"/><path d="M56.5,32.3l-37.5,20.1l0.3,-40.8l37.2,20.7Z"/></svg>'
    "</a>"
)
_BUTTON_STYLE = """
.replay-button { text-decoration: none; display: inline-flex; vertical-align: middle; margin: 3px; }
.replay-button svg { width: 40px; height: 40px; }
.replay-button svg circle { fill: #fff; stroke: #414141; }
.replay-button svg path { fill: #414141; }
"""

_LONG_CODE = """\
```python
def throttle(bucket: Bucket, now: float, cost: int = 1) -> Decision:  # one call a request
    bucket.tokens = min(bucket.capacity, bucket.tokens + (now - bucket.at) * bucket.rate)
    if bucket.tokens < cost:
        return Decision("wait", seconds=(cost - bucket.tokens) / bucket.rate)
    return Decision("go")
```
"""
_WIDE_TABLE = """\
| level | dirty read | non-repeatable read | phantom | lost update | write skew | used by |
|---|---|---|---|---|---|---|
| read committed | no | yes | yes | yes | yes | PostgreSQL, Oracle |
| repeatable read | no | no | engine-dependent | engine-dependent | yes | MySQL |
| serializable | no | no | no | no | no | `SERIALIZABLE` in the standard |
"""
SAMPLES = Bank(
    (
        Question(
            "sample-reverse",
            "What is the status code of a request that should be sent again later?",
            "`429 Too Many Requests`, or `503 Service Unavailable` with `Retry-After`.",
            reverse=True,
            topic="HTTP",
            level="junior",
        ),
        Question(
            "sample-code",
            "What does this limiter do when a caller was silent for an hour?\n\n" + _LONG_CODE,
            "It allows a burst of `capacity` requests, and then `rate` a second.",
            "The `min` caps what silence can earn.\n\n" + _LONG_CODE,
            topic="Rate limiting",
            level="senior",
        ),
        Question(
            "sample-table",
            "Which anomalies does each isolation level permit?",
            "Every level up forbids one more; only *serializable* forbids write skew.",
            _WIDE_TABLE,
            (
                "> A level is a promise.",
                "1. Read\n2. Write\n   - check\n3. Commit",
            ),
            topic="Transactions",
            level="mid",
            references=(
                Reference("A Critique of ANSI SQL Isolation Levels", "https://example.org/"),
            ),
        ),
        Question(
            "sample-mathematics",
            "How likely is a clash among $n$ random identifiers of $b$ bits?",
            "About $n^2 / 2^{b+1}$, while that is small.",
            "The birthday bound:\n\n$$p \\approx 1 - e^{-n^2/2^{b+1}}$$\n\nIt costs $5, not $x$.",
            topic="Identifiers",
        ),
        Question(
            "sample-picture",
            "What does this diagram leave out?\n\n![Two boxes and an arrow](boxes.png)",
            "The reply.\n\n![said aloud](reply.mp3)",
            topic="Diagrams",
        ),
        Question(
            "sample-choice",
            "Which of these may be retried without a second thought?",
            kind=Kind.CHOICE,
            choices=(
                Choice(
                    "`POST /orders`", why="A second order.\n\n```http\nPOST /orders HTTP/1.1\n```"
                ),
                Choice("`PUT /orders/7`", correct=True, why="The same state, however often."),
                Choice("`DELETE /orders/7`", correct=True, why="Gone is gone."),
            ),
            topic="HTTP",
        ),
        Question(
            "sample-cloze",
            "A {{c1::`std::vector`}} grows by a {{c2::constant factor::how?}}, so that "
            "{{c3::$n$ appends}} cost $O(n)$.",
            answer="Hence *amortised* constant time.",
            kind=Kind.CLOZE,
            topic="Data structures",
        ),
        Question("sample-unanswered", "What has nobody answered yet?"),
    ),
    (Media("boxes.png", picture("steelblue", (520, 180))), Media("reply.mp3", MP3)),
)
_SETTINGS = Settings(name="samples", title="Samples", deck="Samples")


def _count(pattern: str) -> Callable[[str], int]:
    return lambda html: len(re.findall(pattern, html))


def _widest_table(html: str) -> int:
    rows = re.findall(r"<tr>.*?</tr>", html, re.DOTALL)
    return max((len(re.findall("<t[hd]", row)) for row in rows), default=0)


# What is shown: its name, the note type it must have, and how much of it a card has.
WANTED: tuple[tuple[str, str, int, Callable[[str], int]], ...] = (
    ("recall", "Deckpress Recall", 0, lambda html: 10_000 - abs(2_500 - len(html))),
    ("reverse", "Deckpress Recall", 1, len),
    ("cloze", "Deckpress Cloze", 0, len),
    ("choice", "Deckpress Choice", 0, len),
    ("choice with several right", "Deckpress Choice", 0, _count('class="option right"')),
    ("code", "Deckpress Recall", 0, _count("<pre")),
    ("long lines of code", "Deckpress Recall", 0, _count("throttle")),
    ("wide table", "Deckpress Recall", 0, _widest_table),
    ("long answer", "Deckpress Recall", 0, len),
    ("mathematics", "Deckpress Recall", 0, _count(r"\\[(\[]")),
    ("picture and sound", "Deckpress Recall", 0, _count("<img|anki:play")),
    ("no answer yet", "Deckpress Recall", 0, _count('class="none"')),
)


def chosen(collection: Collection) -> Iterator[tuple[str, CardId]]:
    """The card to show for each thing that is wanted, where there is one."""
    cards = [collection.get_card(card) for card in collection.find_cards("")]
    drawn = [(card, card.note_type()["name"], card.render_output().answer_text) for card in cards]
    for name, kind, order, score in WANTED:
        fitting = [
            (score(html), -card.id, card)
            for card, k, html in drawn
            if (k, card.ord) == (kind, order)
        ]
        best = max(fitting, key=lambda found: found[:2], default=None)
        if best and best[0]:
            yield name, best[2].id


def frames(output: TemplateRenderOutput, order: int) -> Iterator[str]:
    """Every view of a card."""
    unfolded = output.answer_text.replace("<details", "<details open")
    sides = (("front", output.question_text), ("back", output.answer_text), ("unfolded", unfolded))
    for mode, classes in MODES:
        for client, more, width, own in CLIENTS:
            for side, html in sides:
                style = REVIEWER + _BUTTON_STYLE + own + _NIGHT + output.css
                page = (
                    '<!doctype html><meta charset="utf-8"><meta name="viewport" '
                    f'content="width=device-width"><style>{style}</style>'
                    f'<body class="card card{order + 1} {more} {classes}">'
                    f'<div id="qa">{_PLAY.sub(_BUTTON, html)}</div></body>'
                )
                yield (
                    f'<figure class="{mode} {client}"><figcaption>{client}, {mode}: {side}'
                    f'</figcaption><iframe width="{width}" srcdoc="{escape(page)}"></iframe>'
                    "</figure>"
                )


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Cards</title><style>
body { margin: 16px; background: #888; font: 13px sans-serif; }
section > div { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; }
figure { margin: 0; } figcaption { padding: 4px 0; } iframe { border: 0; background: #fff; }
figure[hidden] { display: none; }
</style>
<p>Show: <a href="#">all</a> LINKS</p>
SECTIONS
<script>
const fit = f => f.height = f.contentDocument.documentElement.scrollHeight;
function show() {
  const wanted = location.hash.slice(1).split("-").filter(Boolean);
  for (const f of document.querySelectorAll("figure"))
    f.hidden = !wanted.every(w => f.classList.contains(w));
  document.querySelectorAll("figure:not([hidden]) iframe").forEach(fit);
}
addEventListener("hashchange", show); addEventListener("load", show);
</script></html>
"""


def write_gallery(folder: Path, decks: list[Path]) -> Path:
    """Write the page with all it shows; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        samples = Path(scratch, "samples.apkg")
        # Of now and imported last: all cards get the look that the templates have now.
        now = replace(_SETTINGS, built_at=int(time.time()))
        samples.write_bytes(write(SAMPLES, now).data)
        collection = Collection(str(Path(scratch, "collection.anki2")))
        for deck in (*decks, samples):
            import_deck(collection, deck)
        sections = []
        for name, card_id in chosen(collection):
            card = collection.get_card(card_id)
            views = "".join(frames(card.render_output(), card.ord))
            sections.append(f"<section><h2>{name}</h2><div>{views}</div></section>")
        shutil.copytree(collection.media.dir(), folder, dirs_exist_ok=True)
        collection.close()
    links = " ".join(
        f'<a href="#{mode}-{client[0]}">{client[0]}, {mode}</a>'
        for client in CLIENTS
        for mode, _ in MODES
    )
    page = _PAGE.replace("LINKS", links).replace("SECTIONS", "\n".join(sections))
    path = folder / "index.html"
    path.write_text(page, "utf-8")
    return path


if __name__ == "__main__":
    write_gallery(Path(sys.argv[1]), [Path(deck) for deck in sys.argv[2:]])
