"""Outputs onto the disk: all of them or none, and never two builds at once.

Everything is written and synced in a work folder beside its destination, then renamed into place.
While that goes on the old files stay in the work folder together with a journal, so that a failed
rename, Ctrl-C and even a killed process can be undone, the last by the next run: the rollback
journal of SQLite, applied to files.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from builder.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.model import Artifact

LOCK: Final = ".deckpress.lock"
WAIT_SECONDS: Final = 60.0

_WORK: Final = ".deckpress-work-"
_NEW: Final = "new"
_OLD: Final = "old"
_JOURNAL: Final = "journal"
# What the journal says of a file: it took the place of another, or there was none.
_REPLACED: Final = "="
_CREATED: Final = "+"

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NOT_ALLOWED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NOT_A_FOLDER: Final = frozenset({errno.ENOTDIR, errno.EEXIST})


def publish(artifacts: Sequence[Artifact], folder: Path) -> tuple[Path, ...]:
    """Write the artifacts into ``folder`` as a set, and return their paths in the same order.

    Creates the folder; replaces files of the same names, never following a link there. Waits up
    to a minute for another build. Raises OutputError when anything is in the way; then the folder
    holds what it held before.
    """
    _check_names(artifacts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=WAIT_SECONDS):
            for leftover in _work_folders(folder):
                _undo(leftover, folder)
            return _replace(artifacts, folder)
    except Timeout as error:
        raise OutputError(_busy(folder)) from error
    except OSError as error:
        raise OutputError(_explain(error, folder)) from error


def _check_names(artifacts: Sequence[Artifact]) -> None:
    taken: set[str] = set()
    for artifact in artifacts:
        name = artifact.name
        plain = (
            name.isprintable() and not name.startswith(".") and not set(name) & set('/\\:*?"<>|')
        )
        if not name or not plain or len(name.encode("utf-8", "replace")) > 255:
            raise OutputError(f"{name[:60]!r} is no plain file name; choose another with --name")
        # Many file systems do not tell A from a.
        if name.casefold() in taken:
            raise OutputError(f"two outputs are called {name}; choose another --name")
        taken.add(name.casefold())


def _replace(artifacts: Sequence[Artifact], folder: Path) -> tuple[Path, ...]:
    targets = tuple(folder / artifact.name for artifact in artifacts)
    for target in targets:
        if target.is_dir() and not target.is_symlink():
            raise OutputError(f"{target} is a folder; move it away, an output goes there")
    # The number of the process tells those who wait whom they wait for.
    work = Path(tempfile.mkdtemp(prefix=f"{_WORK}{os.getpid()}-", dir=folder))
    try:
        _write_aside(artifacts, work)
        _move_into_place(targets, work)
    except BaseException:
        _undo(work, folder)
        raise
    _discard(work)
    return targets


def _write_aside(artifacts: Sequence[Artifact], work: Path) -> None:
    (work / _NEW).mkdir()
    (work / _OLD).mkdir()
    for artifact in artifacts:
        _write(work / _NEW / artifact.name, artifact.data)
    _sync(work / _NEW)


def _move_into_place(targets: Sequence[Path], work: Path) -> None:
    kept = [target for target in targets if os.path.lexists(target)]
    marks = (f"{_REPLACED if target in kept else _CREATED}{target.name}" for target in targets)
    # Written under another name first: a journal exists whole or not at all.
    draft = work / f"{_JOURNAL}.draft"
    _write(draft, "\n".join(marks).encode())
    draft.replace(work / _JOURNAL)
    _sync(work)
    for target in kept:
        _keep(target, work / _OLD / target.name)
    _sync(work / _OLD)
    for target in targets:
        (work / _NEW / target.name).replace(target)
    _sync(work.parent)
    (work / _JOURNAL).unlink()  # from here on the new set counts


def _keep(target: Path, aside: Path) -> None:
    """Keep an old file: by a second name, so that its place is never empty, else by moving it."""
    try:
        os.link(target, aside, follow_symlinks=False)
    except OSError:  # file systems without hard links
        target.replace(aside)


def _undo(work: Path, folder: Path) -> None:
    """Put the old files back as the journal says, and remove the work folder.

    May be cut short and repeated: each step looks at what is there.
    """
    journal = work / _JOURNAL
    lines = journal.read_text(encoding="utf-8").split("\n") if journal.is_file() else []
    for mark, name in ((line[0], line[1:]) for line in lines if line):
        old, new, target = work / _OLD / name, work / _NEW / name, folder / name
        if mark == _REPLACED and os.path.lexists(old):
            old.replace(target)
        elif mark == _CREATED and not os.path.lexists(new):
            target.unlink(missing_ok=True)
    if lines:
        _sync(folder)
        journal.unlink()
    _discard(work)


def _discard(work: Path) -> None:
    """Remove a work folder that has no journal; what stays is removed by the next run."""
    try:
        with suppress(OSError):
            _sync(work)  # the journal is gone from the disk before the files it speaks of are
        shutil.rmtree(work, ignore_errors=True)
    finally:
        # Once more for what Ctrl-C or a passing error left.
        shutil.rmtree(work, ignore_errors=True)


def _work_folders(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_WORK) and stat.S_ISDIR(path.lstat().st_mode):
            yield path


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make renames in a folder last through a power cut; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _busy(folder: Path) -> str:
    owners = [path.name.removeprefix(_WORK).partition("-")[0] for path in _work_folders(folder)]
    who = f"process {owners[-1]}" if owners else "another process"
    return (
        f"{folder}: {who} has been building here for {WAIT_SECONDS:.0f} seconds; wait for it "
        "to finish, end it, or build into another folder with -o"
    )


def _explain(error: OSError, folder: Path) -> str:
    if error.errno in _NO_ROOM:
        advice = "free some space, or build into another folder with -o"
    elif error.errno in _NOT_ALLOWED:
        advice = "allow writing there, or build into another folder with -o"
    elif error.errno in _NOT_A_FOLDER:
        advice = "a file is in the way; move it, or build into another folder with -o"
    else:
        advice = "check the disk, or build into another folder with -o"
    return f"{folder}: cannot write the outputs ({error.strerror or error}); {advice}"
