"""Folders of strangers: nothing hangs, nothing is read from outside, nothing is lost silently."""

from __future__ import annotations

import codecs
import io
import os
import socket
import sys
from pathlib import Path

import pytest

from builder import files, sources
from builder.errors import SourceError
from builder.model import Problem, Severity, Source
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
    for name in (".git/x.md", ".hidden.md", "a.md", "deckpress.yaml", "b.png", "c.png", "LICENSE"):
        put(f"in/{name}")
    found, problems = load([Path("in")])
    assert [source.path for source in found] == ["in/a.md"]
    assert [str(problem) for problem in problems] == [
        "in:1: info: 3 other files skipped: .png 2, without suffix 1 [other-files]"
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


@pytest.mark.parametrize("swap", ["before", "after"])
def test_a_pipe_put_in_place_of_a_file_is_not_waited_for(
    swap: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put("a.md")
    real = os.open

    def swapped(path: Path, flags: int) -> int:
        file.unlink()
        os.mkfifo(file)
        return real(path, flags)

    if swap == "after":
        monkeypatch.setattr(os, "open", swapped)
    else:
        file.unlink()
        os.mkfifo(file)
    with pytest.raises(files.UnreadableError, match="not a regular file"):
        files.read_bytes(file, 100)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_marks_are_honoured(mark: bytes, encoding: str) -> None:
    put("a.md", mark + "# Was heißt „Index“?\r\n😀\r".encode(encoding))
    found, problems = load([Path("a.md")])
    assert found[0].text == "# Was heißt „Index“?\n😀\n"
    assert problems == ()


@pytest.mark.parametrize(
    ("content", "line", "code"),
    [
        (b"one\ntwo \xe9\n", 2, "not-utf-8"),
        (b"\x93quoted\x94", 1, "not-utf-8"),
        (b"one\n\xed\xa0\x80", 2, "not-utf-8"),  # a surrogate
        (b"a\n\n\xc0\xaf", 3, "not-utf-8"),  # an overlong slash
        (codecs.BOM_UTF16_LE + "one\ntwo".encode("utf-16-le") + b"\x00\xd8", 2, "not-utf-8"),
        ("one\ntwo".encode("utf-16-le"), 1, "binary"),
        (b"%PDF-1.7\n\x00\x00", 2, "binary"),
        (codecs.BOM_UTF16_LE + "one\n\0".encode("utf-16-le"), 2, "binary"),
    ],
)
def test_what_is_not_text_is_left_out_with_its_line(content: bytes, line: int, code: str) -> None:
    put("in/bad.md", content)
    put("in/good.md")
    found, problems = load([Path("in")])
    assert [source.path for source in found] == ["in/good.md"]
    assert [(str(problem.origin), problem.code) for problem in problems] == [
        (f"in/bad.md:{line}", code)
    ]
    assert problems[0].severity is Severity.ERROR
    assert "save it as" in problems[0].message
    assert problems[0].message.endswith("the file is left out")


def test_the_column_of_a_bad_byte_is_named() -> None:
    put("a.md", b"one\nt\xc3\xa4o \xe9\n")
    assert "column 5: byte 0xE9 is not UTF-8" in only_problem("a.md").message


def test_every_line_end_becomes_one() -> None:
    put("a.md", "a\r\nb\rc\u2028d\u2029e\n")
    assert load([Path("a.md")])[0][0].text == "a\nb\nc\nd\ne\n"


def test_control_characters_go_and_their_lines_are_named() -> None:
    put("a.md", "a\x07b\tc\r\n\n\x1b[31mred\x7f\x85\n\x0c")
    found, problems = load([Path("a.md")])
    assert found[0].text == "ab\tc\n\n[31mred\n"
    assert [str(problem) for problem in problems] == [
        "a.md:1: warning: control characters removed on lines 1, 3, 4 [control-characters]"
    ]


@pytest.mark.parametrize(
    "sign", [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
)
def test_bidi_overrides_go_and_are_reported(sign: str) -> None:
    put("a.md", f"one\nif admin{sign} then\n")
    found, problems = load([Path("a.md")])
    assert found[0].text == "one\nif admin then\n"
    assert [(str(problem.origin), problem.code) for problem in problems] == [
        ("a.md:2", "bidi-overrides")
    ]
    assert problems[0].severity is Severity.WARNING


def test_many_lines_are_not_all_named() -> None:
    put("a.md", "\x07\n" * 15)
    message = load([Path("a.md")])[1][0].message
    assert message.endswith("on lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 5 more")


def test_right_to_left_and_joined_text_is_untouched() -> None:
    text = "שלום مرحبا 👩\u200d💻 e\u0301 \u200f"
    put("a.md", text)
    assert load([Path("a.md")]) == ((Source("a.md", text),), ())


def test_size_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "TEXT_LIMIT", 1_000)
    monkeypatch.setattr(sources, "EXPORT_LIMIT", 2_000)
    for size, name in ((1_000, "a.md"), (1_001, "b.md"), (2_000, "c.json"), (2_001, "d.json")):
        put(f"in/{name}", "x" * size)
    assert paths("in") == ["in/a.md", "in/c.json"]
    assert codes("in") == {"in/b.md:1": "too-large", "in/d.json:1": "too-large"}


def test_the_limits_are_those_of_real_banks() -> None:
    assert (sources.TEXT_LIMIT, sources.EXPORT_LIMIT) == (10_000_000, 50_000_000)


def test_no_more_than_the_limit_is_ever_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sparse file of eight gigabytes costs nothing to make and must cost nothing to refuse."""
    with Path("huge.md").open("wb") as file:
        file.truncate(2**33)
    assert only_problem("huge.md").code == "too-large"


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
