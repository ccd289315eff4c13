"""A deck studied for years: banks built version after version, imported into the real Anki.

``sequences`` is the table, ``packages`` builds what it says through the pipeline, and ``drive``
imports it, studies between the imports and looks whether anything was lost. What drives Anki
imports nothing of Deckpress, so that it also runs where an older Anki is installed.
"""
