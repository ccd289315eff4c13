"""A question as what it asks: clauses, each with its aspect and its weighed words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from builder.matching._frames import framed, without_number
from builder.matching._lexicon import LONGEST, Lexicon, smooth
from builder.matching._tables import NEGATIONS, PRODUCTS, STOP
from builder.model import Kind
from builder.text import prose_and_code, same_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from builder.matching._frames import Clause
    from builder.model import Question

_SENTENCE: Final = re.compile(r"(?<=[.?!;:])\s+|\n+| [–—] ")
_NEXT: Final = re.compile(
    r"(?:,|;)? (?:and|or|but|then|also)?(?: also| then)? ?(?=(?:what|why|how|when|where|which|"
    r"explain|describe|name|list|give|provide|can you|could you|would you|discuss|compare|outline|"
    r"define)\b)"
)
_CONNECTED: Final = re.compile(r"[,;]|\b(?:and|or|but|then|also)\b")
_ITS: Final = re.compile(
    r",? (?:and|with|including|along with) (?:its|their) (?P<what>[^,.;]{3,60}?)"
    r"(?=$|[,.;?]| in | for )"
)
_PARENTHESIS: Final = re.compile(
    r"\x02[^\x03]{0,400}\x03|\(([^()]{0,300})\)|\[([^\[\]]{0,300})\]"  # code is left as it is
)
_LETTER: Final = re.compile(r"\w")
_SIGN: Final = re.compile(r"[^\w\s.,;:?!'\"()\[\]/*`_‘’“”–—…-]|-(?=>)")
_CLOZE: Final = re.compile(r"\{\{c[0-9]{1,3}::((?:[^{}:]|:(?!:)){0,500})(?:::[^{}]{0,200})?\}\}")
_PRONOUN: Final = re.compile(
    r"\b(?:it|its|they|them|their|theirs|one|ones|each|these|those|this|both|that|either)\b"
)
# What may be added to a question without making it another one.
_LIGHT: Final = re.compile(
    r"(?:also |please )?(?:(?:explain )?why (?:(?:is|are) (?:it|they|this|that|these) (?:so )?"
    r"(?:important|used|useful|needed|necessary)|do(?:es)? (?:it|they|this|that) matter|"
    r"(?:it|they) (?:matters?|(?:is|are) (?:important|used|useful|needed|necessary)))|"
    r"(?:give|provide|show)(?: me| us)? (?:an? |some )?(?:short |simple )?examples?"
    r"(?: of (?:it|this|that|one|each))?)"
)
_USUAL: Final = re.compile(
    r"\b(?:traditional|conventional|usual|ordinary|regular|classic|other|others|alternatives?)\b"
)
_LAYOUT: Final = re.compile(r"\s|;(?=\s|$)")
_MAIN: Final = re.compile(
    r"^(?:the|some|your) (?:[0-9]{1,2} )?(?:(?:most )?(?:key|main|major|basic|primary|common|core|"
    r"popular|important|various|different) ){1,2}(?=\w+s\b)"
)
_ARTICLES: Final = frozenset({"a", "an", "the"})
_NUMBER: Final = {"does": "do", "are": "is", "were": "was", "has": "have"}  # as a noun's plural
_MOST_CLAUSES: Final = 8

# How much a word counts by where it stands. The rest of a phrase tells where or what for, an
# example tells the least. Estimates, held against tests/matching.
_PLACES: Final = {
    **dict.fromkeys(("such", "like", "including", "instance"), 0.15),
    **dict.fromkeys(("to", "so", "that", "which", "when", "if", "where", "because"), 0.4),
    **dict.fromkeys(
        ("in", "for", "on", "within", "across", "under", "at", "during", "inside"), 0.6
    ),
    **dict.fromkeys(("using", "with", "via", "by", "through", "from"), 0.75),
}
_LISTED: Final = 0.15
_ASIDE: Final = 0.4
_SETTING: Final = 0.6
_CODE: Final = 3.0
_INHERITED: Final = 1.0


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a question asks.

    ``words`` are of the subject, by family, each with how much its place lets it count;
    ``rider`` says that it only adds to what was asked before.
    """

    aspect: str
    words: dict[str, float]
    sides: tuple[frozenset[str], ...] = ()
    negated: bool = False
    rider: bool = False


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question as it is compared.

    Questions of one ``certain`` ask the same. ``code`` and ``options`` are texts that have to
    agree for anything to be alike.
    """

    kind: Kind
    certain: object
    code: str
    options: frozenset[str]
    asks: tuple[Ask, ...]
    raw: str


def meaning(question: Question, lexicon: Lexicon) -> Meaning:
    """What a question asks, by the names that the lexicon knows."""
    prose, code = prose_and_code(question.question)
    options = frozenset(same_words(choice.text) for choice in question.choices)
    raw = same_words(question.question)
    if question.kind is Kind.CLOZE:
        bare = smooth(_CLOZE.sub(r"\1", prose))
        ask = Ask("cloze", dict.fromkeys(_content(lexicon.plain(bare), lexicon), 1.0))
        return Meaning(question.kind, raw, code, options, (ask,), " ".join(bare.split()))
    reader = _Reader(lexicon)
    reader.read(without_number(smooth(prose)))
    loose = _loose(code)
    if loose:  # what is asked about a piece of code is asked about that
        for ask in reader.asks:
            ask.words[f"\x02{loose}"] = _CODE
    certain: object = raw
    if reader.certain and len(prose) <= LONGEST:
        # Signs that belong to no word, as in "What does -> do?", count as they stand.
        signs = "".join(_SIGN.findall(prose))
        certain = (options, code, signs, tuple(reader.certain))
    return Meaning(question.kind, certain, loose, options, tuple(reader.asks), raw)


def _loose(code: str) -> str:
    """Code without what a formatter changes."""
    return _LAYOUT.sub("", code).replace('"', "'")


def _content(plain: Sequence[str], lexicon: Lexicon) -> list[str]:
    kept = [word for word in plain if word not in STOP and word not in NEGATIONS]
    return lexicon.bold(kept)


class _Reader:
    """Gathers the asks of one question, sentence by sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.asks: list[Ask] = []
        self.certain: list[object] = []
        self._lexicon = lexicon

    def read(self, text: str) -> None:
        text, asides = self._without_asides(text)
        setting: dict[str, float] = {}
        clauses = [part for sentence in _SENTENCE.split(text) for part in _clauses(sentence)]
        for number, part in enumerate(clauses):
            clause = framed(part) if number < _MOST_CLAUSES else None
            if clause is None and len(clauses) == 1:
                clause = _bare(part)
            if clause is None:
                plain = self._lexicon.plain(part)
                self.certain.append(("said", plain))
                much = _LISTED if number and clauses[number - 1].endswith(":") else _SETTING
                setting |= dict.fromkeys(_content(plain, self._lexicon), much)
            else:
                self._add(clause, part)
        if asides:
            self.certain.append(("aside", tuple(asides)))
        self._finish(setting, asides)

    def _without_asides(self, text: str) -> tuple[str, list[str]]:
        """The text without what stands in brackets, and the words of that, known names aside."""
        asides: list[str] = []
        kept, end = "", 0
        for found in _PARENTHESIS.finditer(text):
            if found.lastindex is None:
                continue
            kept += text[end : found.start()]
            end = found.end()
            words = self._lexicon.plain(found[1] or found[2] or "")
            before = self._lexicon.plain(kept[-200:])[-len(words) :] if words else ()
            if words != before:
                asides += words
        return " ".join((kept + text[end:]).split(" ")), asides

    def _add(self, clause: Clause, part: str) -> None:
        plain = self._lexicon.plain(clause.subject)
        if not (self.asks and _LIGHT.fullmatch(part.strip(" ,;:.?!"))):
            self.certain.append(self._certain(clause, plain, part))
        words = self._weighed(clause.subject)
        sides = [frozenset(self._bold(side)) for side in clause.sides]
        negated = bool(set(self._lexicon.plain(part)) & {"not", "never"})
        first = self.asks[0] if self.asks else None
        rider = False
        if first is not None:
            rider = clause.aspect != "compare" or bool(_USUAL.search(clause.subject))
            if not words or _PRONOUN.search(clause.subject):
                words = {word: _INHERITED * much for word, much in first.words.items()} | words
            else:
                rider = False
            sides = [side or frozenset(first.words) for side in sides]
        both = tuple(sides) if len(sides) > 1 else ()
        self.asks.append(Ask(clause.aspect, words, both, negated, rider))

    def _certain(self, clause: Clause, plain: tuple[str, ...], part: str) -> object:
        """What has to be equal for a merge; an opening that is not sure counts word by word."""
        if not clause.sure:
            said = _without_articles(self._lexicon.plain(part))
            return ("asked", tuple(_NUMBER.get(word, word) for word in said))
        if len(clause.sides) > 1:
            sides = [_without_articles(self._lexicon.plain(side)) for side in clause.sides]
            words = sorted(
                {*plain} - {"and", "or", "from", "to", "with", "vs", "versus", *_ARTICLES}
            )
            return (clause.aspect, frozenset(sides), tuple(words))
        return (clause.aspect, _without_articles(plain))

    def _bold(self, text: str) -> list[str]:
        return _content(self._lexicon.plain(text), self._lexicon)

    def _weighed(self, subject: str) -> dict[str, float]:
        """The words of a subject, each by its place."""
        words: dict[str, float] = {}
        part: list[str] = []
        factor = 1.0
        for word in (*self._lexicon.plain(_MAIN.sub("", subject, count=1)), ""):
            if word and word not in _PLACES:
                part.append(word)
                continue
            for each in _content(part, self._lexicon):
                much = 1.0 if each in PRODUCTS and factor > _LISTED else factor
                words[each] = max(much, words.get(each, 0.0))
            part = []
            if words:  # "In Java, what is …" begins with its place: nothing weighs less for it
                factor = min(factor, _PLACES.get(word, 1.0))
        return words

    def _finish(self, setting: dict[str, float], asides: Sequence[str]) -> None:
        extra = setting | dict.fromkeys(_content(asides, self._lexicon), _ASIDE)
        if not self.asks and extra:
            self.asks.append(Ask("said", dict.fromkeys(extra, 1.0)))
        elif extra and self.asks:
            first = self.asks[0]
            if not first.words:  # "The disk is full. What do you do?" asks about what was told
                extra = dict.fromkeys(extra, 1.0)
            words = extra | first.words
            self.asks[0] = Ask(first.aspect, words, first.sides, first.negated, first.rider)


def _clauses(sentence: str) -> list[str]:
    """A sentence cut before each further question in it: "what is X | and why does it matter"."""
    found: list[str] = []
    begin = 0
    for cut in _NEXT.finditer(sentence):
        before = sentence[begin : cut.start()].strip(" ,")
        if not _CONNECTED.search(cut[0]) or before.count(" ") < 1:
            continue
        found.append(before)
        begin = cut.end()
    found.append(sentence[begin:])
    return [clause for part in found for clause in _with_its(part) if _LETTER.search(clause)]


def _with_its(clause: str) -> Iterator[str]:
    """Yield "Explain X and its benefits" as "Explain X" and "What are the benefits of it"."""
    found = _ITS.search(clause)
    if found is None:
        yield clause
        return
    yield clause[: found.start()] + clause[found.end() :]
    yield f"what are the {found['what']} of it"


def _bare(text: str) -> Clause | None:
    """A subject without a frame, such as "CORS" or "Database sharding", asks what it is."""
    if len(text.split()) <= 8 and not text.rstrip().endswith((".", "!")):
        return framed(f"define {text}")
    return None


def _without_articles(plain: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in plain if word not in _ARTICLES)
