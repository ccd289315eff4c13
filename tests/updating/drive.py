"""Takes a sequence through the real Anki and says whatever was lost on the way.

    python -m tests.updating.drive FOLDER...

Each FOLDER holds packages and a ``plan.json``; outcomes are printed as JSON. Nothing of Deckpress
is imported, so any Python with any Anki from 2024 on will do.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anki import buildinfo

from tests.updating import collection as anki
from tests.updating.expected import NEW, after_import, differences
from tests.updating.learner import DOES, EDIT

if TYPE_CHECKING:
    from anki.collection import Collection

    from tests.updating.collection import State
    from tests.updating.plan import NotePlan, Outcome, PackagePlan, Plan

HOUR = 3_600
DAY = 24 * HOUR
_TAG = re.compile(r"<style>.*?</style>|<[^>]*>", re.DOTALL)


class Learner:
    """A learner with a collection of their own, over the years."""

    def __init__(self, plan: Plan, folder: Path, path: Path) -> None:
        self.plan, self.folder, self.path = plan, folder, path
        self.held: dict[str, NotePlan] = {}
        self.looks: dict[str, int] = {}
        self.touched: dict[str, int] = {}
        self.now = 0
        self.outcome: Outcome = {
            "name": plan["name"], "anki": buildinfo.version, "reviews": 0, "imports": 0, "added": 0,
            "updated": 0, "edits_kept": 0, "failures": [],
        }  # fmt: skip

    def live(self) -> Outcome:
        """Go the whole way."""
        for number, step in enumerate(self.plan["way"], start=1):
            try:
                self._step(step)
            except AssertionError as fault:
                self._fail(f"{number} {step}", [str(fault)])
        with anki.opened(self.path) as collection:
            self.outcome["reviews"] = len(anki.read(collection).reviews)
        return self.outcome

    def _step(self, step: str) -> None:
        word, _, argument = step.partition(" ")
        if word == "late":
            names = [argument] if argument else list(self.plan["packages"])
            self.now = max(self.plan["packages"][name]["built"] for name in names) + DAY
        elif word in DOES:
            self._act(word, argument)
        else:
            self._import(step, self.plan["packages"][step])

    def _act(self, word: str, argument: str) -> None:
        self.now += HOUR
        start = int(time.time())
        with anki.opened(self.path) as collection:
            before = anki.read(collection)
            DOES[word](collection, self.plan["deck"], argument)
            anki.set_back(collection, start, self.now)
            after = anki.read(collection)
        self.touched.update(
            {
                guid: self.now
                for guid, note in after.notes.items()
                if guid in before.notes and before.notes[guid].modified != note.modified
            }
        )
        lost = [row for row in before.reviews if row not in after.reviews]
        self._fail(word, [f"{len(lost)} reviews lost"] if lost else [])
        if word == "empty":
            self._fail(word, self._emptied(before, after))
        for guid in before.notes.keys() - after.notes.keys():
            self.held.pop(guid, None)

    def _emptied(self, before: State, after: State) -> list[str]:
        """Whatever Empty Cards took and should not have, or left."""
        wanted = {
            key for key in before.cards
            if key[0] not in self.held or key[1] in self._orders(key[0], before)
        }  # fmt: skip
        return [f"Empty Cards: {key}" for key in sorted(wanted ^ after.cards.keys())]

    def _orders(self, guid: str, state: State) -> set[int]:
        """The places of the cards a note has by its content, the learner's own cloze included."""
        own = {8} if "{{c9::" in state.notes[guid].fields[0] else set[int]()
        return own | set(self.held[guid]["orders"])

    def _import(self, name: str, package: PackagePlan) -> None:
        self.now = max(self.now + HOUR, package["built"] + DAY)
        brought = anki.read_package(self.folder / package["file"])
        start = int(time.time())
        with anki.opened(self.path) as collection:
            before = anki.read(collection)
            log = anki.import_package(collection, self.folder / package["file"])
            anki.set_back(collection, start, self.now)
        newer = {
            guid
            for guid in package["notes"].keys() & brought.notes.keys()
            if guid not in self.held or self._newer(guid, package["notes"][guid]["revision"])
        }  # fmt: skip
        looks = {i for i, version in package["types"].items() if version > self.looks.get(i, 0)}
        wanted = after_import(before, brought, newer, {int(i) for i in looks})
        self.held.update({guid: package["notes"][guid] for guid in newer})
        self.looks.update({i: package["types"][i] for i in looks if int(i) in brought.types})
        self.outcome["imports"] += 1
        self.outcome["added"] += len(log.new)
        self.outcome["updated"] += len(log.updated)
        self._fail(name, [f"{len(log.conflicting)} conflicting"] if log.conflicting else [])
        if brought.notes.keys() != package["notes"].keys():
            self._fail(name, ["the package holds other notes than the bank"])
        with anki.opened(self.path) as collection:
            after = anki.read(collection)
            self._fail(name, differences(wanted, after))
            self._fail(name, self._shown(collection, after))
            again = anki.import_package(collection, self.folder / package["file"])
            changed = len(again.new) + len(again.updated)
            self._fail(name, [f"imported again: {changed} changed"] if changed else [])
            self._fail(name, differences(after, anki.read(collection)))
            self._fail(name, self._checked(collection, after))
        self.outcome["edits_kept"] += sum(
            1 for guid, note in after.notes.items()
            if guid not in newer and any(EDIT in field for field in note.fields)
        )  # fmt: skip

    def _newer(self, guid: str, revision: int) -> bool:
        """Whether a note is another than the learner's, and made after they last touched theirs."""
        made = self.plan["packages"][f"v{revision}"]["built"]
        return revision > self.held[guid]["revision"] and self.touched.get(guid, 0) < made

    def _ghosts(self, state: State) -> set[str]:
        """Notes without cards: retired, deleted, and imported by a clean-up once more."""
        return {guid for guid in state.notes if not state.orders(guid)}

    def _shown(self, collection: Collection, state: State) -> list[str]:
        """Notes that do not show the words they should, and blank ones that are not blank."""
        faults = []
        for guid, note in self.held.items():
            for order in sorted(state.orders(guid)):
                card = collection.get_card(state.cards[guid, order].id)
                output = card.render_output()
                front, back = _words(output.question_text), _words(output.answer_text)
                if not note["texts"] and note["orders"] == [] and "not blank" in front:
                    faults.append(f"{note['id']}: retired and not blank")
                if order in note["orders"]:
                    missing = [text for text in note["texts"] if _joined(text) not in _joined(back)]
                    faults += [f"{note['id']}: {text!r} is not shown" for text in missing]
        listed = {
            (collection.get_note(found.note_id).guid, collection.get_card(card).ord)
            for found in collection.get_empty_cards().notes
            for card in found.card_ids
        }  # fmt: skip
        wanted = {
            key for key in state.cards
            if key[0] in self.held and key[1] not in self._orders(key[0], state)
        }  # fmt: skip
        return [*faults, *(f"empty or not: {key}" for key in sorted(listed ^ wanted))]

    def _checked(self, collection: Collection, before: State) -> list[str]:
        """What Anki's own check of database and media finds."""
        ghosts = self._ghosts(before)
        said, sound = collection.fix_integrity()
        # Anki gives each of these a first card, blank, which Empty Cards takes away.
        before.cards.update({(guid, 0): NEW for guid in ghosts})
        faults = [] if sound or ghosts else [f"check database: {said}"]
        if missing := list(collection.media.check().missing):
            faults.append(f"missing media: {missing}")
        return faults + differences(before, anki.read(collection))

    def _fail(self, step: str, faults: list[str]) -> None:
        self.outcome["failures"] += [f"{step}: {fault}" for fault in faults]


def run(folder: Path) -> Outcome:
    """Take the packages in a folder through Anki."""
    plan: Plan = json.loads((folder / "plan.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        return Learner(plan, folder, Path(scratch, "collection.anki2")).live()


def _words(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _joined(text: str) -> str:
    """Without spaces: a tag between two words and one within a word look alike."""
    return text.replace(" ", "")


def _main(folders: list[str]) -> Any:
    return [run(Path(folder)) for folder in folders]


if __name__ == "__main__":
    json.dump(_main(sys.argv[1:]), sys.stdout, indent=1)
