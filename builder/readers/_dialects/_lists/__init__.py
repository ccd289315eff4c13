"""Lists and paragraphs: their items as the author sees them, and which of them ask."""
