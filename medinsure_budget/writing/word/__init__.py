"""Word documents with the whole disclosure."""

from medinsure_budget.writing.word.document import needed_for_word, write_docx

__all__ = ["needed_for_word", "write_docx"]
