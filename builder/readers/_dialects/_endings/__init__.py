"""What is taken off a question and its answer: levels, offers, farewells, sources."""
