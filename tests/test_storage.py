"""Outputs appear as a set or not at all, whatever fails and whenever."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from builder import storage
from builder.errors import OutputError
from builder.model import Artifact

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("a.apkg", "b.pdf", "c.pdf")
OLD = {"a.apkg": b"old a", "b.pdf": b"old b"}  # c.pdf is new
NEW = {name: f"new {name}".encode() for name in NAMES}
DISK_CALLS = frozenset(
    {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "fsync"}
)


def artifacts(contents: dict[str, bytes]) -> list[Artifact]:
    return [Artifact("deck", name, data) for name, data in contents.items()]


def held(folder: Path) -> dict[str, bytes]:
    """What the folder holds, the lock aside; a leftover shows up under its own name."""
    return {
        path.name: path.read_bytes() if path.is_file() else b"a folder"
        for path in folder.iterdir()
        if path.name != storage.LOCK
    }


def fresh(folder: Path) -> Path:
    folder.mkdir()
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    return folder


class Interceptor:
    """Counts disk calls, from Python's audit events, and does something at the n-th."""

    def __init__(self) -> None:
        self.act: Callable[[], None] | None = None
        self.left = 0
        self.called = ""
        sys.addaudithook(self.hear)  # cannot be removed, so there is one, mostly idle
        self.thread = threading.get_ident()

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.act is None or event not in DISK_CALLS or threading.get_ident() != self.thread:
            return
        self.left -= 1
        if self.left == 0:
            act, self.act, self.called = self.act, None, event
            act()

    def at(self, number: int, act: Callable[[], None]) -> None:
        self.act, self.left, self.called = act, number, ""

    @property
    def happened(self) -> bool:
        happened = self.act is None
        self.act = None
        return happened


INTERCEPTOR = Interceptor()


@pytest.fixture
def interceptor(monkeypatch: pytest.MonkeyPatch) -> Interceptor:
    fsync = os.fsync

    def heard_fsync(descriptor: int) -> None:
        INTERCEPTOR.hear("fsync", ())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", heard_fsync)
    return INTERCEPTOR


def disk_full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def interrupted() -> None:
    raise KeyboardInterrupt


def killed() -> None:
    os._exit(9)


def in_child(act: Callable[[], object]) -> int:
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:  # noqa: BLE001 - a forked child must never go on as a second pytest
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_set_replaces_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    folder = fresh(tmp_path / "out")
    (folder / "notes.txt").write_bytes(b"mine")
    paths = storage.publish(artifacts(NEW), folder)
    assert paths == tuple(folder / name for name in NAMES)
    assert held(folder) == {**NEW, "notes.txt": b"mine"}


def test_the_folder_is_created(tmp_path: Path) -> None:
    storage.publish(artifacts(NEW), tmp_path / "some" / "where")
    assert held(tmp_path / "some" / "where") == NEW


@pytest.mark.parametrize("act", [disk_full, interrupted])
def test_every_disk_call_may_fail(
    act: Callable[[], None], tmp_path: Path, interceptor: Interceptor
) -> None:
    storage.publish(artifacts(NEW), fresh(tmp_path / "warm"))  # imports open files, too
    outcomes = set()
    for number in range(1, 200):
        folder = fresh(tmp_path / str(number))
        interceptor.at(number, act)
        try:
            storage.publish(artifacts(NEW), folder)
            outcome = "published"
        except (OutputError, KeyboardInterrupt):
            outcome = "refused"
        if not interceptor.happened:
            break
        outcomes.add(outcome)
        expected = NEW if outcome == "published" else OLD
        left = {name: data for name, data in held(folder).items() if name in NAMES}
        # Ctrl-C after the last rename finds the whole new set in place.
        assert left == expected or (act is interrupted and left == NEW), number
        assert set(held(folder)) == set(left), f"litter after call {number}, {interceptor.called}"
    assert number > 25
    assert "refused" in outcomes


def test_a_failure_that_lasts_is_undone_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fresh(tmp_path / "out")
    replace = Path.replace
    calls = []

    def fail_for_good(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 2:  # the journal and one file; then neither forward nor back
            disk_full()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_for_good)
    with pytest.raises(OutputError):
        storage.publish(artifacts(NEW), folder)
    assert (folder / "a.apkg").read_bytes() == NEW["a.apkg"]
    monkeypatch.undo()
    storage.publish((), folder)
    assert held(folder) == OLD


def test_a_killed_run_is_undone_by_the_next_even_if_that_is_killed_too(
    tmp_path: Path, interceptor: Interceptor
) -> None:
    storage.publish(artifacts(NEW), fresh(tmp_path / "warm"))
    seen = set()
    for number in range(1, 200):
        folder = fresh(tmp_path / str(number))
        interceptor.at(number, killed)
        code = in_child(partial(storage.publish, artifacts(NEW), folder))
        interceptor.at(1 + number % 20, killed)
        in_child(partial(storage.publish, (), folder))
        assert not interceptor.happened  # it did in the children, not here
        storage.publish((), folder)
        assert held(folder) in (OLD, NEW), number
        seen.add(held(folder) == NEW)
        if code == 0:
            break
    assert number > 25
    assert seen == {True, False}


def test_a_half_written_file_is_never_published(tmp_path: Path) -> None:
    folder = fresh(tmp_path / "out")
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from builder import storage; from builder.model import Artifact\n"
        "from builder.errors import OutputError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: storage.publish([Artifact('deck', 'a.apkg', b'x' * 5000)], Path(sys.argv[1]))\n"
        "except OutputError as error: print(error)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    assert "File too large" in run.stdout
    assert held(folder) == OLD


def test_two_builds_at_once_never_mix(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    faults: list[BaseException] = []

    def build(label: str) -> None:
        try:
            for _ in range(15):
                storage.publish(artifacts({name: label.encode() for name in NAMES}), folder)
        except BaseException as error:  # noqa: BLE001 - a thread's error is shown by the test
            faults.append(error)

    threads = [threading.Thread(target=build, args=(label,)) for label in "123"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert len(set(held(folder).values())) == 1
    assert set(held(folder)) == set(NAMES)


def test_who_waits_is_told_for_whom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "WAIT_SECONDS", 0.1)
    (tmp_path / f"{storage._WORK}4711-x").mkdir()  # noqa: SLF001 - stands for another process
    with FileLock(tmp_path / storage.LOCK), pytest.raises(OutputError) as caught:
        storage.publish(artifacts(NEW), tmp_path)
    assert "process 4711" in str(caught.value)
    assert "-o" in str(caught.value)
