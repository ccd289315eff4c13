"""Every sequence of the table, through the real Anki; and proof that a loss would be seen."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from builder import ledger
from tests.updating import bank, packages
from tests.updating.drive import run
from tests.updating.rows import AMBER, LIFE, WIDER, row, way
from tests.updating.sequences import SEQUENCES

if TYPE_CHECKING:
    from anki.collection import Collection

    from builder.model import Stamp
    from tests.updating.rows import Sequence

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "updates-proved.md"


@pytest.mark.parametrize("sequence", SEQUENCES, ids=lambda sequence: sequence.name)
def test_nothing_is_lost(sequence: Sequence, tmp_path: Path) -> None:
    packages.make(sequence, tmp_path)
    outcome = run(tmp_path)
    assert not outcome["failures"]
    assert outcome["reviews"] > 10
    assert outcome["added"] >= 8


@pytest.mark.parametrize(
    "name",
    [
        "questions are retired",
        "the CSS changes after the last cloze has gone",
        "only a topic is built",
        "the clock of the build goes back",
        "a picture goes",
    ],
)
def test_built_again_on_another_day_it_is_the_same(name: str, tmp_path: Path) -> None:
    (sequence,) = [known for known in SEQUENCES if known.name == name]
    packages.make(sequence, tmp_path)
    content = bank.first()
    for changes in sequence.versions:
        content = bank.after(content, *changes)
    before = {path.name: path.read_bytes() for path in (tmp_path / "dist").glob("*.apkg")}
    lock = (tmp_path / "content" / "deck.lock").read_bytes()
    packages.build(content, tmp_path, packages.START + 300 * packages.DAY)
    assert (tmp_path / "content" / "deck.lock").read_bytes() == lock
    assert {path.name: path.read_bytes() for path in (tmp_path / "dist").glob("*.apkg")} == before


def failures(sequence: Sequence, folder: Path) -> str:
    packages.make(sequence, folder)
    return "\n".join(run(folder)["failures"])


SOME = row("some", (AMBER,))


def test_a_build_that_stamps_every_note_alike_is_caught(tmp_path: Path) -> None:
    def stamp(known: Stamp | None, fresh: Stamp, now: int) -> Stamp:
        return replace(fresh, changed=now, made=now)

    with patch.object(ledger, "stamp", stamp):
        found = failures(SOME, tmp_path)
    assert re.search(r"v2: note \w+: .*not .*in my own words", found)
    assert re.search(r"v2: note \w+: .*not .*mine::later", found)


def test_a_build_that_stamps_no_change_is_caught(tmp_path: Path) -> None:
    def stamp(known: Stamp | None, fresh: Stamp, now: int) -> Stamp:
        return replace(fresh, changed=packages.START, made=packages.START)

    with patch.object(ledger, "stamp", stamp):
        found = failures(SOME, tmp_path)
    assert "v2: amber-aspect: 'What must a driver expect" in found


def test_a_guid_that_follows_the_words_is_caught(tmp_path: Path) -> None:
    with patch(
        "builder.writers._anki_content.guid_of", lambda q, _: f"g{hash((q.question, q.kind))}"
    ):
        found = failures(SOME, tmp_path)
    assert "the package holds other notes than the bank" in found
    assert re.search(r"v2: note \S+: .*, not absent", found)


def test_a_field_more_is_caught(tmp_path: Path) -> None:
    found = failures(row("fork", (AMBER, bank.look(extra="Hint"))), tmp_path)
    assert "v2: 11 conflicting" in found
    assert re.search(r"v2: note type \d+: .*Deckpress Recall\+", found)


def test_a_look_that_keeps_its_time_is_caught(tmp_path: Path) -> None:
    with patch("builder.writers.anki_deck.type_digest", lambda _: "0" * 16):
        found = failures(row("look", (WIDER,)), tmp_path)
    assert "v2: note type 1530579416" in found


@pytest.mark.parametrize(
    ("loss", "seen"),
    [
        ("delete from revlog where id = (select min(id) from revlog)", "reviews, now"),
        ("update cards set ivl = ivl + 1 where id = (select max(id) from cards)", r"card \("),
        ("update cards set flags = 0", r"card \("),
        ("update cards set queue = type where queue < 0", r"card \("),
        ("update cards set did = (select min(did) from cards)", r"card \("),
        ("delete from cards where id = (select max(id) from cards)", "lost"),
        ("update notes set tags = '' where tags like '%mine%'", "note "),
    ],
)
def test_a_loss_on_import_is_caught(loss: str, seen: str, tmp_path: Path) -> None:
    """As if Anki itself lost it: done to the collection right after the second import."""
    from tests.updating import collection

    imports = 0

    def set_back(opened: Collection, since: int, time: int) -> None:
        nonlocal imports
        imports += 1
        assert opened.db is not None
        if imports == 2 + len(LIFE):
            opened.db.execute(loss)

    with patch.object(collection, "set_back", set_back):
        found = failures(row("loss", ()), tmp_path)
    assert re.search(f"v2: .*{seen}", found)


def test_anki_is_driven_without_deckpress(tmp_path: Path) -> None:
    """So that another Anki, in an environment of its own, can be driven too."""
    packages.make(row("alone", (AMBER,), way=way("v2")), tmp_path)
    program = (
        "import json, sys; from tests.updating import drive\n"
        "print(json.dumps([drive.run(drive.Path(sys.argv[1])), 'builder' in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path], cwd=ROOT, check=True, capture_output=True
    )
    outcome, imported = json.loads(done.stdout)
    assert outcome["failures"] == []
    assert outcome["updated"] == 1
    assert not imported


def test_names_are_said_once() -> None:
    names = [sequence.name for sequence in SEQUENCES]
    assert len(set(names)) == len(names) >= 40


def test_the_page_of_results_has_every_sequence() -> None:
    """Written by ``make anki-2024``."""
    rows = re.findall(r"^\| (.+?) \|.*\| (.+?) \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [row[0] for row in rows[1:]] == [sequence.name for sequence in SEQUENCES]
    assert {row[1] for row in rows[1:]} == {"kept"}
    late = {sequence.name for sequence in SEQUENCES if sequence.late}
    assert {row[0] for row in rows[1:] if row[2] != "kept"} == late
