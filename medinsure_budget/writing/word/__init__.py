"""Word documents with the whole disclosure."""

from medinsure_budget.writing.word.document import write_docx

__all__ = ["write_docx"]
