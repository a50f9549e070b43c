"""Folding printed words so that only the wording is compared."""

import re
import unicodedata

from medinsure_budget.lexicon import by_text

_QUOTES = re.compile(r"[\s“”\"'‘’《》<>「」*\u200b\ufeff]+")
# An ordinal needs its separator: 三公 does not begin with one.
_ORDINAL = re.compile(
    r"^(?:其中[:：]?|[一二三四五六七八九十]{1,3}、|\((?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\)[、.]?|[0-9]{1,2}(?:、|\.(?![0-9]))|[①-⑳])"
)


@by_text
def fold(text: str) -> str:
    """Fold width, blanks, quotes and brackets of a label.

    >>> fold("收 入 总 计"), fold("因公出国（境）费用")
    ('收入总计', '因公出国(境)费用')
    """
    return _QUOTES.sub("", unicodedata.normalize("NFKC", text))


@by_text
def without_ordinal(folded: str) -> str:
    """Strip 其中：, 一、, （1） and 1. from the front of a folded label.

    >>> without_ordinal("一、财政拨款"), without_ordinal("其中:(1)公务用车购置费"), without_ordinal("三公经费合计")
    ('财政拨款', '公务用车购置费', '三公经费合计')
    """
    while (stripped := _ORDINAL.sub("", folded, count=1)) != folded:
        folded = stripped
    return folded


@by_text
def compact(text: str) -> str:
    """Remove the blanks that cell wrapping leaves in Chinese words; blanks between Latin words stay.

    >>> compact("事业单位 经营支出"), compact("收 入"), compact("Budget 2024 table")
    ('事业单位经营支出', '收入', 'Budget 2024 table')
    """
    words = text.split()
    if len(words) < 2 or text.isascii():
        return " ".join(words)
    return re.sub(r"\s+(?=[^\x21-\x7e])|(?<=[^\x21-\x7e])\s+", "", text.strip())
