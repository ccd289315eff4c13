"""The stages in order: discover, read, merge, check, select, write, save.

The one place that knows them all. Stages are functions from value to value; disk, clock and
screen are reached only through ``sources``, ``storage`` and ``cli``.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder import checks, merge, readers, selection, settings, sources, storage
from builder.errors import DeckpressError, UsageError
from builder.model import Bank, Duplicate, Problem, Severity
from builder.selection import Selection
from builder.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from builder.model import Artifact, Writer
    from builder.settings import Settings

    Progress = Callable[[str], None]

# Each PDF is laid out in a process of its own; more than two at once cost memory, not time.
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Gathered:
    """A bank with everything there is to say about it, before anything is written."""

    settings: Settings
    bank: Bank
    problems: tuple[Problem, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for.

    ``outputs`` are names of WRITERS, none meaning all; ``now`` is the build's time in Unix
    seconds; ``fit`` the most pages the cheat sheet may have; ``unanswered`` asks for cards of
    questions without an answer; ``strict`` lets warnings stop the build.
    """

    now: int
    selection: Selection = field(default_factory=Selection)
    outputs: tuple[str, ...] = ()
    paper: str | None = None
    fit: int | None = None
    unanswered: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A build: what was written where, or only the problems that prevented it."""

    questions: int
    problems: tuple[Problem, ...]
    artifacts: tuple[tuple[Artifact, Path], ...] = ()


def gather(
    arguments: Sequence[Path],
    *,
    wanted_format: str | None = None,
    name: str | None = None,
    merged: bool = True,
    progress: Progress = lambda _: None,
) -> Gathered:
    """Discover, read, merge and check; without arguments, the bank of the current folder."""
    chosen, places = _discover(arguments, name)
    progress("reading")
    found, unread = sources.load(places)
    reading = readers.read_all(found, wanted_format)
    problems = [*unread, *reading.problems]
    bank, duplicates = Bank(reading.questions), tuple[Duplicate, ...]()
    if merged:
        progress("merging")
        result = merge.merge(reading.questions)
        bank, duplicates = result.bank, result.duplicates
        problems += result.problems
    progress("checking")
    problems += checks.check(bank) if merged else ()
    return Gathered(chosen, bank, in_order(problems), duplicates)


def build(
    gathered: Gathered, folder: Path, order: Order, progress: Progress = lambda _: None
) -> Built:
    """Select, write and save; nothing is written where a problem stands in the way."""
    bank = selection.select(gathered.bank, order.selection)
    if prevents(gathered.problems, strict=order.strict):
        return Built(len(bank.questions), gathered.problems)
    if not bank.questions:
        raise DeckpressError("there is no question to build from; see what `deckpress list` finds")
    stamped = replace(
        gathered.settings,
        built_at=order.now,
        fit=order.fit,
        paper=order.paper or gathered.settings.paper,
    )
    artifacts = _write(bank, stamped, order, progress)
    progress("saving")
    paths = storage.publish(artifacts, folder)
    pairs = tuple(zip(artifacts, paths, strict=True))
    return Built(len(bank.questions), gathered.problems, pairs)


def prevents(problems: Sequence[Problem], *, strict: bool) -> bool:
    """Whether any of the problems stands in the way of a build."""
    limit = Severity.WARNING if strict else Severity.ERROR
    return any(problem.severity >= limit for problem in problems)


def in_order(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems by place, then severest first; each said once."""
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda p: (p.origin, -p.severity, p.code, p.message))
    )


def _discover(arguments: Sequence[Path], name: str | None) -> tuple[Settings, tuple[Path, ...]]:
    if arguments:
        return settings.for_files(arguments, name), tuple(arguments)
    folder = sources.bank_folder(Path())
    if folder is None:
        raise UsageError(
            "there is no bank here: name a file or folder to build from, or go to a folder with"
            " content/deckpress.yaml in it"
        )
    chosen = settings.load(folder)
    if name:
        chosen = replace(chosen, name=settings.for_files((), name).name)
    places = tuple(folder / part for part in ("bank", "sources") if (folder / part).is_dir())
    return chosen, places


def _write(bank: Bank, stamped: Settings, order: Order, progress: Progress) -> list[Artifact]:
    def write(writer: Writer) -> Artifact:
        whole = writer.unanswered or order.unanswered
        artifact = writer.write(bank if whole else selection.answered(bank), stamped)
        progress(f"{writer.title.lower()} done")
        return artifact

    progress("writing")
    chosen = [w for w in WRITERS if not order.outputs or w.name in order.outputs]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return list(pool.map(write, chosen))
