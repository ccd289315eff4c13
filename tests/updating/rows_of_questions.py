"""Rows in which questions change, come and go."""

from __future__ import annotations

from tests.updating.bank import add, bring_back, drop, move, picture, put, rename_topic, turn_round
from tests.updating.rows import (
    AMBER,
    BENDS,
    CHOICES,
    MORE,
    NEW,
    PICTURE,
    RETIRE,
    RETURN,
    WITHOUT_SECOND,
    png,
    row,
    way,
)

QUESTIONS = (
    # The words of a question
    row("a question is reworded", (AMBER,)),
    row("a short answer changes", (put("amber-aspect", short_answer="Be ready to halt."),)),
    row("a full answer changes", (put("amber-aspect", answer="Braking begins at this lamp."),)),
    row("a full answer goes", (put("amber-aspect", answer=None),)),
    row(
        "further answers come, change and go",
        (put("amber-aspect", more_answers=["Prepare to brake.", "Shut off power."]),),
        (put("amber-aspect", more_answers=["Coast."]),),
        (put("amber-aspect", more_answers=None),),
    ),
    row(
        "references come",
        (put("amber-aspect", references=[{"title": "Rule Book", "url": "https://example.org"}]),),
    ),
    row(
        "what only interviewers see changes",
        (put("amber-aspect", minutes=9, red_flags=["No."], follow_ups=[{"ask": "And?"}]),),
    ),
    row(
        "letters are composed another way",
        (put("amber-aspect", short_answer="Caf\u00e9 ahead."),),
        (put("amber-aspect", short_answer="Cafe\u0301 ahead."),),
    ),
    # Its place and its marks
    row("tags change", (put("amber-aspect", tags=["lamps", "driving"]),)),
    row("all tags go", (put("amber-aspect", tags=None),)),
    row("a level changes", (put("amber-aspect", level="senior"),)),
    row("a question moves to another topic", (move("amber-aspect", "Points"),)),
    row("a topic gets another name", (rename_topic("Signals", "Lineside signals"),)),
    row("questions are reordered", (turn_round,)),
    row("the order turns and a question is reworded", (turn_round, AMBER)),
    # Choices and clozes
    row("choices change", (put("shunt-signal", choices=CHOICES),)),
    row("another choice is right", (put("detection", choices=[
        {"text": "Detection contacts", "why": "They may stick."},
        {"text": "The lever frame", "correct": True, "why": "So the revised rule says."},
    ]),)),
    row("a cloze is reworded", (put("block-rule", question=(
        "An absolute block lets {{c1::a single train}} enter a {{c2::section}}."
    )),)),
    row("a cloze comes", (put("block-rule", question=(
        "An {{c3::absolute}} block admits {{c1::one train}} into a {{c2::section}}."
    )),)),
    row(
        "a cloze goes, and its card with Empty Cards",
        (WITHOUT_SECOND,),
        way=way("v2", *MORE, "empty", "v2", "study"),
    ),
    row(
        "a cloze goes and comes back",
        (WITHOUT_SECOND,),
        (put("interlocking", question=(
            "Levers {{c1::lock}} each other {{c2::until}} routes are {{c3::free}}."
        )),),
        way=way("v2", *MORE, "v3", *MORE),
    ),
    row("clozes change their numbers", (put("block-rule", question=(
        "An absolute block admits {{c2::one train}} into a {{c1::section}}."
    )),)),
    row(
        "a learner hides one more word of a cloze",
        (AMBER,),
        (put("block-rule", question="A block admits {{c1::one train}} into a {{c2::section}}."),),
        way=("v1", "study", "cloze block-rule", "study", "v2", "study", "v3", "study", "empty"),
    ),
    # Cards from the short answer back, pictures
    row(
        "a reverse card comes and goes",
        (put("amber-aspect", reverse=True),), (put("amber-aspect", reverse=False),),
        way=way("v2", *MORE, "v3", "study", "empty", "study", "v3"),
    ),
    row("a picture comes", (PICTURE, picture("lamp.png", png(1)))),
    row(
        "a picture changes under its name",
        (PICTURE, picture("lamp.png", png(1))), (picture("lamp.png", png(2)),),
    ),
    row(
        "a picture is shown by two questions and goes from one",
        (PICTURE, picture("lamp.png", png(1)), put("flange", answer="See ![it](lamp.png).")),
        (put("flange", answer="See the book."),),
    ),
    row(
        "a picture goes",
        (PICTURE, picture("lamp.png", png(1))), (put("amber-aspect", answer="Brake."),),
    ),
    # Questions that come and go
    row("a question comes at the end", (add("Points", NEW),)),
    row("a question comes first", (add("Signals", NEW, 0),)),
    row("a topic comes", (add("Clocks", NEW),)),
    row("questions are retired", RETIRE),
    row(
        "retired and cleaned up", RETIRE,
        way=way("v2", *MORE[:2], "v2-cleanup", "study", "empty", "study", "v2"),
    ),
    row(
        "cleaned up before the deck itself is updated", (*RETIRE, *BENDS),
        way=way("v2-cleanup", "empty", "study", "v2", "study"),
    ),
    row(
        "the clean-up is imported again after Empty Cards", RETIRE,
        way=way("v2", "v2-cleanup", "empty", "v2-cleanup", "study", "v2"),
    ),
    row(
        "a new learner imports deck and clean-up", RETIRE, way=("v2", "v2-cleanup", "study", "v2"),
    ),
    row(
        "one clean-up after another", RETIRE, (drop("repeater"),),
        way=way("v2", "v2-cleanup", "study", "empty", "v3", "v3-cleanup", "empty", "study", "v3"),
    ),
    row("brought back without a clean-up", RETIRE, RETURN, way=way("v2", "study", "v3", *MORE)),
    row(
        "brought back after the clean-up, before Empty Cards", RETIRE, RETURN,
        way=way("v2", "v2-cleanup", "study", "v3", *MORE),
    ),
    row(
        "brought back after Empty Cards", RETIRE, RETURN,
        way=way("v2", "v2-cleanup", "empty", "v3", *MORE),
    ),
    row(
        "brought back reworded, and retired again", RETIRE,
        (bring_back("amber-aspect", question="What follows an amber aspect, in good time?"),),
        (drop("amber-aspect"),),
        way=way("v2", "v2-cleanup", "v3", *MORE, "v4", "v4-cleanup", "study", "empty", "v4"),
    ),
    row(
        "an open question becomes a choice",
        (put("amber-aspect", kind="choice", answer=None, more_answers=None, choices=CHOICES),),
        way=way("v2", "study", "v2-cleanup", "study", "empty", "study", "v2"),
    ),
    row(
        "an open question becomes a cloze and open again",
        (put("amber-aspect", kind="cloze", question="Amber announces {{c1::a stop}}."),),
        (put("amber-aspect", kind="open", question="What does amber announce at dusk?"),),
        way=way("v2", "study", "v2-cleanup", "v3", "study", "v3-cleanup", "empty", "study", "v3"),
    ),
    row(
        "an id changes and keeps its guid",
        (put("amber-aspect", id="amber", guid="@amber-aspect"),),
        way=("v1", "study", "edit trap-points", "v2", "study"),
    ),
)  # fmt: skip
