"""Folders of strangers: nothing hangs, nothing is read from outside, nothing is lost silently."""

from __future__ import annotations

import codecs
import io
import os
import socket
import sys
import tracemalloc
from pathlib import Path

import pytest

from builder import files, sources
from builder.errors import SourceError
from builder.model import Problem, Source
from builder.sources import bank_folder, load


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, content: str | bytes = "text\n") -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def paths(*arguments: str) -> list[str]:
    return [source.path for source in load([Path(argument) for argument in arguments])[0]]


def only_problem(*arguments: str) -> Problem:
    found, problems = load([Path(argument) for argument in arguments])
    assert found == ()
    assert len(problems) == 1
    return problems[0]


def codes(*arguments: str) -> dict[str, str]:
    problems = load([Path(argument) for argument in arguments])[1]
    return {str(problem.origin): problem.code for problem in problems}


def test_a_folder_is_walked_in_order_of_names() -> None:
    for name in ("b/z.md", "b/a.yaml", "a.txt", "c.HTML", "B.markdown", "x.yml", "y.json", "w.htm"):
        put(f"in/{name}")
    assert paths("in") == [
        "in/B.markdown",
        "in/a.txt",
        "in/b/a.yaml",
        "in/b/z.md",
        "in/c.HTML",
        "in/w.htm",
        "in/x.yml",
        "in/y.json",
    ]


def test_hidden_names_settings_and_other_files_are_skipped_and_counted() -> None:
    for name in (".git/x.md", ".hidden.md", "a.md", "deckpress.yaml", "b.pdf", "c.pdf", "LICENSE"):
        put(f"in/{name}")
    put("in/shown.png")  # what a question shows is looked for by its name
    found, problems = load([Path("in")])
    assert [source.path for source in found] == ["in/a.md"]
    assert [str(problem) for problem in problems] == [
        "in:1: info: 3 other files skipped: .pdf 2, without suffix 1 [other-files]"
    ]


def test_paths_stay_as_given() -> None:
    put("in/a.md")
    assert paths("in/a.md") == ["in/a.md"]
    assert paths("./in") == ["in/a.md"]
    assert paths(str(Path("in").absolute())) == [Path("in/a.md").absolute().as_posix()]


def test_a_file_given_by_name_may_have_any_suffix() -> None:
    put("questions.dat")
    put(".hidden")
    assert paths("questions.dat", ".hidden") == ["questions.dat", ".hidden"]


def test_no_file_is_read_twice() -> None:
    put("in/a.md")
    Path("in/b.md").symlink_to("a.md")
    assert paths("in", "in/a.md", "in") == ["in/a.md"]


def test_a_missing_argument_is_an_error_with_advice() -> None:
    with pytest.raises(SourceError, match=r"^nowhere\.md: no such file.*check the spelling"):
        load([Path("nowhere.md")])


def test_an_empty_folder_is_reported() -> None:
    Path("in").mkdir()
    assert only_problem("in").code == "no-files"


def test_links_inside_the_folder_are_followed_and_outside_refused() -> None:
    put("secret.md", "secret")
    put("secrets/s.md", "secret")
    put("in/data/.store/real.txt")
    Path("in/a.md").symlink_to("data/.store/real.txt")
    Path("in/out.md").symlink_to("../secret.md")
    Path("in/absolute.md").symlink_to(Path("secret.md").absolute())
    Path("in/folder").symlink_to("../secrets")
    Path("in/twice.md").symlink_to("out.md")
    assert paths("in") == ["in/a.md"]
    outside = ("in/absolute.md:1", "in/folder:1", "in/out.md:1", "in/twice.md:1")
    assert codes("in") == dict.fromkeys(outside, "outside-folder")


def test_a_folder_beside_with_the_same_beginning_is_outside() -> None:
    put("bank-private/s.md")
    put("bank/a.md")
    Path("bank/s.md").symlink_to("../bank-private/s.md")
    assert paths("bank") == ["bank/a.md"]


def test_the_argument_itself_may_be_a_link() -> None:
    put("real/a.md")
    Path("link").symlink_to("real")
    Path("file.md").symlink_to("real/a.md")
    assert paths("link") == ["link/a.md"]
    assert paths("file.md") == ["file.md"]


def test_loops_end() -> None:
    put("in/sub/a.md")
    Path("in/sub/up").symlink_to("..")
    Path("in/sub/self").symlink_to(".")
    Path("in/round.md").symlink_to("round.md")
    Path("in/dangling.md").symlink_to("nothing")
    assert paths("in") == ["in/sub/a.md"]
    assert codes("in") == {"in/dangling.md:1": "unreadable", "in/round.md:1": "unreadable"}


@pytest.fixture
def no_special_file_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a FIFO would hang the test, and a device give gigabytes: fail instead."""
    real = os.open

    def careful(path: str | Path, flags: int, mode: int = 0o777) -> int:
        assert Path(path).is_file(), f"{path} was opened"
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", careful)


@pytest.mark.usefixtures("no_special_file_is_opened")
def test_pipes_sockets_and_devices_are_never_opened(here: Path) -> None:
    put("in/a.md")
    os.mkfifo("in/pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("in/socket.md")
    Path("in/zero.md").symlink_to("/dev/zero")
    assert paths("in") == ["in/a.md"]
    assert codes("in") == {
        "in/pipe.md:1": "not-a-file",
        "in/socket.md:1": "not-a-file",
        "in/zero.md:1": "outside-folder",
    }
    for special in ("in/pipe.md", "/dev/zero"):
        with pytest.raises(SourceError, match="give - as the source"):
            load([Path(special)])


@pytest.mark.usefixtures("no_special_file_is_opened")
def test_a_pipe_is_not_even_opened() -> None:
    """Opening alone can do something: a tape rewinds, a writer to the pipe wakes up."""
    os.mkfifo("pipe")
    with pytest.raises(files.UnreadableError, match="not a regular file"):
        files.read_bytes(Path("pipe"), 100)


def test_a_pipe_put_in_place_of_a_file_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    file = put("a.md")
    real = os.open

    def swapped(path: Path, flags: int) -> int:
        file.unlink()
        os.mkfifo(file)
        return real(path, flags)

    monkeypatch.setattr(os, "open", swapped)
    with pytest.raises(files.UnreadableError, match="not a regular file"):
        files.read_bytes(file, 100)


def test_size_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "TEXT_LIMIT", 1_000)
    monkeypatch.setattr(sources, "EXPORT_LIMIT", 2_000)
    for size, name in ((1_000, "a.md"), (1_001, "b.md"), (2_000, "c.json"), (2_001, "d.json")):
        put(f"in/{name}", "x" * size)
    assert paths("in") == ["in/a.md", "in/c.json"]
    assert codes("in") == {"in/b.md:1": "too-large", "in/d.json:1": "too-large"}


def test_the_limits_are_those_of_real_banks() -> None:
    assert (sources.TEXT_LIMIT, sources.EXPORT_LIMIT) == (10_000_000, 50_000_000)


def test_no_more_than_the_limit_is_ever_read() -> None:
    with Path("huge.md").open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    assert only_problem("huge.md").code == "too-large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000_000


@pytest.mark.parametrize("data", [b"one\r\n", codecs.BOM_UTF8 + b"one\n"])
def test_standard_input(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert load([Path("-"), Path("-")]) == ((Source("<stdin>", "one\n"),), ())


@pytest.mark.parametrize(("start", "read"), [("x", False), (" [", True), ("{", True)])
def test_exports_on_standard_input_may_be_larger(
    start: str,
    read: bool,  # noqa: FBT001 - a column of the table
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "TEXT_LIMIT", 1_000)
    text = io.TextIOWrapper(io.BytesIO(start.encode() + b"x" * 1_500))
    monkeypatch.setattr(sys, "stdin", text)
    assert bool(load([Path("-")])[0]) is read


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input is closed" in only_problem("-").message


def test_names_are_safe_to_print() -> None:
    put("in/a\x1b[2Jb\n.md")
    put(os.fsdecode(b"in/caf\xe9.md"))
    assert sorted(paths("in")) == ["in/a\ufffd[2Jb\ufffd.md", "in/caf\ufffd.md"]
    assert all(path.encode() for path in paths("in"))


def test_unreadable_files_and_folders_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    put("in/a.md")
    put("in/b.md")
    put("in/locked/c.md")
    opened, listed = os.open, Path.iterdir

    def locked_open(path: Path, flags: int) -> int:
        if path.name == "a.md":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    def locked_list(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "open", locked_open)
    monkeypatch.setattr(Path, "iterdir", locked_list)
    assert paths("in") == ["in/b.md"]
    assert codes("in") == {"in/a.md:1": "unreadable", "in/locked:1": "unreadable"}


def test_the_folder_of_the_bank() -> None:
    assert bank_folder(Path()) is None
    put("deckpress.yaml")
    assert bank_folder(Path()) == Path()
    put("content/deckpress.yaml")
    assert bank_folder(Path()) == Path("content")
    assert bank_folder(Path("content")) == Path("content")
