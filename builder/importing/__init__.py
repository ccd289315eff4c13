"""Sources into a bank: read, merge, tell what is new, and write only that.

What stands in the bank stays as it is: nothing that people edited is ever written anew.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder import media, merge, readers, settings, sources, storage
from builder.errors import DeckpressError, UsageError
from builder.importing._files import BANK, artifacts
from builder.importing._known import Known
from builder.importing._licence import licence_of
from builder.importing._naming import settings_for
from builder.importing._nouns import Imported
from builder.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from builder.model import Question
    from builder.settings import Settings

    Progress = Callable[[str], None]

__all__ = ["Imported", "import_into"]


def import_into(  # noqa: PLR0913 - what the command line can ask for, by name
    folder: Path,
    arguments: Sequence[Path],
    *,
    wanted_format: str | None = None,
    columns: Sequence[tuple[str, str]] = (),
    labels: Sequence[tuple[str, str]] = (),
    name: str | None = None,
    licence: str | None = None,
    progress: Progress = lambda _: None,
) -> Imported:
    """Bring what the sources hold into the bank in ``folder``, which is made if it is not there.

    Every question keeps where it came from and its licence: its own, else the one told, else the
    one of the file beside the sources.

    Raises DeckpressError where the bank cannot be read whole: it could not be told what is new.
    """
    if not arguments:
        raise UsageError("name what to import: files, folders, or - for standard input")
    kept, files, present = _bank_in(folder)
    progress("reading")
    found, unread = sources.load(arguments)
    labelled = readers.with_labels(found, (*(kept.labels if kept else ()), *labels))
    reading = readers.read_all(readers.with_columns(labelled, columns), wanted_format)
    progress("merging")
    merged = merge.merge(reading.questions)
    bank, unfit = media.attach(merged.bank, found, None, reading.media)
    chosen = kept or settings_for(arguments, found, name)
    known = Known(present, chosen)
    problems = [*unread, *reading.problems, *merged.problems, *unfit, *known.sort(bank.questions)]
    progress("writing")
    given = licence_of(arguments) if licence is None else licence
    added = tuple(replace(each, licence=each.licence or given) for each in known.new)
    new = replace(bank, questions=added, types=reading.types)
    parts, conflicts = artifacts(new, folder, files, None if kept else chosen)
    problems += conflicts
    paths = [path for place, each in parts for path in storage.publish(each, folder / place)]
    return Imported(
        len(reading.questions),
        added,
        tuple(known.old),
        merged.duplicates,
        tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.origin, -p.severity, p.code))),
        tuple(paths),
    )


def _bank_in(folder: Path) -> tuple[Settings | None, dict[str, str], tuple[Question, ...]]:
    """The settings, the files by name, and the questions of the bank before the import."""
    chosen = settings.load(folder) if (folder / settings.FILE).is_file() else None
    place = folder / BANK
    if not place.is_dir():
        return chosen, {}, ()
    found, unread = sources.load([place])
    reading = readers.read_all(found)
    errors = [p for p in (*unread, *reading.problems) if p.severity is Severity.ERROR]
    if errors:
        raise DeckpressError(
            f"{errors[0]}\nThe bank has errors, so it cannot be told what is new in it. Put them"
            " right first; `deckpress check` lists them."
        )
    here = (source for source in found if Path(source.path).parent == place)
    return chosen, {Path(source.path).name: source.text for source in here}, reading.questions
