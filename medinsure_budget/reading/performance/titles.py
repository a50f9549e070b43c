"""The titles of performance forms, and the lines that only page breaks bring."""

import re

from medinsure_budget.lexicon import Shape, by_text
from medinsure_budget.reading.performance.vocabulary import is_of_report

FORM_TITLE = Shape(r"(?:{APPENDIX}?\d*[:：]?)?.{0,40}{EVALUATED}.{0,12}{FORM}(?:\((?:20\d\d年(?:度)?|(?:{UNIT_LABEL}:)?{MONEY})\))?")
LIST_TITLE = Shape(r".{0,40}{EVALUATED}.{0,20}{RESULTS}")
REPORT_TITLE = Shape(r"(?:{APPENDIX}?\d*[:：]?)?.{0,60}{EVALUATION_REPORT}(?:\(.{0,12}\))?")
_PAGE_FOOTER = re.compile(r"[—\-–\s]*\d{1,4}[—\-–\s]*|第\d+页(?:[,，/]?共\d+页)?")


@by_text
def is_title(text: str) -> bool:
    """Say whether folded words are the title of a performance form."""
    return is_report_title(text) or any(pattern.fullmatch(text) for pattern in (FORM_TITLE, LIST_TITLE))


@by_text
def is_report_title(text: str) -> bool:
    """Say whether folded words are the title of an evaluation report."""
    return is_of_report(text) and REPORT_TITLE.fullmatch(text) is not None


@by_text
def is_page_footer(text: str) -> bool:
    """Say whether folded words are only a page number."""
    return _PAGE_FOOTER.fullmatch(text) is not None
