"""The nouns. Every reader ends in Questions; every writer starts from a Bank.

Standard library only. Everything is frozen and slotted; collections are tuples. Text fields
of a question hold Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

LEVELS = ("junior", "mid", "senior")


class Kind(StrEnum):
    """How a question is asked, and so which note type its card has."""

    OPEN = "open"
    CLOZE = "cloze"
    CHOICE = "choice"


class Severity(IntEnum):
    """How much a problem matters: an ERROR stops a build, a WARNING does under --strict."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where something came from; ``line`` counts from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """One input, decoded: ``text`` has no byte-order mark and no carriage returns.

    An Anki package is not text: its bytes are in ``data``, and ``text`` is empty. The user may
    say what it does not say itself: ``columns`` are ``(column, field of Question)`` pairs, and
    ``labels`` ``(word, "question" or "answer")`` pairs.
    """

    path: str
    text: str
    data: bytes = b""
    columns: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a sound that questions show by its plain file name."""

    name: str
    data: bytes
    origin: Origin = field(default=Origin("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a multiple-choice question, and why it is right or wrong."""

    text: str
    correct: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A probe: what the interviewer asks next, and what a good reply contains."""

    ask: str
    listen_for: str = ""


@dataclass(frozen=True, slots=True)
class Rubric:
    """Four anchors, each an observable behaviour of a candidate."""

    poor: str
    mixed: str
    good: str
    excellent: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What settles the answer."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with all that is known of it.

    ``short_answer`` is what one recalls, ``answer`` what a strong candidate says, and
    ``more_answers`` are further answers to the same question, from the same source or another.
    ``level`` is one of LEVELS or empty; ``minutes`` is the time to allow; ``checked`` the year in
    which facts that age were last verified; ``reverse`` asks for a card back from the short answer;
    ``licence`` is that of a text from elsewhere; ``origins`` are where it stands and came from;
    ``guid`` overrides the note's own. One adopted from a deck in use has a ``note_type``, the id of
    an AdoptedType, and keeps what is neither question nor answer in ``fields``, by name in HTML.
    ``same_as`` and ``not_same_as`` are ids of others that ask the same, or only seem to.
    """

    id: str
    question: str
    short_answer: str = ""
    answer: str = ""
    more_answers: tuple[str, ...] = ()
    kind: Kind = Kind.OPEN
    choices: tuple[Choice, ...] = ()
    topic: str = ""
    level: str = ""
    minutes: int | None = None
    tags: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    rubric: Rubric | None = None
    red_flags: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    checked: int | None = None
    reverse: bool = False
    guid: str = ""
    note_type: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    licence: str = ""
    same_as: tuple[str, ...] = ()
    not_same_as: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), compare=False)

    @property
    def answered(self) -> bool:
        """Whether there is anything to put on the back of a card."""
        return self.kind is not Kind.OPEN or bool(self.short_answer or self.answer)

    @property
    def origin(self) -> Origin:
        """The first place the question came from."""
        return self.origins[0] if self.origins else Origin("", 0)


@dataclass(frozen=True, slots=True)
class AdoptedType:
    """A note type of a deck in use, kept so that its notes are updated in place.

    ``definition`` is Anki's own, in JSON; ``question`` and ``answer`` name the fields those of a
    Question go into, ``answer`` possibly none.
    """

    id: str
    question: str
    answer: str
    definition: str
    origin: Origin = field(default=Origin("", 0), compare=False)


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions in order, those of one topic together; what they show; types adopted ones have."""

    questions: tuple[Question, ...] = ()
    media: tuple[Media, ...] = ()
    types: tuple[AdoptedType, ...] = ()

    def by_topic(self) -> tuple[tuple[str, tuple[Question, ...]], ...]:
        """``(topic, questions)`` pairs, topics in order of first appearance."""
        topics: dict[str, list[Question]] = {}
        for question in self.questions:
            topics.setdefault(question.topic, []).append(question)
        return tuple((topic, tuple(questions)) for topic, questions in topics.items())


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about the content; ``code`` is a stable kebab-case name."""

    origin: Origin
    severity: Severity
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.severity.name.lower()}: {self.message} [{self.code}]"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader understood and what it did not."""

    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    media: tuple[Media, ...] = ()
    types: tuple[AdoptedType, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """One merge, explained; ``score`` is 1, for only what is certain merges."""

    kept: Question
    dropped: Question
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two questions of a bank that probably ask the same, with a score below or at 1, and why."""

    first: Question
    second: Question
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A bank without repeated questions, and every merge that made it.

    ``settled`` are pairs of the bank's ids that ``not_same_as`` keeps apart.
    """

    bank: Bank
    duplicates: tuple[Duplicate, ...] = ()
    problems: tuple[Problem, ...] = ()
    settled: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the ledger knows of a note, or of a note type.

    ``digest`` is of all that a learner sees; ``changed`` and ``made`` are Unix seconds: when that
    last changed and when it was first built. ``likeness`` tells the question again under another
    id (``builder.similarity``). A retired note has left the bank and stays known.
    """

    guid: str
    id: str
    kind: str
    digest: str
    changed: int
    made: int
    likeness: str = "-.-"
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every note that was ever in a deck, and its note types, by GUID; see ``builder.ledger``."""

    stamps: tuple[Stamp, ...] = ()

    def by_guid(self) -> dict[str, Stamp]:
        """The stamps by GUID; for a note type that is its id in digits."""
        return {stamp.guid: stamp for stamp in self.stamps}

    @property
    def latest(self) -> int:
        """When anything last changed, in Unix seconds; 0 in an empty ledger."""
        return max((stamp.changed for stamp in self.stamps), default=0)


@dataclass(frozen=True, slots=True)
class Artifact:
    """An output before it touches the disk: ``name`` is a plain file name.

    ``pages`` is set for PDFs, ``notes`` for decks; ``stamps`` are those of a deck's notes and note
    types as they went into it.
    """

    output: str
    name: str
    data: bytes
    pages: int | None = None
    notes: int | None = None
    stamps: tuple[Stamp, ...] = ()
