"""Where outputs may go: plain names, into the folder given, over files but never through links."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from builder import storage
from builder.errors import OutputError
from builder.model import Artifact

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("a.apkg", "b.pdf", "c.pdf")
NEW = {name: f"new {name}".encode() for name in NAMES}


def artifacts(contents: dict[str, bytes]) -> list[Artifact]:
    return [Artifact("deck", name, data) for name, data in contents.items()]


def held(folder: Path) -> dict[str, bytes]:
    """What the folder holds, the lock aside; a leftover shows up under its own name."""
    return {
        path.name: path.read_bytes() if path.is_file() else b"a folder"
        for path in folder.iterdir()
        if path.name != storage.LOCK
    }


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
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
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
    (tmp_path / "a.apkg").write_bytes(b"old")
    storage.publish(artifacts(NEW), tmp_path)
    assert held(tmp_path) == NEW


def test_outputs_get_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    storage.publish(artifacts(NEW), tmp_path)
    assert (tmp_path / "a.apkg").stat().st_mode == (tmp_path / "plain").stat().st_mode
