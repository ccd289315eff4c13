"""What ``deckpress doctor`` finds on machines that have, and that lack, what is needed."""

from __future__ import annotations

import ctypes
import platform
import shutil
import subprocess
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Any

import pytest

from builder import environment
from builder.environment import Finding, inspect, pango_advice, pango_missing, version

if TYPE_CHECKING:
    from pathlib import Path

FONT = "font for text"


def finding(name: str) -> Finding:
    return {found.name: found for found in inspect()}[name]


@pytest.fixture
def fc_match(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Put an executable of our own in place of fc-match; a test writes its text."""
    program = tmp_path / "fc-match"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "fc-match" else None)
    return program


@pytest.fixture
def no_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    monkeypatch.setattr("ctypes.util.find_library", lambda _name: None)


def linux(monkeypatch: pytest.MonkeyPatch, **release: str) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)


def test_every_finding_that_is_not_well_says_what_to_do(
    no_libraries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    found = inspect()

    assert {entry.ok for entry in found} == {True, False}
    assert all(bool(entry.advice) != entry.ok and entry.detail for entry in found)


def test_each_thing_is_looked_at_once() -> None:
    names = [found.name for found in inspect()]

    assert len(names) == len(set(names))
    assert {"Python", "deckpress", "Pango", "weasyprint", "genanki", FONT} <= set(names)


def test_looking_imports_nothing_heavy() -> None:
    look = (
        "import sys; from builder.environment import inspect; inspect();"
        "sys.exit(any(name in sys.modules for name in ('weasyprint', 'genanki', 'jinja2')))"
    )

    subprocess.run([sys.executable, "-c", look], check=True)


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))

    assert finding("Python").advice == "Install Python 3.11 or newer"


def test_versions_are_those_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert finding("jinja2").detail == metadata.version("jinja2")

    monkeypatch.setattr(environment, "LIBRARIES", ("no-such-distribution",))
    assert not finding("no-such-distribution").ok


def test_a_checkout_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", missing)

    assert version() == "unknown (not installed)"


def test_pango_is_here_where_these_tests_run() -> None:
    assert pango_missing() == ()
    assert finding("Pango") == Finding("Pango", ok=True, detail="found")


def test_missing_pango_names_what_is_lost_and_the_line_to_run(
    no_libraries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    linux(monkeypatch, ID="debian")

    assert pango_missing() == ("pango-1.0", "pangoft2-1.0")
    assert "no PDFs" in finding("Pango").detail
    assert "apt-get install libpango-1.0-0" in finding("Pango").advice
    assert not finding("HarfBuzz subset").ok


def test_a_library_is_also_searched_for_by_its_bare_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_here(name: str) -> None:
        if not name.startswith("/elsewhere/"):
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", only_here)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: f"/elsewhere/{name}")

    assert pango_missing() == ()


@pytest.mark.parametrize(
    ("system", "release", "line"),
    [
        ("Linux", {"ID": "debian"}, "sudo apt-get install libpango-1.0-0 "),
        ("Linux", {"ID": "ubuntu", "ID_LIKE": "debian"}, "sudo apt-get install "),
        ("Linux", {"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "sudo apt-get install "),
        ("Linux", {"ID": "fedora"}, "sudo dnf install pango"),
        ("Linux", {"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install pango"),
        ("Linux", {"ID": "arch"}, "sudo pacman -S pango"),
        ("Linux", {"ID": "nixos"}, "your system's package manager"),
        ("Darwin", {}, "brew install pango"),
        ("Windows", {}, "mingw-w64-ucrt-x86_64-pango"),
        ("FreeBSD", {}, "your system's package manager"),
    ],
)
def test_the_advice_fits_the_platform(
    monkeypatch: pytest.MonkeyPatch, system: str, release: dict[str, str], line: str
) -> None:
    linux(monkeypatch, **release)
    monkeypatch.setattr(platform, "system", lambda: system)

    assert line in pango_advice()


def test_a_linux_that_does_not_name_itself_still_gets_advice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unnamed() -> dict[str, str]:
        raise OSError("no os-release")

    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", unnamed)

    assert pango_advice().startswith("Install Pango")


@pytest.mark.parametrize("family", ["Charis SIL", "Charis"])
def test_a_font_in_use_is_named(fc_match: Path, family: str) -> None:
    fc_match.write_text(f"#!/bin/sh\nprintf '{family}'\n", encoding="utf-8")

    assert finding(FONT) == Finding(FONT, ok=True, detail=family)


def test_a_font_that_stands_in_for_another_is_told(
    fc_match: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linux(monkeypatch, ID="debian")
    fc_match.write_text("#!/bin/sh\nprintf 'DejaVu Serif'\n", encoding="utf-8")

    assert finding(FONT) == Finding(
        FONT,
        ok=False,
        detail="DejaVu Serif stands in for Charis SIL",
        advice="Run: sudo apt-get install fonts-sil-charis",
    )


def test_a_font_has_advice_elsewhere_too(fc_match: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linux(monkeypatch, ID="arch")
    fc_match.write_text("#!/bin/sh\nprintf 'Noto Serif'\n", encoding="utf-8")

    assert finding(FONT).advice == "Install the font Charis SIL"


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 1\n", "#!/bin/sh\n", "#!/no/such/shell\n"])
def test_fc_match_that_does_not_answer_is_a_finding(fc_match: Path, script: str) -> None:
    fc_match.write_text(script, encoding="utf-8")

    assert "fc-match does not answer" in finding(FONT).detail


def test_fc_match_that_hangs_is_a_finding(fc_match: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*args: Any, timeout: float, **_options: Any) -> None:
        raise subprocess.TimeoutExpired(args, timeout)

    monkeypatch.setattr(subprocess, "run", hang)

    assert finding(FONT).advice == "Install fontconfig, which holds fc-match"
