"""Text: paragraphs, headings, sections, contents and terms."""

from medinsure_budget.reading.text import words  # noqa: F401 - declares the word classes of this room
