"""``deckpress diff`` says of every import of the table what Anki will count."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.test_comparison_in_anki import counted_by_anki, predicted
from tests.updating import packages
from tests.updating.sequences import SEQUENCES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.updating.rows import Sequence


@pytest.mark.parametrize("sequence", SEQUENCES, ids=lambda sequence: sequence.name)
def test_every_import_is_counted_beforehand(sequence: Sequence, tmp_path: Path) -> None:
    packages.make(sequence, tmp_path)
    plan = json.loads((tmp_path / "plan.json").read_text("utf-8"))
    imported = [step for step in plan["way"] if step in plan["packages"]]
    pairs = dict.fromkeys(pairwise(imported)) or {(imported[0],) * 2: None}
    for number, (old, new) in enumerate(pairs):
        before, after = ((tmp_path / plan["packages"][n]["file"]).read_bytes() for n in (old, new))
        folder = tmp_path / f"pair-{number}"
        folder.mkdir()
        assert predicted(before, after) == counted_by_anki(folder, before, after), (old, new)
