"""The frame of a question apart from its subject: "How would you X" asks how to X.

FRAMES is a table of openings. What a row captures is the subject (``x``), a second side of a
comparison (``y``), both sides at once (``sides``), or what stands behind (``rest``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SAY = (
    r"(?:(?:explain|describe|discuss|define|outline|illustrate|elaborate on|clarify|state|give|"
    r"show|tell me|tell us|list|mention|name|walk me through|walk us through|talk about|provide)"
    r"(?: to me)?(?: briefly| in detail)?(?: about)? )"
)
_IS = r"(?:what (?:exactly )?(?:is|are|was|were) (?:exactly )?)"
_ASK = rf"(?:{_SAY}?{_IS}|{_SAY})?"
_THE = (
    r"(?:the |a |an |some |any |your )?(?:[0-9]{1,2} |two |three |four |five )?"
    r"(?:(?:main|key|major|basic|primary|common|potential|biggest|core|most common) ){0,2}"
)
_YOU = r"(?: (?:you|we|i|one|someone|developers|a developer))"
_MODAL = r"(?:do|does|would|can|should|could|to|will|did|might|must)"
_X = r"(?P<x>.{1,300}?)"
_TAIL = r"(?P<rest>.{0,20000})"
_REST = r"(?P<x>.{1,20000})"
_SIDES = r"(?P<sides>.{1,20000})"
_Y = r"(?P<y>.{1,20000})"

# aspect, whether all such openings of an aspect ask exactly the same, and the opening
_ROWS: Final = (
    ("compare", True, rf"{_ASK}{_THE}(?:differences?|distinctions?) (?:between|of|among) {_SIDES}"),
    ("compare", False, (
        rf"{_ASK}{_THE}(?:comparison|contrast|similarit(?:y|ies)(?: and differences)?|"
        rf"differences and similarities) (?:between|of) {_SIDES}"
    )),
    ("compare", True, (
        rf"{_SAY}?how (?:do|does|is|are|would|can|did){_YOU}? {_X} (?:differ|differs|"
        rf"different|compare|compares|compared|distinguished)(?: in .{{1,40}}?)? "
        rf"(?:from|to|with|against) {_Y}"
    )),
    ("compare", True, (
        rf"{_SAY}?how {_X} (?:differs?|is different|are different|compares?) (?:from|"
        rf"to|with) {_Y}"
    )),
    ("compare", True, (
        r"how (?:do|are|can) (?P<sides>.{1,300}?) (?:differ|compare|different)(?: "
        r"from each other| from one another)?(?P<rest> (?:in|when|for) .{1,300})?"
    )),
    ("compare", True, (
        r"(?:compare and contrast|compare|contrast|distinguish|differentiate)(?: "
        rf"between)?(?: the)? {_SIDES}"
    )),
    ("compare", False, (
        rf"what (?:makes|distinguishes|sets|differentiates|separates) {_X} (?:different "
        rf"|apart )?from {_Y}"
    )),
    ("choose", False, (
        rf"{_SAY}?(?:when|why) {_MODAL}?{_YOU}? ?(?:use|choose|prefer|pick|opt "
        rf"for|select|go for|go with|favou?r) {_X} (?:over|instead of|rather than|"
        rf"or|versus|vs\.?|and when) {_Y}"
    )),
    ("choose", False, (
        rf"{_ASK}{_THE}(?:advantages?|benefits?|pros) of (?:using )?{_X} (?:over|"
        rf"compared to|compared with|versus|vs\.?) {_Y}"
    )),
    ("choose", False, (
        r"(?:which|what) (?:one )?(?:is|are) (?:better|faster|preferable|best)[,:]? "
        rf"{_X} or {_Y}"
    )),
    ("compare", True, rf"{_ASK}{_X} (?:vs|versus)\.? {_Y}"),
    ("both sides", False, (
        rf"{_ASK}{_THE}(?:pros and (?:the )?cons|advantages (?:and|or|&) (?:the "
        r")?disadvantages|benefits and (?:the )?(?:drawbacks|costs|risks|limitations)|"
        r"trade-?offs?|strengths and weaknesses) (?:of|in|between|to|when|for) "
        rf"(?:using )?{_REST}"
    )),
    ("against", False, (
        rf"{_ASK}{_THE}(?:disadvantages?|drawbacks?|cons|downsides?|limitations?|"
        rf"weakness(?:es)?|shortcomings|risks) (?:of|to|with|in) (?:using )?{_REST}"
    )),
    ("why", False, (
        rf"{_ASK}{_THE}(?:advantages?|benefits?|pros|strengths|merits|importance|"
        r"significance|need|reasons?|motivation) (?:of|to|in|for|behind) (?:using "
        rf")?{_REST}"
    )),
    ("why", False, rf"{_SAY}?why {_REST}"),
    ("why", False, rf"{_IS}it important to {_REST}"),
    ("react", False, (
        rf"what {_MODAL}{_YOU} do(?: first| next| then| about it| now)?(?: if| "
        rf"when| in case| about| with)?{_TAIL}"
    )),
    ("react", False, (
        r"what (?:are|is|would be) your (?:first |next )?(?:steps?|reactions?|"
        rf"moves?|response){_TAIL}"
    )),
    ("output", False, (
        rf"(?:{_IS}|what (?:will|would) be |predict |guess |find |determine |give "
        rf")the (?:output|result|outcome)(?: of)?{_TAIL}"
    )),
    ("output", False, (
        rf"what (?:does|will|would|do|gets|is)(?P<x> .{{1,80}}?)? ?(?:be )?(?:print|"
        rf"printed|output|log|logged|display|evaluate to)\b{_TAIL}"
    )),
    ("what for", False, (
        rf"{_ASK}{_THE}(?:role|purpose|use|usage|function|goal|point|aim|objective|"
        r"intent|use cases?) (?:of|for|behind|played by) (?:using |having )?(?:the "
        rf"|an? )?{_REST}"
    )),
    ("what for", False, rf"what roles? (?:do|does) {_X} play{_TAIL}"),
    ("what for", False, rf"what (?:is|are) {_X} (?:used |responsible |good )?for"),
    ("what for", False, rf"what problems? (?:do|does) {_X} (?:solve|address){_TAIL}"),
    ("what for", False, rf"{_SAY}?how (?:is|are) {_X} used{_TAIL}"),
    ("what for", False, rf"what (?:does|do) {_X} do(?P<rest> (?:in|for) .{{1,300}})?"),
    ("work", False, (
        rf"{_SAY}?how (?:do |does |did )?(?!you |we |i ){_X} (?:works?|functions?|"
        r"operates?|behaves?)(?: internally| under the hood| in detail| behind "
        rf"the scenes)?(?:[,.]|$|(?= in | with | on | for | when )){_TAIL}"
    )),
    ("work", False, (
        rf"{_ASK}{_THE}(?:behaviou?r|workings?|mechanisms?|inner workings) (?:of|"
        rf"behind) {_REST}"
    )),
    ("happens", False, rf"{_SAY}?what happens (?:when |if |during |in |after |to )?{_REST}"),
    ("define", True, (
        r"what do you (?:mean|understand|know) (?:by|about|of) (?:the (?:term|"
        rf"concept|phrase) )?{_REST}"
    )),
    ("define", True, rf"{_IS}meant by (?:the (?:term|concept) )?{_REST}"),
    ("define", True, (
        rf"what do(?:es)? (?:the (?:term|word|phrase) )?{_X} mean(?P<rest> .{{1,300}})?"
    )),
    ("define", False, rf"what would you say (?:is|are) {_REST}"),
    ("define", False, (
        r"(?:give|provide|state|write)(?: me)? (?:an? |the )?(?:brief |short |"
        r"quick |clear )?(?:definition|explanation|overview|description|summary|"
        rf"account) of {_REST}"
    )),
    ("stands for", False, rf"what do(?:es)? {_X} stand for"),
    ("design", False, (
        rf"{_SAY}?(?:how {_MODAL}{_YOU}? (?:go about |approach )?)?(?:design|designing|"
        rf"architect|architecting) {_REST}"
    )),
    ("experience", False, (
        r"(?:tell me|tell us|describe|share|talk)(?: about)? (?:a |an |your |the "
        rf")?(?:time|situation|experience|occasion|instance|project|challenge){_TAIL}"
    )),
    ("experience", False, rf"have you (?:ever )?{_REST}"),
    ("how to", True, (
        rf"{_SAY}?how (?:do|would|can|should|could|will|might){_YOU} (?:go about "
        rf"|approach |best )?{_REST}"
    )),
    ("how to", False, rf"{_SAY}?how {_YOU[4:-1]} (?:would |can |could |should )?{_REST}"),
    ("how to", True, rf"{_SAY}?how to {_REST}"),
    ("how to", False, (
        rf"{_ASK}{_THE}(?:ways?|steps?|best practices?|strateg(?:y|ies)|techniques?|"
        r"approach(?:es)?|process|procedure|measures|best way|good way) (?:to|"
        rf"for|of|in) {_REST}"
    )),
    ("how to", False, (
        r"what (?:strategies|steps|techniques|measures|approach(?:es)?|methods|"
        rf"precautions|best practices) {_MODAL}{_YOU}? (?:use|take|follow|apply|"
        rf"employ|adopt|recommend)(?: to| for| when| in)? {_REST}"
    )),
    ("effect", False, (
        rf"how (?:do|does|can|could|would|will|might) (?!you |we |i |one ){_X} "
        r"(?P<y2>improve|help|increase|affect|impact|benefit|influence|reduce)s? "
        rf"?{_TAIL}"
    )),
    ("how to", False, (
        rf"{_SAY}?how (?:can|could|should|is|are|do|does|would|has|have|did|was|"
        rf"were) {_REST}"
    )),
    ("when", False, (
        rf"{_SAY}?(?:when|in (?:what|which) (?:cases?|situations?|scenarios?)) "
        rf"(?:{_MODAL}|is|are)?{_YOU}? ?(?:use |choose |need |apply |consider )?{_REST}"
    )),
    ("where", False, rf"{_SAY}?where {_REST}"),
    ("kinds", False, (
        rf"{_ASK}{_THE}(?:different |various )?(?:types?|kinds?|categories|forms)(?: "
        rf"of)? {_REST}"
    )),
    ("kinds", False, rf"what (?:types|kinds) of {_REST}"),
    ("list", False, rf"(?:list|name|mention|enumerate)(?: me)? {_REST}"),
    ("define", True, rf"(?:explain|describe|say) what {_X} (?:is|are)"),
    ("define", True, rf"{_IS}(?:the )?(?:concept|term|meaning|idea|notion|definition) of {_REST}"),
    ("define", True, (
        r"(?:explain|describe|define)(?: briefly| in detail)? (?:what (?:is|are) "
        rf")?(?:the )?(?:concept|term|meaning|idea|notion) of {_REST}"
    )),
    ("define", True, (
        r"(?:explain|describe|define)(?: briefly| in detail)? (?:what (?:is|are) "
        rf")?{_REST}"
    )),
    ("define", True, rf"{_IS}{_REST}"),
    ("define", True, rf"(?:tell me|tell us|what do you know|what can you tell me) about {_REST}"),
    ("define", False, rf"{_SAY}{_REST}"),
    ("which", False, rf"(?:which|what|who) {_REST}"),
    ("how much", False, rf"how {_REST}"),
    ("how to", False, (
        r"write (?:an? |some |the )?(?:function|program|method|query|script|code|"
        rf"algorithm|routine)(?: in .{{1,30}}?)? (?:that|to|which|for) {_REST}"
    )),
    ("write", False, rf"(?:write|implement|code|build|create|develop|set up) {_REST}"),
    ("whether", False, rf"(?:is|are|does|do|can|could|should|has|was|were|will) {_REST}"),
)  # fmt: skip
FRAMES: Final = tuple((aspect, re.compile(row, re.DOTALL), sure) for aspect, sure, row in _ROWS)

_PREAMBLE: Final = re.compile(
    r"(?:(?:so|now|ok|okay|and|but|also|then|finally|please|briefly|or|if so|in your own words|"
    r"in (?:simple|short|brief|plain)(?: terms| words)?|in a nutshell)[, ]+){0,3}"
    r"(?:(?:can|could|would|will) (?:you|we) (?:please |briefly |also |kindly |quickly )?"
    r"(?=explain|describe|define|tell|give|name|list|discuss|outline|compare|walk|provide|say|state|"
    r"distinguish|differentiate|elaborate|talk|share|show))?"
    r"(?:how would you (?=define |explain |describe )|do you know )?"
    r"(?:(?:tell me|tell us|do you know) (?=what |how |why |when ))?(?:briefly )?"
)
_NUMBERING: Final = re.compile(r"(?:q(?:uestion)?\s?)?#?[0-9]{1,4}\s?[.):]\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked: ``aspect`` is what is asked of the subject.

    ``sure`` says that the opening adds nothing to the aspect. ``sides`` are those of a comparison.
    """

    aspect: str
    subject: str
    sides: tuple[str, ...] = ()
    sure: bool = False


def framed(clause: str) -> Clause | None:
    """A clause of smooth text taken apart; None where it asks nothing."""
    text = _PREAMBLE.sub("", clause.strip(" ,;:.?!\n-"), count=1).strip(" ,;:.?!\n-")
    for aspect, pattern, sure in FRAMES:
        found = pattern.fullmatch(text)
        if found:
            return _clause(aspect, found.groupdict(), sure=sure)
    return None


def without_number(text: str) -> str:
    """Text without a number in front, such as "12." or "Q3:"."""
    return _NUMBERING.sub("", text, count=1) if text[:1] in "q#0123456789" else text


def _clause(aspect: str, given: dict[str, str | None], *, sure: bool) -> Clause:
    rest = " ".join(filter(None, (given.get("y2"), given.get("rest"))))
    if both := given.get("sides"):
        return Clause(aspect, f"{both}{rest}", _sides(both), sure)
    if other := given.get("y"):
        first = given.get("x") or ""
        sides = _headed([first, _ABOUT.split(other, maxsplit=1)[0]])
        return Clause(aspect, f"{first} and {other}", sides, sure)
    return Clause(aspect, " ".join(filter(None, (given.get("x"), rest))), (), sure)


_BETWEEN: Final = re.compile(r",? (?:and|vs\.?|versus|or|from|with|to|&) (?:an? |the )?|, ")
_ARTICLE: Final = re.compile(r"^(?:an?|the) ")
_PRONOUNS: Final = frozenset({"it", "they", "that", "this", "these", "those", "them"})
# Where the sides end and what is said about both begins.
_ABOUT: Final = re.compile(
    r",? (?:in|for|when|within|on|using|regarding|in terms of|with respect to|from) "
)


def _sides(text: str) -> tuple[str, ...]:
    """The sides of "A, B and C in D", without D."""
    for part in (_ABOUT.split(text, maxsplit=1)[0], text):
        sides = [side for side in map(str.strip, _BETWEEN.split(part, maxsplit=7)) if side]
        if len(sides) > 1:
            return _headed(sides)
    return tuple(sides)


def _headed(sides: list[str]) -> tuple[str, ...]:
    """The sides, each with the noun they share: "horizontal and vertical scaling"."""
    sides = [_ARTICLE.sub("", side) for side in sides]
    last = sides[-1].split()
    if len(last) < 2:
        return tuple(sides)
    whole = (" " in side or side in _PRONOUNS for side in sides)
    return tuple(
        side if done else f"{side} {last[-1]}" for side, done in zip(sides, whole, strict=True)
    )
