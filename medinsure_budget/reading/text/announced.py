"""Comparing what a document announces with what is there."""

import re
from collections.abc import Iterable, Sequence

from medinsure_budget.document.narrative import ContentsEntry
from medinsure_budget.document.performance import EvaluationReport, Performance, ResultList, SelfEvaluation
from medinsure_budget.editions import match_title
from medinsure_budget.evidence import Note
from medinsure_budget.forms import ALL, Row, Sheet
from medinsure_budget.forms.words import compact, fold, without_ordinal
from medinsure_budget.lexicon import Shape
from medinsure_budget.reading.tables.titles import is_title

_YEAR = re.compile(r"20[0-9]{2}年(?:度)?")
_LEVEL = Shape(r"{OF_A_LEVEL}")
_REFERRED = Shape(r"{REFERRED}[“《\"]([^”》\"]{2,40}表)[”》\"]")


def missing_tables(
    contents: Sequence[ContentsEntry],
    sheets: Sequence[Sheet[Row]],
    performance: Performance | None,
    captions: Sequence[str],
    texts: Iterable[str],
) -> list[Note]:
    """Note every table that the contents list or the text names and the document does not hold.

    Args:
        contents: The contents list.
        sheets: The tables with figures.
        performance: The performance forms.
        captions: The titles of all tables, those without figures included.
        texts: The text of every section.
    """
    others = [_core(form.title) for form in _forms_of_performance(performance)]
    printed = {_core(caption) for caption in captions}

    def there(title: str) -> bool:
        wanted = _core(title)
        named = wanted in printed or any(_overlap(wanted, other) for other in others)
        return named or any(_is_same(title, s) for s in sheets)

    announced = [e.title for e in contents if e.is_table and is_title(compact(e.title))]
    missing = [title for title in announced if not there(title)]
    notes = [Note("unread", f"目录列有“{title}”，文件中没有这张表", place="目录") for title in missing]
    referred = dict.fromkeys(name for text in texts for name in _REFERRED.findall(text))
    notes += [
        Note("unread", f"文中提到“{name}”，文件中没有这张表")
        for name in referred
        if not there(name) and name not in missing
    ]
    return notes


def _is_same(title: str, sheet: Sheet[Row]) -> bool:
    """Titles differ in 2024年, 部门 and 市本级: the same words or the same form make the same table."""
    wanted, printed = _core(title), _core(sheet.title)
    if wanted == printed:
        return True
    forms = _forms_of(wanted)
    if forms and sheet.form.form.title:
        return sheet.form in forms
    return _overlap(wanted, printed)


def _overlap(wanted: str, printed: str) -> bool:
    return len(wanted) > 4 and bool(printed) and (wanted in printed or printed in wanted)


def _forms_of_performance(performance: Performance | None) -> tuple[SelfEvaluation | ResultList | EvaluationReport, ...]:
    if performance is None:
        return ()
    return (*performance.self_evaluations, *performance.result_lists, *performance.evaluations)


def _core(title: str) -> str:
    return _LEVEL.sub("", _YEAR.sub("", without_ordinal(fold(title))))


def _forms_of(words: str) -> set[type[Row]]:
    """The forms whose patterns explain the most of a title."""
    matched = {form: match_title(form, words) for form in ALL}
    best = max(matched.values())
    return {form for form, length in matched.items() if length == best} if best else set()
