"""Takes every sequence through Anki and writes the page of results.

    python -m tests.updating PAGE [PYTHON]

PYTHON is one with another Anki; it imports the packages that this one has built. The exit status
is 1 where anything was lost.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.updating import packages
from tests.updating.drive import run
from tests.updating.sequences import SEQUENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.updating.plan import Outcome
    from tests.updating.rows import Sequence

ROOT = Path(__file__).parents[2]
HEAD = """\
# Updates, proved

<!-- Written by `make anki-2024`; edit tests/updating instead. -->

Each row is a bank built version after version by `deckpress build`, and imported into the real Anki
with what its dialog proposes. Between the imports a learner learns cards and forgets them, suspends
them, flags them, buries them, moves them to another deck, edits notes, adds tags, and keeps a note
of their own in the same deck. After every import it is compared with what must be:

- no review lost, every card with its schedule, suspension, flag and deck; no note twice;
- every note that changed in the bank shows its new words; every other one is untouched, with the
  learner's edits and tags; none is reported as conflicting;
- the same package once more changes nothing; Anki's checks of database and media find nothing, and
  *Empty Cards* lists what has to go and nothing else.

`tests/updating/` holds the table; one sequence more is one row more. `make test` takes every row
through the Anki that is installed, `make anki-2024` through one from 2024 as well.

Anki before 25.02 stamps a note it updates with the time of the import. What a learner imports only
after the next version was built therefore keeps that text until the note changes again: the row
called "later". Anki's clock cannot be set, so times that Anki takes from it are put back to the day
on which the learner would have acted; all versions are built in the past, as they are for learners.
What that cannot show: a learner's clock that is wrong, and a day that ends during an import.

In every Anki, a note that a learner edits or tags after its new version was built, and before they
import it, stays as they left it until it changes again; and a note they delete comes back with the
next import, as a new one: suspended cards stay away.

"""


def main(page: Path, other: str = "") -> bool:
    """Write the page; whether nothing was lost."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch, str(number)) for number, _ in enumerate(SEQUENCES)]
        for sequence, folder in zip(SEQUENCES, folders, strict=True):
            folder.mkdir()
            packages.make(sequence, folder)
        here = [run(folder) for folder in folders]
        there = _elsewhere(other, folders) if other else []
    page.write_text(HEAD + "\n".join(_table(here, there)) + "\n", "utf-8")
    lost = [o for o in here if o["failures"]]
    lost += [
        o for s, o in zip(SEQUENCES, there, strict=bool(there)) if o["failures"] and not s.late
    ]
    for outcome in lost:
        print(outcome["anki"], outcome["name"], *outcome["failures"], sep="\n  ")  # noqa: T201 - a command
    return not lost


def _elsewhere(python: str, folders: list[Path]) -> list[Outcome]:
    command = [python, "-m", "tests.updating.drive", *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    outcomes: list[Outcome] = json.loads(done.stdout)
    return outcomes


def _table(here: list[Outcome], there: list[Outcome]) -> Iterator[str]:
    versions = [f"Anki {outcomes[0]['anki']}" for outcomes in (here, there) if outcomes]
    heads = ["sequence", "way", "imports", "reviews", "notes updated", "edits kept", *versions]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for number, (sequence, outcome) in enumerate(zip(SEQUENCES, here, strict=True)):
        counts = [outcome[key] for key in ("imports", "reviews", "updated", "edits_kept")]
        results = [_result(sequence, o[number]) for o in (here, there) if o]
        cells = [sequence.name, _way(sequence), *map(str, counts), *results]
        yield f"| {' | '.join(cells)} |"


def _way(sequence: Sequence) -> str:
    """The packages in the order of their imports, and what is done about them."""
    shown = [step for step in sequence.way if step[0] == "v" or step.split(" ")[0] in _TOLD]
    return ", ".join(shown)


_TOLD = {"empty", "late", "cram", "rename", "restyle", "delete", "cloze"}


def _result(sequence: Sequence, outcome: Outcome) -> str:
    if not outcome["failures"]:
        return "kept"
    return "later" if sequence.late else "LOST"


if __name__ == "__main__":
    sys.exit(0 if main(Path(sys.argv[1]), *sys.argv[2:3]) else 1)
