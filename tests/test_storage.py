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


@pytest.mark.parametrize(
    "name",
    ["../x.pdf", "/etc/x.pdf", "a/b.pdf", "a\\b.pdf", "", ".", "..", ".hidden", "a\0b", "a\nb"],
)
def test_only_plain_names_are_written(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with pytest.raises(OutputError, match="plain file name"):
        storage.publish([Artifact("deck", name, b"x")], folder)
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize("name", ["x" * 300, "C:x.pdf", "\ud800.pdf"])
def test_only_names_for_every_file_system_are_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="plain file name"):
        storage.publish([Artifact("deck", name, b"x")], tmp_path / "out")
    assert not list(tmp_path.rglob("*"))


def test_a_full_disk_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: disk_full())
    with pytest.raises(OutputError, match=r"No space left.*free some space"):
        storage.publish(artifacts(NEW), tmp_path)


def test_two_outputs_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="two outputs"):
        storage.publish(artifacts({"x.pdf": b"1", "X.pdf": b"2"}), tmp_path)


def test_links_are_replaced_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.apkg").symlink_to(outside)
    (folder / "b.pdf").symlink_to(tmp_path / "nowhere")
    storage.publish(artifacts(NEW), folder)
    assert outside.read_bytes() == b"mine"
    assert not (tmp_path / "nowhere").exists()
    assert not (folder / "a.apkg").is_symlink()
    assert held(folder) == NEW


def test_a_link_at_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / storage.LOCK).symlink_to(tmp_path / "precious")
    with pytest.raises(OutputError):
        storage.publish(artifacts(NEW), tmp_path / "out")
    assert (tmp_path / "precious").read_bytes() == b"mine"


def test_a_folder_in_the_way_is_kept(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").mkdir()
    (tmp_path / "b.pdf" / "thesis").write_bytes(b"mine")
    with pytest.raises(OutputError, match=r"b\.pdf is a folder"):
        storage.publish(artifacts(NEW), tmp_path)
    assert held(tmp_path) == {"b.pdf": b"a folder"}
    assert (tmp_path / "b.pdf" / "thesis").read_bytes() == b"mine"


def test_a_file_in_place_of_the_folder_is_an_error_with_advice(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(OutputError, match="a file is in the way"):
            storage.publish(artifacts(NEW), folder)
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_without_hard_links_old_files_are_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    folder = fresh(tmp_path / "out")
    storage.publish(artifacts(NEW), folder)
    assert held(folder) == NEW


def test_outputs_get_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    storage.publish(artifacts(NEW), tmp_path)
    assert (tmp_path / "a.apkg").stat().st_mode == (tmp_path / "plain").stat().st_mode
