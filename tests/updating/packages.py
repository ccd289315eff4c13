"""Builds the packages of a sequence through the pipeline, and says what must come of them."""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import patch

from click.testing import CliRunner

from builder import cli
from builder.identity import note_guid
from builder.templating import read
from builder.writers import _note_types
from tests.updating import bank

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.updating.bank import Content
    from tests.updating.plan import NotePlan, PackagePlan, Plan
    from tests.updating.rows import Sequence

# Long ago enough that all versions of a sequence are in the past, as they are for learners.
START = 1_700_000_000
DAY = 86_400
BETWEEN = 30 * DAY
_NAMESPACE = "deckpress"
_KINDS = ("open", "cloze", "choice")
_TYPE_IDS = dict(zip(_KINDS, (1530579416, 2049009625, 1861700999), strict=True))


def make(sequence: Sequence, folder: Path) -> Plan:
    """Build every version of a sequence into ``folder``, with its ``plan.json``."""
    plan: Plan = {"name": sequence.name, "deck": "", "packages": {}, "way": list(sequence.way)}
    revisions = _Revisions()
    content = bank.first()
    for version, changes in enumerate(sequence.versions, start=1):
        content = bank.after(content, *changes)
        built = START + (version - 1) * BETWEEN + content.clock
        bank.write(content, folder)
        names = build(content, folder, built)
        revisions.take(version, content)
        for name in names:
            target = f"v{version}{name.removeprefix(content.settings['name'])}"
            (folder / target).write_bytes((folder / "dist" / name).read_bytes())
            notes = revisions.gone if "cleanup" in name else revisions.present(content)
            package = _package(target, built, notes, revisions.types)
            plan["packages"][target.removesuffix(".apkg")] = package
        plan["deck"] = plan["deck"] or content.settings["deck"]
    (folder / "plan.json").write_text(json.dumps(plan, indent=1), "utf-8")
    return plan


def build(content: Content, folder: Path, built: int) -> list[str]:
    """Build the deck as a keeper of the bank would; the names of the packages."""
    command = ["build", "--only", "deck", "--json", *content.options]
    with contextlib.chdir(folder), _look(content.look):
        result = CliRunner().invoke(
            cli.main, command, env={"SOURCE_DATE_EPOCH": str(built)}, catch_exceptions=False
        )
    if result.exit_code:
        raise AssertionError(result.output)
    report = json.loads(result.stdout)
    return [artifact["path"].rpartition("/")[2] for artifact in report["artifacts"]]


class _Revisions:
    """In which version each note, and the look of the cards, became what it is.

    Known from the bank alone, so that the times in the packages are judged and not believed.
    """

    def __init__(self) -> None:
        self.gone: dict[str, NotePlan] = {}
        self.types: dict[str, int] = {}
        self._now: dict[str, NotePlan] = {}
        self._seen: dict[str, object] = {}
        self._topics: dict[str, str] = {}
        self._look: dict[str, str] | None = None

    def take(self, version: int, content: Content) -> None:
        """Note what a version changes."""
        before, self._now = self._now, {}
        for topic, entry in content.entries():
            guid = entry.get("guid") or note_guid(
                _NAMESPACE, entry["id"], entry.get("kind", "open")
            )
            shown = bank.seen(content, topic, entry)
            same = guid in before and self._seen[guid] == shown
            self._now[guid] = {
                "id": entry["id"],
                "revision": before[guid]["revision"] if same else version,
                "texts": bank.texts(entry),
                "orders": bank.orders(entry),
            }
            self._seen[guid], self._topics[guid] = shown, topic
            self.gone.pop(guid, None)
        for guid in before.keys() - self._now.keys():
            self.gone[guid] = {**before[guid], "revision": version, "texts": [], "orders": []}
        if content.look != self._look:
            self.types = {str(kind): version for kind in _TYPE_IDS.values()}
            self._look = dict(content.look)

    def present(self, content: Content) -> dict[str, NotePlan]:
        """The notes of the part of the bank that is built."""
        wanted = content.topic
        return {g: n for g, n in self._now.items() if wanted in {"", self._topics[g]}}


def _package(
    file: str, built: int, notes: dict[str, NotePlan], types: dict[str, int]
) -> PackagePlan:
    return {"file": file, "built": built, "notes": dict(notes), "types": dict(types)}


@contextlib.contextmanager
def _look(values: dict[str, str]) -> Iterator[None]:
    """Build with another look, as a later release of Deckpress would.

    ``css`` is appended to the style, ``front`` stands before each front, ``name`` after the names
    of the note types, and ``field`` becomes the name of the first spare field. ``extra`` is a field
    more, which no release may ever have.
    """

    def changed(name: str) -> str:
        text = read(name)
        if name.endswith(".css"):
            return text + values.get("css", "")
        return values.get("front", "") + text if name.endswith("_front.html") else text

    before = {kind.id: (kind.name, kind.fields) for kind in _note_types.NOTE_TYPES}
    with patch.object(_note_types, "read", changed):
        _note_types.style.cache_clear()
        try:
            for kind in _note_types.NOTE_TYPES:
                fields = tuple(
                    replace(f, name=values.get("field", f.name)) if f.name == "Spare1" else f
                    for f in kind.fields
                )
                if "extra" in values:
                    fields = (*fields, _note_types.Field(values["extra"], 1))
                _set(kind, kind.name + values.get("name", ""), fields)
            yield
        finally:
            for kind in _note_types.NOTE_TYPES:
                _set(kind, *before[kind.id])
            _note_types.style.cache_clear()


def _set(kind: _note_types.NoteType, name: str, fields: tuple[_note_types.Field, ...]) -> None:
    """Change what is frozen: released note types never change, so only a test may do this."""
    object.__setattr__(kind, "name", name)
    object.__setattr__(kind, "fields", fields)
