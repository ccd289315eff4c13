"""What a file may hold: what its name promises, and nothing that runs, loads or multiplies."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML

from builder.media._contents import UnfitError, require_fit
from builder.media._svg import MOST_DEEP, SVG, ActiveError, require_inert
from builder.media_types import TYPES, suffix_of, type_inside, type_of
from tests.media_samples import MP3, SVG_OPEN, picture

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = {
    "a.png": picture(),
    "a.jpg": picture(form="JPEG"),
    "a.JPEG": picture(form="JPEG"),
    "a.gif": picture(form="GIF"),
    "a.webp": picture(form="WEBP"),
    "a.svg": f"{SVG_OPEN}</svg>".encode(),
    "a.mp3": MP3,
    "b.mp3": b"\xff\xfb\x90\x64" + bytes(99),
    "a.ogg": b"OggS" + bytes(99),
    "a.wav": b"RIFF\0\0\0\0WAVE" + bytes(99),
    "a.m4a": b"\0\0\0\x20ftypM4A " + bytes(99),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_type_is_known_by_name_and_inside(name: str) -> None:
    assert type_of(name) == type_inside(SAMPLES[name])
    assert TYPES[suffix_of(type_of(name))] == type_of(name)
    require_fit(name, SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("other", SAMPLES)
def test_no_type_passes_for_another(name: str, other: str) -> None:
    if type_of(name) != type_of(other):
        with pytest.raises(UnfitError) as caught:
            require_fit(name, SAMPLES[other])
        assert caught.value.code == "disguised-media"


@pytest.mark.parametrize("name", ["a.txt", "a", "a.png.exe", "a.htm", "png", ""])
def test_other_names_have_no_type(name: str) -> None:
    assert type_of(name) == ""


def test_grey_of_16_bits_is_refused() -> None:
    """WeasyPrint 70 takes the two bytes of each pixel for two pixels."""
    with pytest.raises(UnfitError, match="16 bits") as caught:
        require_fit("a.png", picture(0, mode="I;16"))
    assert caught.value.code == "deep-picture"


@given(st.binary(max_size=200), st.sampled_from(sorted(SAMPLES)), st.integers(0, 150))
def test_a_damaged_file_is_refused_or_taken_and_nothing_else(
    noise: bytes, name: str, place: int
) -> None:
    data = SAMPLES[name]
    damaged = data[:place] + noise + data[place + len(noise) :]
    with suppress(UnfitError):
        require_fit(name, damaged)


def drawing(inside: str, attributes: str = "") -> bytes:
    opened = SVG_OPEN.replace(">", f" {attributes}>")
    return f"{opened}\n{inside}\n</svg>".encode()


XHTML = 'xmlns:h="http://www.w3.org/1999/xhtml"'

ACTIVE = {
    "script": "<script>alert(1)</script>",
    "xhtml script": f"<h:script {XHTML}>alert(1)</h:script>",
    "xhtml iframe": f'<h:iframe {XHTML} src="//x"/>',
    "foreign object": "<foreignObject/>",
    "handler": '<g onload="alert(1)"/>',
    "handler in capitals": '<g ONCLICK="alert(1)"/>',
    "animation": '<a><set attributeName="href" to="javascript:alert(1)"/></a>',
    "animated": '<path><animate attributeName="d"/></path>',
    "link": '<a href="javascript:alert(1)"/>',
    "image": '<image href="data:image/png;base64,AAAA"/>',
    "use elsewhere": '<use href="https://example.org/x.svg#a"/>',
    "use xlink": '<use xlink:href="x.svg#a"/>',
    "use data": '<use href="data:image/svg+xml,x"/>',
    "use blank": '<use href=" \thttps://example.org/x"/>',
    "base": '<g xml:base="https://example.org/"><use href="#a"/></g>',
    "fill": '<path fill="url(https://example.org/x#a)"/>',
    "fill in capitals": '<path fill="URL(//example.org)"/>',
    "fill of two": '<path fill="url(#a) url(//example.org)"/>',
    "fill escaped": r'<path fill="u\72l(//example.org)"/>',
    "style": '<path style="background: url(x.png)"/>',
    "style set": "<path style=\"background: image-set('x.png' 1x)\"/>",
    "sheet": "<style>path { fill: url(//example.org) }</style>",
    "sheet in parts": "<style>path { fill: u<![CDATA[rl(//x)]]> }</style>",
    "sheet import": "<style>@import '//example.org/x.css';</style>",
    "sheet escaped": r"<style>@\69mport '//example.org/x.css';</style>",
    "sheet font": "<style>@font-face { src: url(data:font/woff2;base64,AAAA) }</style>",
    "filter image": '<filter><feImage href="#a"/></filter>',
    "mathml": '<math xmlns="http://www.w3.org/1998/Math/MathML"/>',
    "no namespace": '<script xmlns="">alert(1)</script>',
    "handler element": '<handler xmlns="http://www.w3.org/2001/xml-events"/>',
    "video": "<video/>",
    "embed": "<iframe/>",
}


@pytest.mark.parametrize("inside", ACTIVE.values(), ids=ACTIVE)
def test_what_runs_or_loads_is_refused_at_its_line(inside: str) -> None:
    with pytest.raises(ActiveError) as caught:
        require_inert(drawing(inside))
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not well-formed"),
        (b"<svg", "not well-formed"),
        (b"<svg/>", "outermost"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "outermost"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="{SVG}">&a;</svg>'.encode(), "entities"),
        (f'<?xml-stylesheet href="x"?><svg xmlns="{SVG}"/>'.encode(), "instruction"),
        (f'<?xml version="1.0" encoding="x-none"?><svg xmlns="{SVG}"/>'.encode(), "encoding"),
        (drawing("<g>" * MOST_DEEP + "</g>" * MOST_DEEP), "deep"),
        (drawing("<g/>" * 50_001), "more than 50,000"),
        (drawing(" " * 5_000_000), "larger than 5 MB"),
        (drawing('<g id="a"><use href="#a"/></g>'), "itself"),
        (drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "itself"),
        (drawing('<pattern id="a"><path fill="url(#a)"/></pattern>'), "itself"),
    ],
)
def test_other_drawings_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(ActiveError, match=message):
        require_inert(data)


def bomb(one: Callable[[int], str]) -> bytes:
    """Twelve groups, each of which shows the one before ten times."""
    groups = [f'<g id="g{n}">{one(n - 1) * 10}</g>' for n in range(1, 13)]
    return drawing('<defs><path id="g0" d="M0 0"/>' + "".join(groups) + "</defs>" + one(12))


@pytest.mark.parametrize(
    "one",
    [
        lambda n: f'<use href="#g{n}"/>',
        lambda n: f'<use xlink:href="#g{n}"/>',
        lambda n: f"<path fill='url( \"#g{n}\" )'/>",
        lambda n: f'<path style="mask:url(#g{n})"/>',
        lambda n: f'<path marker-end="url(#g{n})"/>',
    ],
)
def test_a_drawing_that_multiplies_is_refused(one: Callable[[int], str]) -> None:
    with pytest.raises(ActiveError, match="more than 50,000"):
        require_inert(bomb(one))


def test_what_drawing_programs_write_is_taken() -> None:
    require_inert(
        f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Generator: a program -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export="C:\\x.png"
  content="&lt;mxfile a=&quot;url(x)\\&quot;&gt;" style="background: #fff">
<title>A \\ path</title>
<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  rdf:about="https://example.org"/></metadata>
<style>.a {{ fill: none; image-rendering: pixelated }}</style>
<defs><linearGradient id="b" xlink:href="#c"><stop offset="0"/></linearGradient>
<marker id="m"><path d="M0 0"/></marker><clipPath id="k"><rect width="3" height="3"/></clipPath>
</defs>
<g class="a" font-family="Arial" clip-path="url(#k)"><path d="M0 0L9 9" fill="url('#b')"
  marker-end="url(#m)"/><use xlink:href="#m"/><text x="1">url(x) onload=</text></g>
</svg>""".encode()
    )


def test_an_svg_in_utf_16_is_read_as_such() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><svg xmlns="{SVG}"><script/></svg>'
    with pytest.raises(ActiveError, match="script"):
        require_inert(text.encode("utf-16"))


def test_as_deep_as_allowed_is_drawn() -> None:
    data = drawing("<g>" * (MOST_DEEP - 1) + "</g>" * (MOST_DEEP - 1), 'width="9" height="9"')
    require_inert(data)
    text = re.sub("<", "%3C", data.decode()).replace("#", "%23").replace('"', "'")
    assert HTML(string=f'<title>x</title><img src="data:image/svg+xml,{text}">').write_pdf()
