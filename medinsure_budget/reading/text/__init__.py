"""Text: paragraphs, headings, sections, contents and terms."""
