"""What the columns of a table hold: codes, figures, words, counts of lines."""

from collections.abc import Sequence
from itertools import pairwise

from medinsure_budget.facts import Fact, fact
from medinsure_budget.lexicon import by_text, word_set
from medinsure_budget.reading.tables.cells import is_listed, is_total_word
from medinsure_budget.reading.tables.titles import is_remark
from medinsure_budget.records import frozen

# So many digits has each part of a code behind its first.
_PART = 2
# One cell of fewer digits may be anything.
_WHOLE = 7
# 平方公里
_LONGEST_UNIT = 4
# That many numbers one after another are no amounts.
_COUNTING = 3


@frozen
class Content:
    """What a column holds below the header.

    Attributes:
        codes: How many of its cells may be codes or the parts of one.
        figures: How many are other figures.
        words: How many are words.
        rates: How many are percentages.
        counts: How many are numbers of things, their counter beside them.
        counting: Its numbers count the lines.
        subjects: Its cells are whole subject codes.
        parts: Its cells are the last parts of codes, of two digits each.
        units: Its cells are units, of money among them.
        listed: Its cells are the entries of a list: 一、 二、.
    """

    codes: int = 0
    figures: int = 0
    words: int = 0
    rates: int = 0
    counts: int = 0
    counting: bool = False
    subjects: bool = False
    parts: bool = False
    units: bool = False
    listed: bool = False

    @property
    def numbers(self) -> int:
        """How many of its cells are figures or may be codes."""
        return self.figures + self.codes


def content_of(rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Say what each column holds, from the facts of all its cells."""
    return [_content([row[c] for row in rows if c < len(row)]) for c in range(width)]


@by_text
def _telling(text: str) -> tuple[Fact, bool, bool, bool, bool, bool] | None:
    """What a cell may be that says what its column holds: a code, a rate, another figure, a count, the entry of a list."""
    found = fact(text)
    # 合计 stands under 科目编码 as well as under 科目名称, and 类 款 项 below it.
    said = not found.blank and text not in word_set("LEVEL_MARK")
    if not said or (found.amount is None and (is_remark(text) or is_total_word(text))):
        return None
    figure = not found.part and (found.figure or bool(found.unreadable))
    return found, bool(found.part), found.rate is not None, figure, found.count is not None, is_listed(found.text)


def _content(texts: Sequence[str]) -> Content:
    telling = [told for told in map(_telling, texts) if told is not None]
    if not telling:
        return Content()
    facts, *kinds = zip(*telling, strict=True)
    codes, rates, figures, counts, entries = map(sum, kinds)
    # A page number may stand among them.
    whole = [f.code for f in facts if f.code]
    several = len(facts) > 1 or len("".join(whole)) == _WHOLE
    subjects = several and all(f.part or f.code for f in facts) and 4 * len(whole) >= 3 * len(facts)
    parts = codes == len(facts) and all(len(f.part) == _PART for f in facts)
    units = any(f.text in word_set("MONEY") for f in facts) and all(len(f.text) <= _LONGEST_UNIT for f in facts)
    counting = codes == len(facts) and _counts(facts)
    words, listed = len(facts) - codes - figures - counts, 2 * entries > len(facts) > 1
    return Content(codes, figures, words, rates, counts, counting, subjects, parts, units, listed)


def _counts(facts: Sequence[Fact]) -> bool:
    """Whether numbers count up by one; some templates leave numbers out."""
    numbers = [f.number for f in facts]
    steps = [b - a for a, b in pairwise(numbers) if a is not None and b is not None]
    if len(numbers) < _COUNTING or len(steps) < len(numbers) - 1:
        return False
    return min(steps) > 0 and 2 * steps.count(1) >= len(steps)
