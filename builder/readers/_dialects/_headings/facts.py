"""What can be said of one heading: whether it asks, is numbered, labels an answer, is no matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from builder.readers._dialects._endings.levels import level_of
from builder.readers._dialects._labels.labels import is_bare, label_of
from builder.readers._outlines.outline import without_emphasis
from builder.readers._outlines.titles import split_number, unlinked

if TYPE_CHECKING:
    from builder.readers._outlines.outline import Section


class Asks(IntEnum):
    """How surely a heading asks."""

    NO = 0
    MAYBE = 1  # "How it works", "Design a cache": counts beside headings that do
    YES = 2  # "…?", "What is …", "Explain …"


_AUXILIARY = (
    r"is|isn['’]t|are|aren['’]t|was|were|do|does|don['’]t|doesn['’]t|did|can|could|should|would|will"
    r"|has|have|had|must|might|makes?|happens?|causes?|kinds?|types?|sorts?|many|much|often|long|else"
)
_YES = re.compile(
    rf"(?:what|how|why|when|where|who|whose|which)(?:['’]s\s|\s(?:\S{{1,30}}\s){{0,2}}(?:{_AUXILIARY})\b)"
    r"|(?:please |briefly |now ){0,2}(?:explain|describe|define|compare|contrast|differentiate"
    r"|distinguish|discuss|elaborate|enumerate|mention|state)\s+\S"
    r"|(?:the )?(?:main |key )?differences? between\b"
    r"|(?:tell|walk|talk) (?:me|us)\b|talk about\b|give (?:an?|me|some|two|three|examples?)\b",
    re.IGNORECASE,
)
_MAYBE = re.compile(
    r"(?:what|why|how|when|where|which|who|whose|list|name|write|implement|design|give|can|could"
    r"|should|would|is|are|do|does|did|have|has|tell|walk|compare|difference|explanation of)\s+\S",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"(?:write|implement|design|build|create|find|reverse|sort|count|print|convert|calculate|compute"
    r"|merge|remove|delete|check|detect|solve|optimi[sz]e|refactor|debug|develop|generate|parse"
    r"|validate|estimate|model|draw|sketch|rotate|swap|given)\s+\S",
    re.IGNORECASE,
)
# Statements that begin like a question: "What it does", "How we work", "Why us".
_STATES = re.compile(
    r"(?:what|how|why|when|where)\s+(?:it|this|that|they|we|you|i|us|to|the|a)\b", re.IGNORECASE
)
BARE: Final = re.compile(
    r"(?:(?:question|ques|q)\s*[.#:]?\s*(\d{1,4})?|(?:(?:exercise|problem|task|quiz)\s?)?#?(\d{1,3}))"
    r"\s*[.:)]?",
    re.IGNORECASE,
)
ANSWER: Final = re.compile(
    r"(?:the |my |model |sample |short |full )?(?:answers?|solution|explanation|response)"
    r"(?:\s?#?\d{1,4})?\s*:?",
    re.IGNORECASE,
)
# Words of headings that speak of the document. A heading made only of such, and of at least one of
# the first two rows, is no question.
_FOOTER_WORDS: Final = (
    "license licence copyright contributing contribute contribution contributions contributors"
    " contributor sponsor sponsors sponsorship donate donation donations backers star stars"
    " stargazers acknowledgements acknowledgments acknowledgement credits credit changelog"
    " changelogs todo roadmap disclaimer feedback contact connect newsletter subscribe"
    " maintainers maintainer author authors conduct coffee thanks support supporters lizenz"
    " mitwirkende licencia licença"
)
_MATTER_WORDS: Final = (
    "contents toc introduction intro overview preface foreword conclusion conclusions summary"
    " takeaways takeaway tips references reference resources links reading credits installation"
    " usage prerequisites setup started about prepare preparation preparing bonus recap"
    " acknowledgements motivation inhalt inhaltsverzeichnis einleitung zusammenfassung fazit índice"
    " introducción conclusión sommaire thoughts wrapping wrap afterword epilogue appendix"
)
_BESIDE_WORDS: Final = (
    "the a an and & of to for this that these your our my me us you with in on at how it its repo"
    " repository project list page site document guide bank collection questions question interview"
    " interviews table key final words further more additional useful helpful recommended"
    " other related external learning study pro quick start getting go history code buy by note"
    " notes up next steps show give social media guidelines before after during"
    " general some few bonus let's is was here want use using"
)
_FOOTER: Final = frozenset(_FOOTER_WORDS.split())
_MATTER: Final = _FOOTER | frozenset(_MATTER_WORDS.split())
_BESIDE: Final = frozenset(_BESIDE_WORDS.split())
# Headings of a program's own page. Where several stand and little asks, the page is no bank.
PROJECT: Final = re.compile(
    r"(?:installation|install|installing|usage|getting started|quick ?start|setup|api|api reference"
    r"|configuration|config|options|build|building|features?|development|requirements|prerequisites"
    r"|examples?|documentation|running(?: the)? tests|tests?|testing|deployment|demo|screenshots"
    r"|tech stack|built with|architecture|changelog|roadmap|methods|parameters|props|commands)",
    re.IGNORECASE,
)
# What a numbered heading may be about all the same: "### 12. References" in a bank on C++.
_TOPICAL: Final = frozenset(("references", "reference", "links", "support", "setup", "reading"))
_MATTER_PHRASE = re.compile(
    r"did you (?:know|find|like|enjoy)\b|quick answer\b|bonus tips?\b|(?:final|key) takeaways?\b"
    r"|how (?:to|do i|can i) (?:study|use|prepare|read|navigate)\b(?:(?!\?).)*$"
    r"|how (?:to|do i|can i|can you|you can) (?:contribute|help)\b"
    r"|how (?:to|do i|can i) (?:\w+ ){1,3}(?:this|these)\b"
    r"|(?:what is|what's|why|who is) (?:this|these)"
    r"(?: (?:repo|repository|project|list|guide|page|site|document|collection|about|for)){0,2}"
    r"\s?\??$"
    r"|(?:found|find|like) (?:this|it)\b|about (?:this|the|these|me|us)\b"
    r"|(?:introduction|conclusion|summary)\b\s?[:–—-]",
    re.IGNORECASE,
)
_FOOTER_PHRASE = re.compile(
    r"contributing (?:to|guide|guidelines)\b|how (?:to|do i|can i|can you|you can) contribute\b"
    r"|code of conduct\b|star history\b|(?:want|wish) to contribute\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_][^\W_'’]*(?:['’]s)?|&")
_SAYS_QUESTIONS = re.compile(
    r"\b(?:questions?|q ?& ?a|q and a|faqs?|quiz|flash ?cards?|fragen|preguntas|perguntas|domande"
    r"|вопросы|питання|pytania|sorular)\b|面试题|問題集|질문",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A heading, read: its words without number, label, marks and links, and what they are."""

    words: str
    asks: Asks
    number: int | None = None
    labelled: bool = False
    bare: bool = False  # "Question 3" and no more
    answer: bool = False
    matter: bool = False
    footer: bool = False

    @property
    def plain(self) -> bool:
        """Whether it may be a question: it does not speak of an answer or of the document."""
        return bool(self.words) and not self.answer and not self.matter


def fact_of(section: Section) -> Fact:
    """Read a heading."""
    title = without_emphasis(section.title)
    _, unmarked = level_of(title)
    number = section.number
    if number is None and unmarked != title:  # the number stood behind a mark
        number, unmarked = split_number(unmarked)
    bare = BARE.fullmatch(without_emphasis(unmarked))
    if bare and (bare[1] or bare[2] or section.number is None or not unmarked.isdigit()):
        digits = bare[1] or bare[2]
        return Fact(unmarked, Asks.NO, int(digits) if digits else number, labelled=True, bare=True)
    if ANSWER.fullmatch(unmarked) or is_bare(unmarked, "answer"):
        return Fact(unmarked, Asks.NO, number, answer=True)
    labelled = label_of(unmarked)
    if is_bare(unmarked, "question") and (found := re.search(r"\d{1,4}", unmarked)):
        return Fact(unmarked, Asks.NO, int(found[0]), labelled=True, bare=True)
    is_labelled = labelled.label == "question"
    words = without_emphasis(labelled.block.text if is_labelled else unmarked)
    number = labelled.number if is_labelled and labelled.number is not None else number
    spoken = unlinked(words)
    asks = asking(spoken)
    matter, footer = _matter(spoken, numbered=number is not None)
    if is_labelled:
        matter = footer = False
    return Fact(words, asks, number, labelled=is_labelled, matter=matter, footer=footer)


def asking(words: str) -> Asks:
    """How surely a text asks."""
    bare = words.strip().rstrip("*_\"'”’»)`] ").lstrip("*_\"'“‘«¿([` ")
    if bare.endswith(("?", "\uff1f", "؟", ";?")):
        return Asks.YES
    if _STATES.match(bare):
        return Asks.MAYBE
    if _YES.match(bare):
        return Asks.YES
    return Asks.MAYBE if _MAYBE.match(bare) else Asks.NO


def is_task(words: str) -> bool:
    """Whether a text sets a task: ``Design a cache``, ``Reverse a list``."""
    return bool(_TASK.match(words.strip("*_`\"'“‘«¿([ ")))


def says_questions(title: str) -> bool:
    """Whether a title says that questions follow: ``Java interview questions``, ``FAQ``."""
    return bool(_SAYS_QUESTIONS.search(title)) and not title.rstrip().endswith("?")


def _matter(words: str, *, numbered: bool) -> tuple[bool, bool]:
    """Whether a heading speaks of the document, and whether of what follows its last question."""
    if _FOOTER_PHRASE.match(words):
        return True, True
    if _MATTER_PHRASE.match(words) and not numbered:
        return True, False
    found = _WORD.findall(words.casefold())
    if not found or len(found) > 9 or (numbered and words.endswith("?")):
        return False, False
    core = [word for word in found if word in _MATTER]
    if not core or any(word not in _MATTER and word not in _BESIDE for word in found):
        return False, False
    if numbered and all(word in _TOPICAL for word in core):
        return False, False
    return True, any(word in _FOOTER for word in core)
