"""The titles of performance forms, and the lines that only page breaks bring."""

import re
from functools import lru_cache

FORM_TITLE = re.compile(
    r"(?:附件?表?\d*[:：]?)?.{0,40}绩效.{0,12}(?:自评表|自评价表|评价表|目标表|申报表|评分表)(?:\(20\d\d年度?\))?"
)
LIST_TITLE = re.compile(r".{0,40}绩效.{0,20}(?:清单|汇总表|一览表|结果表|情况表|自评表)")
REPORT_TITLE = re.compile(r"(?:附件?\d*[:：]?)?.{0,60}绩效评价报告(?:\(.{0,12}\))?")
_PAGE_FOOTER = re.compile(r"[—\-–\s]*\d{1,4}[—\-–\s]*|第\d+页(?:[,，/]?共\d+页)?")


@lru_cache(maxsize=65536)
def is_title(text: str) -> bool:
    """Say whether folded words are the title of a performance form."""
    return any(pattern.fullmatch(text) for pattern in (FORM_TITLE, LIST_TITLE, REPORT_TITLE))


@lru_cache(maxsize=65536)
def is_page_footer(text: str) -> bool:
    """Say whether folded words are only a page number."""
    return _PAGE_FOOTER.fullmatch(text) is not None
