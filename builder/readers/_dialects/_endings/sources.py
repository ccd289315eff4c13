"""Where an answer comes from or goes on: "Source:" lists and stubs, kept as references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from builder.model import Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.readers._outlines.outline import Block

_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]]|!?\[[^\[\]]{0,200}\]){1,500})\]"
    r"\(\s{0,3}<?([^\s()<>]{1,2000}(?:\([^\s()]{0,200}\)[^\s()<>]{0,200})?)>?(?:\s[^()]{0,200})?\)"
)
_URL = re.compile(r"<?(https?://[^\s<>()]{1,2000}(?:\([^\s<>()]{0,100}\))?)>?")
_HEAD = re.compile(
    r"[*_#>\s📚🔗📖]{0,9}(?:sources?|references?|reference links?|resources?|links?|further reading"
    r"|read more|learn more|see also|see|more (?:info|information|details|reading|on this)"
    r"|useful links|credits?|documentation|docs|additional resources|quellen?|fuente|источник)"
    r"\s?[*_]{0,3}\s?:?[*_]{0,3}\s*(?=$|[\[<h\-*\d(])",
    re.IGNORECASE,
)
# "Read next: [title](address)": a word or a few, and then nothing but links.
_LED = re.compile(
    r"[^\w\[]{0,9}(?:[^\W\d_]{1,20}\s?){1,4}[*_]{0,3}:[*_\s]{0,5}(?P<rest>\[[^\n]{1,2000})$"
)
# What stands where an answer is still to come, or leads to it.
_STUB_WORDS = re.compile(
    r"(?:to ?do|tbd|tba|wip|n/?a|none|(?:coming )?soon|(?:work )?in progress|under construction"
    r"|to be (?:continued|added|done|answered|written|updated)|un-?answered"
    r"|(?:answer|content|explanation|solution) (?:is )?(?:coming|to come|pending|needed|wanted"
    r"|missing|tbd|todo)(?: soon)?|not (?:yet )?answered(?: yet)?"
    r"|no (?:(?:written|model|public|fixed|sample) )?answer(?: (?:yet|here|given|on purpose))?"
    r"|add (?:your |an )?answer(?: here)?|your answer(?: here)?"
    r"|please (?:contribute|(?:add an )?answer)"
    r"|(?:contributions?|prs?|pull requests?|help) (?:are )?(?:very )?(?:welcome|wanted|needed)"
    r"|\.{2,}|…|-{1,3}|_{2,}|\?+)",
    re.IGNORECASE,
)
_SIGNS: Final = " \n*_`()[]>:.!🚧👉➡⏳📝✍\ufe0f"
_PARTS = re.compile(r"\s[-–—]{1,2}\s|[,.!;:]\s{1,3}")
_LEADS = re.compile(
    r"[^\w]{0,9}(?:(?:please|you can|also|the|a|an|this|full|detailed|complete|long) ){0,3}"
    r"(?:read|see|find|view|check|click|watch|go to|visit|here|full|detailed|complete"
    r"|answer(?:s|ed)?|solution|more|explanation|refer|link|source|article|video|blog|post|discussed|covered)\b",
    re.IGNORECASE,
)
_KINDS = {"paragraph", "list", "quote"}
_MARKER = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")


def without_sources(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Reference, ...]]:
    """An answer without the "Source:" at its end, and the links that stood there."""
    kept = list(blocks)
    while kept and kept[-1].kind == "rule":
        kept.pop()
    end = len(kept)
    found: tuple[Reference, ...] = ()
    if end and kept[-1].kind == "paragraph" and _HEAD.match(kept[-1].text):
        begin = end - 1
        found = _all_links(_HEAD.sub("", kept[-1].text, count=1))
    elif end > 1 and kept[-1].kind == "paragraph" and _LED.match(kept[-1].text):
        begin = end - 1
        found = _all_links(_LED.sub(r"\g<rest>", kept[-1].text, count=1))
    elif end > 1 and kept[-1].kind == "list" and _is_head(kept[-2]):
        begin = end - 2
        found = _all_links(kept[-1].text)
    else:
        begin = end
    return (tuple(kept[:begin]), found) if found else (tuple(blocks), ())


def without_stub(
    blocks: Sequence[Block],
) -> tuple[tuple[Block, ...], tuple[Reference, ...], tuple[Block, ...]]:
    """An answer unless it only says that it is still to come or stands elsewhere.

    Then it is empty; the links that stood in it, and what else did, come beside it.
    """
    shown = [block for block in blocks if block.kind != "rule"]
    if (
        not shown
        or len(shown) > 2
        or any(b.kind not in {"paragraph", "list", "quote"} for b in shown)
    ):
        return tuple(blocks), (), ()
    text = "\n".join(block.text for block in shown)
    if len(text) > 1500 or "![" in text:
        return tuple(blocks), (), ()
    if _is_stub(text):
        return (), (), tuple(shown)
    links = _links(text)
    if not links:
        return tuple(blocks), (), ()
    left = _WORD.findall(_URL.sub(" ", _LINK.sub(" ", _MARKER.sub("", text))))
    if not left or (len(left) <= 8 and _LEADS.match(text)):
        return (), links, ()
    return tuple(blocks), (), ()


def _is_stub(text: str) -> bool:
    """Whether a text only says that an answer is missing, each of its parts in some way.

    One that stands in emphasis may say more behind that: ``_No written answer, we talk._``
    """
    plain = _MARKER.sub("", text).strip(_SIGNS)
    if len(plain) > 200:
        return False
    parts = [part.strip(_SIGNS) for part in _PARTS.split(plain)]
    said = [bool(_STUB_WORDS.fullmatch(part)) for part in parts]
    alone = text.strip()
    emphasised = alone[:1] in "*_(" and alone[-1:] in "*_)" and len(plain) <= 100
    return all(said) or (emphasised and said[0])


def _is_head(block: Block) -> bool:
    head = _HEAD.match(block.text) if block.kind == "paragraph" else None
    return bool(head) and not block.text[head.end() if head else 0 :].strip()


def _all_links(text: str) -> tuple[Reference, ...]:
    """The links of a text that holds nothing else; none where it holds more."""
    left = _WORD.findall(_URL.sub(" ", _LINK.sub(" ", text)))
    links = _links(text)
    return links if links and len(left) <= 3 * len(links) else ()


def _links(text: str) -> tuple[Reference, ...]:
    if "http" not in text:
        return ()
    named = [
        Reference(" ".join(title.split()).strip("*_` "), url) for title, url in _LINK.findall(text)
    ]
    bare = [Reference(url, url) for url in _URL.findall(_LINK.sub(" ", text))]
    return tuple(each for each in (*named, *bare) if each.url.startswith(("http://", "https://")))
