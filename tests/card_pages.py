"""Show the cards of a deck as pages, the way Anki draws them.

    python -m tests.card_pages DECK.apkg FOLDER

The deck goes through the real Anki into a collection of its own. FOLDER gets one page a card,
with the front, the back, and the back unfolded: by day, by night, and on a phone 360 pixels wide.
``index.html`` links them all. A browser without a window makes pictures of them.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import ImportAnkiPackageUpdateCondition as Update

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anki.cards import CardId
    from anki.import_export_pb2 import ImportResponse

# What Anki's reviewer has of its own around a card.
REVIEWER = """
body { margin: 20px; overflow-wrap: break-word; }
.mobile { margin: 12px; }
hr { background-color: #ccc; margin: 1em; }
pre { text-align: left; }
img { max-width: 100%; max-height: 95vh; }
"""

# A clean machine's dialog: what a learner gets who changes nothing in it.
DEFAULTS = ImportAnkiPackageOptions(
    merge_notetypes=False,
    update_notes=Update.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER,
    update_notetypes=Update.IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER,
    with_scheduling=False,
    with_deck_configs=False,
)

VIEWS = (
    ("day", "", 640),
    ("night", "nightMode", 640),
    ("phone", "mobile", 360),
    ("phone by night", "mobile nightMode night_mode", 360),
)


def import_deck(collection: Collection, package: Path) -> ImportResponse.Log:
    """Import a package as Anki's dialog does when nothing in it is changed."""
    request = ImportAnkiPackageRequest(package_path=str(package), options=DEFAULTS)
    return collection.import_anki_package(request).log


def document(css: str, html: str, classes: str, order: int) -> str:
    """A page with one side of a card."""
    return (
        f'<!doctype html><meta charset="utf-8"><style>{REVIEWER}{css}</style>'
        f'<body class="card card{order + 1} {classes}">{html}</body>'
    )


def sides(collection: Collection, card_id: CardId) -> Iterator[tuple[str, str, str]]:
    """Each side of a card: ``(title, html, css)``."""
    output = collection.get_card(card_id).render_output()
    unfolded = output.answer_text.replace("<details", "<details open")
    yield "front", output.question_text, output.css
    yield "back", output.answer_text, output.css
    yield "unfolded", unfolded, output.css


def page(collection: Collection, card_id: CardId) -> str:
    """All views of a card beside each other."""
    order = collection.get_card(card_id).ord
    frames = []
    for view, classes, width in VIEWS:
        column = []
        for title, html, css in sides(collection, card_id):
            source = escape(document(css, html, classes, order))
            column.append(
                f'<h2>{view}: {title}</h2><iframe width="{width}" srcdoc="{source}" onload="'
                'this.height = this.contentDocument.documentElement.scrollHeight"></iframe>'
            )
        frames.append(f"<div>{''.join(column)}</div>")
    style = (
        "body { display: flex; gap: 16px; background: #888; margin: 16px; }"
        "h2 { font: 12px sans-serif; margin: 12px 0 4px; } iframe { border: 0; background: #fff; }"
    )
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{"".join(frames)}'


def write_pages(package: Path, folder: Path) -> list[Path]:
    """Write a page for every card of a package, and an index; the pages of the cards."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        collection = Collection(str(Path(scratch, "collection.anki2")))
        import_deck(collection, package)
        pages = []
        for card_id in collection.find_cards("", order="c.due, c.ord"):
            card = collection.get_card(card_id)
            path = folder / f"{card.due:04}-{card.ord + 1}.html"
            path.write_text(page(collection, card_id), encoding="utf-8")
            pages.append(path)
        shutil.copytree(collection.media.dir(), folder, dirs_exist_ok=True)
        collection.close()
    links = "".join(f'<li><a href="{path.name}">{path.stem}</a></li>' for path in pages)
    (folder / "index.html").write_text(f"<!doctype html><ol>{links}</ol>", encoding="utf-8")
    return pages


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]), Path(sys.argv[2]))
