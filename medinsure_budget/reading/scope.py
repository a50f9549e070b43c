"""What sort of document a file is, decided once from what was found in it."""

from collections.abc import Iterator, Sequence

from medinsure_budget.document.narrative import Section
from medinsure_budget.document.performance import Performance
from medinsure_budget.document.scope import Scope
from medinsure_budget.forms import FinalThreePublics, ProjectPerformance, Row, Sheet, ThreePublics
from medinsure_budget.lexicon import Shape, words
from medinsure_budget.reading.identity import Identity

# A cover, a note and a list of contents are no explanation; nor is a remark below a table.
_A_TEXT = 3
# A page about 三公 explains them in less.
_A_LONG_TEXT = 20
# That many different statements make a disclosure of a text with tables.
_SEVERAL = 3
_SENTENCE = "。"
_DOCUMENT = Shape(r"{ACCOUNT}")
_THREE_PUBLICS = Shape(r"{THREE_PUBLICS}")
# What only public money is called, and a subject's code.
_PUBLIC = Shape(r"{LEVEL}{ACCOUNT}|{THREE_PUBLICS|FUND_BUDGET|APPROPRIATION}|^[1-9][0-9]{2}(?:[0-9]{2}){0,2} ")
# A scanned page, a picture, an empty sheet.
BLANK = Scope("nothing", "文件里没有可读的文字")


def scope_of(
    titles: Sequence[str],
    identity: Identity,
    sheets: Sequence[Sheet[Row]],
    sections: Sequence[Section],
    performance: Performance | None,
) -> Scope:
    """Say what sort of document the titles, the tables, the text and the performance forms make."""
    forms = {sheet.form for sheet in sheets if sheet.form.form.title}
    paragraphs = sum(_SENTENCE in text for text in _paragraphs(sections))
    if not forms and performance is None:
        if identity.kind is None:
            return Scope("nothing", "没有标题或栏目写明“预算”或“决算”，也没有已知的报表")
        if not (sheets or identity.year or identity.agency.name):
            return Scope("nothing", "文件提到“预算”或“决算”，但没有编制部门或单位、没有年度，也没有报表")
        if sheets and not (_is_of_an_office(identity.agency.name) or any(map(_PUBLIC.search, _words(titles, sheets)))):
            return Scope("nothing", "文件的表格不是机关单位的，也没有部门预决算、财政拨款等用语和科目编码")
    if performance is not None and forms <= {ProjectPerformance} and (not sheets or paragraphs < _A_TEXT):
        return Scope("performance", "文件只有绩效目标、自评或评价的内容")
    if paragraphs < _A_LONG_TEXT and _is_about_three_publics(titles, forms):
        return Scope("three_publics", "文件只有“三公”经费的内容")
    return _with_text(len(forms), len(sheets), paragraphs) if paragraphs >= _A_TEXT else _without_text(sheets)


def _is_of_an_office(name: str) -> bool:
    return bool(name) and not name.endswith(words("COMPANY"))


def _words(titles: Sequence[str], sheets: Sequence[Sheet[Row]]) -> Iterator[str]:
    """The titles, the headers, and the codes and labels of the rows."""
    yield from titles
    for sheet in sheets:
        yield sheet.title
        yield from (column.header for column in sheet.columns)
        yield from (f"{row.code} {row.name}" for row in sheet)


def _is_about_three_publics(titles: Sequence[str], forms: set[type[Row]]) -> bool:
    title = next((title for title in titles if _DOCUMENT.search(title)), "")
    return forms <= {ThreePublics, FinalThreePublics} and bool(forms or _THREE_PUBLICS.search(title))


def _with_text(forms: int, sheets: int, paragraphs: int) -> Scope:
    if forms >= _SEVERAL:
        return Scope("disclosure", f"文件有{sheets}张表和{paragraphs}段文字")
    if sheets:
        return Scope("text", f"文件以文字为主，只附{sheets}张表")
    return Scope("text", f"文件没有报表，只有{paragraphs}段文字")


def _without_text(sheets: Sequence[Sheet[Row]]) -> Scope:
    if len(sheets) == 1:
        return Scope("table", f"文件只有一张表“{sheets[0].title or '（无表题）'}”")
    if sheets:
        return Scope("tables", f"文件有{len(sheets)}张表，没有成段的文字说明")
    return Scope("text", "文件没有报表，文字也很少")


def _paragraphs(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.text.splitlines()
        yield from _paragraphs(section.children)
