"""Nothing that runs, loads or redraws the page comes out of Markdown, whatever goes in."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.errors import RenderError
from builder.markup import to_html
from builder.markup._sanitiser import sanitise

TAGS = str.split(
    "a abbr b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4"
    " h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table"
    " tbody td tfoot th thead tr u ul var wbr"
)
VALUES = {
    "alt": r"[^\x00-\x08]*",
    "title": r"[^\x00-\x08]*",
    "class": r"[ksc]|code|language-[a-z0-9+#._-]+|math inline|math display|center|right-aligned"
    r"|tappable",
    "colspan": r"\d|1\d|20",
    "rowspan": r"\d|1\d|20",
    "href": r"(?:(?i:https?)://|(?i:mailto):|#)[^\x00-\x1f]*",
    "open": "",
    "rel": "noopener noreferrer",
    "src": r"[^/\\:?#*<>|\"\x00-\x1f]+",
    "start": r"-?\d+",
}


class Scanner(HTMLParser):
    """What a browser could act on, found by another parser than the sanitiser's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.findings.append(tag)
        for name, value in attrs:
            if name not in VALUES or not re.fullmatch(VALUES[name], value or ""):
                self.findings.append(f"{tag} {name}={value!r}")

    def handle_comment(self, data: str) -> None:
        self.findings.append(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.findings.append(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        self.findings.append(f"instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        self.findings.append(f"declaration {data!r}")


def active(html: str) -> list[str]:
    scanner = Scanner()
    scanner.feed(html)
    scanner.close()
    return scanner.findings


# Shapes known from the lists of bypasses that sanitisers publish.
PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "script in a line": "a <script src='//x.example/a.js'></script> b",
    "script in mixed case": "<ScRiPt>alert(1)</sCrIpT>",
    "script without an end": "<script>alert(1)",
    "script with blanks": "<script\n\t>alert(1)</script \n>",
    "script in script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script with an extra bracket": "<<script>alert(1);//<</script>",
    "script behind a slash": "<script/x src=//x.example></script>",
    "handler": "<img src=x onerror=alert(1)>",
    "handler behind a slash": "<img/src=x/onerror=alert(1)>",
    "handler in quotes": '<b onmouseover="alert(1)">x</b>',
    "handler after a broken quote": '<img src="x"" onerror="alert(1)">',
    "handler in backquotes": "<img src=`x` onerror=`alert(1)`>",
    "handler after a null": "<img src=x on\x00error=alert(1)>",
    "handler after a form feed": "<img\x0csrc=x\x0conerror=alert(1)>",
    "handler on details": "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
    "handler on body": "<body onload=alert(1)>x</body>",
    "handler on an unknown element": "<xss onclick=alert(1)>x</xss>",
    "autofocus": "<input autofocus onfocus=alert(1)>",
    "iframe": "<iframe src='https://x.example'></iframe>",
    "iframe with a document": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "iframe with an escaped document": "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'>"
    "</iframe>",
    "frames": "<frameset><frame src=javascript:alert(1)></frameset>",
    "svg": "<svg onload=alert(1)></svg>",
    "svg script": "<svg><script>alert(1)</script></svg>",
    "svg animation": "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x"
    "</text></a></svg>",
    "svg use": "<svg><use href='data:image/svg+xml;base64,PHN2Zy8+#x' /></svg>",
    "svg foreign object": "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "math": "<math href='javascript:alert(1)'>x</math>",
    "math link": "<math><maction actiontype='statusline#http://x' xlink:href='javascript:1'>x"
    "</maction></math>",
    "math mutation": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;"
    "&lt;img src=1 onerror=alert(1)&gt;'>",
    "noscript mutation": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "svg style mutation": "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "form mutation": "<form><math><mtext></form><form><mglyph><style></math><img src "
    "onerror=alert(1)>",
    "template": "<template><img src=x onerror=alert(1)></template>",
    "template with a shadow": "<div><template shadowrootmode=open><script>alert(1)</script>"
    "</template></div>",
    "textarea": "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
    "title": "<title><img src=x onerror=alert(1)></title>",
    "xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "plaintext": "<plaintext><script>alert(1)</script>",
    "select": "<select><style></select><img src=x onerror=alert(1)></style></select>",
    "link scheme": "<a href='javascript:alert(1)'>x</a>",
    "link scheme in entities": "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "link scheme with a tab": "<a href='java&#9;script:alert(1)'>x</a>",
    "link scheme with a line end": "<a href='java\nscript:alert(1)'>x</a>",
    "link scheme after blanks": "<a href=' &#14; javascript:alert(1)'>x</a>",
    "link scheme in mixed case": "<a href=JaVaScRiPt:alert(1)>x</a>",
    "vbscript": "<a href='vbscript:msgbox(1)'>x</a>",
    "data link": "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "file link": "<a href='file:///etc/passwd'>x</a>",
    "link without a scheme": "<a href='//x.example/y'>x</a>",
    "link of half a scheme": "<a href='https:x.example'>x</a>",
    "relative link": "<a href='../x.html' target=_top ping=https://x.example>x</a>",
    "attachment": "<a rel=attachment href=https://x.example>x</a>",
    "style attribute": "<p style='background: url(https://x.example/p.png)'>x</p>",
    "style with an expression": "<p style='width: expression(alert(1))'>x</p>",
    "style element": "<style>@import 'https://x.example/x.css';</style>",
    "style element in a line": "a <style>* { display: none }</style> b",
    "base": "<base href='https://x.example/'>",
    "refresh": "<meta http-equiv=refresh content='0; url=javascript:alert(1)'>",
    "stylesheet": "<link rel=stylesheet href=https://x.example/x.css>",
    "object": "<object data=https://x.example/x.swf></object>",
    "embed": "<embed src=https://x.example/x.swf>",
    "form": "<form action=https://x.example><button formaction=javascript:alert(1)>x</button>"
    "</form>",
    "audio": "<audio src=https://x.example/x.mp3 autoplay></audio>",
    "video": "<video poster=https://x.example/p.png><source onerror=alert(1)></video>",
    "image on the web": "<img src=https://x.example/p.png>",
    "image set": "<img srcset='https://x.example/p.png 2x' src=x.png>",
    "image as data": "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "image from a device": "<img src=/dev/zero>",
    "image with a path": "<img src=../../x.png>",
    "image with a hidden path": "<img src='..%2f..%2fx.png'>",
    "image element under another name": "<image src=x onerror=alert(1)>",
    "picture": "<picture><source srcset=https://x.example/p.png></picture>",
    "background": "<table background=https://x.example/p.png><tr><td>x</td></tr></table>",
    "names": "<b id=content name=cookie class='card evil' data-x=1>x</b>",
    "comment": "<!-- x --><!-- --!><img src=x onerror=alert(1)> -->",
    "comment that ends at once": "<!--><img src=x onerror=alert(1)>-->",
    "comment without an end": "<!-- <img src=x onerror=alert(1)>",
    "conditional comment": "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?>",
    "declaration": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "entity made of markup": "&lt;script&gt;alert(1)&lt;/script&gt; &#60;img onerror=1&#62;",
    "quote in an attribute": "<b title='\"><script>alert(1)</script>'>x</b>",
    "escaped quote in an attribute": '<abbr title="&quot;&gt;&lt;script&gt;">x</abbr>',
    "wide brackets": "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "dotless i": "<\u0131mg src=x onerror=alert(1)>",
    "kelvin sign": "<a href='\u212aavascript:1'>x</a> <lin\u212a rel=stylesheet href=x>",
    "separators in a scheme": "<a href='java\u2028script:alert(1)'>x</a>",
    "control characters": "<a href='&#1;javascript:alert(1)'>&#31;x</a>",
    "Markdown link": "[x](javascript:alert(1))",
    "Markdown link in entities": "[x](&#x6A;avascript:alert(1))",
    "Markdown link with a line end": "[x](<java&#10;script:alert(1)>)",
    "Markdown link to data": "[x](data:text/html,<script>alert(1)</script>)",
    "Markdown link with a title": "[x](https://x.example 'y\" onclick=\"alert(1)')",
    "Markdown image": "![x](javascript:alert(1))",
    "Markdown image on the web": '![x" onerror="alert(1)](https://x.example/p.png)',
    "Markdown image with a title": "![x](p.png '\" onerror=\"alert(1)')",
    "Markdown image with a broken name": '![x](<p".png>) ![x](p%22%20onerror=1.png)',
    "Markdown autolink": "<javascript:alert(1)> <data:text/html,x> <vbscript:x>",
    "Markdown bare link": 'https://x.example/"onmouseover="alert(1) www.x.example/<script>',
    "Markdown reference": "[x]\n\n[x]: javascript:alert(1)",
    "Markdown footnote": "x[^1]\n\n[^1]: javascript:alert(1)",
    "Markdown language with quotes": '```py"onclick="alert(1)\nx = 1\n```',
    "Markdown language with markup": "~~~ <script>alert(1)</script>\nx\n~~~",
    "Markdown code": "```html\n<script>alert(1)</script>\n```\n\n`<img onerror=1>`",
    "Markdown mathematics": "$<script>alert(1)</script>$ $$\\href{javascript:1}{x}$$",
    "Markdown table": "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "Markdown between tags": "<div\n\n**x** onclick=alert(1)>\n\n</div>",
    "mathematics by hand": '<span data-math-style="inline" onclick="1">x</span>',
    "code by hand": '<pre><code class="language-py" onclick="1"><script>1</script></code></pre>',
}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_nothing_active_comes_out(payload: str) -> None:
    assert active(to_html(payload)) == []
    assert active(to_html(f"> - {payload}")) == []


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_the_sanitiser_needs_nothing_before_it(payload: str) -> None:
    assert active(sanitise(payload)) == []


@pytest.mark.parametrize("tag", TAGS)
def test_no_element_keeps_an_attribute_that_acts(tag: str) -> None:
    acting = "style=x id=x name=x class=card onclick=x data-x=1 href=x src=a/b srcset=x.png 2x"
    assert active(sanitise(f"<table><tr><td><{tag} {acting}>")) == []
    assert active(sanitise(f"<table><{tag} {acting}>")) == []


def test_the_scanner_finds_what_is_active() -> None:
    assert active("<p>x</p><pre class=code>x</pre>") == []
    assert all(active(PAYLOADS[name]) for name in ("script", "handler", "iframe", "link scheme"))
    assert active("<!-- x -->")
    assert active("<?x?>")
    assert active("<p class=card>x</p>")
    assert active("<img src=a/b.png>")


NAMES = "a b p div table td tr li ul pre code span img svg math style script template form select"
FRAGMENT = st.one_of(
    st.sampled_from([f"<{slash}{name}>" for name in NAMES.split() for slash in ("", "/")]),
    st.sampled_from(["<img src=x onerror=1>", "<a href=javascript:1>", "<b id=x>", "<!--", "-->"]),
    st.sampled_from(["\n", "\n\n", "    ", "```", "`", "> ", "- ", "|", "*", "[", "](", ")", "$"]),
    st.text(max_size=5),
)
MARKUP = st.lists(FRAGMENT, max_size=30).map("".join)


@given(MARKUP)
def test_no_mixture_of_fragments_is_active(text: str) -> None:
    try:
        html = to_html(text)
    except RenderError:
        return
    assert active(html) == []


@given(MARKUP)
def test_sanitising_again_makes_nothing_active(text: str) -> None:
    once = sanitise(text)
    assert active(once) == []
    assert active(sanitise(once)) == []


@given(MARKUP)
def test_what_is_safe_stays_as_it_is(text: str) -> None:
    try:
        html = to_html(text)
    except RenderError:
        return
    if "<pre>\n" not in html:  # an HTML parser drops the first line end in <pre>
        assert sanitise(html).strip("\n") == html
