"""The renderer: it fetches nothing, stays within its caps and repeats its bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from weasyprint.urls import URLFetcher

from builder.errors import RenderError
from builder.writers import _pdf, _pdf_child

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
    "width='9' height='9'>"
)

# Each makes WeasyPrint's own fetcher ask for URL: the test checks that, too.
CHANNELS = {
    "img": "<img src='URL'>",
    "import": "<style>@import url(URL);</style>",
    "link": "<link rel=stylesheet href='URL'>",
    "font-face": "<style>@font-face { font-family: x; src: url(URL) } * { font: 9pt x }</style>x",
    "background": "<p style='background: url(URL)'>x",
    "list-style": "<ul style='list-style-image: url(URL)'><li>x</ul>",
    "content": "<style>p::before { content: url(URL) }</style><p>x",
    "border-image": "<p style='border: 9px solid; border-image: url(URL) 9'>x",
    "page background": "<style>@page { background: url(URL) }</style>",
    "margin box": "<style>@page { @top-left { content: url(URL) } }</style>",
    "object": "<object data='URL' type='image/png'></object>",
    "embed": "<embed src='URL' type='image/png'>",
    "base": "<base href='URL/'><img src='x.png'>",
    "svg image": f"{SVG}<image href='URL' width='9' height='9'/></svg>",
    "svg xlink": f"{SVG}<image xlink:href='URL' width='9' height='9'/></svg>",
    "svg in data": '<img src="data:image/svg+xml,'
    + f"{SVG}<image href='URL' width='9' height='9'/></svg>".replace("<", "%3C").replace("#", "%23")
    + '">',
    "css in data": "<link rel=stylesheet href='data:text/css,@import url(URL);'>",
    "redirect": "<img src='URL/redirect'>",
    "attachment": "<link rel=attachment href='URL'>",
    "linked attachment": "<a rel=attachment href='URL'>x</a>",
}


@contextmanager
def counting_server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine; yields its address and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if "redirect" in self.path else 200)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Type", "text/css")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_is_fetched(channel: str) -> None:
    with counting_server() as (url, asked):
        page = f"<!doctype html><html lang=en><title>x</title>{CHANNELS[channel]}".replace(
            "URL", url
        )
        pdf, _ = _pdf_child.to_pdf(page, _pdf_child.fetcher())
        assert asked == []
        assert b"/EmbeddedFile" not in pdf
        _pdf_child.to_pdf(page, URLFetcher())
        assert asked, "the channel is dead: this test would pass without a guard"


def page_with(body: str) -> str:
    return f"<!doctype html><html lang=en><title>x</title>{body}"


@pytest.mark.parametrize("element", ["<link rel=attachment href='URL'>", "<img src='URL'>"])
def test_no_file_is_read_without_a_root(tmp_path: Path, element: str) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(f"{SVG}<text y='9'>secret</text></svg>", encoding="utf-8")
    page = page_with(element.replace("URL", secret.as_uri()))
    guarded, _ = _pdf_child.to_pdf(page, _pdf_child.fetcher())
    open_door, _ = _pdf_child.to_pdf(page, URLFetcher())
    assert len(guarded) < len(open_door)


def test_a_root_serves_its_own_regular_files(tmp_path: Path) -> None:
    root, outside = tmp_path / "bank", tmp_path / "outside.png"
    root.mkdir()
    (root / "inside.png").write_bytes(b"picture")
    outside.write_bytes(b"secret")
    fetcher = _pdf_child.fetcher(root)
    assert fetcher.fetch((root / "inside.png").as_uri()).read() == b"picture"
    for url in (
        outside.as_uri(),
        f"{root.as_uri()}/../outside.png",
        f"{root.as_uri()}/%2e%2e/outside.png",
        root.as_uri(),
        f"{root.as_uri()}/missing.png",
        (root / "inside.png").as_uri().replace("file://", "file://elsewhere.example"),
    ):
        with pytest.raises((ValueError, OSError)):
            fetcher.fetch(url)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights on Windows")
def test_a_root_follows_no_link_out_and_opens_no_pipe(tmp_path: Path) -> None:
    root, outside = tmp_path / "bank", tmp_path / "outside.png"
    root.mkdir()
    outside.write_bytes(b"secret")
    (root / "link.png").symlink_to(outside)
    os.mkfifo(root / "pipe.png")
    for name in ("link.png", "pipe.png"):
        with pytest.raises(ValueError, match=r"outside|regular"):
            _pdf_child.fetcher(root).fetch((root / name).as_uri())


@pytest.mark.parametrize("url", ["http://example.org", "ftp://x/y", "FILE:///etc/passwd", "x"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not fetched"):
        _pdf_child.fetcher().fetch(url)


def test_data_urls_are_served() -> None:
    reply = _pdf_child.fetcher().fetch("data:text/plain;base64,aGk=")
    assert (reply.read(), reply.content_type) == (b"hi", "text/plain")


ROOMY = _pdf.limits_for(0)
HEAVY = page_with("<p>word word word word word word</p>" * 20_000)


def test_time_is_capped() -> None:
    with pytest.raises(RenderError, match=r"cheatsheet was not finished after 1 seconds.*--topic"):
        _pdf.render_pdf(HEAVY, "cheatsheet", 0, _pdf.Limits(1, ROOMY.memory))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux honours RLIMIT_AS")
def test_memory_is_capped() -> None:
    # Where memory ends is chance: mostly in Python, which says so, now and then in a C library,
    # whose failure is another one. Without the cap neither comes.
    with pytest.raises(RenderError, match=r"packet was (stopped.* 400 MB|not built).*--topic"):
        _pdf.render_pdf(HEAVY, "packet", 0, _pdf.Limits(60, 400_000_000))


def test_caps_grow_with_the_document() -> None:
    """Ten thousand questions make 30 MB of HTML at 3 kB each."""
    large = _pdf.limits_for(30_000_000)
    assert large.seconds > 10 * ROOMY.seconds
    assert large.memory > 10 * ROOMY.memory


def test_too_deep_is_said() -> None:
    with pytest.raises(RenderError, match=r"handout was not built: .* nested too deeply"):
        _pdf.render_pdf(page_with("<div>" * 3_000), "handout", 0)


def fake_child(tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "child.py"
    script.write_text(code, encoding="utf-8")
    monkeypatch.setattr(_pdf_child, "__file__", str(script))


def test_missing_pango_names_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against the real child, with a stand-in for WeasyPrint that fails as it does."""
    package = tmp_path / "weasyprint"
    package.mkdir()
    text = "raise OSError(\"cannot load library 'libpango-1.0-0': no such file\")"
    (package / "__init__.py").write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(RenderError, match=r"needs Pango, which is not installed. \w+"):
        _pdf.render_pdf(page_with("x"), "packet", 0)


def test_a_failing_renderer_is_reported_with_its_last_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_child(tmp_path, "raise AssertionError('odd box')", monkeypatch)
    with pytest.raises(RenderError, match=r"packet was not built.*AssertionError: odd box"):
        _pdf.render_pdf(page_with("x"), "packet", 0)


def test_messages_do_not_reach_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    _pdf.render_pdf(page_with("<p style='colour: none'><img src='http://x/'>x"), "packet", 0)
    assert capfd.readouterr() == ("", "")


def test_the_same_input_gives_the_same_bytes() -> None:
    page = page_with("<meta name=dcterms.created content='2026-01-01T00:00:00Z'><p>a <b>b</b>")
    first = _pdf.render_pdf(page, "packet", 1_790_000_000)
    time.sleep(1.1)  # the resolution of a date in a PDF
    assert first == _pdf.render_pdf(page, "packet", 1_790_000_000)
    assert first.pages == 1


def test_the_parent_does_not_import_weasyprint() -> None:
    code = "import builder.writers._pdf, sys; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent as POSIX does")
def test_an_interrupt_ends_the_child(tmp_path: Path) -> None:
    """Only the parent gets the signal, as from ``kill -INT``: the child must not outlive it."""
    alive = tmp_path / "alive"
    script = tmp_path / "child.py"
    script.write_text(
        "import pathlib, sys, time\n"
        "while True:\n"
        f"    pathlib.Path({str(alive)!r}).write_text(str(time.time()))\n"
        "    time.sleep(0.02)\n",
        encoding="utf-8",
    )
    code = (
        "from builder.writers import _pdf, _pdf_child\n"
        f"_pdf_child.__file__ = {str(script)!r}\n"
        "_pdf.render_pdf('x', 'packet', 0)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=subprocess.DEVNULL,
        cwd=Path(_pdf.__file__).parents[2],
    )
    try:
        deadline = time.monotonic() + 20
        while not alive.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        parent.send_signal(signal.SIGINT)
        assert parent.wait(20) != 0
        time.sleep(0.1)
        last = alive.read_text(encoding="utf-8")
        time.sleep(0.2)
        assert alive.read_text(encoding="utf-8") == last
    finally:
        parent.kill()
        parent.wait()
