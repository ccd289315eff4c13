"""What this machine has of what Deckpress needs: Python, Pango, fonts, libraries.

Nothing heavy is imported: ``deckpress doctor`` has to work where the outputs cannot be built.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata

OLDEST_PYTHON = (3, 11)
LIBRARIES = ("genanki", "weasyprint", "jinja2", "pyyaml", "click", "comrak", "nh3")

# What WeasyPrint loads through Pango (weasyprint/text/ffi.py, version 70.0): Linux, macOS and
# Windows file names, and last the bare name that the system's own search understands.
_PANGO = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "pango-1.0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll", "pangoft2-1.0"),
)
_SUBSET = (
    "libharfbuzz-subset.so.0",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz-subset-0.dll",
    "harfbuzz-subset",
)
_ADVICE = {
    "debian": "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "sudo dnf install pango harfbuzz",
    "arch": "sudo pacman -S pango harfbuzz",
    "alpine": "sudo apk add pango so:libharfbuzz-subset.so.0",
    "Darwin": "brew install pango",
    "Windows": "pacman -S mingw-w64-ucrt-x86_64-pango (in the UCRT64 shell of https://www.msys2.org)",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; ``advice`` says what to do and is empty when ``ok``."""

    name: str
    ok: bool
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class _Font:
    """A font by what it sets; ``families`` are the names different releases of it carry."""

    role: str
    families: tuple[str, ...]
    package: str


_FONTS = (
    # SIL shortened the family's name to "Charis" in version 7.
    _Font("text", ("Charis SIL", "Charis"), "fonts-sil-charis"),
    _Font("labels", ("Inter", "Inter Variable"), "fonts-inter"),
    _Font("code", ("JetBrains Mono",), "fonts-jetbrains-mono"),
    _Font("symbols", ("Symbola",), "fonts-symbola"),
)


def inspect() -> tuple[Finding, ...]:
    """Look at everything once; never raises for something that is missing."""
    return (
        _python(),
        Finding("deckpress", ok=True, detail=version()),
        *(_library(name) for name in LIBRARIES),
        _pango(),
        _subset(),
        *(_font(font) for font in _FONTS),
    )


def version() -> str:
    """Version of the installed Deckpress, or ``unknown`` for a checkout that is not installed."""
    return _version("deckpress") or "unknown (not installed)"


def pango_missing() -> tuple[str, ...]:
    """Names of the Pango libraries that cannot be loaded; empty when PDFs can be made."""
    return tuple(names[-1] for names in _PANGO if not _loads(names))


def pango_advice() -> str:
    """The line that installs Pango on this platform."""
    line = _ADVICE.get(_system())
    return f"Run: {line}" if line else "Install Pango with your system's package manager"


def _python() -> Finding:
    found = platform.python_version()
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Finding("Python", ok=True, detail=found)
    return Finding("Python", ok=False, detail=found, advice="Install Python 3.11 or newer")


def _library(name: str) -> Finding:
    found = _version(name)
    if found:
        return Finding(name, ok=True, detail=found)
    return Finding(name, ok=False, detail="missing", advice="Install Deckpress again")


def _pango() -> Finding:
    missing = pango_missing()
    if not missing:
        return Finding("Pango", ok=True, detail="found")
    detail = f"cannot load {' and '.join(missing)}: no PDFs, decks only"
    return Finding("Pango", ok=False, detail=detail, advice=pango_advice())


def _subset() -> Finding:
    if _loads(_SUBSET):
        return Finding("HarfBuzz subset", ok=True, detail="found")
    detail = "cannot load harfbuzz-subset: PDFs are larger and take longer"
    return Finding("HarfBuzz subset", ok=False, detail=detail, advice=pango_advice())


def _font(font: _Font) -> Finding:
    name, wanted = f"font for {font.role}", font.families[0]
    used = _match(font.families)
    if used is None:
        advice = "Install fontconfig, which holds fc-match"
        return Finding(name, ok=False, detail=f"{wanted}? fc-match does not answer", advice=advice)
    if used in font.families:
        return Finding(name, ok=True, detail=used)
    advice = f"Install the font {wanted}"
    if _system() == "debian":
        advice = f"Run: sudo apt-get install {font.package}"
    return Finding(name, ok=False, detail=f"{used} stands in for {wanted}", advice=advice)


def _match(families: tuple[str, ...]) -> str | None:
    """The family fontconfig picks when asked for these in turn; None when it cannot be asked."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    pattern = ",".join(families)
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, nothing of it from outside
            [program, "--format", "%{family[0]}", pattern],
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=60,  # seconds; the first call on a machine may build fontconfig's cache
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def _loads(names: tuple[str, ...]) -> bool:
    """Whether one of a library's names loads; the last is also searched for."""
    *files, bare = names
    return any(_opens(name) for name in files) or _opens(ctypes.util.find_library(bare))


def _opens(name: str | None) -> bool:
    if name is None:  # CDLL(None) would open this very process
        return False
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _system() -> str:
    """A key of the advice: a family of Linux distributions, ``Darwin``, ``Windows`` or neither."""
    if platform.system() != "Linux":
        return platform.system()
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((name for name in names if name in _ADVICE), "")
