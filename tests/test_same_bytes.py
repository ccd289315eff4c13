"""The same bank, the same bytes: wherever, whenever and under whatever name it is built."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.updating import bank
from tests.updating.rows import PICTURE, png

ROOT = Path(__file__).parent.parent
START = 1_700_000_000
OUTPUTS = ("deck", "notes", "cheatsheet", "packet", "handout", "overview")
CODE = """\
Only one, in `é = {x}` and **bold**:

```python
def clear(block: int = 0) -> bool:
    return not block  # $n$ stays
```

| aspect | meaning |
|---|---|
| red | $v^{2} = 0$ |
"""


@dataclass(frozen=True)
class Place:
    """A machine to build on; ``copied`` is the order in which its files come into being."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "bank"
    copied: int = 1
    umask: int = 0o022
    later: bool = False


PLACES = (
    Place("another zone", {"TZ": "Pacific/Kiritimati"}),
    Place("a zone behind, no language", {"TZ": "America/St_Johns", "LC_ALL": "C", "LANG": ""}),
    Place("another language", {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    Place("text that is not UTF-8 by default", {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}),
    Place("another seed of hashes", {"PYTHONHASHSEED": "4242"}),
    Place("an empty home", {"HOME": "{empty}", "XDG_CACHE_HOME": "{empty}/cache"}),
    Place("another folder", folder="Ünïcode und Leerzeichen/x/y"),
    Place("files copied the other way round, for nobody else", copied=-1, umask=0o077),
    Place("a narrow terminal", {"COLUMNS": "20", "LINES": "5", "TERM": "dumb", "NO_COLOR": "1"}),
    Place("another day, with the ledger", later=True),
)


def content() -> bank.Content:
    """The bank of the updates, with code, mathematics, a table and a picture."""
    return bank.after(
        bank.first(),
        PICTURE,
        bank.picture("lamp.png", png(90)),
        bank.put("red-aspect", answer=CODE, reverse=True),
        bank.put("trap-points", answer="Ünïcöde, ελληνικά, 日本語 and → arrows.", tags=["b", "a"]),
        bank.settings(licence="CC BY 4.0", title="Railways: Größe"),
    )


def build(place: Place, folder: Path, ledger: bytes = b"") -> dict[str, str]:
    """Build every output there; the sha256 of each file."""
    original, home = folder / "original", folder / place.folder
    bank.write(content(), original)
    (folder / "empty").mkdir()
    for path in sorted(original.rglob("*.*"))[:: place.copied]:
        target = home / path.relative_to(original)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    if ledger:
        (home / "content" / "deck.lock").write_bytes(ledger)
    given = {k: v.format(empty=folder / "empty") for k, v in place.environment.items()}
    clock = START + 86_400 * 400 if place.later else START
    options = [part for output in OUTPUTS for part in ("--only", output)]
    done = subprocess.run(
        [sys.executable, "-m", "builder", "build", *options],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": str(clock), **given},
        umask=place.umask,
        capture_output=True,
        check=False,
    )
    assert not done.returncode, done.stderr.decode(errors="replace")
    files = [*(home / "dist").glob("rail*"), home / "content" / "deck.lock"]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], bytes]:
    folder = tmp_path_factory.mktemp("here")
    found = build(Place("here"), folder)
    assert len(found) == len(OUTPUTS) + 1
    return found, (folder / "bank" / "content" / "deck.lock").read_bytes()


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_every_output_is_the_same_byte_for_byte(
    place: Place, here: tuple[dict[str, str], bytes], tmp_path: Path
) -> None:
    wanted, ledger = here
    assert build(place, tmp_path, ledger if place.later else b"") == wanted


def test_another_clock_without_the_ledger_is_seen(
    here: tuple[dict[str, str], bytes], tmp_path: Path
) -> None:
    """Else the tests above would prove nothing: the time is in all but the two that are text."""
    found = build(Place("later", later=True), tmp_path)
    same = {name for name, digest in found.items() if here[0].get(name) == digest}
    assert same == {"rail-notes.txt", "rail-overview.md"}
