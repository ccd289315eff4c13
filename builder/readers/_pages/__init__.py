"""Web pages: the article found, its HTML made Markdown, its lines kept."""
