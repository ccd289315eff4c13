"""Rows about the look of the cards, the bank and its builds, and the ways of learners."""

from __future__ import annotations

from tests.updating.bank import (
    add,
    bring_back,
    clock,
    drop,
    look,
    move,
    part,
    put,
    settings,
    turn_round,
)
from tests.updating.rows import (
    AMBER,
    BENDS,
    CHOICES,
    MORE,
    NEW,
    RETIRE,
    WIDER,
    WITHOUT_SECOND,
    row,
    way,
)

BANKS = (
    # The look of the cards
    row("the CSS changes", (WIDER,)),
    row("a template changes", (look(front="<p>second look</p>"),)),
    row("note types get another name", (look(name=" (rail)"),)),
    row("a spare field gets a name", (look(field="Hint"),)),
    row("look and words change at once", (WIDER, AMBER)),
    row(
        "the CSS changes and changes back", (WIDER,), (look(css=""),),
    ),
    row(
        "a learner restyles cards whose look stays", (AMBER,),
        way=("v1", "study", "restyle", "v2", "study"),
    ),
    row(
        "the CSS changes after the last cloze has gone",
        (drop("block-rule", "interlocking"),),
        (WIDER,),
        way=way("v2", "study", "v3", "v3-cleanup", "empty", "study", "v3", "v3-cleanup"),
    ),
    # The bank and its builds
    row("the bank gets another title", (settings(title="Railways, second edition"),)),
    row("the bank gets another file name", (settings(name="rail-2", tag="rail"),)),
    row("the root of the tags changes", (settings(tag="railways"),)),
    row("nothing changes, and it is built on another day", ()),
    row("the clock of the build goes back", (clock(-90 * 86_400), AMBER), way=(
        "v1", "study", "add", "edit trap-points", "tag point-motor", "v2", "study",
    )),
    row("the clock goes back and comes right again", (clock(-90 * 86_400), AMBER), (
        put("amber-aspect", short_answer="Slow down."),
    ), way=("v1", "study", "add", "edit trap-points", "v2", *MORE, "v3", *MORE)),
    row("built in the same second", (clock(-30 * 86_400), AMBER), way=(
        "v1", "study", "edit trap-points", "v2", "study",
    )),
    row("only a topic is built", (AMBER, part("Signals"))),
    row(
        "a topic is built, then all", (AMBER, put("flange", answer="A lip."), part("Signals")), (),
        way=way("v2", *MORE, "v3", *MORE),
    ),
    # The ways of learners
    row("a version is skipped", (AMBER,), BENDS, way=way("v3", *MORE)),
    row(
        "the version that changed a note is skipped", (AMBER, *RETIRE[1:]), (turn_round,),
        way=way("v3", *MORE),
    ),
    row(
        "an older version is imported over a newer", (AMBER, add("Points", NEW)),
        way=way("v2", *MORE, "v1", "study", "v2", "study"),
    ),
    row(
        "an older version after questions were cleaned up", RETIRE,
        way=way("v2", "v2-cleanup", "empty", "v1", "study", "v2"),
    ),
    row(
        "an older version after a cloze has gone",
        (WITHOUT_SECOND,),
        way=way("v2", "empty", "study", "v1", "study", "v2", "empty", "v2"),
    ),
    row("the same package again after months", (), way=way("late", "v1", *MORE, "v1", "v1")),
    row(
        "an update is imported after the next was built", (AMBER,),
        (put("amber-aspect", short_answer="Slow down."),),
        way=way("late", "v2", "study", "v3", "study"), late=True,
    ),
    row(
        "a learner edits a note after its new version was built", (AMBER,),
        (put("amber-aspect", short_answer="Slow down."),),
        way=("v1", "study", "late v2", "edit amber-aspect", "v2", "study", "v3", "study"),
    ),
    row("cards are in a filtered deck", (AMBER, add("Points", NEW)), way=way(
        "cram", "v2", "study", "v2",
    )),
    row("a learner renames the deck", (AMBER, add("Points", NEW)), way=way(
        "rename My railways", "v2", *MORE,
    )),
    row("a learner deletes a note", (AMBER,), way=way("delete repeater", "v2", "study")),
    row("the deck gets another name", (settings(deck="Iron roads"), add("Points", NEW))),
    row(
        "much at once",
        (
            AMBER, put("repeater", tags=["sighting"]), drop("flange", "block-rule"), turn_round,
            add("Clocks", NEW), put("shunt-signal", choices=CHOICES),
            WIDER, look(front="<p>2</p>"), settings(title="Second edition"),
        ),
        (AMBER, bring_back("flange"), look(name=" (rail)"), move("red-aspect", "Clocks")),
        way=way("v2", *MORE, "v2-cleanup", "empty", "v3", *MORE, "v3-cleanup", "empty", "v3"),
    ),
    row(
        "ten versions, each with a change",
        *((put("amber-aspect", short_answer=f"Lesson number {n}."),) for n in range(2, 11)),
    ),
)  # fmt: skip
