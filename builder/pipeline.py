"""The stages in order: discover, read, merge, check, select, write, save.

The one place that knows them all. Stages are functions from value to value; disk, clock and
screen are reached only through ``sources``, ``storage`` and ``cli``.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from builder import (
    card_quality,
    checks,
    codes,
    comparison,
    files,
    ledger,
    media,
    merge,
    note_types,
    packages,
    readers,
    selection,
    settings,
    sources,
    storage,
    updates,
)
from builder.characters import printable
from builder.errors import DeckpressError, SourceError, UsageError
from builder.identity import guid_of
from builder.model import Artifact, Bank, Duplicate, Ledger, Problem, Severity, Suggestion
from builder.selection import Selection
from builder.writers import WRITERS, clean_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from builder.comparison import Comparison, Outlook
    from builder.model import AdoptedType, Reading
    from builder.packages import Package
    from builder.settings import Settings
    from builder.tables import Writer

    Progress = Callable[[str], None]

# Each PDF is laid out in a process of its own; more than two at once cost memory, not time.
_AT_ONCE = 2
_PACKAGE_LIMIT = 300 * files.MEGABYTE


@dataclass(frozen=True, slots=True)
class Gathered:
    """A bank with everything there is to say about it, before anything is written.

    ``folder`` is that of the bank, with its settings and its ledger; none for other sources.
    """

    settings: Settings
    bank: Bank
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What a build is asked for.

    ``outputs`` are names of WRITERS, none meaning those made by default; ``now`` is the build's
    time in Unix seconds; ``fit`` the most pages the cheat sheet may have; ``unanswered`` asks for
    cards of questions without an answer; ``strict`` lets warnings stop the build; ``new_ledger``
    starts a ledger afresh where one is missing.
    """

    now: int
    selection: Selection = field(default_factory=Selection)
    outputs: tuple[str, ...] = ()
    paper: str | None = None
    fit: int | None = None
    unanswered: bool = False
    strict: bool = False
    new_ledger: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """A build: what was written where, or only the problems that prevented it."""

    questions: int
    problems: tuple[Problem, ...]
    artifacts: tuple[tuple[Artifact, Path], ...] = ()


def gather(  # noqa: PLR0913 - what the command line can ask for, by name
    arguments: Sequence[Path],
    *,
    wanted_format: str | None = None,
    columns: Sequence[tuple[str, str]] = (),
    labels: Sequence[tuple[str, str]] = (),
    name: str | None = None,
    merged: bool = True,
    likely: bool = False,
    ignored: Sequence[str] = (),
    progress: Progress = lambda _: None,
) -> Gathered:
    """Discover, read, merge and check; without arguments, the bank of the current folder.

    With ``likely``, what probably asks the same is looked for as well.
    Findings whose codes are ``ignored``, here or by the bank's settings, are left out; errors
    never are. Raises UsageError for a code that cannot be ignored.
    """
    if fault := next(filter(None, map(codes.why_not_ignored, ignored)), ""):
        raise UsageError(fault)
    chosen, places, folder = _discover(arguments, name)
    chosen = replace(chosen, ignore=(*chosen.ignore, *ignored))
    progress("reading")
    found, unread = sources.load(places)
    labelled = readers.with_labels(found, (*chosen.labels, *labels))
    reading = readers.read_all(readers.with_columns(labelled, columns), wanted_format)
    problems = [*unread, *reading.problems]
    bank, duplicates = Bank(reading.questions), tuple[Duplicate, ...]()
    suggestions: tuple[Suggestion, ...] = ()
    if merged:
        progress("merging")
        result = merge.merge(reading.questions)
        duplicates = result.duplicates
        suggestions = merge.suggestions(result) if likely else ()
        problems += merge.remarks(suggestions)
        bank, unfit = media.attach(result.bank, found, folder, reading.media)
        bank = replace(bank, types=_types(reading, folder))
        problems += [*result.problems, *unfit]
    progress("checking")
    if merged:
        problems += (*checks.check(bank), *card_quality.check(bank, chosen.ignore))
    heard = in_order(_heard(problems, chosen))
    return Gathered(chosen, bank, folder, heard, duplicates, suggestions)


def build(
    gathered: Gathered, folder: Path, order: Order, progress: Progress = lambda _: None
) -> Built:
    """Select, write and save; nothing is written where a problem stands in the way."""
    bank = selection.select(gathered.bank, order.selection)
    if prevents(gathered.problems, strict=order.strict):
        return Built(len(bank.questions), gathered.problems)
    if not bank.questions:
        raise DeckpressError("there is no question to build from; see what `deckpress list` finds")
    ready = _prepared(gathered, folder, order)
    made, known = _write(gathered, bank, ready, order, progress)
    if gathered.folder and known != ready.ledger:
        file = Artifact("ledger", ledger.FILE, ledger.to_text(known).encode())
        storage.publish([file], gathered.folder)
    progress("saving")
    paths = storage.publish(made, folder)
    decks = any(artifact.stamps for artifact in made)
    remarks = _remarks(gathered, ready, known) if decks else ()
    said = (*gathered.problems, *_heard(remarks, ready))
    return Built(len(bank.questions), in_order(said), tuple(zip(made, paths, strict=True)))


def compare(gathered: Gathered, old: Path, order: Order) -> Comparison:
    """What importing the deck of a bank over the package ``old`` would do; nothing is written."""
    deck, _, after = _rehearsed(gathered, order)
    retired = {stamp.guid for stamp in updates.retired(after)}
    new = packages.read(deck.data, deck.name)
    return comparison.compare(read_package(old), new, now=order.now, retired=retired)


def look_ahead(gathered: Gathered, order: Order) -> tuple[Outlook, tuple[Problem, ...]]:
    """What the next build would change since the ledger was written; nothing is written."""
    _, ready, after = _rehearsed(gathered, order)
    remarks = in_order(_remarks(gathered, ready, after))
    return comparison.outlook(ready.ledger, after), remarks


def read_package(path: Path) -> Package:
    """A package of Anki from the disk; raises SourceError where it cannot be read."""
    shown = printable(path.as_posix())
    try:
        return packages.read(files.read_bytes(path, _PACKAGE_LIMIT), shown)
    except files.UnreadableError as error:
        raise SourceError(f"{shown} {error}") from error


def prevents(problems: Sequence[Problem], *, strict: bool) -> bool:
    """Whether any of the problems stands in the way of a build."""
    limit = Severity.WARNING if strict else Severity.ERROR
    return any(problem.severity >= limit for problem in problems)


def _heard(problems: Iterable[Problem], chosen: Settings) -> Iterator[Problem]:
    """The problems without those to be ignored."""
    for problem in problems:
        if problem.severity is Severity.ERROR or problem.code not in chosen.ignore:
            yield problem


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by place, then severest first; each said once."""
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda p: (p.origin, -p.severity, p.code, p.message))
    )


def _discover(
    arguments: Sequence[Path], name: str | None
) -> tuple[Settings, tuple[Path, ...], Path | None]:
    """The settings, the places to read, and the folder of the bank where it is one."""
    if arguments:
        return settings.for_files(arguments, name), tuple(arguments), None
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
    return chosen, places, folder


def _types(reading: Reading, folder: Path | None) -> tuple[AdoptedType, ...]:
    """The note types of adopted questions: the bank's own, and those that packages bring."""
    kept = note_types.load(folder) if folder else ()
    return tuple({kind.id: kind for kind in (*reading.types, *kept)}.values())


def _prepared(gathered: Gathered, folder: Path, order: Order) -> Settings:
    """The settings of this build: its time, its paper, and the ledger of earlier builds."""
    chosen = gathered.settings
    known = Ledger()
    if gathered.folder:
        known = updates.open_ledger(gathered.folder, chosen, folder, anew=order.new_ledger)
    paper = order.paper or chosen.paper
    return replace(chosen, built_at=order.now, ledger=known, fit=order.fit, paper=paper)


def _rehearsed(gathered: Gathered, order: Order) -> tuple[Artifact, Settings, Ledger]:
    """The deck as a build would make it, its settings, and the ledger it would leave."""
    ready = _prepared(gathered, Path("dist"), order)
    bank = selection.select(gathered.bank, order.selection)
    made, known = _write(gathered, bank, ready, replace(order, outputs=("deck",)), lambda _: None)
    return made[0], ready, known


def _write(
    gathered: Gathered, bank: Bank, ready: Settings, order: Order, progress: Progress
) -> tuple[list[Artifact], Ledger]:
    """All outputs and the ledger after; the deck first, for the others bear its last change's time.

    So a bank built again from the same ledger gives the same bytes, whatever the clock says.
    """

    def write(writer: Writer, at: Settings) -> Artifact:
        whole = writer.unanswered or order.unanswered
        artifact = writer.write(bank if whole else selection.answered(bank), at)
        progress(f"{writer.title.lower()} done")
        return artifact

    progress("writing")
    chosen = [w for w in WRITERS if (w.name in order.outputs if order.outputs else w.default)]
    made = [write(writer, ready) for writer in chosen if writer.stamps]
    known = _ledger_after(made, gathered, ready)
    changed = (stamp.changed for artifact in made for stamp in artifact.stamps)
    at = replace(ready, built_at=max(known.latest, *changed, 0) or order.now)
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        made += pool.map(lambda w: write(w, at), [w for w in chosen if not w.stamps])
    return made, known


def _ledger_after(made: list[Artifact], gathered: Gathered, ready: Settings) -> Ledger:
    """The ledger after this build; notes that have left the bank go into a package of their own."""
    stamps = [stamp for artifact in made for stamp in artifact.stamps]
    if not gathered.folder or not stamps:
        return ready.ledger
    present = {guid_of(q, ready.namespace) for q in gathered.bank.questions}
    known = ledger.after(ready.ledger, stamps, present, ready.built_at)
    if gone := updates.cleared(known):
        made.append(clean_up(gone, replace(ready, ledger=known)))
        # It may be the last to use a note type, and the first to bring that type's new look.
        known = ledger.after(known, made[-1].stamps, present, ready.built_at)
    return known


def _remarks(gathered: Gathered, ready: Settings, known: Ledger) -> list[Problem]:
    if gathered.folder:
        path = (gathered.folder / ledger.FILE).as_posix()
        return updates.remarks(ready.ledger, known, gathered.bank, ready, path)
    # A deck from files that are no bank: said once, at the first of its questions.
    return [updates.without_ledger(q.origin) for q in gathered.bank.questions[:1]]
